"""What a reader may mean by the beginning of a name: of an actor, round, document, topic ..."""

import datetime as dt
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.http import QueryDict

from actors.models import Actor
from record.search import Term, sound_keys
from record.search.spellings import list_spellings
from record.search.words import WORD, fold
from record.stamp import cached_by_stamp
from talks.explorer.catalogue import Selection, select
from talks.explorer.catalogue.names import find_nearest
from talks.explorer.question import Question, read_options, read_question
from talks.models import OutcomeDocument, Round, Track, Venue

HEADINGS = {
    "actor": "Actors",
    "round": "Rounds",
    "document": "Documents",
    "topic": "Topics",
    "venue": "Venues",
    "track": "Tracks",
}
OPENED = ("round", "document")  # the others are added to the question
# How many of each are suggested at most.
MOST = {"actor": 4, "round": 3, "document": 2, "topic": 2, "venue": 2, "track": 2}


@dataclass(frozen=True)
class Name:
    """Something that can be meant: its name, and as " word word" all words that lead to it."""

    kind: str
    value: str
    label: str
    words: str
    weight: int


@dataclass(frozen=True)
class Suggestion:
    """A name with the query that it leads to: it is added to the question, a round is opened."""

    label: str
    query: str


def suggest(question: Question, text: str) -> dict[str, list[Suggestion]]:
    """Return what may be meant by some words or their beginnings, by heading; the likeliest first.

    Every word must begin one of the name's, of its aliases' or of its Arabic name's, in one of its
    spellings; where none does, a word that sounds alike or is a slip away will do.
    """
    start = _as_words([text])
    words = start.split()
    if not words:
        return {}
    matching = _match([_spell(word) for word in words])
    if not any(matching.values()):
        matching = _match([[*_spell(word), *_names().alike(word)] for word in words])
    for names in matching.values():
        names.sort(key=lambda name: (not name.words.startswith(start), -name.weight))
    return {
        HEADINGS[kind]: [
            Suggestion(name.label, _query(question, name)) for name in names[: MOST[kind]]
        ]
        for kind, names in matching.items()
        if names
    }


def suggest_correction(selection: Selection) -> Suggestion | None:
    """Return other words to look for where nothing is left, None where none are likely."""
    question = selection.question
    if not question.q or selection.possible:
        return None
    words = selection.catalogue.search.correct(question.q)
    return Suggestion(words, question.query(q=words)) if words else None


def _match(spellings: list[list[str]]) -> dict[str, list[Name]]:
    """Return the names by kind that have a word which begins with one of each word's spellings."""
    matching: dict[str, list[Name]] = {kind: [] for kind in HEADINGS}
    for name in _names().names:
        if all(any(f" {word}" in name.words for word in of_one) for of_one in spellings):
            matching[name.kind].append(name)
    return matching


def _spell(word: str) -> list[str]:
    return [word, *(" ".join(spelling) for spelling in list_spellings((word,)))]


def _query(question: Question, name: Name) -> str:
    if name.kind in OPENED:
        return question.query(q="", open=f"{name.kind}s/{name.value}")
    others = [value for value in question.chosen[name.kind] if value != name.value]
    return question.query(q="", **{name.kind: [*others, name.value]})


class _Names:
    """All that can be meant, and the words by which it can."""

    def __init__(self, names: list[Name]) -> None:
        self.names = names
        self._words = {word for name in names for word in name.words.split()}
        self._by_sound: dict[str, set[str]] = defaultdict(set)
        for word in self._words:
            for key in sound_keys(word):
                self._by_sound[key].add(word)

    def alike(self, word: str) -> list[str]:
        """Return the words that sound like a word, or are one slip away from it."""
        sounding = {other for key in sound_keys(word) for other in self._by_sound[key]}
        return [*sounding, *find_nearest(Term((word,)), self._words)]


@cached_by_stamp(1)
def _names() -> _Names:
    """Return all that can be meant; how much there is of each says how likely it is."""
    catalogue = select(read_question(QueryDict())).catalogue
    values = {name: catalogue.values(name) for name in ("actor", "topic", "venue", "track")}
    return _Names(
        [
            Name(kind, slug, label, _as_words(texts), len(values.get(kind, {}).get(slug, ())))
            for kind, slug, label, texts in _named_things()
        ]
    )


def _named_things() -> Iterator[tuple[str, str, str, list[str]]]:
    """Yield kind, slug, label and all texts that name a thing."""
    for actor in Actor.objects.all():
        yield "actor", actor.slug, actor.name, [actor.name, actor.name_ar, *actor.aliases]
    for round in Round.objects.select_related("track").in_time_order():
        texts = [str(round), f"{round.track.name} {round.number or ''}"]
        yield "round", round.slug, _add_year(str(round), round.earliest), texts
    for document in OutcomeDocument.objects.in_time_order():
        texts = [document.title, document.symbol]
        label = _add_year(document.title, document.earliest)
        yield "document", document.slug, label, texts
    for option in read_options()["topic"]:
        yield "topic", option.value, option.label, [option.label]
    for venue in Venue.objects.order_by("city"):
        yield "venue", venue.slug, venue.city, [venue.city, venue.former_names]
    for track in Track.objects.order_by("position"):
        yield "track", track.slug, track.name, [track.name, track.short_name]


def _add_year(label: str, first_day: dt.date | None) -> str:
    """Add the year to what may have a twin of the same name, unless it says its year already."""
    year = str(first_day.year) if first_day else ""
    return label if year in label else f"{label}, {year}"


def _as_words(texts: Iterable[str]) -> str:
    letters = unicodedata.normalize("NFD", fold(" ".join(texts)).lower())
    plain = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return "".join(f" {word}" for word in WORD.findall(plain))
