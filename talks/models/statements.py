"""Statements: who said what, to whom; and context notes: the circumstances."""

from itertools import chain, count

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.text import Truncator

from actors.models import Actor
from record.confidence import Reviewed, confidence_is_known
from record.dates import BoundField, EDTFField, in_words
from record.models import Searched
from talks.models.dated import DatedQuerySet
from talks.models.rounds import Round
from talks.models.things import Slugged, SlugManager
from talks.models.topics import Topic

LONGEST_OPENING = 60  # characters of a summary in a title


class StatementKind(models.TextChoices):
    """What a speaker does with a statement."""

    ANNOUNCEMENT = "announcement", "announcement"
    DEMAND = "demand", "demand"
    CONDITION = "condition", "condition"
    ACCUSATION = "accusation", "accusation"
    COMMITMENT = "commitment", "commitment"
    ASSESSMENT = "assessment", "assessment"
    REJECTION = "rejection", "rejection"
    PROPOSAL = "proposal", "proposal"
    CALL = "call", "call"
    POSITION = "position", "position"


# What our readers of sources mean by each kind: the rule by which statements are sorted.
KIND_MEANINGS = {
    StatementKind.ANNOUNCEMENT: "tells what was decided or is going to happen",
    StatementKind.DEMAND: "asks something of somebody as due",
    StatementKind.CONDITION: "names what has to come first before the speaker does something",
    StatementKind.ACCUSATION: "blames somebody for something",
    StatementKind.COMMITMENT: "binds the speaker, or those spoken for, to do something",
    StatementKind.ASSESSMENT: "judges how things stand, went or will go",
    StatementKind.REJECTION: "refuses a plan, a demand, a person or a meeting",
    StatementKind.PROPOSAL: "puts forward a plan for others to take up",
    StatementKind.CALL: "urges others to do something, without claiming it as due",
    StatementKind.POSITION: "says what the speaker stands for on a question",
}


class StatementQuerySet(DatedQuerySet["Statement"]):
    def for_marks(self) -> "StatementQuerySet":
        """Fetch what a mark on the timeline shows about a statement."""
        # With prefetch_related, statements share one object for each actor, round and track.
        return self.prefetch_related("speaker", "round__track").in_time_order()

    def for_list(self) -> "StatementQuerySet":
        """Fetch what a list entry shows about a statement."""
        rows = self.select_related("speaker", "on_behalf_of", "round__track", "round__venue")
        return rows.prefetch_related("addressees").with_citations().in_time_order()

    def for_timeline(self) -> "StatementQuerySet":
        """Fetch what a page or a line of a file shows about a statement."""
        return self.for_list().prefetch_related("topics")

    def free_slug(self, base: str) -> str:
        """Return a slug that no statement has yet: the base, else the base with a number."""
        base = base[:76].rstrip("-")
        existing_slugs = set(self.filter(slug__startswith=base).values_list("slug", flat=True))
        numbered_slugs = (f"{base}-{number}" for number in count(2))
        return next(slug for slug in chain([base], numbered_slugs) if slug not in existing_slugs)


class StatementManager(models.Manager.from_queryset(StatementQuerySet)):  # type: ignore[misc]
    def get_by_natural_key(self, slug: str) -> "Statement":
        return self.get(slug=slug)


class Statement(Slugged, Searched, Reviewed):
    """What a speaker said, or the view that a source reports of them; Popolo's Speech.

    `round` is the round that it was said at or about. `summary` is in our own words; `quotation`
    holds words that the source prints as the speaker's own.
    """

    speaker = models.ForeignKey(Actor, models.PROTECT, related_name="statements")
    on_behalf_of = models.ForeignKey(
        Actor, models.PROTECT, null=True, blank=True, related_name="statements_on_behalf"
    )
    addressees = models.ManyToManyField(Actor, blank=True, related_name="statements_addressed")
    kind = models.CharField(max_length=20, choices=StatementKind, db_index=True)
    date = EDTFField(help_text="EDTF: 2017-02-16, 2017-02, 2017~. Empty where no source gives it.")
    earliest = BoundField("date")
    latest = BoundField("date", edge="latest")
    round = models.ForeignKey(
        Round, models.PROTECT, null=True, blank=True, related_name="statements"
    )
    summary = models.TextField(help_text="In our own words.")
    quotation = models.CharField(
        max_length=300, blank=True, help_text="The speaker's own words, without quotation marks."
    )
    quotation_reread = models.BooleanField(
        "quotation read again",
        default=False,
        help_text="The quotation was checked against the source a second time.",
    )
    topics = models.ManyToManyField(Topic, blank=True, related_name="statements")
    note = models.TextField(
        blank=True, help_text="What a reader should know, such as how the day was inferred."
    )

    objects = StatementManager()
    searched_fields = ("summary", "quotation", "note")

    class Meta:
        ordering = ("pk",)
        indexes = [models.Index(fields=["round", "earliest"], name="statement_by_round_and_day")]
        constraints = [
            models.CheckConstraint(
                condition=Q(latest__gte=F("earliest")), name="statement_date_is_in_order"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=StatementKind.values), name="statement_is_of_a_known_kind"
            ),
            confidence_is_known("statement"),
        ]

    def __str__(self) -> str:
        return f"{self.speaker}: {self.summary}"

    def natural_key(self) -> tuple[str]:
        return (self.slug,)

    natural_key.dependencies = ["actors.actor", "talks.round"]  # type: ignore[attr-defined]

    def get_absolute_url(self) -> str:
        return reverse("talks:statement", args=[self.slug])

    @property
    def dates_in_words(self) -> str:
        return in_words(self.date)

    @property
    def title(self) -> str:
        """What tells it apart in a list of links: who, what for, its first words, and when."""
        return f"{self.speaker}{self.title_after_speaker}"

    @property
    def title_after_speaker(self) -> str:
        """The title where the speaker's name stands before it."""
        opening = Truncator(self.summary.rstrip(".")).chars(LONGEST_OPENING)
        if opening.endswith("…"):
            opening = opening[:-1].rsplit(" ", 1)[0].rstrip(",;:") + " …"
        date = f", {self.dates_in_words}" if self.date else ""
        return f", {self.get_kind_display()}: {opening}{date}"


class ContextNote(Slugged):
    """A circumstance of the talks that a source describes; not a statement of any actor."""

    summary = models.TextField(help_text="In our own words.")
    actors = models.ManyToManyField(Actor, blank=True, related_name="context_notes")
    topics = models.ManyToManyField(Topic, blank=True, related_name="context_notes")

    objects = SlugManager()

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return self.summary

    def get_absolute_url(self) -> str:
        """Return its place on the page of the first actor it is about, else on its source's."""
        for actor in self.actors.all():
            return f"{actor.get_absolute_url()}#{self.slug}"
        for citation in self.citations.all():
            return citation.get_absolute_url()
        return reverse("talks:sources")
