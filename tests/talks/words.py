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
]
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
    """Return whether one of the texts has the words of a term one after the other."""
    term_words = [word for part in term.words for word in fold_words(part)]
    change = str if term.exact else stem
    return any(
        _matches(words[at : at + len(term_words)], [*map(change, term_words)], term)
        for words in ([*map(change, fold_words(text))] for text in texts)
        for at in range(len(words))
    )


def _matches(here: list[str], term_words: list[str], term: Term) -> bool:
    if len(here) < len(term_words) or here[:-1] != term_words[:-1]:
        return False
    return here[-1].startswith(term_words[-1]) if term.is_prefix else here[-1] == term_words[-1]


def keys_matching(model: type[Model], query: str) -> set[int]:
    """Return the keys of the rows that match every term of a query, as the database finds them."""
    keys = set(model._default_manager.values_list("pk", flat=True))
    for term in parse(query).terms:
        matches = set(matching_keys(model, term))
        keys = keys - matches if term.is_excluded else keys & matches
    return keys


def rows_matching(model: type[Model], query: str) -> list[Model]:
    """Return the rows that match every term of a query."""
    return list(model._default_manager.filter(pk__in=keys_matching(model, query)))
