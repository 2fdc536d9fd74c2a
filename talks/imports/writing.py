"""Writes rows into the record: compares them with it, checks them as forms do, and stores them.

Rows are written in batches, in a number of queries that does not grow with the rows.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import islice
from typing import NamedTuple
from zlib import crc32

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser

from record.editing.versions import save_baselines, save_versions
from talks.exports.rows import AnyColumn
from talks.exports.rows.column_types import References
from talks.exports.rows.objects import Objects
from talks.imports.comparing import Comparison
from talks.imports.directory import Directory
from talks.imports.faults import Fault, WrongCell
from talks.imports.kinds import ImportKind
from talks.imports.parsed_rows import ParsedRow, parse_row, value_text
from talks.imports.report import Outcome, Report
from talks.imports.storing import store_rows
from talks.imports.tables import FileRow, FileTable
from talks.models import TARGET_OF, Round

BATCH = 500  # rows
MAX_SLUG_LENGTH = 80


def batches(rows: Iterable[FileRow], size: int = BATCH) -> Iterator[list[FileRow]]:
    """Yield rows in lists of a size."""
    rest = iter(rows)
    while batch := list(islice(rest, size)):
        yield batch


class Attribution(NamedTuple):
    """Who imports, and why; saved with the versions of what is new or changed."""

    user: AbstractBaseUser | AnonymousUser | None
    why: str


class Writer:
    """Writes the rows of one table, and reports what it does with each.

    With `attribution`, a version of each new or changed thing is saved.
    """

    def __init__(
        self,
        kind: ImportKind,
        table: FileTable,
        directory: Directory,
        report: Report,
        attribution: Attribution | None,
    ) -> None:
        self.kind, self.table, self.directory, self.report = kind, table, directory, report
        self.attribution = attribution
        self.comparison = Comparison(kind, directory, self._report_missing)
        self.first_rows: dict[tuple[object, ...], int] = {}  # numbers by key
        self.forward_rows: list[ParsedRow] = []  # those that refer to rows further down

    def write(self, file_rows: list[FileRow]) -> None:
        """Read, check and store a batch."""
        rows = [parse_row(row, self.kind, self.directory) for row in file_rows]
        self._find_things([row for row in rows if self._set_key(row)])
        for row in rows:
            if not row.is_wrong:
                self.comparison.compare(row)
            if not row.is_wrong and row.changes_anything:
                self.comparison.check(row)
        changed_rows = [row for row in rows if not row.is_wrong and row.changes_anything]
        if self.attribution:
            keys = [row.thing.pk for row in changed_rows if not row.is_new]
            save_baselines(self.kind.model, keys)
        store_rows(self.kind, changed_rows)
        for row in rows:
            self._report(row)
        stored_rows = [row for row in changed_rows if not row.is_wrong]
        self.forward_rows += [row for row in stored_rows if row.forward_references]
        self._save_versions([row for row in stored_rows if not row.forward_references])

    def finish(self) -> None:
        """Set the references of rows to others further down."""
        for row in self.forward_rows:
            self._set_forward_references(row)
            if not row.is_wrong:
                store_rows(self.kind, [row])
            self._report_faults(row)
        for start in range(0, len(self.forward_rows), BATCH):
            self._save_versions(self.forward_rows[start : start + BATCH])

    def _set_forward_references(self, row: ParsedRow) -> None:
        row.is_new = False
        for name, text in row.forward_references.items():
            attribute = self.kind.columns_by_name[name].attribute
            try:
                row.values[attribute] = self.directory.find(Round, text)
                setattr(row.thing, attribute, row.values[attribute])
            except WrongCell as error:
                row.add_fault(name, text, str(error))

    def _save_versions(self, rows: list[ParsedRow]) -> None:
        if self.attribution and rows and self.report.is_correct:  # else all is rolled back
            keys = [row.thing.pk for row in rows]
            by, why = self.attribution.user, self.attribution.why
            save_versions(self.kind.model, keys, user=by, why=why)

    # The thing of a row -------------------------------------------------------------------------

    def _set_key(self, row: ParsedRow) -> bool:
        """Set the key that identifies a row's thing; return whether there is one.

        A slug is made if none is given. A key that an earlier row has too is a fault.
        """
        has_key = self._set_slug(row) if self.kind.key == ("slug",) else self._set_long_key(row)
        if not has_key:
            return False
        first = self.first_rows.setdefault(row.key, row.row.number)
        if first != row.row.number:
            name = str(row.key[0] if len(row.key) == 1 else row.key[1])
            remedy = f"It is the same as in {self.table.word} {first}: remove or change one."
            row.add_fault(self.kind.columns[0].name, name, remedy)
        return True

    def _set_slug(self, row: ParsedRow) -> bool:
        slug = row.values.get("slug") or ("" if row.is_wrong else self._make_slug(row))
        if slug:
            row.values["slug"] = slug
            row.key = (slug,)
        elif not row.is_wrong:
            row.add_fault("slug", "", "Give a slug: none can be made from the other cells.")
        return bool(slug)

    def _set_long_key(self, row: ParsedRow) -> bool:
        """Set a key of several attributes; the last one may be empty."""
        row.key = tuple(row.values.get(name) or "" for name in self.kind.key)
        columns = [column for column in self.kind.columns if column.attribute in self.kind.key]
        if row.is_wrong or not all(row.key[: len(columns) - 1]):
            self.comparison.require(row, columns)
            return False
        return True

    def _make_slug(self, row: ParsedRow) -> str:
        """Make a slug; one that is too long is cut, and ends in a checksum of the whole."""
        slug = self.kind.make_slug(self.kind.model(**self._own_values(row)), self.directory)
        if len(slug) <= MAX_SLUG_LENGTH:
            return slug
        return f"{slug[: MAX_SLUG_LENGTH - 9].rstrip('-')}-{crc32(slug.encode()):08x}"

    def _own_values(self, row: ParsedRow) -> dict[str, object]:
        """Return the values that are fields of the thing itself."""
        return {
            attribute: row.values[attribute]
            for attribute, column in row.columns.items()
            if attribute in row.values and not isinstance(column.type, Objects | References)
        }

    def _find_things(self, rows: list[ParsedRow]) -> None:
        """Find the thing of each row, with the rows that belong to it; the others are new."""
        model, names = self.kind.model, self.kind.key
        prefetched = [
            column.name for column in self.kind.columns if isinstance(column.type, References)
        ]
        prefetched += ["participations"] if model is Round else []
        prefetched += ["citations"] if model in TARGET_OF else []
        things = model._default_manager.prefetch_related(*prefetched)
        if self.attribution:
            things = things.select_for_update()  # or changes saved meanwhile would be undone
        things = things.filter(**{f"{names[0]}__in": {row.key[0] for row in rows}})
        things_by_key = {tuple(getattr(thing, name) for name in names): thing for thing in things}
        for row in rows:
            row.thing = things_by_key.get(row.key)
            row.is_new = row.thing is None

    # The report ---------------------------------------------------------------------------------

    def _report(self, row: ParsedRow) -> None:
        if row.is_wrong:
            slug = row.values.get("slug")
            if slug:
                self.directory.wrong_slugs.add((self.kind.model, slug))
            self._report_faults(row)
        elif row.changes_anything:
            name, changes = self._name_thing(row), tuple(row.changes)
            outcome = Outcome(row.row.number, self.kind.name, name, row.is_new, changes)
            self.report.add_outcome(outcome)
            if row.is_new:
                self.directory.add(row.thing)
        else:
            self.report.counts["unchanged"] += 1

    def _report_missing(self, row: ParsedRow, column: AnyColumn) -> None:
        name = self.table.file_name(column.name)
        fault = Fault(row.row.number, name, "", "A new row needs this column: add it.")
        self.report.add_missing_column(fault, self.kind.name)

    def _report_faults(self, row: ParsedRow) -> None:
        """Report the faults of a row, with the file's own names of its columns."""
        for fault in row.faults:
            self.report.add_fault(replace(fault, column=self.table.file_name(fault.column)))

    def _name_thing(self, row: ParsedRow) -> str:
        """Name a thing in few words, without a query."""
        thing = row.thing
        if self.kind.key == ("slug",):
            stored = {field.name for field in thing._meta.fields}
            names = [name for name in ("title", "name", "summary", "slug") if name in stored]
            return next(filter(None, (getattr(thing, name) for name in names)))[:120]
        texts = (
            value_text(column, getattr(thing, column.attribute), self.directory)
            for column in self.kind.columns[:3]
        )
        return " ".join(texts)
