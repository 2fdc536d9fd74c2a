"""Reading forms and posted values into a `FormState`, and writing a state as a browser posts it."""

from collections.abc import Collection, Iterable

from django.forms import BaseForm, BoundField
from django.http import QueryDict

from record.editing.form_merge import Fields, FormState, Values


def read_fields(form: BaseForm, skip: Collection[str] = ()) -> Fields:
    """Return the values that an unbound form shows, as the browser would send them back."""
    skipped = {"id", "DELETE", *skip}
    return {name: _read_values(form[name]) for name in form.fields if name not in skipped}


def _read_values(bound_field: BoundField) -> Values:
    value = bound_field.value()
    if isinstance(value, bool):
        return ["on"] if value else []
    if not isinstance(value, str | None) and isinstance(value, Iterable):
        return sorted(str(getattr(one, "pk", one)) for one in value)
    return _normalize([bound_field.field.widget.format_value(value)])


def _normalize(values: Iterable[object]) -> Values:
    """Return values in a form that can be compared: sorted, no empty ones, no CR line ends."""
    flat = [one for value in values for one in (value if isinstance(value, list) else [value])]
    return sorted(str(one).replace("\r\n", "\n") for one in flat if one not in (None, ""))


def read_post(post: QueryDict, shape: FormState) -> FormState:
    """Return the state that was posted; `shape` says which fields and sets of rows there are."""
    state = FormState(
        own={name: _normalize(post.getlist(name)) for name in shape.own},
        row_fields=shape.row_fields,
    )
    for prefix, names in shape.row_fields.items():
        stored_rows: dict[str, Fields] = {}
        for number in range(int(post.get(f"{prefix}-TOTAL_FORMS") or 0)):
            start = f"{prefix}-{number}"
            row = {name: _normalize(post.getlist(f"{start}-{name}")) for name in names}
            key = post.get(f"{start}-id", "")
            if key:
                stored_rows[key] = row
                if f"{start}-DELETE" in post:
                    state.deleted_keys.setdefault(prefix, set()).add(key)
            elif any(row.values()) and f"{start}-DELETE" not in post:
                state.added_rows.setdefault(prefix, []).append(row)
        state.rows[prefix] = stored_rows
    return state


def write_post(post: QueryDict, state: FormState) -> QueryDict:
    """Return a copy of what was posted, with the fields and rows of a state in place of its own."""
    written = post.copy()
    for name, values in state.own.items():
        written.setlist(name, values)
    for prefix, rows in state.rows.items():
        for name in [name for name in written if name.startswith(f"{prefix}-")]:
            if not name.endswith(("MIN_NUM_FORMS", "MAX_NUM_FORMS")):
                del written[name]
        added_rows = [("", row) for row in state.added_rows.get(prefix, [])]
        written[f"{prefix}-INITIAL_FORMS"] = str(len(rows))
        written[f"{prefix}-TOTAL_FORMS"] = str(len(rows) + len(added_rows))
        for number, (key, row) in enumerate([*rows.items(), *added_rows]):
            written[f"{prefix}-{number}-id"] = key
            for name, values in row.items():
                written.setlist(f"{prefix}-{number}-{name}", values)
            if key in state.deleted_keys.get(prefix, set()):
                written[f"{prefix}-{number}-DELETE"] = "on"
    return written
