"""What was asked, as one value.

`choices` declares the filters, `options` what can be chosen of each; `parsing` reads the query
string by its `fields` into a `question`, which holds the `look` of the answer beside what narrows.
"""

from talks.explorer.question.choices import (
    ACTOR,
    ATTENDED,
    CHOICES,
    DIRECTIONS,
    STATUS,
    Choice,
    Option,
)
from talks.explorer.question.fields import LONGEST_WORDS, OpenPath
from talks.explorer.question.look import LANES, ORDERS, Look
from talks.explorer.question.options import Options, read_options
from talks.explorer.question.parsing import PARAMETERS, read_question
from talks.explorer.question.question import Part, Question

__all__ = [
    "ACTOR",
    "ATTENDED",
    "CHOICES",
    "DIRECTIONS",
    "LANES",
    "LONGEST_WORDS",
    "ORDERS",
    "PARAMETERS",
    "STATUS",
    "Choice",
    "Look",
    "OpenPath",
    "Option",
    "Options",
    "Part",
    "Question",
    "read_options",
    "read_question",
]
