"""What was asked, as one value: `choices` holds what can be asked, `asked` what was.

`reading` takes it from the query string, `narrowing` applies it to rows, `knowledge` tells what
of a row was known by a day.
"""

from talks.explorer.question.choices import (
    ACTOR,
    CHOICES,
    LANES,
    ORDERS,
    PARAMETERS,
    STATUS,
    Choice,
    Option,
)
from talks.explorer.question.question import Part, Question

__all__ = [
    "ACTOR",
    "CHOICES",
    "LANES",
    "ORDERS",
    "PARAMETERS",
    "STATUS",
    "Choice",
    "Option",
    "Part",
    "Question",
]
