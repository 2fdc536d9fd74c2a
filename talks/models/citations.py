"""How we know: the citations by which every fact rests on sources."""

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
from talks.models.evidence import DIFFERS, DISPUTING, Nature
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
}


TARGET_OF = {model: name for name, model in TARGETS.items()}
NAMED = (Actor, Track, Venue)  # who and where, which may stand before anything is told of them
UNCITED = "Nothing is published without a source: cite at least one, with its place in it."
# The things of the timeline, and what pages and addresses call them.
THING_TYPES: dict[type[Any], str] = {
    Round: "rounds",
    Statement: "statements",
    OutcomeDocument: "documents",
}


def _exactly_one(names: list[str]) -> Q:
    """Return the condition that one of the columns is filled, on any database."""
    return Q(
        *(Q(**{f"{other}__isnull": other != name for other in names}) for name in names),
        _connector=Q.OR,
    )


class CitationQuerySet(models.QuerySet["Citation"]):
    def with_facts(self) -> "CitationQuerySet":
        """Take along the fact that each backs, so that it can be named and linked."""
        return self.select_related(
            *TARGETS,
            "round__track",
            "statement__speaker",
            "relation__subject",
            "relation__object",
            "track_role__track",
            "track_role__actor",
        ).prefetch_related("context__actors", "context__citations__source")

    def known_by(self, day: dt.date) -> "CitationQuerySet":
        """Return those whose source was surely published by a day."""
        return self.filter(source__latest__lte=day)

    def supporting(self, field: str) -> "CitationQuerySet":
        """Return those that support a field; `contains` of lists is PostgreSQL's alone."""
        return self.filter(supports__icontains=f'"{field}"')

    def of_one_source(self, name: str) -> models.QuerySet[Any, Any]:
        """Return the keys of the facts, by the name of their target, that rest on one source."""
        facts = self.filter(**{f"{name}__isnull": False}).order_by(name).values(name)
        return (
            facts.annotate(sources=models.Count("source", distinct=True))
            .filter(sources=1)
            .values_list(name, flat=True)
        )

    def differing(self) -> "CitationQuerySet":
        """Return those that report otherwise than the record, with sources, facts and values."""
        at_issue = (
            *("round__venue", "round__part_of__track", "round__realised_as__track"),
            *("statement__on_behalf_of", "statement__round__track", "document__round__track"),
        )
        found = self.exclude(nature="").with_facts()
        return found.select_related("source", *at_issue).order_by("pk")


class CitationManager(models.Manager.from_queryset(CitationQuerySet)):  # type: ignore[misc]
    def get_by_natural_key(self, *key: Any) -> "Citation":
        """Ask for the one fact that is named, not for each that is not: loading asks often."""
        named = zip(Citation.KEY, key, strict=True)
        return self.get(**{name: value for name, value in named if value is not None})


class Citation(Checked):
    """That a source says a fact, where in it, and which fields of the fact it supports.

    Where the source says otherwise than the record, the citation reports the field, the value
    that the source gives, and the nature of the difference; both values are shown.
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
        help_text='A field of the fact, as "start", or in words what is at issue: "length".',
    )
    reported_value = models.CharField(max_length=300, blank=True)
    reported_days = EDTFField(
        help_text="Where the source gives other days: EDTF, as 2017-02-15/2017-02-16."
    )
    reported_earliest = BoundField("reported_days")
    reported_latest = BoundField("reported_days", edge="latest")
    nature = models.CharField(max_length=20, choices=Nature, blank=True)
    round = models.ForeignKey(
        Round, models.CASCADE, null=True, blank=True, related_name="citations"
    )
    statement = models.ForeignKey(
        Statement, models.CASCADE, null=True, blank=True, related_name="citations"
    )
    document = models.ForeignKey(
        OutcomeDocument, models.CASCADE, null=True, blank=True, related_name="citations"
    )
    actor = models.ForeignKey(
        Actor, models.CASCADE, null=True, blank=True, related_name="citations"
    )
    relation = models.ForeignKey(
        Relation, models.CASCADE, null=True, blank=True, related_name="citations"
    )
    track = models.ForeignKey(
        Track, models.CASCADE, null=True, blank=True, related_name="citations"
    )
    track_role = models.ForeignKey(
        TrackRole, models.CASCADE, null=True, blank=True, related_name="citations"
    )
    venue = models.ForeignKey(
        Venue, models.CASCADE, null=True, blank=True, related_name="citations"
    )
    context = models.ForeignKey(
        ContextNote, models.CASCADE, null=True, blank=True, related_name="citations"
    )

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

    def natural_key(self) -> tuple[Any, ...]:
        """Return what tells it from others; rows are named by id, as nothing refers to it."""
        return tuple(getattr(self, name) for name in self.KEY)

    def clean(self) -> None:
        if not self.target_name():  # told by a constraint, unless the fact is yet to be stored
            return
        self.check_supports(self.target_model())

    def check_supports(self, fact: type[models.Model]) -> None:
        """Refuse to support what is no field of such a fact, with those that are."""
        known = {field.name for field in fact._meta.get_fields()}
        if unknown := [name for name in self.supports if name not in known]:
            raise ValidationError(
                {
                    "supports": f"No such field: {', '.join(map(str, unknown))}. "
                    f"Choose among {', '.join(sorted(known))}."
                }
            )

    def target_name(self) -> str:
        """Return which of TARGETS it backs, "" while none is chosen."""
        return next((name for name in TARGETS if getattr(self, f"{name}_id")), "")

    def target_model(self) -> type[models.Model]:
        return TARGETS[self.target_name() or "round"]

    @property
    def fact(self) -> models.Model:
        """The thing that it backs."""
        return getattr(self, self.target_name())

    @property
    def kind_in_words(self) -> str:
        """Name what kind of fact it backs: "round", "relation", "context"."""
        return self.target_name().replace("_", " ")

    @property
    def anchor(self) -> str:
        """The name of its place on the source's page, which no other place there has."""
        if not self.locator:
            return "at"
        name = f"at-{slugify(self.locator.replace('.', '-'))}"
        if re.fullmatch(r"\d+(\.\d+)*", self.locator, re.ASCII):
            return name
        return f"{name}-{crc32(self.locator.encode()):08x}"  # “p. 3” and “§ 3” alike leave “3”

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
        """Say how the source differs, as “calls it: name “regime””; "" where it does not."""
        if not self.nature:
            return ""
        field = self.reported_field.replace("_", " ")
        verb = "says as the record" if self.agrees else DIFFERS[Nature(self.nature)]
        return f"{verb}: {field} “{self.reported_value}”"

    @property
    def agrees(self) -> bool:
        """Whether it reports, beside sources that differ, the days that the record has."""
        if not self.reported_days:
            return False
        fact: Any = self.fact
        return (fact.earliest, fact.latest) == (self.reported_earliest, self.reported_latest)

    @property
    def disputes_days(self) -> bool:
        """Whether the source gives other days, and neither as a plan nor by a slip."""
        is_whole = self.reported_earliest and self.reported_latest
        return bool(is_whole) and self.nature in DISPUTING

    @property
    def place(self) -> tuple[tuple[int, ...], str]:
        """Its order within the source: by paragraph and sentence, other places after these."""
        numbers = re.match(r"\d+(\.\d+)*", self.locator)
        order = tuple(map(int, numbers[0].split("."))) if numbers else (10**6,)
        return order, self.locator
