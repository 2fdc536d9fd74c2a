"""The lanes of the timeline: one for each track, venue or actor that has something to show."""

from dataclasses import dataclass

from talks.models import OutcomeDocument, Round, Statement

NO_TRACK_TONE = 8  # the tone of what belongs to no track


@dataclass(frozen=True)
class Lane:
    """A lane: its key in addresses, its label, the tone of its track (0 where it has none), and how
    many rounds, statements and documents stand in it.
    """

    key: str
    label: str
    tone: int = 0
    counts: tuple[int, int, int] = (0, 0, 0)

    @property
    def is_of_the_rest(self) -> bool:
        """Whether it holds what belongs to no track, venue or actor with a lane of its own."""
        return self.key in ("none", "no-venue", "others")


Thing = Round | Statement | OutcomeDocument


def round_of(thing: Thing) -> Round | None:
    """Return the round that a thing is, or belongs to."""
    return thing if isinstance(thing, Round) else thing.round


def tone_of(thing: Thing) -> int:
    """Return the tone of a thing's track, which colours its marks in every lane."""
    round = round_of(thing)
    return round.track.tone if round else NO_TRACK_TONE
