"""The tracks side by side: what the record counts on each, and what one source counts.

Each read takes the same number of queries for any number of tracks.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Exists, F, Model, OuterRef, QuerySet, Subquery

from record.dates import in_words
from talks.models import Citation, OutcomeDocument, Round, Statement, Status, Track


@dataclass
class Tally:
    """A track and what the record counts on it.

    `sessions` are those held rounds that are a part of another; `countries` says in which of them
    how many were held, "" standing for none.
    """

    track: Track
    rounds: dict[str, int] = field(default_factory=dict)
    sessions: int = 0
    countries: dict[str, int] = field(default_factory=dict)
    statements: int = 0
    documents: int = 0
    dates_in_words: str = ""

    @property
    def statuses(self) -> list[tuple[str, int]]:
        """How many rounds there are of each status that occurs, held ones first."""
        counts = ((status, self.rounds.get(status.value, 0)) for status in Status)
        return [(str(status.label), number) for status, number in counts if number]

    @property
    def held(self) -> int:
        return self.rounds.get(Status.HELD, 0)

    @property
    def whereabouts(self) -> list[tuple[str, int]]:
        """How many were held in each country, most first."""
        return sorted(self.countries.items(), key=lambda one: (-one[1], one[0]))


def tallies(tracks: QuerySet[Track]) -> list[Tally]:
    """Count what stands on each track, in their order."""
    found = {track.pk: Tally(track) for track in _with_days(tracks)}
    rounds = Round.objects.filter(track__in=found).order_by()
    for track, status, number in rounds.values_list("track", "status").annotate(number=Count("*")):
        found[track].rounds[status] = number
    held = rounds.filter(status=Status.HELD)
    met = held.values_list("track", "venue__country_name").annotate(
        number=Count("*"), sessions=Count("part_of")
    )
    for track, country, number, sessions in met:
        found[track].countries[country or ""] = number
        found[track].sessions += sessions
    for track, number in _count_by_track(Statement, found):
        found[track].statements = number
    for track, number in _count_by_track(OutcomeDocument, found):
        found[track].documents = number
    for tally in found.values():
        tally.dates_in_words = _from_first_to_last(tally.track)
    return list(found.values())


def _count_by_track(model: type[Model], tracks: Iterable[int]) -> QuerySet[Any]:
    rows = model._default_manager.filter(round__track__in=tracks).order_by()
    return rows.values_list("round__track").annotate(number=Count("*"))


def _with_days(tracks: QuerySet[Track]) -> QuerySet[Any]:
    """Add the dates of the first and the last round held, as their editors typed them.

    Sessions tell more exactly when a conference was than the conference does.
    """
    held = Round.objects.filter(status=Status.HELD, earliest__isnull=False, latest__isnull=False)
    dated = held.exclude(Exists(held.filter(part_of=OuterRef("pk")))).filter(track=OuterRef("pk"))
    first, last = dated.order_by("earliest", "pk"), dated.order_by("-latest", "-pk")
    return tracks.annotate(
        first_start=Subquery(first.values("start")[:1]),
        last_start=Subquery(last.values("start")[:1]),
        last_end=Subquery(last.values("end")[:1]),
    )


def _from_first_to_last(track: Any) -> str:
    """Say from when to when rounds were held; "" where none is dated."""
    if not track.first_start:
        return ""
    first, last = track.first_start, track.last_end or track.last_start
    return in_words(first.partition("/")[0], last.rpartition("/")[2])


# What one source counts -------------------------------------------------------------------------


@dataclass
class Said:
    """What one source says of the number of a track's rounds, beside what the record counts."""

    tally: Tally
    held: list[Citation] = field(default_factory=list)
    planned: list[Citation] = field(default_factory=list)
    otherwise: list[Citation] = field(default_factory=list)

    @property
    def count(self) -> int:
        """How many rounds the source tells to be held."""
        return len({citation.round_id for citation in self.held})

    @property
    def places(self) -> list[Citation]:
        """The places where it tells so, each once."""
        return list({citation.locator: citation for citation in self.held}.values())

    @property
    def plans(self) -> list[tuple[Round, list[Citation]]]:
        """The rounds that it tells to lie ahead, each with the places."""
        plans: dict[Any, list[Citation]] = defaultdict(list)
        for citation in self.planned:
            plans[citation.round].append(citation)
        return list(plans.items())


def said_by(source: str, tallies: Sequence[Tally]) -> list[Said]:
    """Return what a source (its slug) says of those tracks of which it counts rounds.

    A round counts where the source supports its status. On a track itself the source may report
    what is no column of it: a number of rounds that is not the record's.
    """
    said = {tally.track.pk: Said(tally) for tally in tallies}
    cited = Citation.objects.filter(source__slug=source).select_related("source").order_by("pk")
    of_rounds: QuerySet[Any] = cited.supporting("status").filter(round__track__in=said)
    for citation in of_rounds.select_related("round__track", "round__realised_as__track"):
        one = said[citation.round.track_id]
        (one.held if citation.round.status == Status.HELD else one.planned).append(citation)
    of_tracks: QuerySet[Any] = cited.filter(track__in=said).exclude(nature="")
    of_tracks = of_tracks.exclude(reported_field__in=[field.name for field in Track._meta.fields])
    for citation in of_tracks:
        said[citation.track_id].otherwise.append(citation)
    return [one for one in said.values() if one.held or one.planned]


# What came late ---------------------------------------------------------------------------------


def came_late(tracks: QuerySet[Track]) -> list[Any]:
    """Return the rounds that were realised as another, with it, in the order of their tracks."""
    rows = Round.objects.filter(realised_as__isnull=False, track__in=tracks)
    return list(
        rows.select_related("track", "realised_as__track").order_by(
            "track__position", F("earliest").asc(nulls_last=True), "ordinal", "pk"
        )
    )
