"""Parsing a search query, and folding letters that count as the same.

A query has words, "phrases", beginnings (cease*) and exclusions (-turkey). Any text is a query.
"""

import re
import unicodedata
from dataclasses import dataclass

QUOTES = '"“”„«»'
PART = re.compile(rf"(-?)(?:[{QUOTES}]([^{QUOTES}]*)(?:[{QUOTES}](\*?)|$)|([^\s{QUOTES}]+))")
WORD = re.compile(r"[^\W_]+")
MAX_WORD_LENGTH = 100  # no real word is longer, and PostgreSQL indexes none of more than 2 kB
MAX_TERMS = 40  # SQLite refuses a condition nested more than 1,000 deep

# Words so common that searching for them is useless; within a phrase they count like others.
# fmt: off
COMMON = frozenset({
    "a", "an", "and", "are", "as", "at", "be", "by", "for", "from", "has", "have", "in",
    "is", "it", "its", "of", "on", "or", "that", "the", "their", "this", "to", "was",
    "were", "which", "with",
})
# fmt: on

# Letters that count as others. The databases fold case and the accents of other Latin letters.
# Arabic is folded as by Lucene's ArabicNormalizer; the Persian forms of two letters are added.
FOLDS: dict[str, str] = {
    **dict.fromkeys(map(chr, (0xAD, 0x640, *range(0x64B, 0x660), 0x670)), ""),
    **dict(zip("أإآٱىةؤئیک", "ااااي" + "هوييك", strict=True)),
    **{digit: str(value) for value, digit in enumerate("٠١٢٣٤٥٦٧٨٩")},
    **{digit: str(value) for value, digit in enumerate("۰۱۲۳۴۵۶۷۸۹")},
    **dict(zip("ıøØłŁđĐðÐ", "iooll" + "dddd", strict=True)),
    **dict(zip("ёЁйЙїЇўЎ", "ееии" + "ііуу", strict=True)),
    **{"ß": "ss", "ẞ": "ss", "æ": "ae", "Æ": "ae", "œ": "oe", "Œ": "oe", "þ": "th", "Þ": "th"},
}
_TABLE = str.maketrans(FOLDS)


@dataclass(frozen=True)
class Term:
    """Words that a row must contain, one after the other; or must not, if `is_excluded`.

    `exact` words are searched as written, others by their stem. With `is_prefix`, the last word is
    only the beginning of one.
    """

    words: tuple[str, ...]
    exact: bool = False
    is_prefix: bool = False
    is_excluded: bool = False

    @property
    def number(self) -> int | None:
        """The number that it may mean, such as that of a round; None if it is not a bare number."""
        word = self.words[0]
        is_bare = len(self.words) == 1 and not self.exact and len(word) < 4
        return int(word) if is_bare and word.isascii() and word.isdigit() else None


@dataclass(frozen=True)
class Query:
    """The terms of a search, each once, and the parts of the text that were ignored, as written."""

    terms: tuple[Term, ...] = ()
    ignored: tuple[str, ...] = ()


def parse(text: str) -> Query:
    """Parse a search query; no text is an error.

    It ignores parts without a letter or digit, a common word alone ("the"), a word that is too
    long, and what comes after `MAX_TERMS` terms. A query without terms matches every row.
    """
    terms: dict[Term, None] = {}
    ignored: dict[str, None] = {}
    for part in PART.finditer(text):
        term = _build_term(*part.groups())
        if term and (term in terms or len(terms) < MAX_TERMS):
            terms[term] = None
        else:
            ignored[part[0]] = None
    return Query(tuple(terms), tuple(ignored))


def _build_term(minus: str, phrase: str | None, star: str | None, plain: str | None) -> Term | None:
    written = plain if phrase is None else phrase
    words = tuple(WORD.findall(fold(written or "")))
    is_prefix = bool(star) or (written or "").rstrip().endswith("*")
    if not words or max(map(len, words)) > MAX_WORD_LENGTH:
        return None
    exact = is_prefix or phrase is not None
    if not exact and len(words) == 1 and words[0].lower() in COMMON:
        return None
    return Term(words, exact, is_prefix, bool(minus))


def fold(text: str) -> str:
    """Replace letters with those that they count as, and drop the marks of Arabic writing."""
    return unicodedata.normalize("NFC", text).translate(_TABLE)
