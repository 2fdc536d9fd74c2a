"""What an editor should look at: incomplete facts, unconfirmed quotations, likely duplicates.

A new check is a function that yields findings, and its entry in CHECKS. Checks only read. They go
row by row, so that memory does not grow with the record; the page and the command look up the
names of the rows that they show.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice

from record.stamp import cached_by_stamp
from talks.checks.findings import Finding, NamedFinding, add_names
from talks.checks.incomplete_facts import (
    find_on_one_source,
    find_resting_on_nothing,
    find_uncited,
    find_undated,
)
from talks.checks.likely_duplicates import find_likely_duplicates
from talks.checks.quotations import find_unchecked_quotations, find_unmatched_quotations

PAGE_SIZE = 100
BATCH_SIZE = 500  # findings whose names are looked up at once


@dataclass(frozen=True)
class Check:
    """A check: its label, what an editor can do about its findings, and the function it runs."""

    label: str
    remedy: str
    run: Callable[[], Iterator[Finding]]


CHECKS: Mapping[str, Check] = {
    "uncited": Check(
        "No citation",
        "Cite a source, or delete the fact if no source supports it.",
        find_uncited,
    ),
    "undated": Check(
        "No date",
        "Add the date if a source gives one. If none does, nothing is wrong: the timeline shows "
        "the fact beside its time axis.",
        find_undated,
    ),
    "one-source": Check(
        "One source only",
        "Look for a second, independent one.",
        find_on_one_source,
    ),
    "resting-on-nothing": Check(
        "Sentence of the story that rests on nothing",
        "Choose the rounds, documents, statements or tracks on which it rests, or delete it. Until "
        "then, the story leaves it out.",
        find_resting_on_nothing,
    ),
    "orphaned": Check(
        "Quotation not in its excerpt",
        "Compare with the source: correct the quotation, or the stored excerpt of the "
        "source. The comparison is letter by letter; only spaces and line ends are ignored.",
        find_unmatched_quotations,
    ),
    "unchecked": Check(
        "Quotation without an excerpt",
        "Store what was read of the source, so that the quotation can be checked.",
        find_unchecked_quotations,
    ),
    "duplicate": Check(
        "Probable duplicate",
        "Compare both: merge two actors or sources that are the same, delete what was entered "
        "twice, or leave both.",
        find_likely_duplicates,
    ),
}


@dataclass(frozen=True)
class FindingsPage:
    """A page of what a check finds, and how many findings there are of each kind in all."""

    counts: Mapping[str, int]
    findings: list[NamedFinding]
    pages: int

    @property
    def total(self) -> int:
        return sum(self.counts.values())


@cached_by_stamp(64)
def read_findings_page(check_name: str, kind: str = "", page_number: int = 1) -> FindingsPage:
    """Return a page of what a check finds, of one kind of row or, with "", of all kinds."""
    counts: Counter[str] = Counter()
    page_findings, position = [], 0
    page_start, page_end = (page_number - 1) * PAGE_SIZE, page_number * PAGE_SIZE
    for finding in CHECKS[check_name].run():
        counts[finding.kind] += 1
        if kind in ("", finding.kind):
            if page_start <= position < page_end:
                page_findings.append(finding)
            position += 1
    return FindingsPage(dict(counts), add_names(page_findings), max(1, -(-position // PAGE_SIZE)))


def read_all_findings(check_name: str) -> Iterator[NamedFinding]:
    """Yield all that a check finds, with names that are looked up batch by batch."""
    findings = CHECKS[check_name].run()
    while batch := list(islice(findings, BATCH_SIZE)):
        yield from add_names(batch)
