"""The PA-X peace agreements CSV (University of Edinburgh): its rows as outcome documents.

Its codebook names the columns: `Con` the country or entity (several with slashes between), `PP` and
`PPName` the process, `AgtId` the agreement, `Agt` its title, `Dat` its day, `Part` its parties.
"""

import difflib
import re
from collections.abc import Iterator, Mapping

from django.core.exceptions import ValidationError

from actors.models import Actor
from record.dates import Bounds, bounds
from talks.imports.directory import Directory
from talks.imports.faults import Fault, Unreadable, WrongCell
from talks.imports.tables import FileRow, FileTable
from talks.models import DocumentKind, Nature, OutcomeDocument, Source

COLUMNS = frozenset({"con", "agtid", "agt", "dat"})
FILE_NAMES = {
    "slug": "AgtId",
    "pax_id": "AgtId",
    "citations": "AgtId",
    "title": "Agt",
    "kind": "Agt",
    "date": "Dat",
    "parties": "Part",
}
DEFAULT_COUNTRY, DEFAULT_SOURCE = "Syria", "pax"
MAX_TITLE_LENGTH = 200
MAX_QUOTATION_LENGTH = 300
# Words of titles, and the kinds of documents that they mean; the first that is found counts.
WORDS_OF_KINDS = (
    ("resolution", DocumentKind.RESOLUTION),
    ("communique", DocumentKind.COMMUNIQUE),
    ("communiqué", DocumentKind.COMMUNIQUE),
    ("memorandum", DocumentKind.MEMORANDUM),
    ("joint statement", DocumentKind.JOINT_STATEMENT),
    ("declaration", DocumentKind.DECLARATION),
)
# What may be before and after a name in the list of parties.
BEFORE_NAME = re.compile(
    r"(\d+\s*[.)–-]\s*|for\s+|on behalf of\s+|representatives? of\s+|the\s+|government of\s+"
    r"|islamic republic of\s+|republic of\s+|kingdom of\s+|state of\s+)",
    re.IGNORECASE,
)
AFTER_NAME = re.compile(
    r"\s*(:|,| [–-] |\s(represented|signed) by\b).*$", re.IGNORECASE | re.DOTALL
)
IN_BRACKETS = re.compile(r"\s*(\[[^\]]*\]|\([^)]*\))")


def read(tables: list[FileTable], options: Mapping[str, str]) -> list[FileTable]:
    """Return the documents of a country or a process, and the source that they cite.

    `options` are `country`, or `process` by its name or number, and `source`, a slug. Raises
    `Unreadable` if the file is of another layout, or has no such agreements.
    """
    file = next((table for table in tables if set(table.columns or ()) >= COLUMNS), None)
    if file is None:
        raise Unreadable("This is not a PA-X file: its head lacks Con, AgtId, Agt or Dat.")
    source = options.get("source") or DEFAULT_SOURCE
    agreements = _AgreementFilter(options.get("country", ""), options.get("process", ""))
    agreements.check(file)

    def make_documents() -> Iterator[FileRow]:
        return _make_documents(file, agreements, source)

    documents = FileTable("documents", None, make_documents, "row", FILE_NAMES)
    return [FileTable("sources", None, lambda: _make_source(source)), documents]


class _AgreementFilter:
    """Selects the agreements of a country, or of a process."""

    def __init__(self, country: str, process: str) -> None:
        self.column = "process" if process else "country"
        self.value = (process or country or DEFAULT_COUNTRY).strip()

    def names(self, row: FileRow) -> list[str]:
        """Return the countries of a row, or the name and number of its process."""
        if self.column == "process":
            return [str(row.cells.get(name, "")).strip() for name in ("ppname", "pp")]
        return [name.strip() for name in re.split(r"[/;]", row.cells.get("con", ""))]

    def matches(self, row: FileRow) -> bool:
        return self.value.casefold() in map(str.casefold, self.names(row))

    def check(self, file: FileTable) -> None:
        """Raise `Unreadable` with the names that there are, if no row matches."""
        names: set[str] = set()
        for row in file.rows():
            if self.matches(row):
                return
            names.update(self.names(row)[:1])
        similar = difflib.get_close_matches(self.value, names, 5, cutoff=0.4) or sorted(names)[:20]
        raise Unreadable(
            f"The file has no agreement of the {self.column} “{self.value}”. It has, among "
            f"{len(names)}: {', '.join(similar)}."
        )


def _make_source(slug: str) -> Iterator[FileRow]:
    """Yield the data set as a source, if the record has none with this slug."""
    if not Source.objects.filter(slug=slug).exists():
        cells = {"slug": slug, "title": "PA-X peace agreements data set", "kind": "dataset"}
        yield FileRow(1, cells, notes=[f"The source “{slug}” is new: complete it."])


def _make_documents(
    file: FileTable, agreements: _AgreementFilter, source: str
) -> Iterator[FileRow]:
    directory, documents, numbers = Directory(), _documents_by_pax_id(), set[str]()
    for row in file.rows():
        matches = agreements.matches(row)
        faults = [fault for fault in row.faults if matches or not fault.column]
        if faults:
            yield FileRow(row.number, {"slug": ""}, faults=faults)
        elif not matches:
            note = f"An agreement of another {agreements.column}."
            yield FileRow(row.number, {}, notes=[note])
        elif (number := row.cells["agtid"].strip()) in numbers:
            yield FileRow(row.number, {}, notes=["Another row of the same AgtId is skipped."])
        else:
            numbers.add(number)
            yield _make_document(row, directory, documents.get(number), source)


def _documents_by_pax_id() -> dict[str, OutcomeDocument]:
    """Return the documents that the record has already, by their PA-X id."""
    rows = OutcomeDocument.objects.exclude(pax_id=None).order_by("-pk")
    return {str(row.pax_id): row for row in rows.prefetch_related("parties", "citations__source")}


