"""Outcome documents: what was agreed or declared at the talks."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from actors.models import Actor
from record.confidence import Reviewed, confidence_is_known
from record.dates import BoundField, EDTFField, in_words
from record.models import Searched
from talks.models.dated import DatedQuerySet
from talks.models.rounds import Round
from talks.models.things import Slugged


class DocumentKind(models.TextChoices):
    """What an outcome document is."""

    COMMUNIQUE = "communique", "communiqué"
    RESOLUTION = "resolution", "resolution"
    MEMORANDUM = "memorandum", "memorandum"
    JOINT_STATEMENT = "joint-statement", "joint statement"
    AGREEMENT = "agreement", "agreement"
    DECLARATION = "declaration", "declaration"


class DocumentQuerySet(DatedQuerySet["OutcomeDocument"]):
    def for_marks(self) -> "DocumentQuerySet":
        """Fetch what a mark on the timeline shows about a document."""
        rows = self.select_related("round__track", "round__venue").with_disputed_days()
        return rows.in_time_order()

    def with_actors(self) -> "DocumentQuerySet":
        """Fetch the parties and third parties."""
        return self.prefetch_related("parties", "third_parties")

    def for_list(self) -> "DocumentQuerySet":
        """Fetch what a list entry shows about a document."""
        return self.for_timeline()

    def for_timeline(self) -> "DocumentQuerySet":
        """Fetch what a page or a line of a file shows about a document."""
        rows = self.select_related("round__track", "round__venue").with_actors()
        return rows.with_citations().in_time_order()


class DocumentManager(models.Manager.from_queryset(DocumentQuerySet)):  # type: ignore[misc]
    def get_by_natural_key(self, slug: str) -> "OutcomeDocument":
        return self.get(slug=slug)


class OutcomeDocument(Slugged, Searched, Reviewed):
    """A communiqué, resolution, memorandum or joint statement, with its parties.

    `third_parties` mediated, guaranteed or witnessed it; they are bound by nothing.
    """

    title = models.CharField(max_length=200)
    kind = models.CharField(max_length=20, choices=DocumentKind, db_index=True)
    date = EDTFField(help_text="EDTF: 2017-02-16, 2017-02, 2017~. Empty where no source gives it.")
    earliest = BoundField("date")
    latest = BoundField("date", edge="latest")
    round = models.ForeignKey(
        Round, models.PROTECT, null=True, blank=True, related_name="documents"
    )
    parties = models.ManyToManyField(Actor, blank=True, related_name="documents")
    third_parties = models.ManyToManyField(
        Actor,
        blank=True,
        related_name="documents_as_third_party",
        help_text="Who mediated, guaranteed or witnessed it, and is no party to it.",
    )
    other_parties = models.JSONField(
        default=list,
        blank=True,
        help_text="Further parties that the record does not know as actors: names or words, one a "
        "line.",
    )
    symbol = models.CharField(max_length=60, blank=True, help_text="Such as S/RES/2254 (2015).")
    pax_id = models.PositiveIntegerField(
        "PA-X id", null=True, blank=True, help_text="AgtId in the PA-X data set."
    )
    summary = models.TextField(blank=True, help_text="In our own words.")

    objects = DocumentManager()
    searched_fields = ("title", "summary", "symbol", "other_parties")

    class Meta:
        ordering = ("earliest", "pk")
        constraints = [
            models.CheckConstraint(
                condition=Q(latest__gte=F("earliest")), name="document_date_is_in_order"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=DocumentKind.values), name="document_is_of_a_known_kind"
            ),
            confidence_is_known("document"),
        ]

    def __str__(self) -> str:
        return self.title

    def natural_key(self) -> tuple[str]:
        return (self.slug,)

    natural_key.dependencies = ["actors.actor", "talks.round"]  # type: ignore[attr-defined]

    def get_absolute_url(self) -> str:
        return reverse("talks:document", args=[self.slug])

    @property
    def dates_in_words(self) -> str:
        return in_words(self.date)
