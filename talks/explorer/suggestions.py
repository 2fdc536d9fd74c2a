"""What a reader may mean by the beginning of a name: actors, rounds, topics, venues and tracks."""

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.http import QueryDict

from actors.models import Actor
from record.search.words import WORD, fold
from record.stamp import cached_by_stamp
from talks.explorer.catalogue import select
from talks.explorer.question import Question
from talks.models import Round, Track, Venue

# The filters whose values are suggested, in the order of the list, and how many of each at most.
MOST = {"actor": 4, "round": 3, "topic": 2, "venue": 2, "track": 2}
HEADINGS = {"actor": "Actors", "round": "Rounds", "topic": "Topics"}
HEADINGS |= {"venue": "Venues", "track": "Tracks"}


@dataclass(frozen=True)
class Name:
    """Something that can be meant: its name, and as ` word word` all words that lead to it."""

    kind: str
    value: str
    label: str
    words: str
    weight: int


@dataclass(frozen=True)
class Suggestion:
    """A name with the query that it leads to: it is added to the filter, a round is opened."""

    label: str
    query: str


def suggest(asked: Question, text: str) -> dict[str, list[Suggestion]]:
    """Return what may be meant by some words or their beginnings, by heading; the likeliest first.

    Every word must begin one of the name's, of its aliases' or of its Arabic name's.
    """
    wanted = _words([text]).split()
    found: dict[str, list[Name]] = {kind: [] for kind in MOST}
    for name in _names() if wanted else ():
        if all(f" {word}" in name.words for word in wanted):
            found[name.kind].append(name)
    start = _words([text])
    for names in found.values():
        names.sort(key=lambda name: (not name.words.startswith(start), -name.weight))
    return {
        HEADINGS[kind]: [
            Suggestion(name.label, _query(asked, name)) for name in names[: MOST[kind]]
        ]
        for kind, names in found.items()
        if names
    }


def _query(asked: Question, name: Name) -> str:
    if name.kind == "round":
        return asked.query(q="", open=f"rounds/{name.value}")
    chosen = asked.chosen[name.kind]
    return asked.query(q="", **{name.kind: [*(v for v in chosen if v != name.value), name.value]})


@cached_by_stamp(1)
def _names() -> list[Name]:
    """Return all that can be meant; how much there is of each tells how likely it is."""
    values = select(Question.from_query(QueryDict())).catalogue.values
    return [
        Name(kind, slug, label, _words(texts), len(values.get(kind, {}).get(slug, ())))
        for kind, slug, label, texts in _named()
    ]


def _named() -> Iterator[tuple[str, str, str, list[str]]]:
    for actor in Actor.objects.all():
        yield "actor", actor.slug, actor.name, [actor.name, actor.name_ar, *actor.aliases]
    for round in Round.objects.select_related("track").in_time_order():
        label = str(round)
        yield "round", round.slug, label, [label, f"{round.track.name} {round.number or ''}"]
    for option in Question.from_query(QueryDict()).options["topic"]:
        yield "topic", option.value, option.label, [option.label]
    for venue in Venue.objects.order_by("city"):
        yield "venue", venue.slug, venue.city, [venue.city, venue.former_names]
    for track in Track.objects.order_by("position"):
        yield "track", track.slug, track.name, [track.name, track.short_name]


def _words(texts: Iterable[str]) -> str:
    letters = unicodedata.normalize("NFD", fold(" ".join(texts)).lower())
    plain = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return "".join(f" {word}" for word in WORD.findall(plain))
