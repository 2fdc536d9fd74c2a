"""Citations: which source states a fact, at which place, and how it differs from the record."""

import datetime as dt
import re
from typing import Any
from zlib import crc32

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.text import slugify

from actors.models import Actor, Relation
from record.dates import BoundField, EDTFField
from record.models import Checked
from talks.models.documents import OutcomeDocument
from talks.models.evidence import DIFFERENCE_VERBS, DISPUTING_NATURES, Nature
from talks.models.participations import Participation
from talks.models.rounds import Round
from talks.models.sources import Source
from talks.models.statements import ContextNote, Statement
from talks.models.tracks import Track, TrackRole
from talks.models.venues import Venue

# The facts that a citation can back: the name of its foreign key, and the model.
TARGETS: dict[str, type[models.Model]] = {
    "round": Round,
    "statement": Statement,
    "document": OutcomeDocument,
    "actor": Actor,
    "relation": Relation,
    "track": Track,
    "track_role": TrackRole,
    "venue": Venue,
    "context": ContextNote,
    "participation": Participation,
}
TARGET_OF = {model: name for name, model in TARGETS.items()}
# May be entered before any source is cited for them; the round's sources back a participation.
MAY_BE_UNCITED = (Actor, Track, Venue, Participation)
UNCITED = "Nothing is published without a source: cite at least one, with its place in it."
# The things of the timeline, and what pages and addresses call them.
THING_TYPES: dict[type[models.Model], str] = {
    Round: "rounds",
    Statement: "statements",
    OutcomeDocument: "documents",
}


def _exactly_one(names: list[str]) -> Q:
    """Return the condition that exactly one of the columns is filled, on any database."""
    return Q(
        *(Q(**{f"{other}__isnull": other != name for other in names}) for name in names),
        _connector=Q.OR,
    )


def _key_of(model: type[models.Model]) -> Any:
    """Return the foreign key to a fact of a model, empty in citations of other facts."""
    return models.ForeignKey(model, models.CASCADE, null=True, blank=True, related_name="citations")


class CitationQuerySet(models.QuerySet["Citation"]):
    def with_facts(self) -> "CitationQuerySet":
        """Fetch the fact that each citation backs, so that pages can name it and link to it."""
        return self.select_related(
            *TARGETS,
            "round__track",
            "statement__speaker",
            "relation__subject",
            "relation__object",
            "track_role__track",
            "track_role__actor",
            "participation__round__track",
            "participation__actor",
        ).prefetch_related("context__actors", "context__citations__source")

    def known_by(self, day: dt.date) -> "CitationQuerySet":
        """Return those whose source was certainly published by a day."""
        return self.filter(source__latest__lte=day)

    def supporting(self, field: str) -> "CitationQuerySet":
        """Return those that support a field (only PostgreSQL has `contains` for lists)."""
        return self.filter(supports__icontains=f'"{field}"')

    def of_one_source(self, name: str) -> models.QuerySet["Citation", int]:
        """Return the keys of the facts of one target ("round") that rest on one source only."""
        facts = self.filter(**{f"{name}__isnull": False}).order_by(name).values(name)
        return (
            facts.annotate(sources=models.Count("source", distinct=True))
            .filter(sources=1)
            .values_list(name, flat=True)
        )

    def differing(self) -> "CitationQuerySet":
        """Return those that report a difference, with their sources, facts and recorded values."""
        recorded_values = (
            "round__venue",
            "round__part_of__track",
            "round__realised_as__track",
            "statement__on_behalf_of",
            "statement__round__track",
            "document__round__track",
        )
        rows = self.exclude(nature="").with_facts()
        return rows.select_related("source", *recorded_values).order_by("pk")


class CitationManager(models.Manager.from_queryset(CitationQuerySet)):  # type: ignore[misc]
    def get_by_natural_key(self, *key: object) -> "Citation":
        """Look up by the columns that are filled: a condition on each empty one slows loading."""
        columns = zip(Citation.KEY, key, strict=True)
        return self.get(**{name: value for name, value in columns if value is not None})


