"""What was asked, as one value: `choices` holds what can be asked, `asked` what was.

`reading` takes it from the query string, `narrowing` applies it to rows, `knowledge` tells what
of a row was known by a day.
"""

from talks.filters.asked import Filter, Part
from talks.filters.choices import (
    ACTOR,
    CHOICES,
    LANES,
    ORDERS,
    PARAMETERS,
    STATUS,
    Choice,
    Option,
)

__all__ = [
    "ACTOR",
    "CHOICES",
    "LANES",
    "ORDERS",
    "PARAMETERS",
    "STATUS",
    "Choice",
    "Filter",
    "Option",
    "Part",
]
