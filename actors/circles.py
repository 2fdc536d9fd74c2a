"""Circles: who belongs to an actor, at any depth, and at which times."""

from collections import defaultdict
from collections.abc import Iterable
from typing import TypeAlias

from record.dates import Bounds

ANY_TIME = Bounds(None, None)

# The keys of an actor and of all that belong to it, each with the spans of days in which it does.
# A side of a span is None where it is open or unknown.
Circle: TypeAlias = dict[int, list[Bounds]]


def make_circles(memberships: Iterable[tuple[int, int, Bounds]]) -> dict[int, Circle]:
    """Return the circle of each group, by its key, from members, groups and spans of days.

    A member of a member belongs to the group while both memberships last. The group itself belongs
    at any time.
    """
    members: dict[int, list[tuple[int, Bounds]]] = defaultdict(list)
    for member, group, span in memberships:
        members[group].append((member, span))
    return {group: _gather(group, members) for group in list(members)}


def _gather(group: int, members: dict[int, list[tuple[int, Bounds]]]) -> Circle:
    circle: Circle = {group: [ANY_TIME]}
    to_visit = [(group, ANY_TIME)]
    while to_visit:
        actor, time = to_visit.pop()
        for member, own_time in members.get(actor, ()):
            span = _intersect(time, own_time)
            spans = circle.get(member, [])
            if span and not any(_intersect(span, other) == span for other in spans):
                others = [other for other in spans if _intersect(span, other) != other]
                circle[member] = [*others, span]
                to_visit.append((member, span))
    return circle


def _intersect(one: Bounds, other: Bounds) -> Bounds | None:
    """Return the days that two spans share; None where they share none."""
    starts = [day for day in (one.earliest, other.earliest) if day]
    ends = [day for day in (one.latest, other.latest) if day]
    first, last = max(starts, default=None), min(ends, default=None)
    return None if first and last and first > last else Bounds(first, last)
