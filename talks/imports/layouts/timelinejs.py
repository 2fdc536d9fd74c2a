"""TimelineJS 3, its JSON and its spreadsheet's CSV: its events as rounds or statements.

The columns and names are those that its documentation gives (timeline.knightlab.com/docs). An
event names no source, so one must be chosen that all of them rest on.
"""

import html
import re
from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.html import strip_tags

from actors.models import Actor
from talks.imports.directory import Directory
from talks.imports.faults import Unreadable, WrongCell
from talks.imports.tables import Row, Table
from talks.models import Status, Track

HEAD = frozenset({"year", "headline", "text"})
MARKS = (HEAD, frozenset({"start_date", "text"}))
KINDS = ("rounds", "statements")
LONGEST_TITLE = 120
THEIRS = {
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


def read(tables: list[Table], options: Mapping[str, str]) -> list[Table]:
    """Return the events as rows of a kind.

    `options` are `kind`, "rounds" or "statements"; `source`; for rounds `track` and `status`, for
    statements `speaker` and `statement_kind`. Where track or speaker are not given, an event's
    group names them. Raises `Unreadable` where an option is missing.
    """
    kind, source = options.get("kind") or KINDS[0], options.get("source", "")
    if kind not in KINDS:
        raise Unreadable(f"Events of TimelineJS are read as {' or '.join(KINDS)}: choose one.")
    if kind == "statements" and not options.get("statement_kind"):
        raise Unreadable("Choose what kind of statements the events are: TimelineJS tells none.")
    if not source:
        raise Unreadable("Choose the source that the events rest on: TimelineJS names none.")
    events = [table for table in tables if table.kind == "events" or table.columns]
    if not events:
        raise Unreadable("This is no TimelineJS 3 file: it has no list “events”, and no head.")
    file = events[0]
    if file.columns and not set(file.columns) >= HEAD:
        raise Unreadable("This is no TimelineJS file: its head names no Year, Headline and Text.")
    left = [f"“{table.kind}” are left out." for table in tables if table is not file]
    theirs = THEIRS if file.columns else JSON_THEIRS
    return [Table(kind, None, lambda: _rows(file, kind, options, left), file.word, theirs)]


JSON_THEIRS = {
    ours: {"Year": "start_date", "End Year": "end_date"}.get(theirs, theirs.lower())
    for ours, theirs in THEIRS.items()
}


def _rows(file: Table, kind: str, options: Mapping[str, str], left: list[str]) -> Iterator[Row]:
    directory = Directory()
    yield Row(0, {}, notes=left)
    for row in file.rows():
        event = _Event(row)
        if event.sort in ("title", "era"):
            yield Row(row.number, {}, notes=[f"A slide of the type “{event.sort}” is left out."])
            continue
        cells = _round(event, options) if kind == "rounds" else _statement(event, options)
        for name, model in (("track", Track), ("speaker", Actor)):
            if name in cells and not cells[name]:
                cells[name] = _from_group(event.group, model, directory)
        supports = [
            name for name in ("title", "start", "end", "date", "summary") if cells.get(name)
        ]
        told = {"source": options["source"], "locator": f"event {row.number}", "supports": supports}
        yield Row(row.number, cells | {"citations": [told]}, row.faults, event.notes)


class _Event:
    """An event, of either format, with what of it is left out."""

    def __init__(self, row: Row) -> None:
        cells, self.notes = row.cells, list[str]()
        text = cells.get("text")
        if isinstance(text, dict) or "start_date" in cells:
            words = text if isinstance(text, dict) else {}
            headline, body = words.get("headline", ""), words.get("text", "")
            self.start, self.end = (
                self._date(cells.get(f"{side}_date")) for side in ("start", "end")
            )
            media: Any = cells.get("media")
        else:
            headline, body = cells.get("headline", ""), cells.get("text", "")
            self.start = self._date({name: cells.get(name, "") for name in PARTS})
            self.end = self._date({name: cells.get(f"end {name}", "") for name in PARTS})
            media = cells.get("media", "")
        self.headline, self.body = _plain(headline), _plain(body)
        self.sort = str(cells.get("type", "")).strip().lower()
        self.group = str(cells.get("group", "")).strip()
        if media:
            self.notes.append("Media are left out.")
        if cells.get("display date") or cells.get("display_date"):
            self.notes.append("A displayed date is left out: the days themselves are read.")

    def _date(self, said: Any) -> str:
        """Write a date as EDTF, as far as it is told."""
        if not isinstance(said, dict):
            return str(said or "")
        year, month, day = (str(said.get(name, "")).strip() for name in ("year", "month", "day"))
        if str(said.get("time", "") or said.get("hour", "")).strip():
            self.notes.append("A time of day is left out: the record keeps days.")
        parts = [year, month and month.zfill(2), day and day.zfill(2)]
        return "-".join(part for part in parts if part)


PARTS = ("year", "month", "day", "time")


def _plain(text: Any) -> str:
    """Return the words of HTML; what stands in paragraphs of its own is parted."""
    parted = re.sub(r"<(?=/?(p|br|div|li|h\d)\b)", " <", str(text or ""), flags=re.IGNORECASE)
    return " ".join(html.unescape(strip_tags(parted)).split())


def _round(event: _Event, options: Mapping[str, str]) -> dict[str, Any]:
    title = event.headline
    if len(title) > LONGEST_TITLE:
        title = f"{title[: LONGEST_TITLE - 1]}…"
        event.notes.append(f"A headline is cut at {LONGEST_TITLE} characters.")
    return {
        "title": title,
        "track": options.get("track", ""),
        "status": options.get("status") or Status.HELD,
        "start": event.start,
        "end": event.end if event.end != event.start else "",
        "note": event.body,
    }


def _statement(event: _Event, options: Mapping[str, str]) -> dict[str, Any]:
    if event.end and event.end != event.start:
        event.notes.append("The end of an event is left out: a statement has one date.")
    words = [event.headline.rstrip("."), event.body]
    return {
        "speaker": options.get("speaker", ""),
        "kind": options["statement_kind"],
        "date": event.start,
        "summary": ". ".join(filter(None, words)),
    }


def _from_group(group: str, model: Any, directory: Directory) -> str:
    try:
        return directory.slug(model, directory.find(model, group)) if group else ""
    except WrongCell:
        return group  # told where the cell is read