class Citation(Checked):
    """A source that states a fact, the place in it, and the fields of the fact that it supports.

    If the source differs from the record, the citation reports the field, the value that the
    source gives, and the nature of the difference. Pages show both values.
    """

    source = models.ForeignKey(Source, models.PROTECT, related_name="citations")
    locator = models.CharField(
        max_length=120,
        blank=True,
        help_text="Where in the source: paragraph.sentence (the headline is 0), page or section.",
    )
    supports = models.JSONField(
        default=list, blank=True, help_text='The fields that it supports: ["start", "agenda"].'
    )
    quotation = models.CharField(max_length=300, blank=True)
    reported_field = models.CharField(
        max_length=80,
        blank=True,
        help_text='A field of the fact, such as "start", or the point in words: "length".',
    )
    reported_value = models.CharField(max_length=300, blank=True)
    reported_days = EDTFField(
        help_text="If the source gives other days: EDTF, such as 2017-02-15/2017-02-16."
    )
    reported_earliest = BoundField("reported_days")
    reported_latest = BoundField("reported_days", edge="latest")
    nature = models.CharField(max_length=20, choices=Nature, blank=True)
    round = _key_of(Round)
    statement = _key_of(Statement)
    document = _key_of(OutcomeDocument)
    actor = _key_of(Actor)
    relation = _key_of(Relation)
    track = _key_of(Track)
    track_role = _key_of(TrackRole)
    venue = _key_of(Venue)
    context = _key_of(ContextNote)
    participation = _key_of(Participation)

    KEY = ("source_id", "locator", "reported_field", *(f"{name}_id" for name in TARGETS))

    objects = CitationManager()

    class Meta:
        ordering = ("pk",)
        constraints = [
            models.CheckConstraint(
                condition=_exactly_one(list(TARGETS)),
                name="citation_backs_exactly_one_fact",
                violation_error_message="A citation backs exactly one fact: choose one.",
                violation_error_code="round",
            ),
            models.CheckConstraint(
                condition=Q(reported_field="", reported_value="", nature="")
                | (~Q(reported_field="") & ~Q(reported_value="") & Q(nature__in=Nature.values)),
                name="citation_reports_a_difference_whole_or_not_at_all",
                violation_error_message="Where a source differs, give the field, the value that "
                "it reports and the nature of the difference; else leave all three empty.",
                violation_error_code="reported_field",
            ),
            models.CheckConstraint(
                condition=Q(reported_days="") | ~Q(nature=""),
                name="citation_gives_other_days_only_where_it_differs",
                violation_error_message="Give other days only where the source differs from the "
                "record: name the field and the nature too, or leave the days empty.",
                violation_error_code="reported_days",
            ),
            *(
                models.UniqueConstraint(
                    fields=["source", "locator", "reported_field", name],
                    condition=Q(**{f"{name}__isnull": False}),
                    name=f"citation_of_a_{name}_is_given_once",
                    violation_error_message="This source is cited for this at this place "
                    "already: give another locator, or add to that citation.",
                    violation_error_code="locator",
                )
                for name in TARGETS
            ),
        ]

    def __str__(self) -> str:
        return f"{self.source}, {self.locator}" if self.locator else str(self.source)

    def get_absolute_url(self) -> str:
        return f"{self.source.get_absolute_url()}#{self.anchor}"

    def natural_key(self) -> tuple[object, ...]:
        """Return its key in fixtures: ids of related rows will do, since nothing refers to it."""
        return tuple(getattr(self, name) for name in self.KEY)

    def clean(self) -> None:
        if not self.target_name():  # a constraint reports this, unless the fact is not yet stored
            return
        self.check_supports(self.target_model())

    def check_supports(self, fact: type[models.Model]) -> None:
        """Raise ValidationError if `supports` names something that is not a field of the fact."""
        field_names = {field.name for field in fact._meta.get_fields()}
        if unknown := [name for name in self.supports if name not in field_names]:
            raise ValidationError(
                {
                    "supports": f"No such field: {', '.join(map(str, unknown))}. "
                    f"Choose among {', '.join(sorted(field_names))}."
                }
            )

    def target_name(self) -> str:
        """Return the name in TARGETS of the fact that it backs, "" while none is chosen."""
        return next((name for name in TARGETS if getattr(self, f"{name}_id")), "")

    def target_model(self) -> type[models.Model]:
        return TARGETS[self.target_name() or "round"]

    @property
    def fact(self) -> models.Model:
        """The row that it backs."""
        return getattr(self, self.target_name())

    @property
    def kind_in_words(self) -> str:
        """Name what kind of fact it backs: "round", "relation", "context"."""
        return self.target_name().replace("_", " ")

    @property
    def anchor(self) -> str:
        """The id of its place in the HTML of the source's page; each place has its own."""
        if not self.locator:
            return "at"
        name = f"at-{slugify(self.locator.replace('.', '-'))}"
        if re.fullmatch(r"\d+(\.\d+)*", self.locator, re.ASCII):
            return name
        return f"{name}-{crc32(self.locator.encode()):08x}"  # “p. 3” and “§ 3” have one slug

    @property
    def place_in_words(self) -> str:
        """Say where in the source: "paragraph 1, sentence 4", "headline", else the locator."""
        if self.locator == "0":
            return "headline"
        numbers = re.fullmatch(r"(\d+)\.(\d+)", self.locator)
        if numbers is None:
            return self.locator
        return f"paragraph {numbers[1]}, sentence {numbers[2]}"

    @property
    def supports_in_words(self) -> str:
        """Name the fields that it supports: "start, agenda"."""
        return ", ".join(name.replace("_", " ") for name in self.supports)

    @property
    def difference_in_words(self) -> str:
        """Say how the source differs: “uses the name “regime””; "" if it does not."""
        if not self.nature:
            return ""
        field = self.reported_field.replace("_", " ")
        verb = "agrees" if self.agrees else DIFFERENCE_VERBS[Nature(self.nature)]
        if self.nature == Nature.NAMING and not self.agrees:
            return f"uses the {field} “{self.reported_value}”"
        return f"{verb}: {field} “{self.reported_value}”"

    @property
    def agrees(self) -> bool:
        """Whether the days that it reports are those of the record."""
        if not self.reported_days:
            return False
        fact: Any = self.fact
        return (fact.earliest, fact.latest) == (self.reported_earliest, self.reported_latest)

    @property
    def disputes_days(self) -> bool:
        """Whether the source gives other days, apart from plans and misprints."""
        is_whole = self.reported_earliest and self.reported_latest
        return bool(is_whole) and self.nature in DISPUTING_NATURES

    @property
    def order_in_source(self) -> tuple[tuple[int, ...], str]:
        """A sort key: by paragraph and sentence; other kinds of locator come after these."""
        numbers = re.match(r"\d+(\.\d+)*", self.locator)
        order = tuple(map(int, numbers[0].split("."))) if numbers else (10**6,)
        return order, self.locator
