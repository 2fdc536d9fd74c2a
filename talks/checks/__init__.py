"""What an editor should look at: facts that lack something, quotations, what may be told twice.

A new check is a function that yields findings, and its entry in CHECKS. All of them only read, row
by row, so that memory does not grow with the record; the page and the command name what they list.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice

from record.stamp import cached_by_stamp
from talks.checks.duplicates import probable_duplicates
from talks.checks.finding import Finding, Named, named
from talks.checks.lacking import on_one_source, uncited, undated
from talks.checks.quotations import orphaned, unchecked

ON_A_PAGE = 100


@dataclass(frozen=True)
class Check:
    """A check: what it looks for, what to do about it, and how it finds it."""

    label: str
    remedy: str
    find: Callable[[], Iterator[Finding]]


CHECKS: Mapping[str, Check] = {
    "uncited": Check(
        "No citation",
        "Cite what says so, or delete what nobody says.",
        uncited,
    ),
    "undated": Check(
        "No date",
        "Give the date if a source does; else it stands on its rail, and nothing is wrong.",
        undated,
    ),
    "one-source": Check(
        "One source only",
        "Look for a second, independent one.",
        on_one_source,
    ),
    "orphaned": Check(
        "Quotation not in its excerpt",
        "Compare with the source: mend the quotation, or the excerpt that was stored of it. It is "
        "looked for letter by letter; spaces and line ends alone do not count.",
        orphaned,
    ),
    "unchecked": Check(
        "Quotation without an excerpt",
        "Store what was read of the source, so that the quotation can be checked.",
        unchecked,
    ),
    "duplicate": Check(
        "Probable duplicate",
        "Look at both: merge two actors or sources that are one, delete what is told twice, or let "
        "both be.",
        probable_duplicates,
    ),
}


@dataclass(frozen=True)
class Listed:
    """A page of what a check finds: how many by kind, and those of the page with their names."""

    counts: Mapping[str, int]
    findings: list[Named]
    pages: int

    @property
    def total(self) -> int:
        return sum(self.counts.values())


@cached_by_stamp(64)
def listed(name: str, kind: str = "", page: int = 1) -> Listed:
    """Return a page of what a check finds, of one kind of thing or of all."""
    counts: Counter[str] = Counter()
    shown, place = [], 0
    for finding in CHECKS[name].find():
        counts[finding.kind] += 1
        if kind in ("", finding.kind):
            if (page - 1) * ON_A_PAGE <= place < page * ON_A_PAGE:
                shown.append(finding)
            place += 1
    return Listed(dict(counts), named(shown), max(1, -(-place // ON_A_PAGE)))


def walk(name: str) -> Iterable[Named]:
    """Yield all that a check finds, with names, some hundred at a time."""
    findings = CHECKS[name].find()
    while batch := list(islice(findings, 500)):
        yield from named(batch)
