"""The names that stand beside a thing, by which a search finds it: actors, venue, track, round.

A name may be written otherwise than it was typed: words that sound alike are taken for one another.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable
from itertools import takewhile
from typing import NamedTuple

from pyroaring import BitMap
from rapidfuzz.distance import DamerauLevenshtein

from record.search import Reading, Term, find_positions, fold_words, sound_keys, stem_word

SHORTEST_TO_CORRECT = 5  # letters: a slip in a shorter word leaves too much open


class NamedNumbers(NamedTuple):
    """A text that names something, and the numbers of the things beside which it stands."""

    text: str
    numbers: BitMap


class Names:
    """Names by their words, as the database would find them in a text."""

    def __init__(self, names: Iterable[NamedNumbers]) -> None:
        self._words: list[list[str]] = []
        self._numbers: list[BitMap] = []
        self._by_stem: dict[str, set[int]] = defaultdict(set)
        self._by_word: dict[str, set[int]] = defaultdict(set)
        for place, name in enumerate(names):
            self._words.append(fold_words(name.text))
            self._numbers.append(name.numbers)
            for word in self._words[-1]:
                self._by_word[word].add(place)
                self._by_stem[stem_word(word)].add(place)
        self._sorted_words = sorted(self._by_word)
        self._by_sound: dict[str, list[str]] = defaultdict(list)
        for word in self._sorted_words:
            for key in sound_keys(word):
                self._by_sound[key].append(word)

    def matching(self, readings: Iterable[Reading]) -> BitMap:
        """Return the numbers beside which a name stands that has one of some readings."""
        return BitMap.union(
            BitMap(),
            *(
                self._numbers[place]
                for reading in readings
                for place in self._places(reading)
                if any(True for _ in find_positions(reading, self._words[place]))
            ),
        )

    def _places(self, reading: Reading) -> set[int]:
        """Return the places of the names that have the first word of a reading."""
        [first, *_rest] = fold_words(reading.words[0]) or [""]
        if not reading.exact:
            return self._by_stem.get(stem_word(first), set())
        if not reading.is_prefix or len(reading.words) > 1:
            return self._by_word.get(first, set())
        start = bisect_left(self._sorted_words, first)
        beginning = takewhile(lambda word: word.startswith(first), self._sorted_words[start:])
        return set().union(*(self._by_word[word] for word in beginning))

    def alike(self, term: Term) -> list[Reading]:
        """Return readings with the words of names that sound as a term does."""
        keys = sound_keys("".join(term.words))
        words = {word for key in keys for word in self._by_sound.get(key, ())}
        return [Reading((word,), exact=True) for word in sorted(words)]

    def nearest(self, term: Term) -> list[Reading]:
        """Return readings with the words of names from which a term is one slip away."""
        return [Reading((word,), exact=True) for word in find_nearest(term, self._sorted_words)]


def find_nearest(term: Term, words: Iterable[str], slips: int = 1) -> list[str]:
    """Return the words from which a term is a few slips away, the nearest first.

    A slip is a letter too many, too few, wrong, or in the place of its neighbour.
    """
    text = "".join(term.words).lower()
    if len(text) < SHORTEST_TO_CORRECT or any(letter.isdigit() for letter in text):
        return []
    distances = ((DamerauLevenshtein.distance(text, word), word) for word in words)
    return [word for distance, word in sorted(distances) if distance <= slips]
