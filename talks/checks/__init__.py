"""What an editor should look at: what is incomplete, what cannot be right, what reads badly.

A new check is a function that yields findings, and its entry in `check_list`. Checks only read.
They go row by row, so that memory does not grow with the record; the page and the command look up
the names of the rows that they show.

A finding that is no mistake is explained: somebody stores why it may stand, and it is listed apart.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice

from record.stamp import cached_by_stamp
from talks.checks.check_list import CHECKS, Check
from talks.checks.findings import NamedFinding, add_names
from talks.models import Explanation

__all__ = ["CHECKS", "Check", "NamedFinding", "read_findings", "read_findings_page"]

PAGE_SIZE = 100
BATCH_SIZE = 500  # findings whose names are looked up at once


def read_findings(
    check_name: str,
) -> Iterator[tuple[NamedFinding, Explanation | None]]:
    """Yield all that a check finds, each with its explanation or None, batch by batch."""
    explanations = {one.fact: one for one in Explanation.objects.filter(rule=check_name)}
    findings = CHECKS[check_name].run()
    while batch := list(islice(findings, BATCH_SIZE)):
        for row in add_names(batch):
            yield row, explanations.get(row.address)


@dataclass(frozen=True)
class FindingsPage:
    """A page of what a check finds, and how many findings there are of each kind in all.

    `explained` are all that are let stand, which the page and the counts leave out; `stale` are the
    explanations of what is not found any more.
    """

    counts: Mapping[str, int]
    findings: list[NamedFinding]
    pages: int
    explained: list[tuple[NamedFinding, Explanation]]
    stale: list[Explanation]

    @property
    def total(self) -> int:
        return sum(self.counts.values())


@cached_by_stamp(64)
def read_findings_page(check_name: str, kind: str = "", page_number: int = 1) -> FindingsPage:
    """Return a page of what a check finds, of one kind of row or, with "", of all kinds."""
    if not Explanation.objects.filter(rule=check_name).exists():
        return _read_unexplained(check_name, kind, page_number)
    rows = list(read_findings(check_name))
    explained = [(row, explanation) for row, explanation in rows if explanation]
    still_valid = {explanation.pk for _, explanation in explained}
    rest = [row for row, explanation in rows if explanation is None]
    of_kind = [row for row in rest if kind in ("", row.finding.kind)]
    start = (page_number - 1) * PAGE_SIZE
    return FindingsPage(
        dict(Counter(row.finding.kind for row in rest)),
        of_kind[start : start + PAGE_SIZE],
        _count_pages(len(of_kind)),
        explained,
        list(Explanation.objects.filter(rule=check_name).exclude(pk__in=still_valid)),
    )


def _read_unexplained(check_name: str, kind: str, page_number: int) -> FindingsPage:
    """Return a page of a check without explanations; only the rows of the page are looked up."""
    counts: Counter[str] = Counter()
    page_findings, position = [], 0
    page_start, page_end = (page_number - 1) * PAGE_SIZE, page_number * PAGE_SIZE
    for finding in CHECKS[check_name].run():
        counts[finding.kind] += 1
        if kind in ("", finding.kind):
            if page_start <= position < page_end:
                page_findings.append(finding)
            position += 1
    return FindingsPage(dict(counts), add_names(page_findings), _count_pages(position), [], [])


def _count_pages(number: int) -> int:
    return max(1, -(-number // PAGE_SIZE))
