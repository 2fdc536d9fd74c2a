"""Where sources differ: what each reports beside what the record says. No value is preferred."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby, product
from urllib.parse import urlencode

from django.db import models

from record.dates import EDTFField, in_words
from record.models import AnyField
from talks.models import GRAVITY, Citation, Nature, Track
from talks.pages.founding_document import FOUNDING_DOCUMENT

OUTSIDE_TRACKS = "none"  # in addresses: facts without a track, such as an actor or a venue


@dataclass(frozen=True)
class Disagreement:
    """One field of one fact, with the citations that differ from the record on it."""

    fact: models.Model
    field: str
    nature: Nature
    reports: list[Citation]

    @property
    def field_in_words(self) -> str:
        return self.field.replace("_", " ")

    @property
    def recorded_value(self) -> str:
        """The value of the record as a text; "" where `field` is no column of the fact."""
        if self._column is None:
            return ""
        value = getattr(self.fact, self.field)
        return "" if value is None else str(value)

    @property
    def recorded_value_in_words(self) -> str:
        """The value of the record as a reader would say it: a date in words, a status by label."""
        if isinstance(self._column, EDTFField):
            return in_words(self.recorded_value)
        label = getattr(self.fact, f"get_{self.field}_display", None) if self._column else None
        return str(label()) if label else self.recorded_value

    @property
    def _column(self) -> "AnyField | None":
        return {field.name: field for field in self.fact._meta.fields}.get(self.field)

    @property
    def track(self) -> Track | None:
        """The fact itself if it is a track, else its track or that of its round."""
        if isinstance(self.fact, Track):
            return self.fact
        round = getattr(self.fact, "round", None)
        return getattr(self.fact, "track", None) or getattr(round, "track", None)

    @property
    def track_slug(self) -> str:
        """The slug of its track, or OUTSIDE_TRACKS."""
        return self.track.slug if self.track else OUTSIDE_TRACKS

    @property
    def is_of_founding_document(self) -> bool:
        """Whether only the founding document differs from the record."""
        return all(report.source.slug == FOUNDING_DOCUMENT for report in self.reports)


def group_disagreements(citations: Iterable[Citation]) -> list[Disagreement]:
    """Group citations that report a difference by fact and field; the gravest first.

    Takes `Citation.objects.differing()`. A group has the gravest nature of its reports. Groups of
    one nature are ordered by track; those without a track come last.
    """
    reports_by_field: dict[tuple[str, int, str], list[Citation]] = defaultdict(list)
    for citation in citations:
        key = (citation.target_name(), citation.fact.pk, citation.reported_field)
        reports_by_field[key].append(citation)
    disagreements = [
        Disagreement(
            reports[0].fact,
            field,
            Nature(min((report.nature for report in reports), key=GRAVITY.__getitem__)),
            reports,
        )
        for (_, _, field), reports in reports_by_field.items()
    ]
    return sorted(disagreements, key=lambda row: (GRAVITY[row.nature], *_track_order(row.track)))


def _track_order(track: Track | None) -> tuple[float, str]:
    return (track.position, track.slug) if track else (float("inf"), "")


def group_by_nature_and_track(
    disagreements: Iterable[Disagreement],
) -> list[tuple[Nature, list[tuple[Track | None, list[Disagreement]]]]]:
    """Group sorted disagreements as the page shows them: by nature, and within that by track."""
    return [
        (
            nature,
            [(track, list(rows)) for track, rows in groupby(of_nature, key=lambda row: row.track)],
        )
        for nature, of_nature in groupby(disagreements, key=lambda row: row.nature)
    ]


# The table at the top: natures by tracks ---------------------------------------------------------


@dataclass(frozen=True)
class TableCell:
    """How many disagreements of a nature there are on a track; "" means all of them.

    `query` is the query string that asks for them; `is_current` says whether the page shows
    exactly them.
    """

    count: int
    nature: str
    track: str
    is_current: bool

    @property
    def query(self) -> str:
        parameters = {"nature": self.nature, "track": self.track}
        return urlencode({name: value for name, value in parameters.items() if value})

    @property
    def nature_in_words(self) -> str:
        return str(Nature(self.nature).label) if self.nature else "all"


def count_by_track_and_nature(
    disagreements: Sequence[Disagreement],
    track_names: Mapping[str, str],
    chosen: tuple[Sequence[str], Sequence[str]],
) -> list[tuple[str, list[TableCell]]]:
    """Return the rows of the table: one for each track with disagreements, and one for all.

    `track_names` are by slug; `chosen` are the natures and the tracks to which the page is
    narrowed. Each row is a name and its cells; the last cell counts all natures.
    """
    counts: Counter[tuple[str, str]] = Counter()
    for row in disagreements:
        counts.update(product((row.track_slug, ""), (str(row.nature), "")))
    names = {**track_names, OUTSIDE_TRACKS: "Several or no tracks", "": "All"}
    return [
        (
            name,
            [
                TableCell(counts[slug, nature], nature, slug, _is_exactly(nature, slug, chosen))
                for nature in (*Nature.values, "")
            ],
        )
        for slug, name in names.items()
        if counts[slug, ""]
    ]


def _is_exactly(nature: str, track: str, chosen: tuple[Sequence[str], Sequence[str]]) -> bool:
    """Whether one nature and one track, each "" for all, are exactly what is chosen."""
    cell_choice = [[nature] if nature else [], [track] if track else []]
    return bool(nature or track) and cell_choice == [list(values) for values in chosen]
