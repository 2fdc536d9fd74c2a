"""The lanes of the timeline: one for each track, venue or actor that has something to show."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from talks.models import Round, Statement

MOST_ACTORS = 8
NO_TRACK = 8  # the tone of what belongs to no track


@dataclass(frozen=True)
class Lane:
    """A lane: its label, and the tone of its track; 0 where it holds several tracks."""

    label: str
    tone: int = 0


Item = Round | Statement


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
    keys = [_place(by, item) for item in items]
    ranked = sorted(set(keys))
    number = {key: index for index, key in enumerate(ranked)}
    return [Lane(label, tone) for _, label, tone in ranked], [[number[key]] for key in keys]


def tone(item: Item) -> int:
    """Return the tone of an item's track, by which its marks are told in whatever lane."""
    round = item if isinstance(item, Round) else item.round
    return round.track.tone if round else NO_TRACK


def _place(by: str, item: Item) -> tuple[int, str, int]:
    """Return rank, label and tone of the one lane of an item."""
    round = item if isinstance(item, Round) else item.round
    if round is None:
        return 10**6, "Outside a round", NO_TRACK
    if by == "track":
        return round.track.position, round.track.short_name, round.track.tone
    return (0, round.venue.city, 0) if round.venue else (10**5, "Venue not given", 0)


def _by_actor(
    items: Sequence[Item], chosen: Sequence[tuple[str, set[int]]]
) -> tuple[list[Lane], list[list[int]]]:
    parts = [_actors(item) for item in items]
    if not chosen:
        names = {pk: name for part in parts for pk, name in part.items()}
        most = Counter(pk for part in parts for pk in part).most_common(MOST_ACTORS)
        chosen = [(names[pk], {pk}) for pk, _ in most]
    lanes = [Lane(label) for label, _ in chosen]
    placed = [
        [lane for lane, (_, circle) in enumerate(chosen) if circle & part.keys()] for part in parts
    ]
    if not all(placed):
        lanes.append(Lane("Others, or none named"))
        placed = [numbers or [len(lanes) - 1] for numbers in placed]
    return lanes, placed


def _actors(item: Item) -> dict[int, str]:
    if isinstance(item, Round):
        return {part.actor_id: part.actor.name for part in item.participations.all()}
    speakers = (item.speaker, item.on_behalf_of)
    return {actor.pk: actor.name for actor in speakers if actor}
