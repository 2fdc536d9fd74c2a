"""The order of the list, and how many of its entries stand before a place.

In time it is by day. Where a period is asked for, what surely lies in it comes first, then what
may, because its date is vague; what has no date at all stands apart.
"""

from bisect import bisect_left, bisect_right
from itertools import chain
from typing import TypeAlias

from pyroaring import BitMap

from talks.explorer.catalogue import Selection, read_place

Numbers: TypeAlias = BitMap | list[int]


class Ordering:
    """The numbers of a selection in the order asked for.

    `numbers` are those of the list, `apart` those without a date that stand apart from it.
    """

    numbers: Numbers

    def __init__(self, selection: Selection) -> None:
        question, self.catalogue = selection.question, selection.catalogue
        self.order, self._possible, self.apart = question.look.order, selection.possible, BitMap()
        if self.order == "relevance":
            ranking = self.catalogue.search.ranking(question.q)
            self.numbers = [number for number in ranking if number in self._possible]
            return
        self._sections = [self._possible]
        if question.is_timed and question.undated != "only":
            self.apart = self._possible & self.catalogue.without_date
            dated, certain = self._possible - self.apart, selection.certain
            self._sections = [dated & certain, dated - certain]
        first, *others = map(self._sort, self._sections)
        self.numbers = list(chain(first, *others)) if others else first

    def _sort(self, numbers: BitMap) -> Numbers:
        return self.catalogue.newest_first(numbers) if self.order == "newest" else numbers

    def count_until(self, text: str, *, included: bool) -> int:
        """Count the entries before a place, with the one at it where it is included."""
        places, place = self.catalogue.places, read_place(text)
        low, high = bisect_left(places, place), bisect_right(places, place)
        if isinstance(self.numbers, list) and self.order == "relevance":
            is_there = low < high and low in self._possible
            return self.numbers.index(low) + included if is_there else 0
        before = 0
        for section in self._sections:
            if low in section or section is self._sections[-1] or low == high:
                break
            before += len(section)
        if self.order == "newest" and not place.is_undated:
            dated = len(self.catalogue.dated)
            return before + section.range_cardinality(low if included else high, dated)
        return before + section.range_cardinality(0, high if included else low)
