"""JSON and YAML as tables: a list of entries, or lists of them by their kind.

Entries are read one by one, so that a long file needs no more memory than its text. A name that
stands twice in an entry, of which every common reader would silently take the last, is a fault.
"""

import json
import re
from collections import deque
from collections.abc import Iterator
from typing import Any

import yaml

from talks.imports.faults import Fault, Unreadable
from talks.imports.tables import Row, Table

Value = Any
TWICE = "It stands twice in this entry: remove one."


class _Entry(dict[str, Value]):
    """An object that knows which of its names stood twice."""

    def __init__(self, pairs: list[tuple[str, Value]]) -> None:
        super().__init__(pairs)
        names = [name for name, _ in pairs]
        self.twice = {name for name in names if names.count(name) > 1}


def _row(number: int, entry: Value) -> Row:
    if not isinstance(entry, dict):
        fault = Fault(number, "", str(entry)[:80], "It is no object with names and values.")
        return Row(number, {}, [fault])
    cells = {str(name).strip().lower(): _plain(value) for name, value in entry.items()}
    faults = [Fault(number, name, "", TWICE) for name in sorted(getattr(entry, "twice", ()))]
    return Row(number, cells, faults)


def _plain(value: Value) -> Value:
    """Make a text of what is one in a table, and leave lists and objects."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int | float):
        return str(int(value)) if float(value).is_integer() else str(value)
    if isinstance(value, list):
        return [_plain(one) for one in value]
    if isinstance(value, dict):
        return {str(name): _plain(one) for name, one in value.items()}
    return value


# JSON -------------------------------------------------------------------------------------------

_SPACE = re.compile(r"\s*")
_DECODER = json.JSONDecoder(object_pairs_hook=_Entry)


def json_tables(text: str) -> list[Table]:
    """Return the lists of a JSON file: the whole of it, or each by its name."""
    at = _skip(text, 0)
    if text[at] == "[":
        return [Table("", None, lambda: _json_rows(text, at), "entry")]
    if text[at] != "{":
        raise _broken(text, at, "a list of entries is expected")
    lists = dict(_json_lists(text, at))
    if not lists:
        raise Unreadable("The file holds no list of entries, as {“statements”: [...]}.")
    return [
        Table(kind, None, lambda at=at: _json_rows(text, at), "entry")  # type: ignore[misc]
        for kind, at in lists.items()
    ]


def _json_lists(text: str, at: int) -> Iterator[tuple[str, int]]:
    """Yield the name and the place of each list in the object that begins at a place."""
    for name, end in _items(text, at, "}"):
        colon = _skip(text, end)
        if text[colon : colon + 1] != ":" or not isinstance(name, str):
            raise _broken(text, colon, "a name and a colon are expected")
        value = _skip(text, colon + 1)
        if text[value : value + 1] == "[":
            yield name.strip().lower(), value


def _json_rows(text: str, at: int) -> Iterator[Row]:
    for number, (entry, _) in enumerate(_items(text, at, "]"), start=1):
        yield _row(number, entry)


def _items(text: str, at: int, end: str) -> Iterator[tuple[Value, int]]:
    """Yield each item of a list, or each name of an object, and where it ends."""
    at = _skip(text, at + 1)
    while text[at : at + 1] != end:
        item, at = _decode(text, at)
        yield item, at
        at = _skip(text, at)
        if end == "}":
            at = _after(text, _skip(text, at + 1))
        if text[at : at + 1] == ",":
            at = _skip(text, at + 1)
        elif text[at : at + 1] != end:
            raise _broken(text, at, f"a comma or “{end}” is expected")


def _after(text: str, at: int) -> int:
    """Return where the value ends that begins at a place; a list is not held as a whole."""
    if text[at : at + 1] != "[":
        return _skip(text, _decode(text, at)[1])
    ends = deque((end for _, end in _items(text, at, "]")), maxlen=1)
    return _skip(text, text.index("]", ends[0] if ends else at) + 1)


def _skip(text: str, at: int) -> int:
    found = _SPACE.match(text, at)
    return found.end() if found else at


def _decode(text: str, at: int) -> tuple[Value, int]:
    try:
        return _DECODER.raw_decode(text, at)
    except (json.JSONDecodeError, RecursionError) as error:
        place = getattr(error, "pos", at)
        raise _broken(text, place, getattr(error, "msg", "it is nested too deeply")) from error


def _broken(text: str, at: int, why: str) -> Unreadable:
    line, column = text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at)
    return Unreadable(f"The JSON is broken at line {line}, character {column}: {why}.")


# YAML -------------------------------------------------------------------------------------------

_NULL = {"", "~", "null", "Null", "NULL"}
_Loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


def yaml_tables(text: str) -> list[Table]:
    """Return the lists of a YAML file. Its values are texts: no “no” is taken for a boolean."""
    kinds = list(dict.fromkeys(kind for kind, _ in _yaml_entries(text)))
    if not kinds:
        raise Unreadable("The file holds no list of entries, as “statements:” with “- slug: ...”.")

    def walk(wanted: str) -> Iterator[Row]:
        entries = (entry for kind, entry in _yaml_entries(text) if kind == wanted)
        for number, entry in enumerate(entries, start=1):
            yield _row(number, entry)

    return [
        Table(kind, None, lambda kind=kind: walk(kind), "entry")  # type: ignore[misc]
        for kind in kinds
    ]


def _yaml_entries(text: str) -> Iterator[tuple[str, Value]]:
    """Yield each entry of each list, with the list's name."""
    events = _events(text)
    kind = ""
    for event in events:
        if isinstance(event, yaml.ScalarEvent):
            kind = event.value.strip().lower()
        elif isinstance(event, yaml.SequenceStartEvent):
            for first in events:
                if isinstance(first, yaml.SequenceEndEvent):
                    break
                try:
                    yield kind, _built(first, events)
                except RecursionError as error:
                    raise Unreadable("The YAML is nested too deeply: an entry is flat.") from error


def _events(text: str) -> Iterator[yaml.Event]:
    try:
        for event in yaml.parse(text, Loader=_Loader):
            if isinstance(event, yaml.AliasEvent):
                where = f"Line {event.start_mark.line + 1}" if event.start_mark else "A line"
                raise Unreadable(f"{where} refers to another place (*): write it out.")
            yield event
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f" at line {mark.line + 1}, character {mark.column + 1}" if mark else ""
        why = getattr(error, "problem", None) or getattr(error, "reason", "")
        raise Unreadable(f"The YAML is broken{where}: {why}.") from error


def _built(event: yaml.Event, events: Iterator[yaml.Event]) -> Value:
    """Build what begins with an event."""
    if isinstance(event, yaml.ScalarEvent):
        is_null = event.implicit[0] and event.value in _NULL
        return None if is_null else event.value
    if isinstance(event, yaml.SequenceStartEvent):
        items = []
        for inner in events:
            if isinstance(inner, yaml.SequenceEndEvent):
                break
            items.append(_built(inner, events))
        return items
    pairs = []
    for inner in events:
        if isinstance(inner, yaml.MappingEndEvent):
            break
        name = _built(inner, events)
        pairs.append((str(name), _built(next(events), events)))
    return _Entry(pairs)
