"""The lanes of the timeline: one for each track, venue or actor that has something to show."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.text import slugify

from actors.models import Actor
from talks.models import OutcomeDocument, Round, Statement

MOST_ACTORS = 8
NO_TRACK = 8  # the tone of what belongs to no track


@dataclass(frozen=True)
class Lane:
    """A lane: its key in addresses, its label, and the tone of its track; 0 where it has none."""

    key: str
    label: str
    tone: int = 0


Item = Round | Statement | OutcomeDocument

NO_ROUND = Lane("none", "Outside a round", NO_TRACK)
NO_VENUE = Lane("no-venue", "Venue not given")
OTHERS = Lane("others", "Others, or none named")


def lanes_of(
    by: str,
    items: Sequence[Item],
    *,
    chosen: Sequence[tuple[str, set[int]]] = (),
) -> tuple[list[Lane], list[list[int]]]:
    """Return the lanes, from top to bottom, and for each item the numbers of its lanes.

    `by` is track, venue or actor. `chosen` holds the label of each chosen actor with the ids of
    all that count for it; without it the actors with the most items have a lane each and the rest
    share one. An item stands in one lane for a track or venue, in several for actors.
    """
    if by == "actor":
        return _by_actor(items, chosen)
    places = [_place(by, item) for item in items]
    ranked = sorted(set(places), key=lambda place: (place[0], place[1].label, place[1].key))
    number = {place: index for index, place in enumerate(ranked)}
    return [lane for _, lane in ranked], [[number[place]] for place in places]


def round_of(item: Item) -> Round | None:
    """Return the round that an item is, or belongs to."""
    return item if isinstance(item, Round) else item.round


def tone(item: Item) -> int:
    """Return the tone of an item's track, by which its marks are told in whatever lane."""
    round = round_of(item)
    return round.track.tone if round else NO_TRACK


def _place(by: str, item: Item) -> tuple[int, Lane]:
    """Return the one lane of an item, with its rank."""
    round = round_of(item)
    if round is None:
        return 10**6, NO_ROUND
    if by == "track":
        track = round.track
        return track.position, Lane(track.slug, track.short_name, track.tone)
    venue = round.venue
    return (0, Lane(venue.slug, venue.city)) if venue else (10**5, NO_VENUE)


def _by_actor(
    items: Sequence[Item], chosen: Sequence[tuple[str, set[int]]]
) -> tuple[list[Lane], list[list[int]]]:
    parts = [{actor.pk: actor for actor in _actors(item)} for item in items]
    if chosen:
        groups = [(Lane(slugify(label), label), circle) for label, circle in chosen]
    else:
        actors = {pk: actor for part in parts for pk, actor in part.items()}
        most = Counter(pk for part in parts for pk in part).most_common(MOST_ACTORS)
        groups = [(Lane(actors[pk].slug, actors[pk].name), {pk}) for pk, _ in most]
    lanes = [lane for lane, _ in groups]
    placed = [
        [number for number, (_, circle) in enumerate(groups) if circle & part.keys()]
        for part in parts
    ]
    if not all(placed):
        lanes.append(OTHERS)
        placed = [numbers or [len(lanes) - 1] for numbers in placed]
    return lanes, placed


def _actors(item: Item) -> list[Actor]:
    """Return who takes part in a round, speaks in a statement, is bound by a document."""
    if isinstance(item, Round):
        return [part.actor for part in item.participations.all()]
    if isinstance(item, OutcomeDocument):
        return list(item.parties.all())
    return [actor for actor in (item.speaker, item.on_behalf_of) if actor]
