"""Putting together what two editors made of one thing, as a browser would send it.

So rows beneath a thing are treated like its own fields, and any form can be merged.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.forms import BaseForm
from django.http import QueryDict

Typed = list[str]  # what a field sends, as a browser sends it
Fields = dict[str, Typed]  # by name


@dataclass
class State:
    """A thing as its form would send it: its own fields, and those of rows by prefix and key."""

    own: Fields = field(default_factory=dict)
    rows: dict[str, dict[str, Fields]] = field(default_factory=dict)
    added: dict[str, list[Fields]] = field(default_factory=dict)  # rows that are not stored yet
    gone: dict[str, set[str]] = field(default_factory=dict)  # rows that are to be deleted
    names: dict[str, list[str]] = field(default_factory=dict)  # of the fields of such rows


def merged_of(
    base: State | None, theirs: State, mine: State
) -> tuple[State, list[tuple[str, str, str, Typed, Typed, Typed]]]:
    """Put two states together that come of one; return it, and what both changed.

    Each clash is told by prefix, key of the row, name, and the three values; the merged state has
    mine. Where the base is not known, all in which the two differ is a clash.
    """
    clashing = []
    merged = State(added=mine.added, names=theirs.names)

    def put(prefix: str, key: str, then: Fields, now: Fields, typed: Fields) -> Fields:
        fields = {}
        for name, there in now.items():
            was, here = then.get(name), typed.get(name, there)
            fields[name] = there if here == was else here
            if here not in (there, was) and there != was:
                clashing.append((prefix, key, name, was or [], there, here))
        return fields

    merged.own = put("", "", base.own if base else {}, theirs.own, mine.own)
    for prefix, rows in theirs.rows.items():
        before = base.rows.get(prefix, {}) if base else {}
        typed, deleted = mine.rows.get(prefix, {}), mine.gone.get(prefix, set())
        merged.rows[prefix] = {
            key: put(prefix, key, before.get(key, {}), row, typed.get(key, row))
            for key, row in rows.items()
        }
        merged.gone[prefix] = {key for key in deleted & set(rows) if rows[key] == before.get(key)}
        changed = [row for key, row in typed.items() if key not in rows and row != before.get(key)]
        merged.added[prefix] = [*changed, *mine.added.get(prefix, [])]
    return merged, clashing


def fields_of(form: BaseForm, but: Iterable[str] = ()) -> Fields:
    """Return what the fields of a form hold that shows what is stored."""
    left_out = {"id", "DELETE", *but}
    return {name: _typed(form[name]) for name in form.fields if name not in left_out}


def _typed(bound: Any) -> Typed:
    value = bound.value()
    if isinstance(value, bool):
        return ["on"] if value else []
    if not isinstance(value, str | None) and isinstance(value, Iterable):
        return sorted(str(getattr(one, "pk", one)) for one in value)
    return _plain([bound.field.widget.format_value(value)])


def _plain(values: Iterable[Any]) -> Typed:
    """Write values as they are compared: without empty ones and the browser's line ends."""
    flat = [one for value in values for one in (value if isinstance(value, list) else [value])]
    return sorted(str(one).replace("\r\n", "\n") for one in flat if one not in (None, ""))


def posted(post: QueryDict, shape: State) -> State:
    """Read what was typed, by the shape of what stands."""
    state = State(own={name: _plain(post.getlist(name)) for name in shape.own}, names=shape.names)
    for prefix, names in shape.names.items():
        rows: dict[str, Fields] = {}
        for number in range(int(post.get(f"{prefix}-TOTAL_FORMS") or 0)):
            at = f"{prefix}-{number}"
            row = {name: _plain(post.getlist(f"{at}-{name}")) for name in names}
            key = post.get(f"{at}-id", "")
            if key:
                rows[key] = row
                if f"{at}-DELETE" in post:
                    state.gone.setdefault(prefix, set()).add(key)
            elif any(row.values()) and f"{at}-DELETE" not in post:
                state.added.setdefault(prefix, []).append(row)
        state.rows[prefix] = rows
    return state


def as_post(post: QueryDict, state: State) -> QueryDict:
    """Write a state as a browser would send it, over what was posted."""
    sent = post.copy()
    for name, values in state.own.items():
        sent.setlist(name, values)
    for prefix, rows in state.rows.items():
        for name in [name for name in sent if name.startswith(f"{prefix}-")]:
            if not name.endswith(("MIN_NUM_FORMS", "MAX_NUM_FORMS")):
                del sent[name]
        added = state.added.get(prefix, [])
        sent[f"{prefix}-INITIAL_FORMS"] = str(len(rows))
        sent[f"{prefix}-TOTAL_FORMS"] = str(len(rows) + len(added))
        for number, (key, row) in enumerate([*rows.items(), *(("", row) for row in added)]):
            sent[f"{prefix}-{number}-id"] = key
            for name, values in row.items():
                sent.setlist(f"{prefix}-{number}-{name}", values)
            if key in state.gone.get(prefix, set()):
                sent[f"{prefix}-{number}-DELETE"] = "on"
    return sent
