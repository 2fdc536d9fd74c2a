"""What a reader may mean by the beginning of a name: actors, rounds, topics, venues and tracks."""

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.http import QueryDict

from actors.models import Actor
from record.search.words import WORD, fold
from record.stamp import cached_by_stamp
from talks.explorer.catalogue import select
from talks.explorer.question import Question, read_options, read_question
from talks.models import Round, Track, Venue

HEADINGS = {
    "actor": "Actors",
    "round": "Rounds",
    "topic": "Topics",
    "venue": "Venues",
    "track": "Tracks",
}
# How many of each are suggested at most.
MOST = {"actor": 4, "round": 3, "topic": 2, "venue": 2, "track": 2}


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

    Every word must begin one of the name's, of its aliases' or of its Arabic name's.
    """
    start = _as_words([text])
    words = start.split()
    matching: dict[str, list[Name]] = {kind: [] for kind in HEADINGS}
    for name in _names() if words else ():
        if all(f" {word}" in name.words for word in words):
            matching[name.kind].append(name)
    for names in matching.values():
        names.sort(key=lambda name: (not name.words.startswith(start), -name.weight))
    return {
        HEADINGS[kind]: [
            Suggestion(name.label, _query(question, name)) for name in names[: MOST[kind]]
        ]
        for kind, names in matching.items()
        if names
    }


def _query(question: Question, name: Name) -> str:
    if name.kind == "round":
        return question.query(q="", open=f"rounds/{name.value}")
    others = [value for value in question.chosen[name.kind] if value != name.value]
    return question.query(q="", **{name.kind: [*others, name.value]})


@cached_by_stamp(1)
def _names() -> list[Name]:
    """Return all that can be meant; how much there is of each says how likely it is."""
    catalogue = select(read_question(QueryDict())).catalogue
    values = {name: catalogue.values(name) for name in ("actor", "topic", "venue", "track")}
    return [
        Name(kind, slug, label, _as_words(texts), len(values.get(kind, {}).get(slug, ())))
        for kind, slug, label, texts in _named_things()
    ]


def _named_things() -> Iterator[tuple[str, str, str, list[str]]]:
    """Yield kind, slug, label and all texts that name a thing."""
    for actor in Actor.objects.all():
        yield "actor", actor.slug, actor.name, [actor.name, actor.name_ar, *actor.aliases]
    for round in Round.objects.select_related("track").in_time_order():
        label = str(round)
        yield "round", round.slug, label, [label, f"{round.track.name} {round.number or ''}"]
    for option in read_options()["topic"]:
        yield "topic", option.value, option.label, [option.label]
    for venue in Venue.objects.order_by("city"):
        yield "venue", venue.slug, venue.city, [venue.city, venue.former_names]
    for track in Track.objects.order_by("position"):
        yield "track", track.slug, track.name, [track.name, track.short_name]


def _as_words(texts: Iterable[str]) -> str:
    letters = unicodedata.normalize("NFD", fold(" ".join(texts)).lower())
    plain = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return "".join(f" {word}" for word in WORD.findall(plain))
