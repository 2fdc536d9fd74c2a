"""What a filter leaves of the catalogue, as sets of numbers."""

import datetime as dt
import gc
from functools import cached_property, reduce
from operator import and_

from django.http import QueryDict
from pyroaring import BitMap

from record.stamp import cached_by_stamp
from talks.explorer.catalogue.catalogue import Catalogue, union
from talks.explorer.question import CHOICES, Question

MOST = 4  # catalogues that a process keeps: of the record as it stands, and as of some days
DAY = dt.timedelta(1)


class Selection:
    """The numbers that a filter leaves, and those that it would leave without one of its parts."""

    def __init__(self, asked: Question, catalogue: Catalogue) -> None:
        self.asked = asked
        self.catalogue = catalogue

    @cached_property
    def possible(self) -> BitMap:
        """What the filter leaves; of uncertain dates, what may lie in the time asked for."""
        return self.without("")

    def without(self, name: str) -> BitMap:
        """Return what the filter leaves when one of its parameters is not asked."""
        parts = (numbers for asked, numbers in self._parts.items() if asked != name)
        return reduce(and_, parts, self.catalogue.all)

    @cached_property
    def certain(self) -> BitMap:
        """What surely lies in the time asked for: its days lie wholly within."""
        first, last = self.asked.window
        certain = self.catalogue.all
        if first:
            certain = certain & self.catalogue.since(first)
        return certain & self.catalogue.latest.between(None, last) if last else certain

    @cached_property
    def _parts(self) -> dict[str, BitMap]:
        asked, catalogue = self.asked, self.catalogue
        parts = {
            choice.name: union(catalogue.values[choice.name], asked.chosen[choice.name])
            for choice in CHOICES
            if asked.chosen.get(choice.name)
        }
        if asked.q:
            ranked = asked.order == "relevance"
            parts["q"] = BitMap(catalogue.ranking(asked.q)) if ranked else catalogue.saying(asked.q)
        first, last = asked.window
        if first:
            parts["since"] = catalogue.all - catalogue.latest.between(None, first - DAY)
        if last:
            parts["until"] = catalogue.all - catalogue.since(last + DAY)
        return parts


def select(asked: Question) -> Selection:
    """Return what a filter leaves of the record as it stands, or was known on the day asked for."""
    return Selection(asked, _catalogue(str(asked.day or "")))


@cached_by_stamp(MOST)
def _catalogue(as_of: str) -> Catalogue:
    """Read the record; what is kept of it, the collector of garbage need not look through again.

    At 100,000 things it took some 40 ms now and then, and a quarter of the reading itself.
    """
    gc.unfreeze()
    gc.collect()
    gc.disable()
    try:
        return Catalogue(Question.from_query(QueryDict(f"as_of={as_of}")))
    finally:
        gc.enable()
        gc.freeze()
