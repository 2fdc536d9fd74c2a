"""Rounds: who met, when and where."""

from django.db import models
from django.db.models import Count, Exists, F, Min, OuterRef, Prefetch, Q, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse

from record.confidence import Reviewed, confidence_is_known
from record.dates import BoundField, EDTFField, in_words
from record.models import Searched
from talks.models.evidence import CitedQuerySet
from talks.models.participations import OTHER_HEADINGS, ROLE_HEADINGS, Participation
from talks.models.slips import Slip, measure_slip
from talks.models.things import Slugged
from talks.models.topics import Topic
from talks.models.tracks import Track
from talks.models.venues import Venue


class Status(models.TextChoices):
    """Whether a round took place."""

    HELD = "held", "held"
    PLANNED = "planned", "planned"
    POSTPONED = "postponed", "postponed"
    CANCELLED = "cancelled", "cancelled"
    NEVER_HELD = "never-held", "planned, never held"


class RoundQuerySet(CitedQuerySet["Round"]):
    def in_time_order(self) -> "RoundQuerySet":
        """Order dated rounds by day, then undated ones by track and their order in it."""
        return self.order_by(F("earliest").asc(nulls_last=True), "track__position", "ordinal", "pk")

    def without_summaries(self) -> "RoundQuerySet":
        """Leave out what only sums up other rounds: it has parts, but no number of its own."""
        parts = Round.objects.filter(part_of=OuterRef("pk"))
        return self.exclude(Exists(parts), number=None)

    def for_marks(self) -> "RoundQuerySet":
        """Fetch what a mark on the timeline shows about a round."""
        rows = self.select_related("realised_as__track").prefetch_related("track", "venue")
        rows = rows.with_disputed_days()
        return rows.with_announcement().with_place_in_whole().in_time_order()

    def with_announcement(self) -> "RoundQuerySet":
        """Add as `announced` the first day on which a source of a certain date names the round.

        It is None where the round that a plan became had begun by then: that source looks back.
        """
        source, realised = "citations__source", "realised_as__earliest"
        is_day = Q(**{f"{source}__earliest": F(f"{source}__latest")})
        was_before = Q(**{f"{source}__earliest__lt": F(realised)})
        is_ahead = Q(**{f"{realised}__isnull": True}) | was_before
        return self.annotate(announced=Min(f"{source}__earliest", filter=is_day & is_ahead))

    def with_place_in_whole(self) -> "RoundQuerySet":
        """Add the number of the round that each is a part of, and how many parts come before it.

        They are `whole_number` and `parts_before`.
        """
        earlier_parts = (
            Round.objects.filter(part_of=OuterRef("part_of"), ordinal__lt=OuterRef("ordinal"))
            .order_by()
            .values("part_of")
            .annotate(total=Count("*"))
            .values("total")
        )
        return self.annotate(
            whole_number=F("part_of__number"),
            parts_before=Coalesce(Subquery(earlier_parts), 0),
        )

    def with_actors(self) -> "RoundQuerySet":
        """Fetch the participants with their roles, and those who were invited and did not come."""
        return self.prefetch_related(Prefetch("participations", Participation.objects.for_round()))

    def for_list(self) -> "RoundQuerySet":
        """Fetch what a list entry shows about a round."""
        return self.select_related("track", "venue").with_citations().in_time_order()

    def for_timeline(self) -> "RoundQuerySet":
        """Fetch what a line of a file shows about a round."""
        return (
            self.select_related("track", "venue", "part_of__track", "realised_as__track")
            .with_actors()
            .prefetch_related("topics")
            .with_citations()
            .in_time_order()
        )

    def for_page(self) -> "RoundQuerySet":
        """Fetch all that a round's own page shows."""
        return self.for_timeline().prefetch_related("parts__track", "plans__track")

    def before(self, round: "Round") -> "RoundQuerySet":
        """Return the rounds before a round in its track, the nearest first."""
        return self.filter(track=round.track_id, ordinal__lt=round.ordinal).order_by("-ordinal")

    def after(self, round: "Round") -> "RoundQuerySet":
        """Return the rounds after a round in its track, the nearest first."""
        return self.filter(track=round.track_id, ordinal__gt=round.ordinal).order_by("ordinal")

    def ending_before(self, round: "Round") -> "RoundQuerySet":
        """Return the held rounds of its track that were over before it began, the latest first."""
        rows = self.filter(track=round.track_id, status=Status.HELD, latest__lt=round.earliest)
        return rows.order_by("-latest", "-pk")

    def beginning_after(self, round: "Round") -> "RoundQuerySet":
        """Return the held rounds of its track that began after it was over, the first first."""
        rows = self.filter(track=round.track_id, status=Status.HELD, earliest__gt=round.latest)
        return rows.order_by("earliest", "pk")


class RoundManager(models.Manager.from_queryset(RoundQuerySet)):  # type: ignore[misc]
    def get_by_natural_key(self, slug: str) -> "Round":
        return self.get(slug=slug)


