"""Which lanes the timeline has, and which numbers of the catalogue stand in each."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import TypeAlias

from pyroaring import BitMap

from talks.explorer.catalogue import Selection, union
from talks.explorer.timeline.figure import NO_TRACK_TONE, Lane
from talks.models import Track

MOST_ACTORS = 8

LaneNumbers: TypeAlias = tuple[Lane, BitMap]


def lanes_of(selection: Selection) -> list[LaneNumbers]:
    """Return the lanes of a selection, from top to bottom, each with the numbers in it.

    By track or venue a thing stands in one lane; by actor in that of each who has a say in it: of
    those chosen, with all who count for them, else of the eight who have the most. No lane is
    empty but that of a chosen actor.
    """
    by = selection.question.look.lanes
    lanes = [(lane, selection.possible & having) for lane, having in WAYS[by](selection)]
    actors_are_chosen = by == "actor" and bool(selection.question.chosen["actor"])
    return [
        (replace(lane, counts=selection.catalogue.count_by_type(numbers)), numbers)
        for lane, numbers in lanes
        if numbers or (actors_are_chosen and lane.key != "others")
    ]


def _by_track(selection: Selection) -> Iterator[LaneNumbers]:
    having = selection.catalogue.values["track"]
    for track in Track.objects.order_by("position", "short_name", "slug"):
        yield Lane(track.slug, track.short_name, track.tone), union(having, [track.slug])
    yield _outside_rounds(selection)


def _by_venue(selection: Selection) -> Iterator[LaneNumbers]:
    having = selection.catalogue.values["venue"]
    for venue in selection.question.options["venue"]:
        yield Lane(venue.value, venue.label), union(having, [venue.value])
    outside = _outside_rounds(selection)
    nowhere = selection.catalogue.all - union(having, having) - outside[1]
    yield Lane("no-venue", "Venue not given"), nowhere
    yield outside


def _outside_rounds(selection: Selection) -> LaneNumbers:
    having = selection.catalogue.values["track"]  # every round has one
    lane = Lane("none", "Outside a round", NO_TRACK_TONE)
    return lane, selection.catalogue.all - union(having, having)


def _by_actor(selection: Selection) -> Iterator[LaneNumbers]:
    acting, options = selection.catalogue.acting, selection.question.options
    chosen = selection.question.chosen_options("actor")
    if chosen:
        numbers = {actor: union(acting, options.circle(actor.pk)) for actor in chosen}
    else:
        numbers = {actor: union(acting, [actor.pk]) for actor in options["actor"]}
        sizes = {
            actor: selection.possible.intersection_cardinality(having)
            for actor, having in numbers.items()
        }
        largest = sorted(sizes, key=sizes.__getitem__, reverse=True)[:MOST_ACTORS]
        numbers = {actor: numbers[actor] for actor in largest}
    for actor, having in numbers.items():
        yield Lane(actor.value, actor.label), having
    yield Lane("others", "Others, or none named"), selection.catalogue.all - union(numbers, numbers)


WAYS: Mapping[str, Callable[[Selection], Iterator[LaneNumbers]]] = {
    "track": _by_track,
    "venue": _by_venue,
    "actor": _by_actor,
}
