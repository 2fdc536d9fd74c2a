"""Rows into the record: compared with what stands, checked as the forms check, and stored.

Rows go in batches, in a number of queries that does not grow with them.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import islice
from typing import Any, NamedTuple
from zlib import crc32

from record.editing.versions import save_baselines, save_versions
from talks.exports.rows import Column
from talks.exports.rows.column_types import References
from talks.exports.rows.objects import Objects
from talks.imports.comparing import Comparison
from talks.imports.directory import Directory
from talks.imports.entries import Entry, read, told
from talks.imports.faults import Fault, WrongCell
from talks.imports.kinds import ImportKind
from talks.imports.report import Outcome, Report
from talks.imports.storing import store
from talks.imports.tables import Row, Table
from talks.models import TARGET_OF, Round

AT_ONCE = 500  # rows
LONGEST_SLUG = 80


def batches(rows: Iterable[Row], size: int = AT_ONCE) -> Iterator[list[Row]]:
    """Yield rows in lists."""
    left = iter(rows)
    while batch := list(islice(left, size)):
        yield batch


class Keeping(NamedTuple):
    """Who imports, and why, for the versions of what is new or changed."""

    user: Any
    why: str


class Writer:
    """Writes the rows of one kind, and reports what became of each.

    With `keeping`, a version of each new or changed thing is kept.
    """

    def __init__(
        self,
        kind: ImportKind,
        table: Table,
        directory: Directory,
        report: Report,
        keeping: Keeping | None,
    ) -> None:
        self.kind, self.table, self.directory, self.report = kind, table, directory, report
        self.keeping = keeping
        self.comparison = Comparison(kind, directory, self._lacks)
        self.seen: dict[Any, int] = {}
        self.waiting: list[Entry] = []

    def write(self, rows: list[Row]) -> None:
        """Read, check and store a batch."""
        entries = [read(row, self.kind, self.directory) for row in rows]
        self._find([entry for entry in entries if self._key(entry)])
        for entry in entries:
            if not entry.is_wrong:
                self.comparison.compare(entry)
            if not entry.is_wrong and entry.changes_anything:
                self.comparison.check(entry)
        changed = [entry for entry in entries if not entry.is_wrong and entry.changes_anything]
        if self.keeping:
            stood = [entry.thing.pk for entry in changed if not entry.is_new]
            save_baselines(self.kind.model, stood)
        store(self.kind, changed)
        for entry in entries:
            self._report(entry)
        stored = [entry for entry in changed if not entry.is_wrong]
        self.waiting += [entry for entry in stored if entry.later]
        self._keep([entry for entry in stored if not entry.later])

    def finish(self) -> None:
        """Set what rows said of others further down."""
        for entry in self.waiting:
            self._name_others(entry)
            if not entry.is_wrong:
                store(self.kind, [entry])
            self._tell(entry)
        for start in range(0, len(self.waiting), AT_ONCE):
            self._keep(self.waiting[start : start + AT_ONCE])

    def _name_others(self, entry: Entry) -> None:
        entry.is_new = False
        names = self.kind.columns_by_name
        for name, text in entry.later.items():
            try:
                entry.values[names[name].attribute] = self.directory.find(Round, text)
                setattr(entry.thing, names[name].attribute, entry.values[names[name].attribute])
            except WrongCell as wrong:
                entry.fail(name, text, str(wrong))

    def _keep(self, entries: list[Entry]) -> None:
        if self.keeping and entries and self.report.is_right:  # else it is all undone
            keys = [entry.thing.pk for entry in entries]
            save_versions(self.kind.model, keys, user=self.keeping.user, why=self.keeping.why)

    # What a row is about ------------------------------------------------------------------------

    def _key(self, entry: Entry) -> Any:
        """Return what tells the thing from others, and tell where it stood in the file before.

        Where no slug is given one is made; None where that cannot be.
        """
        values = entry.values
        if self.kind.key != ("slug",):
            entry.key = tuple(values.get(name) or "" for name in self.kind.key)
            needed = [column for column in self.kind.columns if column.attribute in self.kind.key]
            if entry.is_wrong or not all(entry.key[: len(needed) - 1]):
                self.comparison.need(entry, needed)
                return None
        else:
            entry.key = values.get("slug") or ("" if entry.is_wrong else self._made(entry))
            if not entry.key:
                if not entry.is_wrong:
                    entry.fail("slug", "", "Give a slug, as none can be made of the other cells.")
                return None
            values["slug"] = entry.key
        first = self.seen.setdefault(entry.key, entry.row.number)
        if first != entry.row.number:
            shown = entry.key if isinstance(entry.key, str) else " ".join(map(str, entry.key[1:2]))
            entry.fail(
                self.kind.columns[0].name,
                shown,
                f"It is the same as in {self.table.word} {first}: remove one, or tell them apart.",
            )
        return entry.key

    def _made(self, entry: Entry) -> str:
        """Make a slug; a long one ends in a number that tells it from others that begin alike."""
        made = self.kind.make_slug(self.kind.model(**self._own(entry)), self.directory)
        if len(made) <= LONGEST_SLUG:
            return made
        return f"{made[: LONGEST_SLUG - 9].rstrip('-')}-{crc32(made.encode()):08x}"

    def _own(self, entry: Entry) -> dict[str, Any]:
        """Return the values that are fields of the thing itself."""
        return {
            column.attribute: entry.values[column.attribute]
            for column in entry.columns.values()
            if column.attribute in entry.values
            and not isinstance(column.type, Objects | References)
        }

    def _find(self, entries: list[Entry]) -> None:
        """Take what stands already for each, with the rows that belong to it."""
        model = self.kind.model
        many = [column.name for column in self.kind.columns if isinstance(column.type, References)]
        beneath = ["participations"] if model is Round else []
        beneath += ["citations"] if model in TARGET_OF else []
        found = model._default_manager.prefetch_related(*many, *beneath)
        if self.keeping:
            found = found.select_for_update()  # or another's save meanwhile would be undone
        if self.kind.key == ("slug",):
            found = found.filter(slug__in=[entry.key for entry in entries])
        else:
            first = self.kind.key[0]
            found = found.filter(**{f"{first}__in": {entry.key[0] for entry in entries}})
        names = self.kind.key
        there = {tuple(getattr(thing, name) for name in names): thing for thing in found}
        for entry in entries:
            key = (entry.key,) if isinstance(entry.key, str) else entry.key
            entry.thing = there.get(key)
            entry.is_new = entry.thing is None

    def _report(self, entry: Entry) -> None:
        if entry.is_wrong:
            slug = entry.values.get("slug")
            if slug:
                self.directory.refused.add((self.kind.model, slug))
            self._tell(entry)
        elif entry.changes_anything:
            name = self._called(entry)
            changes = tuple(entry.changes)
            self.report.tell(Outcome(entry.row.number, self.kind.name, name, entry.is_new, changes))
            if entry.is_new:
                self.directory.add(entry.thing)
        else:
            self.report.counts["unchanged"] += 1

    def _lacks(self, entry: Entry, column: Column) -> None:
        name = self.table.theirs.get(column.name, column.name)
        remedy = "A new row needs this column: add it."
        self.report.lacks(Fault(entry.row.number, name, "", remedy), self.kind.name)

    def _tell(self, entry: Entry) -> None:
        """Report what is wrong in a row, by what the file calls its columns."""
        for fault in entry.faults:
            self.report.fail(
                replace(fault, column=self.table.theirs.get(fault.column, fault.column))
            )

    def _called(self, entry: Entry) -> str:
        """Name a thing in few words, without asking the database."""
        thing = entry.thing
        if self.kind.key == ("slug",):
            names = (getattr(thing, name, "") for name in ("title", "name", "summary", "slug"))
            return next(filter(None, names))[:120]
        names = (
            told(column, getattr(thing, column.attribute), self.directory)
            for column in self.kind.columns[:3]
        )
        return " ".join(names)
