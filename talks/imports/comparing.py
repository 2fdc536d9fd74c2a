"""A row against what stands: what it changes, and whether that can be.

A cell is the value that a field is to have, and an empty one empties it; but citations are only
added and changed: evidence is taken away by hand. A column that is not there leaves what stands.
"""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Max, Model

from record.dates import BoundField
from record.editing.versions import FieldChange
from talks.exports.rows import Column
from talks.exports.rows.citations import CITATIONS, Citations
from talks.exports.rows.column_types import References
from talks.exports.rows.participants import Participants
from talks.imports.directory import Directory
from talks.imports.entries import Entry, cited, plain, told
from talks.imports.kinds import ImportKind
from talks.models import MAY_BE_UNCITED, TARGET_OF, UNCITED, Citation, Round, Track


class Comparison:
    """Compares entries of a kind with the things that they are about, and sets these.

    `lacks` is told which column is missing that a new thing needs.
    """

    def __init__(
        self, kind: ImportKind, directory: Directory, lacks: Callable[[Entry, Column], None]
    ) -> None:
        self.kind, self.directory, self.lacks = kind, directory, lacks
        self.needs_source = kind.model in TARGET_OF and kind.model not in MAY_BE_UNCITED
        self.unchecked = {model: _unchecked(model) for model in (kind.model, Citation)}
        self.tracks: dict[int, str] = {}
        self.last: dict[int, int] = {}
        if kind.model is Round:
            self.tracks = dict(Track.objects.values_list("pk", "short_name"))
            counted = Round.objects.order_by().values_list("track").annotate(Max("ordinal"))
            self.last = dict(counted)

    def compare(self, entry: Entry) -> None:
        """Set what the row says, and note what that changes."""
        needed = [column for column in self.kind.columns if column.is_needed]
        self.need(entry, [one for one in needed if entry.is_new or one.attribute in entry.values])
        if entry.is_new:
            self._begin(entry)
        if entry.is_wrong:
            return
        if self.tracks:
            self._settle(entry)
        for column in entry.columns.values():
            if isinstance(column.type, Citations):
                self._compare_citations(entry)
            elif column.attribute in entry.values:
                self._compare_value(entry, column)
        entry.changes += [FieldChange(name, "", text) for name, text in entry.later.items()]

    def _begin(self, entry: Entry) -> None:
        """Begin a new thing, unless its address leads to another already."""
        slug = entry.values.get("slug", "")
        if now := self.directory.successor(self.kind.model, slug):
            entry.fail("slug", slug, f"It was merged into “{now}”: write that.")
        entry.thing = self.kind.model(**({"slug": slug} if slug else {}))

    def need(self, entry: Entry, needed: list[Column]) -> None:
        """Tell which of the columns that it needs are empty, and once which are missing."""
        for column in needed:
            if column.attribute not in entry.values:
                if column.attribute not in entry.named:  # else it was told that it is not read
                    entry.is_lacking = True
                    self.lacks(entry, column)
            elif entry.values[column.attribute] in (None, ""):
                entry.fail_at(column.attribute, "It is empty, and is needed.")

    def _settle(self, entry: Entry) -> None:
        """Take the next place in a track where none is given, and no title that repeats a number.

        The site's own files say a round's track and number where it has no title.
        """
        values, thing = entry.values, entry.thing
        track = values.get("track_id", thing.track_id)
        if values.get("ordinal", None) is None:
            values.pop("ordinal", None)
        if entry.is_new and "ordinal" not in values:
            thing.ordinal = self.last.get(track, 0) + 1
        self.last[track] = max(self.last.get(track, 0), values.get("ordinal", thing.ordinal))
        number = values.get("number", thing.number)
        called = f"{self.tracks[track]} {number}" if number else self.tracks[track]
        if values.get("title") == called:
            values["title"] = ""

    def _compare_value(self, entry: Entry, column: Column) -> None:
        name, value = column.attribute, entry.values[column.attribute]
        if isinstance(column.type, Participants):
            parts = [] if entry.is_new else entry.thing.participations.all()
            before: Any = {(part.actor_id, part.role) for part in parts}
            value = set(value)
        elif isinstance(column.type, References):
            before = set() if entry.is_new else {row.pk for row in getattr(entry.thing, name).all()}
            value = set(value)
        else:
            before = getattr(entry.thing, name)
            setattr(entry.thing, name, value)
        if not entry.is_new and plain(before) != plain(value):
            is_set = isinstance(value, set)  # of which only what goes and what comes is told
            sides = (before - value, value - before) if is_set else (before, value)
            said = (told(column, one, self.directory) for one in sides)
            entry.changes.append(FieldChange(column.name, *said))
            entry.changed.add(name)

    def _compare_citations(self, entry: Entry) -> None:
        stored = [] if entry.is_new else list(entry.thing.citations.all())
        there = {(one.source_id, one.locator, one.reported_field): one for one in stored}
        given: set[Any] = set()
        for said in entry.values.get("citations", []):
            key = (said["source_id"], said["locator"], said["reported_field"])
            shown = cited(said, self.directory)
            if key in given:
                entry.fail("citations", shown, "The source is cited at this place twice: once.")
            given.add(key)
            stands = there.get(key)
            if stands and all(getattr(stands, name) == value for name, value in said.items()):
                continue
            citation = stands or Citation()
            before = cited(vars(stands), self.directory) if stands else ""
            for name, value in said.items():
                setattr(citation, name, value)
            entry.citations.append(citation)
            if not entry.is_new:
                after = cited(vars(citation), self.directory)
                entry.changes.append(FieldChange("citations", before, after))

    def check(self, entry: Entry) -> None:
        """Hold it to what the forms hold it to; the database holds it to the constraints."""
        is_cited = entry.citations or (not entry.is_new and entry.thing.citations.all())
        if self.needs_source and not is_cited:
            if entry.is_new and "citations" not in entry.named:
                entry.is_lacking = True
                self.lacks(entry, CITATIONS)
            else:
                entry.fail("citations", "", UNCITED)
        self._clean(entry, entry.thing, entry.thing.clean)
        for citation in entry.citations:
            self._clean(entry, citation, partial(citation.check_supports, self.kind.model))

    def _clean(self, entry: Entry, what: Any, further: Callable[[], None]) -> None:
        """Tell at its column what is wrong with a thing, or with a citation of it."""
        try:
            what.clean_fields(exclude=self.unchecked[type(what)])
            further()
        except ValidationError as error:
            entry.fail_as(error, what)


def _unchecked(model: type[Model]) -> list[str]:
    """Return the fields that are checked elsewhere: keys by `Directory`, days by their texts."""
    return [
        field.name
        for field in model._meta.fields
        if field.is_relation or isinstance(field, BoundField)
    ]
