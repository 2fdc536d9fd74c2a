"""Quotations compared with the stored excerpts of their sources.

The comparison is letter by letter, with no tolerance for similar words. Only spaces and line ends
are ignored, because they come from the layout of a page and not from its author.
"""

from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter

from talks.checks.findings import Finding
from talks.models import Citation, Source, Statement

CHUNK_SIZE = 500  # rows that are fetched at once
MOST_WORDS = 15  # of a quotation
DETAIL_LENGTH = 120  # characters of a quotation that a finding shows


def find_unmatched_quotations() -> Iterator[Finding]:
    """Yield citations and statements whose quotation is in none of their stored excerpts."""
    for key, quotation, excerpt in _read_quoting_citations():
        if excerpt and _fold_spaces(quotation) not in excerpt:
            yield Finding(Citation, key, _shorten(quotation))
    for key, quotation, excerpts in _read_quoting_statements():
        stored = [excerpt for excerpt in excerpts if excerpt]
        if stored and not any(_fold_spaces(quotation) in excerpt for excerpt in stored):
            yield Finding(Statement, key, _shorten(quotation))


def find_unchecked_quotations() -> Iterator[Finding]:
    """Yield citations and statements with a quotation, where no source has a stored excerpt."""
    for key, quotation, excerpt in _read_quoting_citations():
        if not excerpt:
            yield Finding(Citation, key, _shorten(quotation))
    for key, quotation, excerpts in _read_quoting_statements():
        if not any(excerpts):
            yield Finding(Statement, key, _shorten(quotation))


def _read_quoting_citations() -> Iterator[tuple[int, str, str]]:
    """Yield key, quotation and the excerpt of its source for each citation with a quotation."""
    excerpts = _ExcerptCache()
    rows = Citation.objects.exclude(quotation="").order_by("source", "pk")
    columns = rows.values_list("pk", "quotation", "source")
    for key, quotation, source in columns.iterator(CHUNK_SIZE):
        yield key, quotation, excerpts[source]


def _read_quoting_statements() -> Iterator[tuple[int, str, list[str]]]:
    """Yield key, quotation and the excerpts of its sources for each statement with a quotation."""
    excerpts = _ExcerptCache()
    rows = Statement.objects.exclude(quotation="").order_by("pk", "citations__source")
    columns = rows.values_list("pk", "quotation", "citations__source").iterator(CHUNK_SIZE)
    for (key, quotation), citations in groupby(columns, key=itemgetter(0, 1)):
        yield key, quotation, [excerpts[source] for _, _, source in citations if source]


def find_long_quotations() -> Iterator[Finding]:
    """Yield quotations of more words than we take from a source."""
    for model in (Citation, Statement):
        rows = model._default_manager.exclude(quotation="").order_by("pk")
        for key, quotation in rows.values_list("pk", "quotation").iterator(CHUNK_SIZE):
            if (number := len(quotation.split())) > MOST_WORDS:
                yield Finding(model, key, f"{number} words")


def find_translated_quotations() -> Iterator[Finding]:
    """Yield statements that quote in Latin letters what no source prints in English.

    They are the words of a translator, unless the note says so, or the sources are in the language
    of the quotation.
    """
    rows = Statement.objects.exclude(quotation="").exclude(note__icontains="translat")
    columns = ("pk", "quotation", "citations__source__language")
    for (key, quotation), group in groupby(
        rows.order_by("pk").values_list(*columns), key=itemgetter(0, 1)
    ):
        languages = {language for _, _, language in group if language is not None}
        if quotation.isascii() and languages and not any(map(_may_be_english, languages)):
            yield Finding(Statement, key, ", ".join(sorted(languages)))


def _may_be_english(language: str) -> bool:
    return not language or language.lower().startswith("en")


class _ExcerptCache(dict[int, str]):
    """The excerpts of sources by key, with spaces folded; "" for a source without one.

    It holds at most `MAX_SIZE` excerpts and starts again when it is full.
    """

    MAX_SIZE = 200

    def __init__(self) -> None:
        super().__init__()
        self.sources = set(Source.objects.exclude(excerpt="").values_list("pk", flat=True))

    def __missing__(self, source: int) -> str:
        if source not in self.sources:
            return ""
        if len(self) >= self.MAX_SIZE:
            self.clear()
        excerpt: str = Source.objects.values_list("excerpt", flat=True).get(pk=source)
        self[source] = _fold_spaces(excerpt)
        return self[source]


def _fold_spaces(text: str) -> str:
    return " ".join(text.split())


def _shorten(quotation: str) -> str:
    """Put a quotation in quotation marks, and cut off what is too long to show."""
    if len(quotation) > DETAIL_LENGTH:
        return f"“{quotation[:DETAIL_LENGTH]}…”"
    return f"“{quotation}”"
