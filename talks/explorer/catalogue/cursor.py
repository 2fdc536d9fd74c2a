"""Where a thing stands in the list: its place, by which a page is found again."""

import datetime as dt

# Whether it is undated, its first day (0 where undated), its kind, for a round the rank of its
# track and its own in it, its key.
Place = tuple[int, int, int, int, int, int]


def said(place: Place) -> str:
    """Write a place as an address can hold it: "2017-02-16.0.2.7.41", "undated.1.0.0.9"."""
    undated, day, *rest = place
    first = "undated" if undated else dt.date.fromordinal(day).isoformat()
    return ".".join([first, *map(str, rest)])


def place_of(text: str) -> Place:
    """Read a place from an address; it must be one, as the filter has seen to."""
    first, what, rank, ordinal, key = text.split(".")
    day = 0 if first == "undated" else dt.date.fromisoformat(first).toordinal()
    return int(not day), day, int(what), int(rank), int(ordinal), int(key)
