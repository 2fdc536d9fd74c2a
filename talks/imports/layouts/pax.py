"""The PA-X peace agreements CSV (University of Edinburgh): its rows as outcome documents.

Its codebook names the columns: `Con` the country or entity, several parted by slashes, `PP` and
`PPName` the process, `AgtId` the agreement, `Agt` its title, `Dat` its day, `Part` who signed.
"""

import difflib
import re
from collections.abc import Iterator, Mapping
from typing import Any

from django.core.exceptions import ValidationError

from actors.models import Actor
from record.dates import bounds
from talks.imports.directory import Directory
from talks.imports.faults import Fault, Unreadable, WrongCell
from talks.imports.tables import Row, Table
from talks.models import DocumentKind, Nature, OutcomeDocument, Source

MARKS = frozenset({"con", "agtid", "agt", "dat"})
THEIRS = {
    "slug": "AgtId",
    "pax_id": "AgtId",
    "citations": "AgtId",
    "title": "Agt",
    "kind": "Agt",
    "date": "Dat",
    "parties": "Part",
}
COUNTRY, SOURCE = "Syria", "pax"
LONGEST_TITLE = 200
LONGEST_QUOTATION = 300
# The words of a title that tell what a document is; the first that is found.
KINDS = (
    ("resolution", DocumentKind.RESOLUTION),
    ("communique", DocumentKind.COMMUNIQUE),
    ("communiqué", DocumentKind.COMMUNIQUE),
    ("memorandum", DocumentKind.MEMORANDUM),
    ("joint statement", DocumentKind.JOINT_STATEMENT),
    ("declaration", DocumentKind.DECLARATION),
)
# What stands around a name in the list of who signed.
BEFORE = re.compile(
    r"(\d+\s*[.)–-]\s*|for\s+|on behalf of\s+|representatives? of\s+|the\s+|government of\s+"
    r"|islamic republic of\s+|republic of\s+|kingdom of\s+|state of\s+)",
    re.IGNORECASE,
)
AFTER = re.compile(r"\s*(:|,| [–-] |\s(represented|signed) by\b).*$", re.IGNORECASE | re.DOTALL)
ASIDE = re.compile(r"\s*(\[[^\]]*\]|\([^)]*\))")


def read(tables: list[Table], options: Mapping[str, str]) -> list[Table]:
    """Return the documents of a country or a process, and the source that they cite.

    `options` are `country`, or `process` by its name or number, and `source`, a slug. Raises
    `Unreadable` where the file is of another layout, or has no such agreements.
    """
    file = next((table for table in tables if set(table.columns or ()) >= MARKS), None)
    if file is None:
        raise Unreadable("This is no PA-X file: its head names no Con, AgtId, Agt and Dat.")
    source = options.get("source") or SOURCE
    wanted = _Wanted(options.get("country", ""), options.get("process", ""))
    wanted.look(file)
    documents = Table("documents", None, lambda: _documents(file, wanted, source), "row", THEIRS)
    return [Table("sources", None, lambda: _source(source)), documents]


class _Wanted:
    """Which agreements are wanted: those of a country, or of a process."""

    def __init__(self, country: str, process: str) -> None:
        self.column = "process" if process else "country"
        self.value = (process or country or COUNTRY).strip()

    def names(self, row: Row) -> list[str]:
        """Return what a row is chosen by."""
        if self.column == "process":
            return [str(row.cells.get(name, "")).strip() for name in ("ppname", "pp")]
        return [name.strip() for name in re.split(r"[/;]", row.cells.get("con", ""))]

    def is_met(self, row: Row) -> bool:
        return self.value.casefold() in map(str.casefold, self.names(row))

    def look(self, file: Table) -> None:
        """Raise `Unreadable` with what there is, where no row is met."""
        there: set[str] = set()
        for row in file.rows():
            if self.is_met(row):
                return
            there.update(self.names(row)[:1])
        near = difflib.get_close_matches(self.value, there, 5, cutoff=0.4) or sorted(there)[:20]
        raise Unreadable(
            f"The file has no agreement of the {self.column} “{self.value}”. It has, among "
            f"{len(there)}: {', '.join(near)}."
        )


def _source(slug: str) -> Iterator[Row]:
    """Yield the data set as a source, where the record has none of that name yet."""
    if not Source.objects.filter(slug=slug).exists():
        cells = {"slug": slug, "title": "PA-X peace agreements data set", "kind": "dataset"}
        yield Row(1, cells, notes=[f"The source “{slug}” is new: complete it."])


def _documents(file: Table, wanted: _Wanted, source: str) -> Iterator[Row]:
    known, stored, seen = Directory(), _stored(), set[str]()
    for row in file.rows():
        is_met = wanted.is_met(row)
        broken = [fault for fault in row.faults if is_met or not fault.column]
        if broken:
            yield Row(row.number, {"slug": ""}, faults=broken)
        elif not is_met:
            yield Row(row.number, {}, notes=[f"An agreement of another {wanted.column}."])
        elif (number := row.cells["agtid"].strip()) in seen:
            yield Row(row.number, {}, notes=["Another row of the same AgtId is passed over."])
        else:
            seen.add(number)
            yield _document(row, known, stored.get(number), source)


