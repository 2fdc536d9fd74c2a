"""The lanes of the timeline: one for each track, venue or actor that has something to show."""

from dataclasses import dataclass

from talks.models import OutcomeDocument, Round, Statement

NO_TRACK = 8  # the tone of what belongs to no track


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


Item = Round | Statement | OutcomeDocument


def round_of(item: Item) -> Round | None:
    """Return the round that an item is, or belongs to."""
    return item if isinstance(item, Round) else item.round


def tone(item: Item) -> int:
    """Return the tone of an item's track, by which its marks are told in whatever lane."""
    round = round_of(item)
    return round.track.tone if round else NO_TRACK
