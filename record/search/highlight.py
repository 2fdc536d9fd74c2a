"""Finds the words of a query in a text, by the same rules by which the database finds rows."""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

import snowballstemmer
from django.db import connection

from record.search.words import Query, Term, fold

# A letter or digit, with marks such as accents, which are written on letters or within words.
MARKS = "\u0300-\u036f\u0640\u064b-\u065f\u0670\u00ad"
WORD_WITH_MARKS = re.compile(rf"[^\W_](?:[^\W_]|[{MARKS}])*")
STEMMERS = {"postgresql": "english", "sqlite": "porter"}  # the stemmer that each database uses


def split_by_hits(query: Query, text: str) -> Iterator[tuple[str, bool]]:
    """Yield the pieces of a text in order, each with whether it is a hit of the query."""
    words = [
        (match.start(), match.end(), _fold_word(match[0]))
        for match in WORD_WITH_MARKS.finditer(text)
    ]
    folded_words = [word for _, _, word in words]
    spans = sorted(
        (words[position][0], words[position + len(term.words) - 1][1])
        for term in query.terms
        if not term.is_excluded
        for position in _find_positions(term, folded_words)
    )
    done = 0
    for start, end in spans:
        if start >= done:
            yield text[done:start], False
            yield text[start:end], True
            done = end
    yield text[done:], False


def mentions(query: Query, text: str) -> bool:
    """Return whether a text has a hit of a query."""
    return any(is_hit for _, is_hit in split_by_hits(query, text))


def cut_snippet(query: Query, text: str, length: int = 90) -> str:
    """Return the part of a text around its first hit, of about `length` characters."""
    before, hit, *_ = [*(piece for piece, _ in split_by_hits(query, text)), ""]
    start = max(0, len(before) - length // 2)
    end = len(before) + len(hit) + length // 2
    start = start and text.find(" ", start, len(before)) + 1
    end = end if end >= len(text) else max(text.rfind(" ", 0, end), len(before) + len(hit))
    return "…" * (start > 0) + text[start:end] + "…" * (end < len(text))


def _find_positions(term: Term, words: list[str]) -> Iterator[int]:
    """Yield the positions in a list of folded words at which a term begins."""
    term_words = [_fold_word(word) for word in term.words]
    first_letter, length = term_words[0][:1], len(term_words)
    if not term.exact:
        term_words = [_stem_word(word) for word in term_words]
    for position, word in enumerate(words):
        if word[:1] != first_letter or position + length > len(words):
            continue  # a stem begins with its word's first letter, and stemming takes time
        text_words = words[position : position + length]
        text_words = text_words if term.exact else [_stem_word(word) for word in text_words]
        last, term_last = text_words[-1], term_words[-1]
        is_last_equal = last.startswith(term_last) if term.is_prefix else last == term_last
        if is_last_equal and text_words[:-1] == term_words[:-1]:
            yield position


def _fold_word(word: str) -> str:
    """Return a word in lower case, with letters folded and without accents."""
    letters = unicodedata.normalize("NFD", fold(word))
    return "".join(one for one in letters if not unicodedata.combining(one)).lower()


def _stem_word(word: str) -> str:
    return _stem(STEMMERS[connection.vendor], word)


@lru_cache(maxsize=20_000)
def _stem(language: str, word: str) -> str:
    return snowballstemmer.stemmer(language).stemWord(word)
