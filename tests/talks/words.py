"""Texts and search terms of few words, and a slow and obvious search to compare with."""

import re
import unicodedata

from django.db.models import Model
from hypothesis import strategies as st

from record.search import Term, matching_keys, parse

VOCABULARY = [
    "truce",
    "truces",
    "talk",
    "talks",
    "talked",
    "round",
    "rounds",
    "roundabout",
    "aid",
    "Aid",
    "Été",
    "ete",
    "هدنة",
    "هُدْنَة",
    "هدنه",
    "أسد",
    "اسد",
    "٢٢",
    "22",
    "cease-fire",
    "ceasefire",
    "organisation",
    "organization",
    "UN",
    "U.N.",
    "truce’s",
    "II",
    "2",
    "والاسد",
]
# What counts as the same, unless it stands within quotation marks: words, and those instead.
SAME = {
    ("cease", "fire"): "ceasefire",
    ("u", "n"): "un",
    ("ii",): "2",
    ("organisation",): "organization",
    ("والاسد",): "اسد",
}
SEPARATORS = (" ", ", ", ". ", " – ", "/")

TEXTS = st.lists(
    st.tuples(st.sampled_from(VOCABULARY), st.sampled_from(SEPARATORS)), min_size=1, max_size=6
).map(lambda parts: "".join(word + separator for word, separator in parts))
TERMS = st.builds(
    "{}{}".format,
    st.sampled_from(["", "", "-"]),
    st.sampled_from(VOCABULARY)
    | st.sampled_from(["tru*", "round*", "هد*"])
    | st.lists(st.sampled_from(VOCABULARY), min_size=2, max_size=3).map(
        lambda words: f'"{" ".join(words)}"'
    ),
)


def fold_words(text: str) -> list[str]:
    """Return the words of a text in lower case, with one letter for all that count as the same."""
    plain = unicodedata.normalize("NFD", text).lower()
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return re.findall(r"\w+", plain.translate(str.maketrans("ة٢", "ه2")))


def stem(word: str) -> str:
    """Return the stem of a word of the vocabulary."""
    return word.removesuffix("s").removesuffix("ed")


def meets(term: Term, texts: list[str]) -> bool:
    """Return whether one of the texts has the words of a term one after the other.

    A word counts in any of its spellings, and that which a query ends with as a beginning; not
    those of a phrase.
    """
    term_words = [word for part in term.words for word in fold_words(part)]
    if term.exact:
        return any(_has(fold_words(text), term_words, is_prefix=term.is_prefix) for text in texts)
    is_last = any(reading.is_prefix for reading in term.others)
    simple_words = _unify(term_words)
    return any(
        _has(_unify(fold_words(text)), simple_words, is_prefix=False)
        or (is_last and _has(fold_words(text), term_words, is_prefix=True))
        for text in texts
    )


def _unify(words: list[str]) -> list[str]:
    """Return the stems of some words, those that count as the same replaced by one."""
    text = f" {' '.join(words)} "
    for some_words, word in SAME.items():
        text = text.replace(f" {' '.join(some_words)} ", f" {word} ")
    if len(words) > 1 and words[-1] == "s":
        text = text.removesuffix("s ")
    return [stem(word) for word in text.split()]


def _has(words: list[str], some_words: list[str], *, is_prefix: bool) -> bool:
    length = len(some_words)
    pieces = (words[at : at + length] for at in range(len(words) - length + 1))
    *first, last = some_words
    return any(
        piece[:-1] == first and (piece[-1].startswith(last) if is_prefix else piece[-1] == last)
        for piece in pieces
    )


def keys_matching(model: type[Model], query: str) -> set[int]:
    """Return the keys of the rows with the terms of a query in their own texts."""
    keys = set(model._default_manager.values_list("pk", flat=True))
    for term in parse(query).terms:
        matches = set(matching_keys(model, term.readings))
        keys = keys - matches if term.is_excluded else keys & matches
    return keys


def rows_matching(model: type[Model], query: str) -> list[Model]:
    """Return the rows that match every term of a query."""
    return list(model._default_manager.filter(pk__in=keys_matching(model, query)))
