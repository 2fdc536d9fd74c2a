"""Which numbers are an actor's: what it did itself, and what its circle did in its time.

What a member of the circle does counts for an actor only while the member belongs to it. A
statement made on somebody's behalf is the speaker's own and otherwise theirs on whose behalf it
was made: it never counts for another body to which the speaker belongs.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from pyroaring import BitMap

from record.dates import Bounds
from talks.explorer.question import ACTOR, Options

SPEAKER, ON_BEHALF_OF, ADDRESSEES = "speaker", "on_behalf_of", "addressees"
NONE = BitMap()

NumbersByKey: TypeAlias = Mapping[int, BitMap]
# Keeps those of some numbers that may have a day within a span.
Within: TypeAlias = Callable[[BitMap, Bounds], BitMap]


@dataclass(frozen=True)
class ActorNumbers:
    """The numbers of each actor by its slug: what it did itself, and that with its circle's."""

    own: Mapping[str, BitMap]
    with_circle: Mapping[str, BitMap]


def find_actor_numbers(
    by_path: Mapping[str, Mapping[Any, list[int]]], options: Options, within: Within
) -> dict[str, ActorNumbers]:
    """Return the numbers of the actors by direction: said "by" them, "to" them, or "either".

    `by_path` holds numbers by the keys of actors, for each path that leads to actors.
    """
    paths = {path: {key: BitMap(some) for key, some in it.items()} for path, it in by_path.items()}
    spoken, addressed = paths.pop(SPEAKER, {}), paths.pop(ADDRESSEES, {})
    for_others = NONE.union(*paths.get(ON_BEHALF_OF, {}).values())
    for_itself = {key: numbers - for_others for key, numbers in spoken.items()}
    handed_up = _merge([for_itself, *paths.values()])
    acting = _merge([spoken, handed_up])
    by = _gather(acting, handed_up, options, within)
    to = _gather(addressed, addressed, options, within)
    either = ActorNumbers(
        *(
            {slug: one[slug] | other[slug] for slug in one}
            for one, other in ((by.own, to.own), (by.with_circle, to.with_circle))
        )
    )
    return {"by": by, "to": to, "either": either}


def _gather(
    own: NumbersByKey, handed_up: NumbersByKey, options: Options, within: Within
) -> ActorNumbers:
    """Add to each actor's own numbers those that its circle hands up to it in its time."""
    with_circle = {
        actor.value: own.get(actor.pk, NONE).union(
            *(
                within(handed_up[member], span)
                for member, spans in options.circle(actor.pk).items()
                if member in handed_up
                for span in spans
            )
        )
        for actor in options[ACTOR.name]
    }
    return ActorNumbers(
        {actor.value: own.get(actor.pk, NONE) for actor in options[ACTOR.name]}, with_circle
    )


def _merge(parts: Iterable[NumbersByKey]) -> NumbersByKey:
    merged: dict[int, BitMap] = defaultdict(BitMap)
    for part in parts:
        for key, numbers in part.items():
            merged[key] = merged[key] | numbers
    return merged
