"""Dates as EDTF (ISO 8601-2, level 1): the text as typed, the days that it may mean, and its words.

A row stores a date as the text that an editor typed. `BoundField` stores the first and the last day
that the text may mean beside it. Filters, order and figures use those days; people read `in_words`.

`parsing` turns texts into days, `words` turns texts into English, and `fields` has the fields of
the models.
"""

from record.dates.fields import BoundField, EDTFField
from record.dates.parsing import (
    EXAMPLES,
    YEARS,
    Bounds,
    are_plain_days,
    bounds,
    find_certain_days,
    mark_day,
    span,
    split_ends,
)
from record.dates.words import in_words

__all__ = [
    "EXAMPLES",
    "YEARS",
    "BoundField",
    "Bounds",
    "EDTFField",
    "are_plain_days",
    "bounds",
    "find_certain_days",
    "in_words",
    "mark_day",
    "span",
    "split_ends",
]
