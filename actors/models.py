"""Actors, and their relations to each other."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.urls import reverse

from actors.circles import Circle, make_circles
from record.confidence import Reviewed, confidence_is_known
from record.dates import BoundField, Bounds, EDTFField, in_words, split_ends
from record.models import Checked, MergedQuerySet, Searched


class ActorKind(models.TextChoices):
    """What an actor is; lists show the kinds in this order."""

    STATE = "state", "State or government"
    OPPOSITION = "opposition", "Opposition body"
    DELEGATION = "delegation", "Delegation"
    ARMED_GROUP = "armed-group", "Armed group"
    ORGANIZATION = "organization", "International organization or body"
    CIVIL_SOCIETY = "civil-society", "Civil society"
    PERSON = "person", "Person"


class ActorQuerySet(MergedQuerySet):
    def in_reading_order(self) -> "ActorQuerySet":
        """Order by kind, as `ActorKind` lists them, then by name, whatever its capitals."""
        kinds = [models.When(kind=kind, then=rank) for rank, kind in enumerate(ActorKind.values)]
        rank = models.Case(*kinds, output_field=models.IntegerField())
        return self.order_by(rank, Lower("name"), "pk")


class ActorManager(models.Manager.from_queryset(ActorQuerySet)):  # type: ignore[misc]
    def get_by_natural_key(self, slug: str) -> "Actor":
        return self.get(slug=slug)


class Actor(Checked, Searched):
    """A person, state, organization, armed group or delegation; Popolo's Person or Organization.

    Each has one neutral name. Other names in use are aliases. What a single source calls the actor
    is a citation that reports it.
    """

    slug = models.SlugField(unique=True, max_length=80)
    name = models.CharField(max_length=120)
    name_ar = models.CharField("name in Arabic", max_length=120, blank=True)
    kind = models.CharField(max_length=20, choices=ActorKind, db_index=True)
    country = models.CharField(
        max_length=2, blank=True, help_text="ISO 3166-1 alpha-2, such as SY for Syria."
    )
    description = models.TextField(blank=True)
    aliases = models.JSONField(
        default=list, blank=True, help_text='Other names, as a list: ["Damascus", "SAR"].'
    )
    wikidata = models.CharField(
        "Wikidata id", max_length=16, blank=True, help_text="Such as Q148, without the address."
    )
    former_slugs = models.JSONField(
        default=list,
        blank=True,
        help_text="Former addresses, one per line; each still leads here.",
    )

    objects = ActorManager()
    searched_fields = ("name", "name_ar", "aliases")

    class Meta:
        ordering = ("name",)
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=ActorKind.values),
                name="actor_is_of_a_known_kind",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("actors:actor", args=[self.slug])

    def natural_key(self) -> tuple[str]:
        return (self.slug,)


class RelationKind(models.TextChoices):
    """The verb of the sentence."""

    BACKS = "backs", "backs"
    OPPOSES = "opposes", "opposes"
    RIVAL_OF = "rival-of", "is a rival of"
    MEMBER_OF = "member-of", "is a member of"
    OFFICE_OF = "office-of", "holds an office of"
    MEDIATES = "mediates", "mediates for"
    GUARANTOR_OF = "guarantor-of", "is a guarantor of"


# The same relation as the other actor's page says it, and how a table heads it on its own.
RELATIONS_IN_A_TABLE = {
    RelationKind.BACKS: ("backs", "backed by"),
    RelationKind.OPPOSES: ("opposes", "opposed by"),
    RelationKind.RIVAL_OF: ("rival of", "rival of"),
    RelationKind.MEMBER_OF: ("member of", "has as a member"),
    RelationKind.OFFICE_OF: ("holds an office of", "office held by"),
    RelationKind.MEDIATES: ("mediator for", "has as a mediator"),
    RelationKind.GUARANTOR_OF: ("guarantor of", "guaranteed by"),
}


class Support(models.TextChoices):
    """In what way one actor backs another."""

    POLITICAL = "political", "political"
    MILITARY = "military", "military"
    FINANCIAL = "financial", "financial"
    LOGISTICAL = "logistical", "logistical"


class RelationQuerySet(models.QuerySet["Relation"]):
    def for_page(self) -> "RelationQuerySet":
        """Return the relations in reading order, with both actors and the citations."""
        return (
            self.select_related("subject", "object")
            .prefetch_related("citations__source")
            .order_by("kind", "subject__name", "object__name", "pk")
        )

    def belonging(self) -> "RelationQuerySet":
        """Return the relations by which the subject's acts count as the object's too."""
        return self.filter(kind__in=[RelationKind.MEMBER_OF, RelationKind.OFFICE_OF])

    def stances(self) -> "RelationQuerySet":
        """Return the relations by which one actor backs or opposes another."""
        return self.filter(kind__in=[RelationKind.BACKS, RelationKind.OPPOSES])

    def circles(self) -> dict[int, Circle]:
        """Return the circle of each actor to whom somebody belongs, by its id. Takes one query.

        A relation without an end lasts, and one without a start has always been; so it is with an
        end or a start that is only a sighting.
        """
        rows = self.belonging().only(
            "subject", "object", "start", "end", "start_is_sighting", "end_is_sighting",
            "earliest", "latest",
        )  # fmt: skip
        return make_circles((row.subject_id, row.object_id, row.possible_days) for row in rows)


class RelationManager(models.Manager.from_queryset(RelationQuerySet)):  # type: ignore[misc]
    def get_by_natural_key(self, subject: str, kind: str, object: str, start: str) -> "Relation":
        return self.get(subject__slug=subject, kind=kind, object__slug=object, start=start)


class Relation(Checked, Reviewed):
    """A relation of one actor to another, over a time that may be open or unknown.

    Read it as a sentence: subject, kind, object. With MEMBER_OF and OFFICE_OF it is Popolo's
    Membership, and `role` is the office in words. A start or end that is a sighting is only the
    first or the last time that a source shows the relation.
    """

    subject = models.ForeignKey(Actor, models.PROTECT, related_name="relations")
    kind = models.CharField(max_length=20, choices=RelationKind, db_index=True)
    object = models.ForeignKey(Actor, models.PROTECT, related_name="relations_to")
    support = models.JSONField(
        default=list, blank=True, help_text='Only for "backs": ["political", "military"].'
    )
    role = models.CharField("office or detail", max_length=200, blank=True)
    start = EDTFField()
    end = EDTFField()
    earliest = BoundField("start", "end")
    latest = BoundField("start", "end", edge="latest")
    start_is_sighting = models.BooleanField(
        "first seen",
        default=False,
        help_text="The start is only the first time that a source shows it.",
    )
    end_is_sighting = models.BooleanField(
        "last seen",
        default=False,
        help_text="The end is only the last time that a source shows it.",
    )

    objects = RelationManager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["subject", "kind", "object", "start"],
                name="relation_is_told_once",
                violation_error_message="This relation is in the record already with this start: "
                "change that one, or give another start.",
                violation_error_code="start",
            ),
            models.CheckConstraint(
                condition=~Q(subject=F("object")),
                name="relation_is_not_to_itself",
                violation_error_message="An actor has no relation to itself: choose another actor.",
                violation_error_code="object",
            ),
            models.CheckConstraint(
                condition=Q(latest__gte=F("earliest")),
                name="relation_ends_after_it_starts",
                violation_error_message="The relation ends before it starts: correct one date.",
                violation_error_code="end",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=RelationKind.values),
                name="relation_is_of_a_known_kind",
            ),
            models.CheckConstraint(
                condition=Q(start_is_sighting=False) | ~Q(start=""),
                name="relation_first_seen_has_a_start",
                violation_error_message="“First seen” needs a start: give its date.",
                violation_error_code="start",
            ),
            models.CheckConstraint(
                condition=Q(end_is_sighting=False) | ~Q(end=""),
                name="relation_last_seen_has_an_end",
                violation_error_message="“Last seen” needs an end: give its date.",
                violation_error_code="end",
            ),
            confidence_is_known("relation"),
        ]

    def __str__(self) -> str:
        return f"{self.subject} {self.get_kind_display()} {self.object}"

    def get_absolute_url(self) -> str:
        return f"{self.subject.get_absolute_url()}#relations"

    def natural_key(self) -> tuple[str, str, str, str]:
        return (self.subject.slug, self.kind, self.object.slug, self.start)

    natural_key.dependencies = ["actors.actor"]  # type: ignore[attr-defined]

    def clean(self) -> None:
        """Refuse ways of support unless the kind is "backs"."""
        if self.support and self.kind not in ("", RelationKind.BACKS):
            message = "Support goes only with “backs”: choose “backs”, or leave support empty."
            raise ValidationError({"support": message})

    @property
    def possible_days(self) -> Bounds:
        """The first and the last day on which it may have held; None on a side that is open."""
        has_end = self.end or "/" in self.start
        return Bounds(
            None if self.start_is_sighting else self.earliest,
            None if self.end_is_sighting or not has_end else self.latest,
        )

    @property
    def dates_in_words(self) -> str:
        """Say when it began and ended, or was first and last seen; "" if that is not known."""
        if not (self.start_is_sighting or self.end_is_sighting):
            return in_words(self.start, self.end) if self.start or self.end else ""
        start, end = in_words(self.start), in_words(self.end)
        begins = f"first seen {start}" if self.start_is_sighting else self.start and f"from {start}"
        ends = f"last seen {end}" if self.end_is_sighting else self.end and f"to {end}"
        return ", ".join(filter(None, (begins, ends)))

    @property
    def kind_in_a_table(self) -> str:
        """The relation as a table on the subject's page says it: "member of"."""
        return RELATIONS_IN_A_TABLE[RelationKind(self.kind)][0]

    @property
    def kind_reversed(self) -> str:
        """The relation as a table on the object's page says it: "has as a member"."""
        return RELATIONS_IN_A_TABLE[RelationKind(self.kind)][1]

    @property
    def since_in_words(self) -> str:
        """Say when it began, or was first seen; "" if that is not known."""
        start, _ = split_ends(self.start, self.end)
        if start in ("", ".."):
            return ""
        return f"first seen {in_words(start)}" if self.start_is_sighting else in_words(start)

    @property
    def until_in_words(self) -> str:
        """Say when it ended, or was last seen; "" if that is not known."""
        start, end = split_ends(self.start, self.end)
        if end in ("", "..") or (start == end and not self.end_is_sighting):
            return "ongoing" if end == ".." else ""
        if end.startswith("../"):
            return f"by {in_words(end.removeprefix('../'))}"
        return f"last seen {in_words(end)}" if self.end_is_sighting else in_words(end)
