"""What can be asked: the filters by named things, each with its options and the way to them.

A new one is one `Choice` and its place in CHOICES; form, counts, sentence, figure, links and
files follow from it.
"""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Model, Q, QuerySet
from django.db.models.functions import Lower

from actors.models import Actor
from record.confidence import Confidence
from talks.models import (
    GRAVE_NATURES,
    TARGET_OF,
    THING_TYPES,
    Citation,
    DocumentKind,
    OutcomeDocument,
    Round,
    Source,
    Statement,
    StatementKind,
    Status,
    Topic,
    Track,
    Venue,
)


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


ATTENDED = "participations__actor"  # of these, those who took part
Paths = Mapping[type[Model], tuple[str, ...]]


@dataclass(frozen=True)
class Choice:
    """A filter by named things: any of those chosen will do.

    `paths` lead from each model to the values; what a statement or a document has not of its own
    it has from its round, and a round has the kinds of what was said at it and came of it. A row
    to which these lead to nothing has what `fallback_paths` lead to. Where no path leads to the
    values, `condition` says which rows of a model have one, given the citations that count and the
    day as of which they do. `panel` names the panel that it shares with others; of more than `most`
    options the page offers those that leave most. `successors` lead from what a value was called
    once to what it is called now.
    """

    name: str
    label: str
    words: str
    options: Callable[[], list[Option]]
    paths: Paths = field(default_factory=dict)
    fallback_paths: Paths = field(default_factory=dict)
    condition: Callable[[type[Model], str, Any, dt.date | None], Q] | None = None
    panel: str = ""
    most: int = 0
    successors: Callable[[], Mapping[str, str]] = dict

    @property
    def heading(self) -> str:
        """What the list stands under; those of one heading share a panel."""
        return self.panel or self.label


def _on_evidence(model: type[Model], value: str, citations: Any, day: dt.date | None) -> Q:
    backed = TARGET_OF[model]
    if value in ("disputed", "detail"):
        differing = citations.filter(**{f"{backed}__isnull": False}).exclude(nature="")
        is_grave = Q(nature__in=GRAVE_NATURES)
        matching = differing.filter(is_grave if value == "disputed" else ~is_grave)
        return Q(pk__in=matching.values(backed))
    if value == "one-source":
        return Q(pk__in=citations.of_one_source(backed).order_by())
    return Q(confidence=value)


def _on_plan(model: type[Model], value: str, citations: Any, day: dt.date | None) -> Q:
    """Return the condition that a plan was moved, or is open as far as the record goes."""
    of_round = "" if model is Round else "round__"
    status = "status_then" if day else f"{of_round}status"
    successor = f"{of_round}realised_as"
    is_moved = Q(**{f"{successor}__isnull": False})
    if day:
        is_moved &= Q(**{f"{successor}__earliest__lte": day})
    is_plan = Q(**{f"{status}__in": (Status.PLANNED, Status.POSTPONED)})
    return is_plan & (is_moved if value == "moved" else ~is_moved)


def _if_shown(
    model: type[Model], value: str, citations: QuerySet[Citation], day: dt.date | None
) -> Q:
    return Q(pk__isnull=THING_TYPES[model] != value)


# How a statement is an actor's: by whom it was said, to whom, or either. Rounds and documents were
# addressed to nobody.
DIRECTIONS = {"by": "by them", "to": "to them", "either": "either"}
ACTOR_WORDS = {"by": "by or with {}", "to": "addressed to {}", "either": "involving {}"}
ACTOR = Choice(
    "actor",
    "Actor",
    ACTOR_WORDS["by"],
    _actors,
    {
        Round: (ATTENDED,),
        Statement: ("speaker", "on_behalf_of", "addressees"),
        OutcomeDocument: ("parties", "third_parties"),
    },
    successors=Actor.objects.successors,
)


def _own_or_of_round(own: str) -> Paths:
    """Return the paths to what a round has of its own, and the others by their round."""
    return {
        Round: (own,),
        Statement: (f"round__{own}",),
        OutcomeDocument: (f"round__{own}",),
    }


STATUS = Choice(
    "status",
    "Status",
    "{}",
    lambda: [Option(value, str(label)) for value, label in Status.choices],
    _own_or_of_round("status"),
)
PLAN = Choice(
    "plan",
    "Plans",
    "{}",
    lambda: [
        Option("moved", "held later or under another name"),
        Option("open", "still open"),
    ],
    condition=_on_plan,
    panel="Status",
)
CHOICES = (
    ACTOR,
    Choice(
        "venue",
        "Venue",
        "in {}",
        _rows(Venue.objects.order_by(Lower("city")), "city"),
        _own_or_of_round("venue__slug"),
    ),
    Choice(
        "track",
        "Track",
        "in the {}",
        _rows(Track.objects.order_by("position", "slug"), "name"),
        _own_or_of_round("track__slug"),
    ),
    STATUS,
    PLAN,
    Choice(
        "topic",
        "Topic",
        "about {}",
        _rows(Topic.objects.order_by(Lower("name")), "name"),
        {**_own_or_of_round("topics__slug"), Statement: ("topics__slug",)},
        {
            Round: ("statements__topics__slug",),
            OutcomeDocument: ("round__statements__topics__slug",),
        },
    ),
    Choice(
        "show",
        "Show",
        "only {}",
        lambda: [Option(side, side) for side in THING_TYPES.values()],
        condition=_if_shown,
        panel="Type",
    ),
    Choice(
        "kind",
        "Type",
        "type: {}",
        lambda: [
            Option(value, str(label), group)
            for group, kinds in (("Statements", StatementKind), ("Documents", DocumentKind))
            for value, label in kinds.choices
        ],
        {
            Round: ("statements__kind", "documents__kind"),
            Statement: ("kind",),
            OutcomeDocument: ("kind",),
        },
    ),
    Choice(
        "evidence",
        "Evidence",
        "{}",
        lambda: [
            Option("disputed", "sources contradict each other"),
            Option("detail", "sources differ in detail"),
            Option("one-source", "single source"),
            *(Option(value, str(label)) for value, label in Confidence.choices),
        ],
        condition=_on_evidence,
        panel="Sources",
    ),
    Choice(
        "source",
        "Source",
        "resting on {}",
        _rows(Source.objects.order_by(Lower("title"), "pk"), "title"),
        dict.fromkeys(THING_TYPES, ("citations__source__slug",)),
        panel="Sources",
        most=30,
        successors=Source.objects.successors,
    ),
)
