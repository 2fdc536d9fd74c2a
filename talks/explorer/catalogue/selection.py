"""What a question leaves of the catalogue, as sets of numbers."""

import datetime as dt
import gc
from functools import cached_property, reduce
from operator import and_

from pyroaring import BitMap

from record.stamp import cached_by_stamp
from talks.explorer.catalogue.catalogue import DAY, Catalogue, union
from talks.explorer.question import CHOICES, Question, read_options

MOST_CATALOGUES = 4  # in a process: of the record as it is, and as of some days


class Selection:
    """The numbers that a question leaves, with all of its parts or without one of them."""

    def __init__(self, question: Question, catalogue: Catalogue) -> None:
        self.question = question
        self.catalogue = catalogue

    @cached_property
    def possible(self) -> BitMap:
        """What the question leaves; of uncertain dates, what may lie in the time asked for."""
        return self.without("")

    def without(self, parameter: str) -> BitMap:
        """Return what the question leaves when one of its parameters is not asked."""
        parts = (numbers for name, numbers in self._parts.items() if name != parameter)
        return reduce(and_, parts, self.catalogue.all)

    @cached_property
    def certain(self) -> BitMap:
        """What surely lies in the time asked for: its days lie wholly within."""
        first, last = self.question.window
        certain = self.catalogue.all
        if first:
            certain = certain & self.catalogue.since(first)
        return certain & self.catalogue.latest.between(None, last) if last else certain

    @cached_property
    def _parts(self) -> dict[str, BitMap]:
        question, catalogue = self.question, self.catalogue
        parts = {
            choice.name: union(
                catalogue.values(choice.name, question.direction), question.chosen[choice.name]
            )
            for choice in CHOICES
            if question.chosen.get(choice.name)
        }
        if question.q:
            parts["q"] = catalogue.search.mentioning(question.q)
        if question.undated == "no":
            parts["undated"] = catalogue.all - catalogue.without_date
        if question.undated == "only":
            parts["undated"] = catalogue.without_date
        first, last = question.window
        if first:
            parts["since"] = catalogue.all - catalogue.latest.between(None, first - DAY)
        if last:
            parts["until"] = catalogue.all - catalogue.since(last + DAY)
        return parts


def select(question: Question) -> Selection:
    """Return what a question leaves of the record as it is, or as of the day asked for."""
    return Selection(question, _catalogue(question.day))


@cached_by_stamp(MOST_CATALOGUES)
def _catalogue(day: dt.date | None) -> Catalogue:
    """Read the record, and keep the garbage collector from scanning the catalogue ever after.

    At 100,000 things a scan cost some 40 ms now and then, and a quarter of the reading itself.
    """
    gc.unfreeze()
    gc.collect()
    gc.disable()
    try:
        return Catalogue(day, read_options())
    finally:
        gc.enable()
        gc.freeze()
