"""The story of the talks: eras, told in sentences that each rest on things of the record."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

from django.db import models
from django.db.models import F, Prefetch, Q
from django.urls import reverse

from record.dates import BoundField, EDTFField, in_words
from record.models import Checked
from talks.models.documents import OutcomeDocument
from talks.models.rounds import Round
from talks.models.statements import Statement
from talks.models.things import Slugged
from talks.models.tracks import Track

# The fields with what a sentence rests on.
SUPPORTS = ("rounds", "documents", "statements", "tracks")


class EraQuerySet(models.QuerySet["Era"]):
    def for_page(self) -> "EraQuerySet":
        """Fetch the eras with their sentences and all that these rest on, with its sources.

        A sentence that rests on nothing is left out.
        """
        sentences = EraSentence.objects.resting_on_something().with_supports()
        return self.prefetch_related(Prefetch("sentences", sentences))


class EraManager(models.Manager.from_queryset(EraQuerySet)):  # type: ignore[misc]
    def get_by_natural_key(self, slug: str) -> "Era":
        return self.get(slug=slug)


class Era(Slugged):
    """A stretch of time in which the talks had one shape."""

    title = models.CharField(max_length=120)
    start = EDTFField(help_text="EDTF: 2012, 2012-06 or 2012-06-30.")
    end = EDTFField(help_text="EDTF. The day, month or year is part of the era.")
    earliest = BoundField("start", "end")
    latest = BoundField("start", "end", edge="latest")
    position = models.PositiveSmallIntegerField(
        unique=True, help_text="Its place in the story; the lowest number comes first."
    )

    objects = EraManager()

    class Meta:
        ordering = ("position",)
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    earliest__isnull=False, latest__isnull=False, latest__gte=F("earliest")
                ),
                name="era_has_a_first_and_a_last_day_in_order",
                violation_error_message="Give a start and an end that are known; the era cannot "
                "end before it starts.",
                violation_error_code="end",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return f"{reverse('talks:story')}#{self.slug}"

    @property
    def dates_in_words(self) -> str:
        return in_words(self.start, self.end)

    @property
    def timeline_url(self) -> str:
        """The address of the explorer with what is dated in the era."""
        days = {"since": self.earliest, "until": self.latest}
        return f"{reverse('talks:timeline')}?{urlencode(days)}"


class EraSentenceQuerySet(models.QuerySet["EraSentence"]):
    def resting_on_something(self) -> "EraSentenceQuerySet":
        """Keep the sentences that rest on at least one thing."""
        nothing = {f"{name}__isnull": True for name in SUPPORTS}
        return self.exclude(pk__in=self.model._default_manager.filter(**nothing).values("pk"))

    def resting_on_nothing(self) -> "EraSentenceQuerySet":
        """Keep the sentences that rest on nothing; the story leaves them out."""
        return self.filter(**{f"{name}__isnull": True for name in SUPPORTS})

    def with_supports(self) -> "EraSentenceQuerySet":
        """Fetch what the sentences rest on, with its sources; the oldest first."""
        rounds = Round.objects.select_related("track").in_time_order().with_citations()
        statements = Statement.objects.select_related("speaker").in_time_order().with_citations()
        documents = OutcomeDocument.objects.in_time_order().with_citations()
        return self.prefetch_related(
            Prefetch("rounds", rounds),
            Prefetch("documents", documents),
            Prefetch("statements", statements),
            "tracks__citations__source",
        )


class EraSentenceManager(models.Manager.from_queryset(EraSentenceQuerySet)):  # type: ignore[misc]
    def get_by_natural_key(self, era: str, position: int) -> "EraSentence":
        return self.get(era__slug=era, position=position)


class EraSentence(Checked):
    """One sentence of an era, and the things of the record that it rests on: at least one.

    No constraint of a database can count the rows of other tables. So the form asks for one, a
    check of the record lists sentences without one, and no page shows these.
    """

    era = models.ForeignKey(Era, models.CASCADE, related_name="sentences")
    position = models.PositiveSmallIntegerField(
        help_text="Its place in the era. Leave gaps, so that a sentence can come between two."
    )
    text = models.TextField(help_text="In our own words, and no more than its things say.")
    is_turn = models.BooleanField(
        "says what changed",
        default=False,
        help_text="It says what changed, and why; such sentences stand together at the end.",
    )
    rounds = models.ManyToManyField(Round, blank=True, related_name="era_sentences")
    documents = models.ManyToManyField(OutcomeDocument, blank=True, related_name="era_sentences")
    statements = models.ManyToManyField(Statement, blank=True, related_name="era_sentences")
    tracks = models.ManyToManyField(Track, blank=True, related_name="era_sentences")

    objects = EraSentenceManager()

    class Meta:
        ordering = ("era__position", "is_turn", "position")
        constraints = [
            models.UniqueConstraint(
                fields=["era", "position"],
                name="sentence_has_a_place_of_its_own_in_its_era",
                violation_error_message="Another sentence of this era has this place: choose a "
                "free one.",
                violation_error_code="position",
            ),
            models.CheckConstraint(
                condition=~Q(text=""),
                name="sentence_says_something",
                violation_error_message="Write the sentence, or delete it.",
                violation_error_code="text",
            ),
        ]

    def __str__(self) -> str:
        return self.text

    def natural_key(self) -> tuple[str, int]:
        return (self.era.slug, self.position)

    natural_key.dependencies = [  # type: ignore[attr-defined]
        "talks.era",
        "talks.round",
        "talks.outcomedocument",
        "talks.statement",
        "talks.track",
    ]

    def supports(self) -> Iterator[Any]:
        """Yield the things that it rests on: rounds, documents, statements, tracks."""
        for name in SUPPORTS:
            yield from getattr(self, name).all()
