"""The tracks side by side: what the record counts on each, and what one source counts.

Each function takes the same number of queries for any number of tracks.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Exists, F, Model, OuterRef, Q, QuerySet, Subquery

from record.dates import in_words
from talks.models import Citation, OutcomeDocument, Round, Statement, Status, Track


@dataclass
class TrackTally:
    """A track and what the record counts on it.

    A row that only sums up other rounds is no further round. `sessions` counts the held rounds that
    are a part of another; `rounds_by_country` the held rounds by the name of their country, "" for
    those without a venue.
    """

    track: Track
    rounds_by_status: dict[str, int] = field(default_factory=dict)
    sessions: int = 0
    rounds_by_country: dict[str, int] = field(default_factory=dict)
    statements: int = 0
    documents: int = 0
    dates_in_words: str = ""

    @property
    def statuses(self) -> list[tuple[str, int]]:
        """The statuses that occur, each with its number of rounds; held ones first."""
        counts = ((status, self.rounds_by_status.get(status.value, 0)) for status in Status)
        return [(str(status.label), number) for status, number in counts if number]

    @property
    def rounds_held(self) -> int:
        return self.rounds_by_status.get(Status.HELD, 0)

    @property
    def countries(self) -> list[tuple[str, int]]:
        """The countries, each with its number of held rounds; most first."""
        return sorted(self.rounds_by_country.items(), key=lambda item: (-item[1], item[0]))


def tally_tracks(tracks: QuerySet[Track]) -> list[TrackTally]:
    """Count the rounds, statements and documents of each track; keep the order of the tracks."""
    tallies = {track.pk: TrackTally(track) for track in _with_first_and_last_dates(tracks)}
    rounds = Round.objects.filter(track__in=tallies).without_summaries().order_by()
    for track, status, number in rounds.values_list("track", "status").annotate(number=Count("*")):
        tallies[track].rounds_by_status[status] = number
    held_rounds = rounds.filter(status=Status.HELD)
    by_country = held_rounds.values_list("track", "venue__country_name").annotate(
        number=Count("*"), sessions=Count("part_of", filter=Q(part_of__number__isnull=False))
    )
    for track, country, number, sessions in by_country:
        tallies[track].rounds_by_country[country or ""] = number
        tallies[track].sessions += sessions
    for track, number in _count_by_track(Statement, tallies):
        tallies[track].statements = number
    for track, number in _count_by_track(OutcomeDocument, tallies):
        tallies[track].documents = number
    for tally in tallies.values():
        tally.dates_in_words = _first_to_last_in_words(tally.track)
    return list(tallies.values())


def _count_by_track(model: type[Model], tracks: Iterable[int]) -> QuerySet[Model, tuple[int, int]]:
    rows = model._default_manager.filter(round__track__in=tracks).order_by()
    return rows.values_list("round__track").annotate(number=Count("*"))


def _with_first_and_last_dates(tracks: QuerySet[Track]) -> QuerySet[Any]:
    """Add the EDTF dates of the first and the last round held.

    A conference with sessions is left out: its sessions have more exact dates.
    """
    rounds = Round.objects.filter(status=Status.HELD, earliest__isnull=False, latest__isnull=False)
    sessions = rounds.filter(part_of=OuterRef("pk"))
    dated = rounds.exclude(Exists(sessions)).filter(track=OuterRef("pk"))
    first, last = dated.order_by("earliest", "pk"), dated.order_by("-latest", "-pk")
    return tracks.annotate(
        first_start=Subquery(first.values("start")[:1]),
        last_start=Subquery(last.values("start")[:1]),
        last_end=Subquery(last.values("end")[:1]),
    )


def _first_to_last_in_words(track: Any) -> str:
    """Say from when to when rounds were held; "" where none is dated."""
    if not track.first_start:
        return ""
    first, last = track.first_start, track.last_end or track.last_start
    return in_words(first.partition("/")[0], last.rpartition("/")[2])


# What one source counts -------------------------------------------------------------------------


@dataclass
class OwnCount:
    """How many rounds of a track one source counts, beside the tally of the record.

    `of_held_rounds` and `of_planned_rounds` are its citations of rounds; `other_reports` are its
    citations of the track itself that differ from the record.
    """

    tally: TrackTally
    of_held_rounds: list[Citation] = field(default_factory=list)
    of_planned_rounds: list[Citation] = field(default_factory=list)
    other_reports: list[Citation] = field(default_factory=list)

    @property
    def rounds_held(self) -> int:
        """How many rounds were held, according to the source."""
        return len({citation.round_id for citation in self.of_held_rounds})

    @property
    def places(self) -> list[Citation]:
        """The places in the source where it counts held rounds, each once."""
        return list({citation.locator: citation for citation in self.of_held_rounds}.values())

    @property
    def planned_rounds(self) -> list[tuple[Round, list[Citation]]]:
        """The rounds that are still to come, according to the source, each with its citations."""
        citations_by_round: dict[Round, list[Citation]] = defaultdict(list)
        for citation in self.of_planned_rounds:
            if citation.round:
                citations_by_round[citation.round].append(citation)
        return list(citations_by_round.items())


def read_own_counts(source_slug: str, tallies: Sequence[TrackTally]) -> list[OwnCount]:
    """Return how many rounds a source counts, for each track where it counts any.

    A source counts a round if one of its citations supports the round's status. Its citations of
    the track itself may also report a number of rounds that is not the record's. What it says of
    rounds as a whole counts none.
    """
    own_counts = {tally.track.pk: OwnCount(tally) for tally in tallies}
    citations = Citation.objects.filter(source__slug=source_slug)
    citations = citations.select_related("source").order_by("pk")
    counted_rounds = Round.objects.filter(track__in=own_counts).without_summaries()
    of_rounds = citations.supporting("status").filter(round__in=counted_rounds)
    for citation in of_rounds.select_related("round__track", "round__realised_as__track"):
        own_count = own_counts[citation.round.track_id]
        is_held = citation.round.status == Status.HELD
        (own_count.of_held_rounds if is_held else own_count.of_planned_rounds).append(citation)
    columns = [field.name for field in Track._meta.fields]
    of_tracks = citations.filter(track__in=own_counts).exclude(nature="")
    for citation in of_tracks.exclude(reported_field__in=columns):
        own_counts[citation.track_id].other_reports.append(citation)
    return [
        own_count
        for own_count in own_counts.values()
        if own_count.of_held_rounds or own_count.of_planned_rounds
    ]


# Plans and the rounds that they became ------------------------------------------------------------


def read_realised_plans(tracks: QuerySet[Track]) -> list[Round]:
    """Return the rounds that were realised as another, with the other, in order of their tracks."""
    rows = Round.objects.filter(realised_as__isnull=False, track__in=tracks)
    return list(
        rows.select_related("track", "realised_as__track").order_by(
            "track__position", F("earliest").asc(nulls_last=True), "ordinal", "pk"
        )
    )
