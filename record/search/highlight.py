"""Finds the words of a query in a text, by the same rules by which the database finds rows."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache

import snowballstemmer
from django.db import connection

from record.search.words import Query, Reading, fold

# A letter or digit, with marks such as accents, which are written on letters or within words.
MARKS = "\u0300-\u036f\u0640\u064b-\u065f\u0670\u00ad"
WORD_WITH_MARKS = re.compile(rf"[^\W_](?:[^\W_]|[{MARKS}])*")
STEMMERS = {"postgresql": "english", "sqlite": "porter"}  # the stemmer that each database uses


def split_by_hits(query: Query, text: str) -> Iterator[tuple[str, bool]]:
    """Yield the pieces of a text in order, each with whether it is a hit of the query."""
    words = [
        (match.start(), match.end(), fold_word(match[0]))
        for match in WORD_WITH_MARKS.finditer(text)
    ]
    folded_words = [word for _, _, word in words]
    spans = [
        (words[position][0], words[position + len(reading.words) - 1][1])
        for term in query.terms
        if not term.is_excluded
        for reading in term.readings
        for position in find_positions(reading, folded_words)
    ]
    spans.sort(key=lambda span: (span[0], -span[1]))  # of two at one place, the longer
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


def find_positions(reading: Reading, words: Sequence[str]) -> Iterator[int]:
    """Yield the positions in a list of folded words at which the words of a reading begin."""
    own_words = [fold_word(word) for word in reading.words]
    first_letter, length = own_words[0][:1], len(own_words)
    if not reading.exact:
        own_words = [stem_word(word) for word in own_words]
    for position, word in enumerate(words):
        if word[:1] != first_letter or position + length > len(words):
            continue  # a stem begins with its word's first letter, and stemming takes time
        text_words = words[position : position + length]
        text_words = text_words if reading.exact else [stem_word(word) for word in text_words]
        last, own_last = text_words[-1], own_words[-1]
        is_last_equal = last.startswith(own_last) if reading.is_prefix else last == own_last
        if is_last_equal and text_words[:-1] == own_words[:-1]:
            yield position


def fold_words(text: str) -> list[str]:
    """Return the words of a text, as the database folds them."""
    return [fold_word(match[0]) for match in WORD_WITH_MARKS.finditer(text)]


def fold_word(word: str) -> str:
    """Return a word in lower case, with letters folded and without accents."""
    letters = unicodedata.normalize("NFD", fold(word))
    return "".join(one for one in letters if not unicodedata.combining(one)).lower()


def stem_word(word: str) -> str:
    """Return the stem of a folded word, by the rules of the database."""
    return _stem(STEMMERS[connection.vendor], word)


@lru_cache(maxsize=20_000)
def _stem(language: str, word: str) -> str:
    return snowballstemmer.stemmer(language).stemWord(word)
