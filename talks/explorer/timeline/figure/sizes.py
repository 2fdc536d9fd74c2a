"""How large each kind of mark is. The browser gets these numbers with the figure."""

from dataclasses import dataclass

MS_PER_DAY = 24 * 3600 * 1000
GROUP_SLOT = 0.8  # slots; the width of the bar of undated things


@dataclass(frozen=True)
class MarkSize:
    """The pixels that a mark takes, and its part of a rail.

    `size` is Plotly's marker size, and `folded` that of the tick which stands for the mark in a
    folded lane. `wide` and `tall` are the pixels to keep free from the middle of the mark to either
    side, and above and below. `slot` is the part of a rail's slot that it fills.
    """

    size: float
    folded: float
    wide: int
    tall: int
    slot: float


MARK_SIZES = {
    "round": MarkSize(size=17, folded=8, wide=9, tall=9, slot=1),
    "statement": MarkSize(size=4.3, folded=4.3, wide=2, tall=4, slot=0.25),
    "document": MarkSize(size=9, folded=6, wide=5, tall=8, slot=0.5),
}
