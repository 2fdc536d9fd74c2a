"""The record as a catalogue: kept in memory while it stands, so that any question is quick.

Each round, statement and document has a number, in the order of the list; each value of each
filter has the set of the numbers that have it, as a compressed bitmap (Roaring, as search engines
do). So what a filter leaves, and what each option would leave of it, are intersections, whatever
the size. The rows themselves are fetched by their keys, and only those that are shown.

`building` reads the record, `days` finds numbers by time, `selection` answers a filter.
"""

from talks.explorer.catalogue.catalogue import Catalogue, union
from talks.explorer.catalogue.cursor import place_of, said
from talks.explorer.catalogue.days import GRAINS, parts
from talks.explorer.catalogue.selection import Selection, select

__all__ = [
    "GRAINS",
    "Catalogue",
    "Selection",
    "parts",
    "place_of",
    "said",
    "select",
    "union",
]
