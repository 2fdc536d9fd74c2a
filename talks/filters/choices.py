"""What can be asked: the filters by named things, each with its options and the way to them.

A new one is one `Choice` and its place in CHOICES; form, counts, sentence, figure, links and
files follow from it.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Model, QuerySet

from actors.models import Actor
from talks.models import Round, Source, Statement, StatementKind, Status, Topic, Track, Venue

LANES = {"track": "Track", "venue": "Venue", "actor": "Actor"}


@dataclass(frozen=True)
class Option:
    """One value that a filter can take."""

    value: str
    label: str
    group: str = ""
    pk: int = 0


def _rows(rows: QuerySet[Any], label: str) -> Callable[[], list[Option]]:
    return lambda: [
        Option(slug, name, pk=pk) for pk, slug, name in rows.all().values_list("pk", "slug", label)
    ]


def _actors() -> list[Option]:
    rows = Actor.objects.in_reading_order()
    return [Option(actor.slug, actor.name, actor.get_kind_display(), actor.pk) for actor in rows]


@dataclass(frozen=True)
class Choice:
    """A filter by named things: any of those chosen will do.

    `paths` lead from each model to the values; what a statement has not of its own it has from
    its round, and a round has the kinds of the statements made at it.
    """

    name: str
    label: str
    words: str
    options: Callable[[], list[Option]]
    paths: Mapping[type[Model], tuple[str, ...]]


ACTOR = Choice(
    "actor",
    "Actor",
    "with {}",
    _actors,
    {Round: ("participants",), Statement: ("speaker", "on_behalf_of", "addressees")},
)
CHOICES = (
    ACTOR,
    Choice(
        "venue",
        "Venue",
        "in {}",
        _rows(Venue.objects.order_by("city"), "city"),
        {Round: ("venue__slug",), Statement: ("round__venue__slug",)},
    ),
    Choice(
        "track",
        "Track",
        "on the track {}",
        _rows(Track.objects.order_by("position", "slug"), "name"),
        {Round: ("track__slug",), Statement: ("round__track__slug",)},
    ),
    Choice(
        "status",
        "Status",
        "{}",
        lambda: [Option(value, str(label)) for value, label in Status.choices],
        {Round: ("status",), Statement: ("round__status",)},
    ),
    Choice(
        "topic",
        "Topic",
        "about {}",
        _rows(Topic.objects.order_by("name"), "name"),
        {Round: ("topics__slug",), Statement: ("topics__slug",)},
    ),
    Choice(
        "kind",
        "Kind",
        "with statements of the kind {}",
        lambda: [Option(value, str(label)) for value, label in StatementKind.choices],
        {Round: ("statements__kind",), Statement: ("kind",)},
    ),
    Choice(
        "source",
        "Source",
        "resting on {}",
        _rows(Source.objects.order_by("title"), "title"),
        {Round: ("citations__source__slug",), Statement: ("citations__source__slug",)},
    ),
)
PARAMETERS = (
    *(choice.name for choice in CHOICES),
    "q",
    "since",
    "until",
    "lanes",
    "open",
    "view",
    "page",
)
