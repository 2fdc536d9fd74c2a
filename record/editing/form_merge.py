"""The state of a form as plain values: comparing two of them, and merging what two people changed.

A state holds what a browser would send. So the rows beneath a thing are treated like its own
fields, and any form can be merged. Nothing here knows of requests, forms or models.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

Values = list[str]  # what one field sends
Fields = dict[str, Values]  # by the field's name


@dataclass(frozen=True)
class Place:
    """The place of a value in a form.

    `prefix` names a set of rows and `row_key` a row in it; both are "" for the thing's own fields,
    and `row_key` is "" for a row that is not stored yet. `name` is the field's, "" for a whole row.
    """

    prefix: str
    row_key: str
    name: str


@dataclass(frozen=True)
class ValueChange:
    """A value that differs between two states; a whole row that is deleted has no values."""

    place: Place
    before: Values
    after: Values


@dataclass(frozen=True)
class Conflict:
    """A value that both sides changed, to different values."""

    place: Place
    base: Values
    theirs: Values
    mine: Values


@dataclass
class FormState:
    """A thing as its form would send it: its own fields, and those of the rows beneath it.

    Rows are grouped by the prefix of their set: stored ones by key, `added_rows` in their order.
    `deleted_keys` are those of stored rows that are to be deleted, `row_fields` the names of the
    fields that the rows of a set have.
    """

    own: Fields = field(default_factory=dict)
    rows: dict[str, dict[str, Fields]] = field(default_factory=dict)
    added_rows: dict[str, list[Fields]] = field(default_factory=dict)
    deleted_keys: dict[str, set[str]] = field(default_factory=dict)
    row_fields: dict[str, list[str]] = field(default_factory=dict)

    def diff(self, changed: "FormState") -> Iterator[ValueChange]:
        """Yield each value that another state of the same form changes, in the form's order."""
        yield from _diff_fields("", "", self.own, changed.own)
        for prefix in self.row_fields:
            deleted = changed.deleted_keys.get(prefix, set())
            changed_rows = changed.rows.get(prefix, {})
            for key, row in self.rows[prefix].items():
                if key in deleted:
                    yield ValueChange(Place(prefix, key, ""), [], [])
                else:
                    yield from _diff_fields(prefix, key, row, changed_rows.get(key, row))
            for row in changed.added_rows.get(prefix, []):
                yield from _diff_fields(prefix, "", {}, row)

    @classmethod
    def merge(
        cls, base: "FormState | None", theirs: "FormState", mine: "FormState"
    ) -> tuple["FormState", list[Conflict]]:
        """Merge two states that both began as `base`; return the result and the conflicts.

        What only one side changed is taken from that side; in a conflict the result has mine.
        Without a base, every value in which the two differ is a conflict. A row that they deleted
        and I changed comes back as a new one; a row that I deleted and they changed stays.
        """
        base = base or cls()
        conflicts: list[Conflict] = []
        merged = cls(row_fields=theirs.row_fields)

        def merge_fields(
            prefix: str, key: str, old: Fields, theirs: Fields, mine: Fields
        ) -> Fields:
            return {
                name: _merge_values(
                    Place(prefix, key, name), old.get(name), value, mine.get(name, value), conflicts
                )
                for name, value in theirs.items()
            }

        merged.own = merge_fields("", "", base.own, theirs.own, mine.own)
        for prefix, their_rows in theirs.rows.items():
            old_rows, my_rows = base.rows.get(prefix, {}), mine.rows.get(prefix, {})
            merged.rows[prefix] = {
                key: merge_fields(prefix, key, old_rows.get(key, {}), row, my_rows.get(key, row))
                for key, row in their_rows.items()
            }
            merged.deleted_keys[prefix] = {
                key
                for key in mine.deleted_keys.get(prefix, set()) & set(their_rows)
                if their_rows[key] == old_rows.get(key)
            }
            revived_rows = [
                row
                for key, row in my_rows.items()
                if key not in their_rows and row != old_rows.get(key)
            ]
            merged.added_rows[prefix] = [*revived_rows, *mine.added_rows.get(prefix, [])]
        return merged, conflicts


def _merge_values(
    place: Place, base: Values | None, theirs: Values, mine: Values, conflicts: list[Conflict]
) -> Values:
    """Return the value to keep of one field, and note a conflict."""
    if mine == base:
        return theirs
    if theirs not in (mine, base):
        conflicts.append(Conflict(place, base or [], theirs, mine))
    return mine


def _diff_fields(prefix: str, key: str, before: Fields, after: Fields) -> Iterator[ValueChange]:
    for name, values in after.items():
        if values != before.get(name, []):
            yield ValueChange(Place(prefix, key, name), before.get(name, []), values)