def _make_document(
    row: FileRow, directory: Directory, document: OutcomeDocument | None, source: str
) -> FileRow:
    title = " ".join(row.cells["agt"].split())
    number, date = row.cells["agtid"].strip(), row.cells["dat"].strip()
    parties, notes = _find_parties(row.cells.get("part", ""), directory)
    if document:
        faults = _check_date(row, date)
        return FileRow(row.number, _complete(document, date, parties, source), faults, notes)
    if len(title) > MAX_TITLE_LENGTH:
        title = f"{title[: MAX_TITLE_LENGTH - 1]}…"
        notes.append(f"A title is cut at {MAX_TITLE_LENGTH} characters.")
    cells: dict[str, object] = {
        "slug": f"pax-{number}",
        "title": title,
        "kind": _find_kind(title),
        "date": date,
        "parties": parties,
        "pax_id": number,
        "citations": [_cite(row, source, number, date=date, parties=parties)],
    }
    return FileRow(row.number, cells, notes=notes)


def _check_date(row: FileRow, date: str) -> list[Fault]:
    """Return a fault if a date cannot be read; nothing else reads it if the record has one."""
    try:
        bounds(date)
    except ValidationError as error:
        return [Fault(row.number, "date", date, " ".join(error.messages))]
    return []


def _cite(
    row: FileRow, source: str, number: str, *, date: str, parties: list[str]
) -> dict[str, object]:
    supports = ["title", *(["date"] if date else []), *(["parties"] if parties else []), "pax_id"]
    signatories = " ".join(row.cells.get("part", "").split())
    quotation = {"quotation": signatories} if 0 < len(signatories) <= MAX_QUOTATION_LENGTH else {}
    return {"source": source, "locator": f"AgtId {number}", "supports": supports, **quotation}


def _complete(
    document: OutcomeDocument, date: str, parties: list[str], source: str
) -> dict[str, object]:
    """Fill in only what a document lacks, and cite PA-X where it gives another day."""
    locator = f"AgtId {document.pax_id}"
    cells: dict[str, object] = {"slug": document.slug}
    cells |= {"date": date} if date and not document.date else {}
    cells |= {"parties": parties} if parties and not document.parties.all() else {}
    citations = {
        one.reported_field: one
        for one in document.citations.all()
        if (one.source.slug, one.locator) == (source, locator)
    }
    filled_fields = [name for name in ("date", "parties") if name in cells]
    new_citations: list[dict[str, object]] = []
    if filled_fields or not citations:
        supports = citations[""].supports if "" in citations else []
        supports = [*dict.fromkeys([*supports, *filled_fields, "pax_id"])]
        new_citations.append({"source": source, "locator": locator, "supports": supports})
    nature = _compare_dates(document.date, date)
    if nature and "date" not in citations:
        report = {"reported_field": "date", "reported_value": date, "reported_days": date}
        new_citations.append({"source": source, "locator": locator, "nature": nature, **report})
    return cells | ({"citations": new_citations} if new_citations else {})


def _compare_dates(record: str, file: str) -> str:
    """Return how the file's day differs from the record's, "" if it does not."""
    try:
        ours, theirs = bounds(record), bounds(file)
    except ValidationError:
        return ""  # reported as a fault
    if not (record and file) or ours == theirs:
        return ""
    if _contains(ours, theirs) or _contains(theirs, ours):
        return Nature.PRECISION
    return Nature.CONTRADICTION


def _contains(outer: Bounds, inner: Bounds) -> bool:
    """Return whether some days contain others; False if an end of either is not known."""
    if not (outer.earliest and outer.latest and inner.earliest and inner.latest):
        return False
    return outer.earliest <= inner.earliest and inner.latest <= outer.latest


def _find_kind(title: str) -> str:
    words = title.casefold()
    kinds = (kind for word, kind in WORDS_OF_KINDS if word in words)
    return next(kinds, DocumentKind.AGREEMENT)


def _find_parties(cell: str, directory: Directory) -> tuple[list[str], list[str]]:
    """Return the slugs of the parties, by exact names alone, and a note on each unknown name.

    In a line that names one party, the rest is taken for the persons who signed for it.
    """
    parties: dict[str, None] = {}
    notes = []
    for segment in re.split(r"[;\n]", cell):
        line = IN_BRACKETS.sub("", segment).strip(" .,;")
        slugs = {part: _find_actor(part, directory) for part in _split_names(line, directory)}
        actors = dict.fromkeys(filter(None, slugs.values()))
        parties |= actors
        unknown = [part for part in slugs if not slugs[part]] if len(actors) > 1 else []
        unknown = [line] if line and not actors else unknown
        notes += [
            f"“{name[:80]}” is not the name or an alias of an actor, and is not made a party."
            for name in unknown
        ]
    return list(parties), notes


def _split_names(line: str, directory: Directory) -> list[str]:
    """Return the parts of a line that may be names: the whole, its beginning, or its items."""
    items = [item.strip() for item in re.split(r",|\band\b", line)]
    if _find_actor(line, directory):
        return [line]
    beginning = AFTER_NAME.sub("", line)
    is_list = sum(bool(_find_actor(item, directory)) for item in items) > 1
    return [beginning] if _find_actor(beginning, directory) and not is_list else items


def _find_actor(name: str, directory: Directory) -> str:
    """Return the slug of the actor with a name, also without its prefixes; "" for none."""
    name = name.strip()
    while name:
        try:
            return directory.slug(Actor, directory.find(Actor, name))
        except WrongCell:
            prefix = BEFORE_NAME.match(name)
            name = name[prefix.end() :] if prefix else ""
    return ""
