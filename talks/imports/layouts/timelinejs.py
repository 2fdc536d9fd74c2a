"""TimelineJS 3, as JSON and as the CSV of its spreadsheet: its events as rounds or statements.

The columns and names are those of its documentation (timeline.knightlab.com/docs). An event names
no source, so one source must be chosen for all of them.
"""

import html
import re
from collections.abc import Iterator, Mapping

from django.db.models import Model
from django.utils.html import strip_tags

from actors.models import Actor
from talks.imports.directory import Directory
from talks.imports.faults import Unreadable, WrongCell
from talks.imports.tables import FileRow, FileTable
from talks.models import Status, Track

HEAD = frozenset({"year", "headline", "text"})
COLUMN_SETS = (HEAD, frozenset({"start_date", "text"}))
EVENT_KINDS = ("rounds", "statements")
DATE_PARTS = ("year", "month", "day", "time")
MAX_TITLE_LENGTH = 120
CSV_NAMES = {
    "slug": "Headline",
    "title": "Headline",
    "summary": "Headline",
    "note": "Text",
    "start": "Year",
    "date": "Year",
    "end": "End Year",
    "track": "Group",
    "speaker": "Group",
}
JSON_NAMES = {
    column: {"Year": "start_date", "End Year": "end_date"}.get(name, name.lower())
    for column, name in CSV_NAMES.items()
}


def read(tables: list[FileTable], options: Mapping[str, str]) -> list[FileTable]:
    """Return the events as rows of a kind.

    `options` are `kind`, "rounds" or "statements"; `source`; for rounds `track` and `status`, for
    statements `speaker` and `statement_kind`. If track or speaker is not given, an event's group
    names it. Raises `Unreadable` if an option is missing.
    """
    kind, source = options.get("kind") or EVENT_KINDS[0], options.get("source", "")
    if kind not in EVENT_KINDS:
        raise Unreadable(
            f"Events of TimelineJS are read as {' or '.join(EVENT_KINDS)}: choose one."
        )
    if kind == "statements" and not options.get("statement_kind"):
        raise Unreadable("Choose what kind of statements the events are: TimelineJS does not say.")
    if not source:
        raise Unreadable("Choose the source that the events rest on: TimelineJS names none.")
    event_tables = [table for table in tables if table.kind == "events" or table.columns]
    if not event_tables:
        raise Unreadable("This is not a TimelineJS 3 file: it has no list “events”, and no head.")
    file = event_tables[0]
    if file.columns and not set(file.columns) >= HEAD:
        raise Unreadable("This is not a TimelineJS file: its head lacks Year, Headline or Text.")
    notes = [f"“{table.kind}” is ignored." for table in tables if table is not file]
    names = CSV_NAMES if file.columns else JSON_NAMES

    def make_rows() -> Iterator[FileRow]:
        return _make_rows(file, kind, options, notes)

    return [FileTable(kind, None, make_rows, file.word, names)]


def _make_rows(
    file: FileTable, kind: str, options: Mapping[str, str], notes: list[str]
) -> Iterator[FileRow]:
    directory = Directory()
    make_cells = _round_cells if kind == "rounds" else _statement_cells
    models: dict[str, type[Model]] = {"track": Track, "speaker": Actor}
    yield FileRow(0, {}, notes=notes)
    for row in file.rows():
        event = _Event(row)
        if event.slide_type in ("title", "era"):
            note = f"A slide of the type “{event.slide_type}” is ignored."
            yield FileRow(row.number, {}, notes=[note])
            continue
        cells = make_cells(event, options)
        for name, model in models.items():
            if name in cells and not cells[name]:
                cells[name] = _find_group(event.group, model, directory)
        supports = [
            name for name in ("title", "start", "end", "date", "summary") if cells.get(name)
        ]
        locator = f"event {row.number}"
        citation = {"source": options["source"], "locator": locator, "supports": supports}
        yield FileRow(row.number, cells | {"citations": [citation]}, row.faults, event.notes)


class _Event:
    """An event of either format; its notes say which parts are ignored."""

    def __init__(self, row: FileRow) -> None:
        cells, self.notes = row.cells, list[str]()
        text = cells.get("text")
        if isinstance(text, dict) or "start_date" in cells:
            words = text if isinstance(text, dict) else {}
            headline, body = words.get("headline", ""), words.get("text", "")
            self.start = self._read_date(cells.get("start_date"))
            self.end = self._read_date(cells.get("end_date"))
        else:
            headline, body = cells.get("headline", ""), cells.get("text", "")
            self.start = self._read_date({name: cells.get(name, "") for name in DATE_PARTS})
            self.end = self._read_date({name: cells.get(f"end {name}", "") for name in DATE_PARTS})
        self.headline, self.body = _strip_html(headline), _strip_html(body)
        self.slide_type = str(cells.get("type", "")).strip().lower()
        self.group = str(cells.get("group", "")).strip()
        if cells.get("media"):
            self.notes.append("Media are ignored.")
        if cells.get("display date") or cells.get("display_date"):
            self.notes.append("A displayed date is ignored: the days themselves are read.")

    def _read_date(self, parts: object) -> str:
        """Return a date as EDTF, as precise as it is given."""
        if not isinstance(parts, dict):
            return str(parts or "")
        year, month, day = (str(parts.get(name, "")).strip() for name in ("year", "month", "day"))
        if str(parts.get("time", "") or parts.get("hour", "")).strip():
            self.notes.append("A time of day is ignored: the record holds days.")
        padded = [year, month and month.zfill(2), day and day.zfill(2)]
        return "-".join(part for part in padded if part)


def _strip_html(text: object) -> str:
    """Return the words of HTML; there is a space between paragraphs."""
    spaced = re.sub(r"<(?=/?(p|br|div|li|h\d)\b)", " <", str(text or ""), flags=re.IGNORECASE)
    return " ".join(html.unescape(strip_tags(spaced)).split())


def _round_cells(event: _Event, options: Mapping[str, str]) -> dict[str, str]:
    title = event.headline
    if len(title) > MAX_TITLE_LENGTH:
        title = f"{title[: MAX_TITLE_LENGTH - 1]}…"
        event.notes.append(f"A headline is cut at {MAX_TITLE_LENGTH} characters.")
    return {
        "title": title,
        "track": options.get("track", ""),
        "status": options.get("status") or Status.HELD,
        "start": event.start,
        "end": event.end if event.end != event.start else "",
        "note": event.body,
    }


def _statement_cells(event: _Event, options: Mapping[str, str]) -> dict[str, str]:
    if event.end and event.end != event.start:
        event.notes.append("The end of an event is ignored: a statement has one date.")
    words = [event.headline.rstrip("."), event.body]
    return {
        "speaker": options.get("speaker", ""),
        "kind": options["statement_kind"],
        "date": event.start,
        "summary": ". ".join(filter(None, words)),
    }


def _find_group(group: str, model: type[Model], directory: Directory) -> str:
    """Return the slug of the row that a group names, else the group, which its cell reports."""
    try:
        return directory.slug(model, directory.find(model, group)) if group else ""
    except WrongCell:
        return group