def _stored() -> dict[str, OutcomeDocument]:
    """Return the documents that the record has already, by their PA-X id."""
    rows = OutcomeDocument.objects.exclude(pax_id=None).order_by("-pk")
    return {str(row.pax_id): row for row in rows.prefetch_related("parties", "citations__source")}


def _document(row: Row, directory: Directory, stored: OutcomeDocument | None, source: str) -> Row:
    title = " ".join(row.cells["agt"].split())
    number, date = row.cells["agtid"].strip(), row.cells["dat"].strip()
    parties, notes = _parties(row.cells.get("part", ""), directory)
    if stored:
        faults = _faults(row, date)
        return Row(row.number, _filled(stored, date, parties, source), faults, notes)
    if len(title) > LONGEST_TITLE:
        title = f"{title[: LONGEST_TITLE - 1]}…"
        notes.append("A title is cut at 200 characters.")
    cells: dict[str, Any] = {
        "slug": f"pax-{number}",
        "title": title,
        "kind": _kind(title),
        "date": date,
        "parties": parties,
        "pax_id": number,
        "citations": [_cited(row, source, number, date=date, parties=parties)],
    }
    return Row(row.number, cells, notes=notes)


def _faults(row: Row, date: str) -> list[Fault]:
    """Tell a day that is none, which else nobody would read where the record has one."""
    try:
        bounds(date)
    except ValidationError as error:
        return [Fault(row.number, "date", date, " ".join(error.messages))]
    return []


def _cited(row: Row, source: str, number: str, *, date: str, parties: list[str]) -> dict[str, Any]:
    supports = ["title", *(["date"] if date else []), *(["parties"] if parties else []), "pax_id"]
    signed = " ".join(row.cells.get("part", "").split())
    quotation = {"quotation": signed} if 0 < len(signed) <= LONGEST_QUOTATION else {}
    return {"source": source, "locator": f"AgtId {number}", "supports": supports, **quotation}


def _filled(stored: OutcomeDocument, date: str, parties: list[str], source: str) -> dict[str, Any]:
    """Fill in of a document only what is empty, and cite PA-X where it gives another day."""
    locator = f"AgtId {stored.pax_id}"
    cells: dict[str, Any] = {"slug": stored.slug}
    cells |= {"date": date} if date and not stored.date else {}
    cells |= {"parties": parties} if parties and not stored.parties.all() else {}
    cited = {
        one.reported_field: one
        for one in stored.citations.all()
        if (one.source.slug, one.locator) == (source, locator)
    }
    filled = [name for name in ("date", "parties") if name in cells]
    new: list[dict[str, Any]] = []
    if filled or not cited:
        supports = cited[""].supports if "" in cited else []
        supports = [*dict.fromkeys([*supports, *filled, "pax_id"])]
        new.append({"source": source, "locator": locator, "supports": supports})
    if nature := _differs(stored.date, date):
        differs = {"reported_field": "date", "reported_value": date, "reported_days": date}
        if "date" not in cited:
            new.append({"source": source, "locator": locator, "nature": nature, **differs})
    return cells | ({"citations": new} if new else {})


def _differs(record: str, file: str) -> str:
    """Return how the file's day differs from the record's, "" where it does not."""
    try:
        ours, theirs = bounds(record), bounds(file)
    except ValidationError:
        return ""  # told as a fault
    if not (record and file) or ours == theirs:
        return ""
    if ours.closed and theirs.closed and _holds(ours, theirs) | _holds(theirs, ours):
        return Nature.PRECISION
    return Nature.CONTRADICTION


def _holds(outer: Any, inner: Any) -> bool:
    return outer.earliest <= inner.earliest and inner.latest <= outer.latest


def _kind(title: str) -> str:
    words = title.casefold()
    return next((kind for word, kind in KINDS if word in words), DocumentKind.AGREEMENT)


def _parties(cell: str, directory: Directory) -> tuple[list[str], list[str]]:
    """Return the slugs of who signed, by exact names alone, and a note on each who is unknown.

    Of a line that names one, what follows is taken for who signed in its name.
    """
    found: dict[str, None] = {}
    notes = []
    for segment in re.split(r"[;\n]", cell):
        line = ASIDE.sub("", segment).strip(" .,;")
        slugs = {part: _actor(part, directory) for part in _parts(line, directory)}
        named = dict.fromkeys(filter(None, slugs.values()))
        found |= named
        unknown = [part for part in slugs if not slugs[part]] if len(named) > 1 else []
        unknown = [line] if line and not named else unknown
        notes += [f"“{one[:80]}” is no name or alias of an actor: no party." for one in unknown]
    return list(found), notes


def _parts(line: str, directory: Directory) -> list[str]:
    """Return what of a line may be a name: all of it, what stands before a sign, or its items."""
    items = [item.strip() for item in re.split(r",|\band\b", line)]
    if _actor(line, directory):
        return [line]
    before = AFTER.sub("", line)
    is_list = sum(bool(_actor(item, directory)) for item in items) > 1
    return [before] if _actor(before, directory) and not is_list else items


def _actor(name: str, directory: Directory) -> str:
    """Return the slug of the actor that a name, with or without what stands before it, is of."""
    name = name.strip()
    while name:
        try:
            return directory.slug(Actor, directory.find(Actor, name))
        except WrongCell:
            shorter = BEFORE.match(name)
            name = name[shorter.end() :] if shorter else ""
    return ""
