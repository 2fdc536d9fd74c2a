"""The record in memory, for as long as it does not change, so that any question is quick.

Each round, statement and document has a number, in the order of the list; each value of each
filter has the set of the numbers that have it, as a compressed bitmap (Roaring, as search engines
do). So what a question leaves, and what each option would leave of it, are intersections, whatever
the size. The rows themselves are read by their keys, and only those that are shown.

`reading` reads the record into a `catalogue`, `days` finds numbers by time, `selection` answers a
question, `row_cache` reads the rows, `cursor` names a place in the list.
"""

from talks.explorer.catalogue.catalogue import Catalogue, union
from talks.explorer.catalogue.cursor import read_place, write_place
from talks.explorer.catalogue.days import GRAINS, parts
from talks.explorer.catalogue.selection import Selection, select

__all__ = [
    "GRAINS",
    "Catalogue",
    "Selection",
    "parts",
    "read_place",
    "select",
    "union",
    "write_place",
]