class Round(Slugged, Searched, Reviewed):
    """A session, conference or meeting of a track, held or not.

    `part_of` is the round that it is a session of; `realised_as` is the round that a planned or
    postponed one became. A number can occur twice in a track when a round was postponed.
    """

    track = models.ForeignKey(Track, models.PROTECT, related_name="rounds")
    venue = models.ForeignKey(Venue, models.PROTECT, null=True, blank=True, related_name="rounds")
    ordinal = models.PositiveSmallIntegerField(
        help_text="Its place among all rounds of its track, including postponed ones."
    )
    number = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="Its usual number; empty where it has none."
    )
    title = models.CharField(
        max_length=120, blank=True, help_text="Leave empty if it is called by its track and number."
    )
    status = models.CharField(max_length=12, choices=Status, db_index=True)
    start = EDTFField(help_text="EDTF: 2017-02-16, 2017-02, 2017~. Empty where no source gives it.")
    end = EDTFField(help_text="EDTF; empty for a single day. ../2020 says only “by 2020”.")
    earliest = BoundField("start", "end")
    latest = BoundField("start", "end", edge="latest")
    timing = models.CharField(
        max_length=200, blank=True, help_text="What sources say about its time, other than a date."
    )
    format = models.CharField(
        max_length=200, blank=True, help_text="Such as proximity talks, in person."
    )
    agenda = models.TextField(blank=True)
    outcome = models.TextField(blank=True)
    note = models.TextField(
        blank=True,
        help_text="What a reader should know, such as what a venue or a date stands for.",
    )
    topics = models.ManyToManyField(Topic, blank=True, related_name="rounds")
    other_participants = models.JSONField(
        default=list,
        blank=True,
        help_text="Who else took part, if the record does not know them as actors: names or words, "
        "one a line.",
    )
    part_of = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="parts")
    realised_as = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="plans"
    )

    objects = RoundManager()
    searched_fields = (
        "title",
        "agenda",
        "outcome",
        "timing",
        "format",
        "note",
        "other_participants",
    )

    class Meta:
        ordering = ("track__position", "ordinal")
        indexes = [models.Index(fields=["track", "earliest"], name="round_by_track_and_day")]
        constraints = [
            models.UniqueConstraint(
                fields=["track", "ordinal"],
                name="round_has_a_place_of_its_own_in_its_track",
                violation_error_message="Another round of this track has this place: choose a "
                "free one.",
                violation_error_code="ordinal",
            ),
            models.UniqueConstraint(
                fields=["track", "number"],
                condition=Q(status="held", part_of__isnull=True),
                name="number_is_held_once_in_a_track",
                violation_error_message="A held round of this track has this number already: "
                "change the number or the status, or say which round this is a part of.",
                violation_error_code="number",
            ),
            models.CheckConstraint(
                condition=Q(latest__gte=F("earliest")),
                name="round_ends_after_it_starts",
                violation_error_message="The round ends before it starts: correct one date.",
                violation_error_code="end",
            ),
            models.CheckConstraint(
                condition=Q(status__in=Status.values), name="round_has_a_known_status"
            ),
            models.CheckConstraint(
                condition=Q(number__isnull=True) | Q(number__gte=1),
                name="round_is_numbered_from_one",
                violation_error_message="Rounds are numbered from 1; leave the number empty where "
                "there is none.",
                violation_error_code="number",
            ),
            models.CheckConstraint(
                condition=~Q(part_of=F("pk")),
                name="round_is_no_part_of_itself",
                violation_error_message="A round cannot be part of itself: choose another.",
                violation_error_code="part_of",
            ),
            models.CheckConstraint(
                condition=~Q(realised_as=F("pk")),
                name="round_is_not_realised_as_itself",
                violation_error_message="A round cannot be realised as itself: choose another.",
                violation_error_code="realised_as",
            ),
            models.CheckConstraint(
                condition=Q(realised_as__isnull=True) | ~Q(status="held"),
                name="held_round_is_not_realised_as_another",
                violation_error_message="This round was held: only a planned, postponed or "
                "cancelled one can be realised as another.",
                violation_error_code="realised_as",
            ),
            models.CheckConstraint(
                condition=Q(realised_as__isnull=True) | ~Q(status="never-held"),
                name="round_never_held_is_not_realised_as_another",
                violation_error_message="A round that was never held became no other: choose "
                "planned or postponed, or leave this empty.",
                violation_error_code="realised_as",
            ),
            confidence_is_known("round"),
        ]

    def __str__(self) -> str:
        if self.title:
            return self.title
        number = "" if self.number is None else f" {self.number}"
        return f"{self.track.short_name}{number}"

    def natural_key(self) -> tuple[str]:
        return (self.slug,)

    natural_key.dependencies = ["talks.track", "talks.venue"]  # type: ignore[attr-defined]

    def get_absolute_url(self) -> str:
        return reverse("talks:round", args=[self.slug])

    @property
    def dates_in_words(self) -> str:
        return in_words(self.start, self.end)

    @property
    def slip(self) -> Slip | None:
        """How many days late it was realised; None if it was not, or if a first day is missing."""
        return measure_slip(self, self.realised_as) if self.realised_as else None

    @property
    def participants_by_role(self) -> list[tuple[str, list[Participation]]]:
        """Those who took part to the end, under the headings of their roles."""
        groups = ((names, self._in_role(role)) for role, names in ROLE_HEADINGS.items())
        return [(names[len(rows) > 1], rows) for names, rows in groups if rows]

    @property
    def others_by_role(self) -> list[tuple[str, list[Participation]]]:
        """Those who walked out, declined, stayed away or of whom only the invitation is known."""
        groups = ((heading, self._in_role(role)) for role, heading in OTHER_HEADINGS.items())
        return [(heading, rows) for heading, rows in groups if rows]

    def _in_role(self, role: str) -> list[Participation]:
        return [row for row in self.participations.all() if row.role == role]
