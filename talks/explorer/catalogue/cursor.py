"""Where a thing stands in the list: its place, by which a page is found again."""

import datetime as dt
from typing import NamedTuple


class Place(NamedTuple):
    """The place of a thing in the list; places sort as the list does.

    `day` is the ordinal of its first day, 0 where it is undated; `type_rank` the rank of its thing
    type; for a round, `track_rank` and `ordinal` are those of its track and its own in it.
    """

    is_undated: int
    day: int
    type_rank: int
    track_rank: int
    ordinal: int
    key: int


def write_place(place: Place) -> str:
    """Write a place as an address can hold it: "2017-02-16.0.2.7.41", "undated.1.0.0.9"."""
    first = "undated" if place.is_undated else dt.date.fromordinal(place.day).isoformat()
    return ".".join(
        [first, *map(str, (place.type_rank, place.track_rank, place.ordinal, place.key))]
    )


def read_place(text: str) -> Place:
    """Read a place from an address; the question has seen to it that it is one."""
    first, *rest = text.split(".")
    day = 0 if first == "undated" else dt.date.fromisoformat(first).toordinal()
    return Place(int(not day), day, *map(int, rest))
