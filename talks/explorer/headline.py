"""The headline of the explorer: the years shown, how much is sure, and what may belong too."""

from dataclasses import dataclass

from talks.explorer.catalogue import Selection
from talks.explorer.facets import Counts, count_selection

TITLE = "Syrian peace talks"


@dataclass(frozen=True)
class Headline:
    """What the head of an answer says.

    `counts` are those of what is sure; `vague` and `undated` tell how much more may belong to the
    period asked for, because its date is vague or missing. Where no period is asked for,
    everything is sure, and `undated` tells how much of it has no place on the timeline.
    """

    title: str
    counts: Counts
    vague: int
    undated: int

    @property
    def perhaps(self) -> int:
        """How many more items may belong to the period."""
        return self.vague + self.undated


def make_headline(selection: Selection) -> Headline:
    """Return the headline of what a question leaves."""
    question, possible = selection.question, selection.possible
    undated = len(possible & selection.catalogue.without_date)
    counts = count_selection(selection).certain
    vague = len(possible - selection.certain) - undated if question.is_timed else 0
    period = question.time_in_words() if question.is_timed else _years(selection)
    return Headline(f"{TITLE}, {period}" if period else TITLE, counts, vague, undated)


def _years(selection: Selection) -> str:
    """Return the years of the marks on the timeline: "2011–2024", "2017"; "" where none is."""
    marked = selection.catalogue.marked
    first, last = marked.first_of(selection.possible), marked.last_of(selection.possible)
    if not (first and last):
        return ""
    return str(first.year) if first.year == last.year else f"{first.year}–{last.year}"
