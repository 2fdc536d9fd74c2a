"""Which lanes the timeline has, and which numbers of the catalogue stand in each."""

from collections.abc import Iterator
from dataclasses import replace

from pyroaring import BitMap

from talks.explorer.catalogue import Selection, union
from talks.explorer.timeline.figure import NO_TRACK_TONE, Lane
from talks.models import Track

MOST_ACTORS = 8

Stretch = tuple[Lane, BitMap]


def lanes_of(found: Selection) -> list[Stretch]:
    """Return the lanes of what is left, from top to bottom, each with the numbers in it.

    By track or venue a thing stands in one lane; by actor in that of each who has a say in it: of
    those chosen, with all who count for them, else of the eight who have the most. No lane is
    empty but that of a chosen actor.
    """
    ways = {"track": _tracks, "venue": _venues, "actor": _actors}
    stretches = [(lane, found.possible & having) for lane, having in ways[found.asked.lanes](found)]
    kept = found.asked.lanes == "actor" and bool(found.asked.chosen["actor"])
    return [
        (replace(lane, counts=found.catalogue.by_side(numbers)), numbers)
        for lane, numbers in stretches
        if numbers or (kept and lane.key != "others")
    ]


def _tracks(found: Selection) -> Iterator[Stretch]:
    having = found.catalogue.values["track"]
    for track in Track.objects.order_by("position", "short_name", "slug"):
        yield Lane(track.slug, track.short_name, track.tone), union(having, [track.slug])
    yield _outside_rounds(found)


def _venues(found: Selection) -> Iterator[Stretch]:
    having = found.catalogue.values["venue"]
    for venue in found.asked.options["venue"]:
        yield Lane(venue.value, venue.label), union(having, [venue.value])
    outside = _outside_rounds(found)
    nowhere = found.catalogue.all - union(having, having) - outside[1]
    yield Lane("no-venue", "Venue not given"), nowhere
    yield outside


def _outside_rounds(found: Selection) -> Stretch:
    having = found.catalogue.values["track"]  # every round has one
    lane = Lane("none", "Outside a round", NO_TRACK_TONE)
    return lane, found.catalogue.all - union(having, having)


def _actors(found: Selection) -> Iterator[Stretch]:
    acting = found.catalogue.acting
    picked = found.asked.picked("actor")
    if picked:
        circles = {actor: union(acting, found.asked.circle(actor.pk)) for actor in picked}
    else:
        circles = {actor: union(acting, [actor.pk]) for actor in found.asked.options["actor"]}
        parts = {
            actor: found.possible.intersection_cardinality(having)
            for actor, having in circles.items()
        }
        most = sorted(parts, key=parts.__getitem__, reverse=True)[:MOST_ACTORS]
        circles = {actor: circles[actor] for actor in most}
    for actor, having in circles.items():
        yield Lane(actor.value, actor.label), having
    yield Lane("others", "Others, or none named"), found.catalogue.all - union(circles, circles)
