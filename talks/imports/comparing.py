"""A row compared with the thing in the record: what it changes, and whether that is allowed.

A cell holds the new value of a field; an empty cell empties the field. But citations are only added
and changed, never removed. A column that is not in the file changes nothing.
"""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Max, Model

from record.dates import BoundField
from record.editing.versions import FieldChange
from talks.exports.rows import AnyColumn
from talks.exports.rows.citations import CITATIONS, Citations
from talks.exports.rows.column_types import Choice, References
from talks.exports.rows.participants import Participants
from talks.imports.directory import Directory
from talks.imports.kinds import ImportKind
from talks.imports.parsed_rows import ParsedRow, citation_text, comparable, value_text
from talks.models import MAY_BE_UNCITED, TARGET_OF, UNCITED, Citation, Round, Track


class Comparison:
    """Compares rows of a kind with their things, and sets the things' fields.

    `report_missing` is called with a missing column that a new thing needs.
    """

    def __init__(
        self,
        kind: ImportKind,
        directory: Directory,
        report_missing: Callable[[ParsedRow, AnyColumn], None],
    ) -> None:
        self.kind, self.directory, self.report_missing = kind, directory, report_missing
        self.needs_source = kind.model in TARGET_OF and kind.model not in MAY_BE_UNCITED
        self.checked_elsewhere = {
            model: _fields_checked_elsewhere(model) for model in (kind.model, Citation)
        }
        self.track_names: dict[int, str] = {}
        self.last_ordinals: dict[int, int] = {}
        if kind.model is Round:
            self.track_names = dict(Track.objects.values_list("pk", "short_name"))
            ordinals = Round.objects.order_by().values_list("track").annotate(Max("ordinal"))
            self.last_ordinals = dict(ordinals)

    def compare(self, parsed: ParsedRow) -> None:
        """Set the values of a row on its thing, and note what that changes."""
        needed = [
            column
            for column in self.kind.columns
            if column.is_needed and (parsed.is_new or column.attribute in parsed.values)
        ]
        self.require(parsed, needed)
        if parsed.is_new:
            self._make_thing(parsed)
        if parsed.is_wrong:
            return
        if self.track_names:
            self._place_in_track(parsed)
        for column in parsed.columns.values():
            if isinstance(column.type, Citations):
                self._compare_citations(parsed)
            elif column.attribute in parsed.values:
                self._compare_value(parsed, column)
        references = parsed.forward_references.items()
        parsed.changes += [FieldChange(name, "", text) for name, text in references]

    def _make_thing(self, parsed: ParsedRow) -> None:
        """Make a new thing, unless its slug leads to another already."""
        slug = parsed.values.get("slug", "")
        if successor := self.directory.successor(self.kind.model, slug):
            parsed.add_fault("slug", slug, f"It was merged into “{successor}”: write that.")
        parsed.thing = self.kind.model(**({"slug": slug} if slug else {}))

    def require(self, parsed: ParsedRow, needed: list[AnyColumn]) -> None:
        """Report which of the needed columns are empty, and once which are missing."""
        for column in needed:
            if column.attribute not in parsed.values:
                if column.attribute not in parsed.file_names:  # else its cell was unreadable
                    parsed.lacks_column = True
                    self.report_missing(parsed, column)
            elif parsed.values[column.attribute] in (None, ""):
                parsed.add_fault_at(column.attribute, "This cell is empty: a value is needed.")

    def _place_in_track(self, parsed: ParsedRow) -> None:
        """Use the next place in a track if none is given, and no title that repeats a number.

        The site's own files give a round without a title the name of its track and its number.
        """
        values, thing = parsed.values, parsed.thing
        track = values.get("track_id", thing.track_id)
        last_ordinal = self.last_ordinals.get(track, 0)
        if values.get("ordinal") is None:
            values.pop("ordinal", None)
        if parsed.is_new and "ordinal" not in values:
            thing.ordinal = last_ordinal + 1
        self.last_ordinals[track] = max(last_ordinal, values.get("ordinal", thing.ordinal))
        number, track_name = values.get("number", thing.number), self.track_names[track]
        if values.get("title") == (f"{track_name} {number}" if number else track_name):
            values["title"] = ""

    def _compare_value(self, parsed: ParsedRow, column: AnyColumn) -> None:
        name, value = column.attribute, parsed.values[column.attribute]
        if value == "" and isinstance(column.type, Choice):
            value = self.kind.model._meta.get_field(name).get_default()  # type: ignore[union-attr]
        if isinstance(column.type, Participants):
            rows = [] if parsed.is_new else parsed.thing.participations.all()
            before: Any = {(row.actor_id, row.role) for row in rows}
            value = set(value)
        elif isinstance(column.type, References):
            others = [] if parsed.is_new else getattr(parsed.thing, name).all()
            before = {other.pk for other in others}
            value = set(value)
        else:
            before = getattr(parsed.thing, name)
            setattr(parsed.thing, name, value)
        if not parsed.is_new and comparable(before) != comparable(value):
            is_set = isinstance(value, set)  # only the removed and the added values are listed
            sides = (before - value, value - before) if is_set else (before, value)
            texts = (value_text(column, side, self.directory) for side in sides)
            parsed.changes.append(FieldChange(column.name, *texts))
            parsed.changed_attributes.add(name)

    def _compare_citations(self, parsed: ParsedRow) -> None:
        stored_citations = [] if parsed.is_new else list(parsed.thing.citations.all())
        stored_by_key = {
            (one.source_id, one.locator, one.reported_field): one for one in stored_citations
        }
        keys: set[tuple[int, str, str]] = set()
        for values in parsed.values.get("citations", []):
            key = (values["source_id"], values["locator"], values["reported_field"])
            if key in keys:
                text = citation_text(values, self.directory)
                parsed.add_fault("citations", text, "This citation is there twice: remove one.")
            keys.add(key)
            citation = stored_by_key.get(key)
            if citation and all(getattr(citation, name) == values[name] for name in values):
                continue
            before = citation_text(vars(citation), self.directory) if citation else ""
            citation = citation or Citation()
            for name, value in values.items():
                setattr(citation, name, value)
            parsed.citations.append(citation)
            if not parsed.is_new:
                after = citation_text(vars(citation), self.directory)
                parsed.changes.append(FieldChange("citations", before, after))

    def check(self, parsed: ParsedRow) -> None:
        """Check a thing as its forms do; constraints are checked by the database."""
        is_cited = parsed.citations or (not parsed.is_new and parsed.thing.citations.all())
        if self.needs_source and not is_cited:
            if parsed.is_new and "citations" not in parsed.file_names:
                parsed.lacks_column = True
                self.report_missing(parsed, CITATIONS)
            else:
                parsed.add_fault("citations", "", UNCITED)
        self._clean(parsed, parsed.thing, parsed.thing.clean)
        for citation in parsed.citations:
            self._clean(parsed, citation, partial(citation.check_supports, self.kind.model))

    def _clean(self, parsed: ParsedRow, row: Model, check_further: Callable[[], None]) -> None:
        """Report at its column what is wrong with a thing, or with a citation of it."""
        try:
            row.clean_fields(exclude=self.checked_elsewhere[type(row)])
            check_further()
        except ValidationError as error:
            parsed.add_errors(error, row)


def _fields_checked_elsewhere(model: type[Model]) -> list[str]:
    """Return the fields that are checked as they are read: keys by `Directory`, days as texts."""
    return [
        field.name
        for field in model._meta.fields
        if field.is_relation or isinstance(field, BoundField)
    ]
