"""Places items in lanes and in time one by one, slowly and obviously, as the timeline should."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from actors.models import Actor, ActorKind
from record.dates import Bounds
from talks.explorer.timeline.figure import NO_TRACK_TONE, Drawing, Lane, make_thing_mark, timeline
from talks.explorer.timeline.figure.lane import round_of
from tests.talks.explorer.oracle import RowAsOf, belongs, read_memberships

MOST_ACTORS = 8
AT_SOME_TIME = Bounds(None, None)
NO_ROUND = Lane("none", "Outside a round", NO_TRACK_TONE)
NO_VENUE = Lane("no-venue", "Venue not given")
OTHERS = Lane("others", "Other actors")


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
    memberships, actors = read_memberships(), list(Actor.objects.in_reading_order())
    rows = [RowAsOf(item, None) for item in items]
    parts = {
        actor: {at for at, row in enumerate(rows) if row.is_of(actor.slug, "by", memberships)}
        for actor in actors
    }
    members = {
        actor: {
            one
            for one in actors
            if belongs(one.slug, actor.slug, AT_SOME_TIME, memberships, frozenset({one.slug}))
        }
        for actor in actors
    }
    most: list[Actor] = []
    for actor in sorted(actors, key=lambda it: -len(parts[it])):
        gathers_states = any(one.kind == ActorKind.STATE for one in members[actor] - {actor})
        is_shown = any(actor in members[other] for other in most)
        if parts[actor] and not gathers_states and not is_shown and len(most) < MOST_ACTORS:
            most.append(actor)
    lanes = [Lane(actor.slug, actor.name) for actor in most]
    placed = [
        [number for number, actor in enumerate(most) if at in parts[actor]]
        for at in range(len(items))
    ]
    if not all(placed):
        lanes.append(OTHERS)
        placed = [numbers or [len(lanes) - 1] for numbers in placed]
    return lanes, placed


def period(items: Sequence[Any]) -> tuple[dt.date | None, dt.date | None]:
    """Return the first and the last day that a dated item may mean."""
    dated = [item for item in items if item.earliest and item.latest]
    first = min((item.earliest for item in dated), default=None)
    return first, max((item.latest for item in dated), default=None)


def make_drawing(items: Sequence[Any], by: str = "track") -> Drawing:
    """Return the drawing of items, each alone, in their lanes."""
    lanes, placed = lanes_of(by, items)
    first, last = period(items)
    return Drawing(lanes, list(map(make_thing_mark, items)), placed, first=first, last=last)


def draw_figure(items: Sequence[Any], by: str = "track") -> dict[str, Any]:
    """Draw items, each alone, in their lanes."""
    return timeline(make_drawing(items, by))
