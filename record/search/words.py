"""Parsing a search query, and folding letters that count as the same.

A query has words, "phrases", beginnings (cease*) and exclusions (-turkey). Any text is a query. A
word is found in other spellings too, and the last one counts as a beginning; a phrase is exact.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from record.search.spellings import list_spellings

QUOTES = '"“”„«»'
PART = re.compile(rf"(-?)(?:[{QUOTES}]([^{QUOTES}]*)(?:[{QUOTES}](\*?)|$)|([^\s{QUOTES}]+))")
WORD = re.compile(r"[^\W_]+")
MAX_WORD_LENGTH = 100  # no real word is longer, and PostgreSQL indexes none of more than 2 kB
MIN_BEGINNING = 3  # letters that a word has which counts as a beginning
MAX_TERMS = 40  # SQLite refuses a condition nested more than 1,000 deep

# Words so common that searching for them is useless, and those that ask a question; within a phrase
# they count like others.
# fmt: off
COMMON = frozenset({
    "a", "al", "an", "and", "are", "as", "at", "be", "by", "did", "do", "does", "el", "for",
    "from", "has", "have", "how", "in", "is", "it", "its", "of", "on", "or", "that", "the",
    "their", "this", "to", "was", "were", "what", "when", "where", "which", "who", "why", "with",
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
class Reading:
    """Words one after the other that a row may have for a term.

    `exact` words are looked up as written, others by their stem. With `is_prefix`, the last word
    is only the beginning of one.
    """

    words: tuple[str, ...]
    exact: bool = False
    is_prefix: bool = False


@dataclass(frozen=True)
class Term:
    """Words that a row must have in one of several readings; or must not, if `is_excluded`."""

    words: tuple[str, ...]
    exact: bool = False
    is_prefix: bool = False
    is_excluded: bool = False
    others: tuple[Reading, ...] = field(default=(), compare=False)

    @property
    def readings(self) -> tuple[Reading, ...]:
        """What finds it: the words as they were typed, then the other readings."""
        return (Reading(self.words, self.exact, self.is_prefix), *self.others)

    def with_others(self, others: Iterable[Reading]) -> "Term":
        """Return the term with more readings."""
        return replace(self, others=tuple(dict.fromkeys([*self.others, *others])))


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
        term = _build_term(*part.groups(), is_last=part.end() == len(text))
        if term and (term in terms or len(terms) < MAX_TERMS):
            terms[term] = None
        else:
            ignored[part[0]] = None
    return Query(tuple(terms), tuple(ignored))


def _build_term(
    minus: str, phrase: str | None, star: str | None, plain: str | None, *, is_last: bool
) -> Term | None:
    written = plain if phrase is None else phrase
    words = tuple(WORD.findall(fold(written or "")))
    is_prefix = bool(star) or (written or "").rstrip().endswith("*")
    if not words or max(map(len, words)) > MAX_WORD_LENGTH:
        return None
    exact = is_prefix or phrase is not None
    if not exact and len(words) == 1 and words[0].lower() in COMMON:
        return None
    term = Term(words, exact, is_prefix, bool(minus))
    if exact:
        return term
    others = [Reading(spelling) for spelling in list_spellings(words)]
    if is_last and not minus and len(words[-1]) >= MIN_BEGINNING:
        others.append(Reading(words, exact=True, is_prefix=True))
    return term.with_others(others)


def fold(text: str) -> str:
    """Replace letters with those that they count as, and drop the marks of Arabic writing."""
    return unicodedata.normalize("NFC", text).translate(_TABLE)
