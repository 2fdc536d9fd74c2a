"""The selection as a file: what each kind of row says, and how each format writes it.

A new format is one function and its entry in FORMATS; a new kind of row one
table of columns and its entry in COLUMNS. Rows are written as they come, so that memory does not
grow with their number.
"""

import csv
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from operator import attrgetter, methodcaller
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import QuerySet

from talks.models import Citation, TrackRole

CHUNK = 2000  # rows read at a time, each time with what belongs to them
# What a spreadsheet may run: OWASP's list, and the same after blanks, which some strip.
# Where apostrophes stand before that already, one more does, so that one can be taken away again.
FORMULA = re.compile(r"'*([\t\r\n\0]|\s*[=+\-@＝＋－＠])")

Row = dict[str, Any]
Columns = Mapping[str, Callable[[Any], Any]]


def _slug(name: str) -> Callable[[Any], str]:
    """Return the slug of what a foreign key names, "" where it names nothing."""
    return lambda item: getattr(getattr(item, name), "slug", "")


def _slugs(name: str) -> Callable[[Any], list[str]]:
    return lambda item: [one.slug for one in getattr(item, name).all()]


def _plain(*names: str) -> dict[str, Callable[[Any], Any]]:
    return {name: attrgetter(name) for name in names}


def _participants(item: Any) -> list[Row]:
    return [{"actor": part.actor.slug, "role": part.role} for part in item.participations.all()]


def _citations(item: Any) -> list[Row]:
    return [_citation(citation) for citation in item.citations.all()]


def _citation(citation: Citation) -> Row:
    differs = ("quotation", "reported_field", "reported_value", "reported_days", "nature")
    return {
        "source": citation.source.slug,
        "locator": citation.locator,
        "supports": citation.supports,
        **{name: getattr(citation, name) for name in differs if getattr(citation, name)},
    }


def _facts(item: Any) -> list[Row]:
    return [
        {"fact": citation.target_name(), "locator": citation.locator}
        for citation in item.citations.all()
    ]


NAMED: Columns = _plain("slug") | {"url": methodcaller("get_absolute_url")}
BOUNDS: Columns = _plain("earliest", "latest")
CITED: Columns = {"citations": _citations}

ROUND: Columns = {
    **NAMED,
    "title": str,
    "track": _slug("track"),
    "venue": _slug("venue"),
    **_plain("number", "status", "start", "end"),
    **BOUNDS,
    **_plain("timing", "format", "agenda", "outcome", "note"),
    "topics": _slugs("topics"),
    "participants": _participants,
    "part_of": _slug("part_of"),
    "realised_as": _slug("realised_as"),
    **CITED,
}
STATEMENT: Columns = {
    **NAMED,
    "speaker": _slug("speaker"),
    "on_behalf_of": _slug("on_behalf_of"),
    "addressees": _slugs("addressees"),
    **_plain("kind", "date"),
    **BOUNDS,
    "round": _slug("round"),
    **_plain("summary", "quotation", "note"),
    "topics": _slugs("topics"),
    **CITED,
}
DOCUMENT: Columns = {
    **NAMED,
    **_plain("title", "kind", "date"),
    **BOUNDS,
    "round": _slug("round"),
    "parties": _slugs("parties"),
    **_plain("symbol", "pax_id", "summary"),
    **CITED,
}
ROLE_VERBS = {"mediator": "mediates", "guarantor": "guarantor-of"}
# In Popolo's words where it has them.
ACTOR: Columns = {
    **NAMED,
    **_plain("name", "name_ar"),
    "classification": attrgetter("kind"),
    "country": attrgetter("country"),
    "other_names": attrgetter("aliases"),
    **_plain("wikidata", "description"),
    **CITED,
}
RELATION: Columns = {
    "subject": _slug("subject"),
    "kind": attrgetter("kind"),
    "object": _slug("object"),
    "object_type": lambda item: "actor",
    **_plain("support", "role", "start", "end"),
    **CITED,
}
TRACK_ROLE: Columns = {
    **RELATION,
    "subject": _slug("actor"),
    "kind": lambda item: ROLE_VERBS.get(item.role, item.role),
    "object": _slug("track"),
    "object_type": lambda item: "track",
    "support": lambda item: [],
    "role": methodcaller("get_role_display"),
    "start": lambda item: "",
    "end": lambda item: "",
}
SOURCE: Columns = {
    **NAMED,
    **_plain("title", "kind", "subkind", "publisher", "author", "published"),
    **BOUNDS,
    "language": attrgetter("language"),
    "address": attrgetter("url"),
    "note": attrgetter("note"),
    "citations": _facts,
}

