"""Where in a text the words stand that were asked for, by the rules by which rows are found."""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

import snowballstemmer
from django.db import connection

from record.search.words import Query, Term, fold

# A letter or digit, with the marks that stand on letters and within words.
MARKS = "\u0300-\u036f\u0640\u064b-\u065f\u0670\u00ad"
WORD = re.compile(rf"[^\W_](?:[^\W_]|[{MARKS}])*")
STEMMERS = {"postgresql": "english", "sqlite": "porter"}  # as each engine stems


def split_by_hits(query: Query, text: str) -> Iterator[tuple[str, bool]]:
    """Take a text apart; say of each piece whether it is what was asked for."""
    words = [(match.start(), match.end(), _plain(match[0])) for match in WORD.finditer(text)]
    spans = sorted(
        (words[at][0], words[at + len(term.words) - 1][1])
        for term in query.terms
        if not term.is_excluded
        for at in _places(term, [word for _, _, word in words])
    )
    done = 0
    for start, end in spans:
        if start >= done:
            yield text[done:start], False
            yield text[start:end], True
            done = end
    yield text[done:], False


def mentions(query: Query, text: str) -> bool:
    """Say whether a text has any of what was asked for."""
    return any(is_hit for _, is_hit in split_by_hits(query, text))


def cut_snippet(query: Query, text: str, length: int = 90) -> str:
    """Return the part of a text around the first hit, of about so many characters."""
    before, hit, *_ = [*(piece for piece, _ in split_by_hits(query, text)), ""]
    start = max(0, len(before) - length // 2)
    end = len(before) + len(hit) + length // 2
    start = start and text.find(" ", start, len(before)) + 1
    end = end if end >= len(text) else max(text.rfind(" ", 0, end), len(before) + len(hit))
    return "…" * (start > 0) + text[start:end] + "…" * (end < len(text))


def _places(term: Term, words: list[str]) -> Iterator[int]:
    """Yield where in a row of words a term is met."""
    wanted = [_plain(word) for word in term.words]
    first, length = wanted[0][:1], len(wanted)
    if not term.exact:
        wanted = [_stem(word) for word in wanted]
    for at, word in enumerate(words):
        if word[:1] != first or at + length > len(words):
            continue  # a stem begins as its word does, and to find it takes time
        here = words[at : at + length]
        here = here if term.exact else [_stem(word) for word in here]
        is_last = here[-1].startswith(wanted[-1]) if term.is_prefix else here[-1] == wanted[-1]
        if is_last and here[:-1] == wanted[:-1]:
            yield at


def _plain(word: str) -> str:
    letters = unicodedata.normalize("NFD", fold(word))
    return "".join(one for one in letters if not unicodedata.combining(one)).lower()


def _stem(word: str) -> str:
    return _stemmed(STEMMERS[connection.vendor], word)


@lru_cache(maxsize=20_000)
def _stemmed(language: str, word: str) -> str:
    return snowballstemmer.stemmer(language).stemWord(word)
