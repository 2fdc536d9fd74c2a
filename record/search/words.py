"""What words are asked for: a query taken apart, and the letters that count as one.

A query has words, "phrases", beginnings (cease*) and exclusions (-turkey). Any text is a query.
"""

import re
import unicodedata
from dataclasses import dataclass

QUOTES = '"“”„«»'
PART = re.compile(rf"(-?)(?:[{QUOTES}]([^{QUOTES}]*)(?:[{QUOTES}](\*?)|$)|([^\s{QUOTES}]+))")
WORD = re.compile(r"[^\W_]+")
LONGEST = 100  # letters; no word is longer, and PostgreSQL indexes none of more than 2 kB
MOST = 40  # terms; SQLite refuses a condition nested more than 1,000 deep

# Words so common that they would only hinder; within a phrase they are looked for like others.
COMMON = frozenset(
    {
        *("a", "an", "and", "are", "as", "at", "be", "by", "for", "from", "has", "have", "in"),
        *("is", "it", "its", "of", "on", "or", "that", "the", "their", "this", "to", "was"),
        *("were", "which", "with"),
    }
)

# Letters that count as others. Case and the accents of other Latin letters the engines see to.
# Arabic as in Lucene's ArabicNormalizer, and the Persian forms of two letters.
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
    """One thing that a row must say, or must not: some words in a row.

    `exact` words are looked for as written, others by their stem; the last may be a beginning.
    """

    words: tuple[str, ...]
    exact: bool = False
    is_prefix: bool = False
    is_excluded: bool = False

    @property
    def number(self) -> int | None:
        """The number of a round that it may stand for; None where it is no bare number."""
        word = self.words[0]
        is_bare = len(self.words) == 1 and not self.exact and len(word) < 4
        return int(word) if is_bare and word.isascii() and word.isdigit() else None


@dataclass(frozen=True)
class Query:
    """What is asked for, each once, and what of the text was left aside, as it was written."""

    terms: tuple[Term, ...] = ()
    ignored: tuple[str, ...] = ()


def parse(text: str) -> Query:
    """Take a text apart; none is an error.

    Left aside is what holds no letter or digit, a common word alone ("the"), a word longer than
    any in use, and what comes after `MOST` terms. A query of nothing else narrows nothing.
    """
    terms: dict[Term, None] = {}
    ignored: dict[str, None] = {}
    for part in PART.finditer(text):
        term = _term(*part.groups())
        if term and (term in terms or len(terms) < MOST):
            terms[term] = None
        else:
            ignored[part[0]] = None
    return Query(tuple(terms), tuple(ignored))


def _term(minus: str, phrase: str | None, star: str | None, plain: str | None) -> Term | None:
    written = plain if phrase is None else phrase
    words = tuple(WORD.findall(fold(written or "")))
    is_prefix = bool(star) or (written or "").rstrip().endswith("*")
    if not words or max(map(len, words)) > LONGEST:
        return None
    exact = is_prefix or phrase is not None
    if not exact and len(words) == 1 and words[0].lower() in COMMON:
        return None
    return Term(words, exact, is_prefix, bool(minus))


def fold(text: str) -> str:
    """Write letters as those that they count as, and leave out marks that stand on a letter."""
    return unicodedata.normalize("NFC", text).translate(_TABLE)