COLUMNS: Mapping[str, Columns] = {
    "rounds": ROUND,
    "statements": STATEMENT,
    "documents": DOCUMENT,
    "actors": ACTOR,
    "relations": RELATION,
    "sources": SOURCE,
}


def row(kind: str, item: Any) -> Row:
    """Say a thing in plain values: texts, numbers, days, and lists of these."""
    columns = TRACK_ROLE if isinstance(item, TrackRole) else COLUMNS[kind]
    return {name: value(item) for name, value in columns.items()}


# Formats ----------------------------------------------------------------------------------------


def as_json(kind: str, rows: Iterable[Row], said: Mapping[str, Any]) -> Iterator[str]:
    """Write one object: what is said of the selection, then the rows under their kind's name."""
    yield f'{json.dumps(said)[:-1]}, "{kind}": ['
    for index, line in enumerate(rows):
        yield (",\n" if index else "\n") + json.dumps(line, cls=DjangoJSONEncoder)
    yield "\n]}\n"


def as_csv(kind: str, rows: Iterable[Row], said: Mapping[str, Any]) -> Iterator[str]:
    """Write RFC 4180 lines under a header, in UTF-8 with the mark that spreadsheets look for.

    A cell that a spreadsheet would run as a formula gets an apostrophe before it (OWASP, CSV
    injection). Lists are joined by semicolons, which some spreadsheets take for the edge of a
    cell: each of their items is treated alike.
    """
    lines = csv.writer(_Echo())
    yield "\ufeff" + lines.writerow(COLUMNS[kind])
    for line in rows:
        yield lines.writerow([_cell(value) for value in line.values()])


class _Echo:
    """A file that hands back each line instead of keeping it."""

    def write(self, line: str) -> str:
        return line


def _cell(value: Any) -> str:
    text = _flat(value)
    return f"'{text}" if FORMULA.match(text) else text


def _flat(value: Any) -> str:
    if isinstance(value, list):
        return ("\n" if _cites(value[:1]) else "; ").join(map(_cell, value))
    if isinstance(value, dict):
        return cited(value) if _cites([value]) else " ".join(map(str, value.values()))
    return "" if value is None else str(value)


def _cites(items: list[Any]) -> bool:
    """Say whether these are citations, each of which has a line of its own."""
    return any(isinstance(item, dict) and "source" in item for item in items)


def cited(citation: Mapping[str, Any]) -> str:
    """Say a citation in a line: source @ locator (supports) "quotation" [nature: field = value].

    Days that it reports otherwise stand after the value, as “| 2017-02-15”.
    """
    parts = [citation["source"]]
    locator, supports = citation.get("locator", ""), citation.get("supports", [])
    parts += [f"@ {locator}"] if locator else []
    parts += [f"({', '.join(supports)})"] if supports or locator.endswith(")") else []
    parts += [f'"{citation["quotation"]}"'] if citation.get("quotation") else []
    if citation.get("nature"):
        days = f" | {citation['reported_days']}" if citation.get("reported_days") else ""
        said = f"{citation['reported_field']} = {citation['reported_value']}{days}"
        parts.append(f"[{citation['nature']}: {said}]")
    return " ".join(parts)


def undefused(cell: str) -> str:
    """Take the apostrophe away that stands before what a spreadsheet may run."""
    return cell[1:] if cell.startswith("'") and FORMULA.match(cell) else cell


FORMATS: Mapping[
    str, tuple[str, Callable[[str, Iterable[Row], Mapping[str, Any]], Iterator[str]]]
] = {
    "csv": ("text/csv; charset=utf-8", as_csv),
    "json": ("application/json", as_json),
}


def export(
    kind: str, file_format: str, things: Iterable[Any], *, words: str, errors: Mapping[str, Any]
) -> Iterator[str]:
    """Write things of a kind in a format, piece by piece.

    A format that has room for it also says the filter in words, and what was wrong in the query.
    """
    _, write = FORMATS[file_format]
    if isinstance(things, QuerySet):
        things = things.iterator(chunk_size=CHUNK)
    return write(kind, (row(kind, thing) for thing in things), {"filter": words, "errors": errors})
