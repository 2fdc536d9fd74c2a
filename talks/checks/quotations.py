"""Quotations against what was stored of their sources: found letter by letter, or orphaned.

Nothing is matched by likeness. Only spaces and line ends do not count, for they are the page's.
"""

from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter
from typing import Any

from talks.checks.finding import Finding
from talks.models import Citation, Source, Statement

CHUNK = 500
SHOWN = 120


def orphaned() -> Iterator[Finding]:
    """Yield citations and statements that quote what no stored excerpt of theirs has."""
    for key, quotation, excerpt in _quoted():
        if excerpt and _plain(quotation) not in excerpt:
            yield Finding(Citation, key, _told(quotation))
    for key, quotation, excerpts in _said():
        stored = [excerpt for excerpt in excerpts if excerpt]
        if stored and not any(_plain(quotation) in excerpt for excerpt in stored):
            yield Finding(Statement, key, _told(quotation))


def unchecked() -> Iterator[Finding]:
    """Yield citations and statements that quote sources of which nothing is stored."""
    for key, quotation, excerpt in _quoted():
        if not excerpt:
            yield Finding(Citation, key, _told(quotation))
    for key, quotation, excerpts in _said():
        if not any(excerpts):
            yield Finding(Statement, key, _told(quotation))


def _quoted() -> Iterator[tuple[int, str, str]]:
    """Yield the key and quotation of each citation that quotes, with its source's excerpt."""
    excerpts = _Excerpts()
    rows = Citation.objects.exclude(quotation="").order_by("source", "pk")
    for key, quotation, source in rows.values_list("pk", "quotation", "source").iterator(CHUNK):
        yield key, quotation, excerpts[source]


def _said() -> Iterator[tuple[int, str, list[str]]]:
    """Yield the key and quotation of each statement that quotes, with its sources' excerpts."""
    excerpts = _Excerpts()
    rows = Statement.objects.exclude(quotation="").order_by("pk", "citations__source")
    listed = rows.values_list("pk", "quotation", "citations__source").iterator(CHUNK)
    for (key, quotation), cited in groupby(listed, key=itemgetter(0, 1)):
        yield key, quotation, [excerpts[source] for _, _, source in cited if source]


class _Excerpts(dict[int, str]):
    """The excerpts of the sources asked for lately, with plain spaces; few of them have one."""

    MOST = 200

    def __init__(self) -> None:
        super().__init__()
        self.stored = set(Source.objects.exclude(excerpt="").values_list("pk", flat=True))

    def __missing__(self, source: int) -> str:
        if source not in self.stored:
            return ""
        if len(self) >= self.MOST:
            self.clear()
        found: Any = Source.objects.values_list("excerpt", flat=True).get(pk=source)
        self[source] = _plain(found)
        return self[source]


def _plain(text: str) -> str:
    return " ".join(text.split())


def _told(quotation: str) -> str:
    return f"“{quotation[:SHOWN]}…”" if len(quotation) > SHOWN else f"“{quotation}”"
