"""Which lanes the timeline has, and which numbers of the catalogue stand in each."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import TypeAlias

from pyroaring import BitMap

from actors.models import ActorKind
from talks.explorer.catalogue import Selection, union
from talks.explorer.question import ACTOR, Option
from talks.explorer.timeline.figure import NO_TRACK_TONE, Lane
from talks.models import Track

MOST_ACTORS = 8
NONE = BitMap()

LaneNumbers: TypeAlias = tuple[Lane, BitMap]


def lanes_of(selection: Selection) -> list[LaneNumbers]:
    """Return the lanes of a selection, from top to bottom, each with the numbers in it.

    By track or venue a thing stands in one lane; by actor in that of each whose it is, with its
    circle: of those chosen, else of the eight who have the most. No lane is empty but that of a
    chosen actor.
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
    having = selection.catalogue.values("track")
    for track in Track.objects.order_by("position", "short_name", "slug"):
        yield Lane(track.slug, track.short_name, track.tone), union(having, [track.slug])
    yield _outside_rounds(selection)


def _by_venue(selection: Selection) -> Iterator[LaneNumbers]:
    having = selection.catalogue.values("venue")
    for venue in selection.question.options["venue"]:
        yield Lane(venue.value, venue.label), union(having, [venue.value])
    outside = _outside_rounds(selection)
    nowhere = selection.catalogue.all - union(having, having) - outside[1]
    yield Lane("no-venue", "Venue not given"), nowhere
    yield outside


def _outside_rounds(selection: Selection) -> LaneNumbers:
    having = selection.catalogue.values("track")  # every round has one
    lane = Lane("none", "Outside a round", NO_TRACK_TONE)
    return lane, selection.catalogue.all - union(having, having)


def _by_actor(selection: Selection) -> Iterator[LaneNumbers]:
    question = selection.question
    having = selection.catalogue.values(ACTOR.name, question.direction)
    actors = question.chosen_options(ACTOR.name) or _largest_actors(selection, having)
    for actor in actors:
        yield Lane(actor.value, actor.label), union(having, [actor.value])
    in_lanes = union(having, [actor.value for actor in actors])
    yield Lane("others", "Other actors"), selection.catalogue.all - in_lanes


def _largest_actors(selection: Selection, having: Mapping[str, BitMap]) -> list[Option]:
    """Return the actors who, with their circles, have the most of the selection.

    Who belongs to one of them stands in its lane; and groups of states give way to their states.
    """
    options = selection.question.options
    states = {option.pk for option in options[ACTOR.name] if option.group == ActorKind.STATE.label}
    sizes = {
        option: selection.possible.intersection_cardinality(having.get(option.value, NONE))
        for option in options[ACTOR.name]
    }
    actors: list[Option] = []
    in_lanes: set[int] = set()
    for option in sorted(sizes, key=sizes.__getitem__, reverse=True):
        circle = options.circle(option.pk).keys()
        if option.pk not in in_lanes and not (circle - {option.pk}) & states:
            actors.append(option)
            in_lanes |= circle
        if len(actors) == MOST_ACTORS:
            break
    return actors


WAYS: Mapping[str, Callable[[Selection], Iterator[LaneNumbers]]] = {
    "track": _by_track,
    "venue": _by_venue,
    "actor": _by_actor,
}
