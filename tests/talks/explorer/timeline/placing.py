"""Places items in lanes and in time one by one, slowly and obviously, as the timeline should."""

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from typing import Any

from actors.models import Actor, ActorKind
from talks.explorer.timeline.figure import NO_TRACK_TONE, Drawing, Lane, make_thing_mark, timeline
from talks.explorer.timeline.figure.lane import round_of
from talks.models import OutcomeDocument, Round

MOST_ACTORS = 8
NO_ROUND = Lane("none", "Outside a round", NO_TRACK_TONE)
NO_VENUE = Lane("no-venue", "Venue not given")
OTHERS = Lane("others", "Others, or none named")


def lanes_of(by: str, items: Sequence[Any]) -> tuple[list[Lane], list[list[int]]]:
    """Return the lanes of items, from top to bottom, and for each item the numbers of its lanes."""
    if by == "actor":
        return _by_actor(items)
    places = [_place(by, item) for item in items]
    ranked = sorted(set(places), key=lambda place: (place[0], place[1].label, place[1].key))
    number = {place: index for index, place in enumerate(ranked)}
    return [lane for _, lane in ranked], [[number[place]] for place in places]


def _place(by: str, item: Any) -> tuple[int, Lane]:
    """Return the one lane of an item, with its rank."""
    round = round_of(item)
    if round is None:
        return 10**6, NO_ROUND
    if by == "track":
        track = round.track
        return track.position, Lane(track.slug, track.short_name, track.tone)
    venue = round.venue
    return (0, Lane(venue.slug, venue.city)) if venue else (10**5, NO_VENUE)


def _by_actor(items: Sequence[Any]) -> tuple[list[Lane], list[list[int]]]:
    parts = [{actor.pk: actor for actor in _actors(item)} for item in items]
    actors = {pk: actor for part in parts for pk, actor in part.items()}
    many = Counter(pk for part in parts for pk in part)
    kinds = ActorKind.values
    rank = {pk: (kinds.index(it.kind), it.name, pk) for pk, it in actors.items()}
    most = sorted(many, key=lambda pk: (-many[pk], rank[pk]))[:MOST_ACTORS]
    lanes = [Lane(actors[pk].slug, actors[pk].name) for pk in most]
    placed = [[number for number, pk in enumerate(most) if pk in part] for part in parts]
    if not all(placed):
        lanes.append(OTHERS)
        placed = [numbers or [len(lanes) - 1] for numbers in placed]
    return lanes, placed


def _actors(item: Any) -> list[Actor]:
    """Return who takes part in a round, speaks in a statement, is bound by a document."""
    if isinstance(item, Round):
        return [part.actor for part in item.participations.all()]
    if isinstance(item, OutcomeDocument):
        return list(item.parties.all())
    return [actor for actor in (item.speaker, item.on_behalf_of) if actor]


def period(items: Sequence[Any]) -> tuple[dt.date | None, dt.date | None]:
    """Return the first and the last day that a dated item may mean."""
    dated = [item for item in items if item.earliest and item.latest]
    first = min((item.earliest for item in dated), default=None)
    return first, max((item.latest for item in dated), default=None)


def draw_figure(items: Sequence[Any], by: str = "track") -> dict[str, Any]:
    """Draw items, each alone, in their lanes."""
    lanes, placed = lanes_of(by, items)
    first, last = period(items)
    return timeline(
        Drawing(lanes, list(map(make_thing_mark, items)), placed, first=first, last=last)
    )
