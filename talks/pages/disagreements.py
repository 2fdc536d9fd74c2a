"""Where sources differ: what each reports beside what the record says, settled nowhere."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby, product
from typing import Any
from urllib.parse import urlencode

from django.db import models
from django.http import QueryDict

from record.dates import EDTFField, in_words
from talks.models import GRAVITY, Citation, Nature, Track

DOCUMENT = "opposing-sides-agree-geneva"  # the source with which the record began
NO_TRACK = "none"
APART = {NO_TRACK: "No one track"}  # what is said of an actor, a venue, a resolution


@dataclass(frozen=True)
class Disagreement:
    """One field of one fact, with all that sources report of it otherwise than the record."""

    fact: models.Model
    field: str
    nature: Nature
    reports: list[Citation]

    @property
    def field_in_words(self) -> str:
        return self.field.replace("_", " ")

    @property
    def recorded(self) -> str:
        """What the record says, in words; "" where the field is not one that it holds."""
        column = self._column
        if column is None:
            return ""
        value: Any = getattr(self.fact, self.field)
        return "" if value is None else str(value)

    @property
    def recorded_in_words(self) -> str:
        """What the record says as a reader would: a date in words, a status by its label."""
        if isinstance(self._column, EDTFField):
            return in_words(self.recorded)
        label = getattr(self.fact, f"get_{self.field}_display", None) if self._column else None
        return str(label()) if label else self.recorded

    @property
    def _column(self) -> Any:
        return {field.name: field for field in self.fact._meta.fields}.get(self.field)

    @property
    def track(self) -> Track | None:
        """The track on which it stands: the fact itself, its own, or that of its round."""
        fact: Any = self.fact
        if isinstance(fact, Track):
            return fact
        round = getattr(fact, "round", None)
        return getattr(fact, "track", None) or getattr(round, "track", None)

    @property
    def track_slug(self) -> str:
        """What names the track in an address."""
        return self.track.slug if self.track else NO_TRACK

    @property
    def is_of_the_document(self) -> bool:
        """Whether it is the document alone that says otherwise."""
        return all(report.source.slug == DOCUMENT for report in self.reports)


def disagreements(citations: Iterable[Citation]) -> list[Disagreement]:
    """Group citations that report a difference by fact and field; the gravest first.

    Takes `Citation.objects.differing()`; a group has the gravest nature of its reports. Within a
    nature they stand by track, those outside any track last.
    """
    groups: dict[tuple[str, int, str], list[Citation]] = defaultdict(list)
    for citation in citations:
        groups[citation.target_name(), citation.fact.pk, citation.reported_field].append(citation)
    found = [
        Disagreement(
            reports[0].fact,
            field,
            Nature(min((report.nature for report in reports), key=GRAVITY.__getitem__)),
            reports,
        )
        for (_, _, field), reports in groups.items()
    ]
    return sorted(found, key=lambda one: (GRAVITY[one.nature], *_place(one.track)))


def _place(track: Track | None) -> tuple[float, str]:
    return (track.position, track.slug) if track else (float("inf"), "")


def by_nature_and_track(
    found: Iterable[Disagreement],
) -> list[tuple[Nature, list[tuple[Track | None, list[Disagreement]]]]]:
    """Lay sorted disagreements out as they are read: natures, in each its tracks."""
    return [
        (
            nature,
            [(track, list(rows)) for track, rows in groupby(of_nature, key=lambda one: one.track)],
        )
        for nature, of_nature in groupby(found, key=lambda one: one.nature)
    ]


# What is asked of the page ----------------------------------------------------------------------


@dataclass(frozen=True)
class Asked:
    """Natures and tracks that exist; whatever else was asked for is an error, and narrows nothing.

    `errors` are by parameter, each with what would be right.
    """

    nature: tuple[str, ...] = ()
    track: tuple[str, ...] = ()
    errors: Mapping[str, list[str]] = field(default_factory=dict)

    @classmethod
    def from_query(cls, query: QueryDict, tracks: Iterable[str]) -> "Asked":
        """Read a query string; `tracks` are the slugs that there are."""
        errors: dict[str, list[str]] = {}
        return cls(
            nature=_known("nature", Nature.values, query, errors),
            track=_known("track", [*tracks, NO_TRACK], query, errors),
            errors=errors,
        )

    @property
    def is_empty(self) -> bool:
        return not (self.nature or self.track)

    def is_just(self, nature: str, track: str) -> bool:
        """Whether these are all that is asked for; "" stands for nothing asked."""
        return (
            bool(nature or track)
            and self.nature == (nature,) * bool(nature)
            and self.track == (track,) * bool(track)
        )

    def narrow(self, found: Iterable[Disagreement]) -> list[Disagreement]:
        """Keep those of any nature asked for that stand on any track asked for."""
        return [
            one
            for one in found
            if (not self.nature or one.nature in self.nature)
            and (not self.track or one.track_slug in self.track)
        ]


def _known(
    name: str, known: Sequence[str], query: QueryDict, errors: dict[str, list[str]]
) -> tuple[str, ...]:
    values = dict.fromkeys(query.getlist(name))
    unknown = [value for value in values if value not in known]
    for value in unknown[:3]:
        errors.setdefault(name, []).append(
            f"“{value[:40]}” is no {name} here: choose one from the table, or one of "
            f"{', '.join(known)}."
        )
    return tuple(value for value in values if value in known)


# The table on top: nature by track --------------------------------------------------------------


@dataclass(frozen=True)
class Cell:
    """How many disagreements of a nature there are on a track, "" standing for any of either.

    `query` asks for them; `is_asked` says whether just they are asked for.
    """

    count: int
    nature: str
    track: str
    is_asked: bool

    @property
    def query(self) -> str:
        named = {"nature": self.nature, "track": self.track}
        return urlencode({name: value for name, value in named.items() if value})

    @property
    def nature_in_words(self) -> str:
        return str(Nature(self.nature).label) if self.nature else "all"


def table(
    found: Sequence[Disagreement], tracks: Mapping[str, str], asked: Asked
) -> list[tuple[str, list[Cell]]]:
    """Count by track and nature: a row for each track that has any, and one for all of them.

    `tracks` names them by slug. Each row ends with its number in all natures.
    """
    counts: Counter[tuple[str, str]] = Counter()
    for one in found:
        counts.update(product((one.track_slug, ""), (str(one.nature), "")))
    return [
        (
            name,
            [
                Cell(counts[slug, nature], nature, slug, asked.is_just(nature, slug))
                for nature in [*Nature.values, ""]
            ],
        )
        for slug, name in [*tracks.items(), ("", "All")]
        if counts[slug, ""]
    ]
