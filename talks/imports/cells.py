"""Reads cells as the values of fields, by the type of their column."""

import re
from collections.abc import Callable
from typing import Any

from actors.models import Actor
from talks.exports.rows import column_types as types
from talks.exports.rows.citations import Citations
from talks.exports.rows.column_types import ColumnType
from talks.exports.rows.participants import Participants
from talks.imports.cell_values import (
    read_boolean,
    read_choice,
    read_country,
    read_date,
    read_number,
    read_text,
    read_texts,
)
from talks.imports.directory import Directory
from talks.imports.faults import WrongCell
from talks.models import Nature, RoundRole, Source


def read_cell(column_type: ColumnType[Any], cell: object, directory: Directory) -> object:
    """Return the value that a column of a type takes from a cell.

    References are keys of rows, participants pairs of key and role, and citations values by field.
    Raises `WrongCell` with what to do.
    """
    return READERS[type(column_type)](column_type, cell, directory)


def read_reference(column_type: types.Reference, cell: object, directory: Directory) -> int | None:
    """Return the key of the row that a cell names, None if it is empty."""
    text = read_text(cell)
    return directory.find(column_type.model, text) if text else None


def read_references(column_type: types.References, cell: object, directory: Directory) -> list[int]:
    """Return the keys of the rows that a cell names."""
    return [directory.find(column_type.model, text) for text in read_texts(cell)]


def read_participants(cell: object, directory: Directory) -> list[tuple[int, str]]:
    """Read actors with their roles: “russia guarantor; un mediator”, or a list of objects.

    Returns pairs of an actor's key and a role.
    """
    pairs = []
    for item in cell if isinstance(cell, list) else read_texts(cell):
        if isinstance(item, dict):
            actor, role = read_text(item.get("actor", "")), read_text(item.get("role", ""))
        else:
            actor, _, role = read_text(item).rpartition(" ")
        try:
            pair = directory.find(Actor, actor.strip()), read_choice(RoundRole.choices, role)
        except WrongCell as error:
            raise WrongCell(
                f"“{actor} {role}”: {error} An actor and its role are expected."
            ) from error
        if not pair[1]:
            raise WrongCell(
                f"“{actor}” has no role: write one of {', '.join(RoundRole.values)} after it."
            )
        pairs.append(pair)
    return list(dict.fromkeys(pairs))


# Citations --------------------------------------------------------------------------------------

# source @ locator (supports) "quotation" [nature: field = value | days]
CITATION_LINE = re.compile(
    r"(?P<source>[-\w]+)(?:\s+@\s+(?P<locator>.*?))?"
    r"(?:\s+\((?P<supports>(?:\w+(?:\s*,\s*\w+)*)?)\))?"
    r'(?:\s+"(?P<quotation>.*)")?'
    r"(?:\s+\[(?P<nature>[-\w]+): (?P<reported_field>.*?) = (?P<reported_value>.*?)"
    r"(?: \| (?P<reported_days>[-0-9X~?%./]+))?\])?"
)
NEXT_CITATION = re.compile(r";\s*(?=[-\w]+\s+@\s)")  # where another begins in the same line
CITATION_FORM = "source @ place (field, field)"
CITATION_MEMBERS = {member.name for member in Citations.members}
CITATION_TEXTS = CITATION_MEMBERS - {"source", "supports", "nature"}


def read_citations(cell: object, directory: Directory) -> list[dict[str, Any]]:
    """Read citations, one a line, as values by field; fields that are not given are left out.

    Raises `WrongCell` with the form that is expected.
    """
    items = cell if isinstance(cell, list) else _split_citations(read_text(cell))
    return [_read_citation(item, directory) for item in items]


def _split_citations(cell: str) -> list[str]:
    lines: list[str] = []
    for line in cell.split("\n"):
        lines += [line] if set('"[') & set(line) else NEXT_CITATION.split(line)
    return [line.strip() for line in lines if line.strip()]


def _read_citation(item: object, directory: Directory) -> dict[str, Any]:
    members = dict(item) if isinstance(item, dict) else _match_citation(read_text(item))
    if unknown := set(members) - CITATION_MEMBERS:
        raise WrongCell(f"A citation has no {', '.join(sorted(unknown))}.")
    values: dict[str, Any] = {"locator": "", "reported_field": ""}
    for name in CITATION_TEXTS & set(members):
        values[name] = " ".join(read_text(members[name]).split())
    values["source_id"] = directory.find(Source, read_text(members.get("source", "")))
    if "nature" in members:
        values["nature"] = read_choice(Nature.choices, members["nature"])
    if "supports" in members:
        fields = members["supports"]
        fields = fields if isinstance(fields, list) else re.split(r"[,;]", read_text(fields))
        values["supports"] = list(dict.fromkeys(filter(None, map(read_text, fields))))
    return values


def _match_citation(line: str) -> dict[str, str]:
    match = CITATION_LINE.fullmatch(line)
    if not match:
        raise WrongCell(f"“{line[:60]}” cannot be read: write {CITATION_FORM}, one a line.")
    return {name: value for name, value in match.groupdict().items() if value is not None}


READERS: dict[type[ColumnType[Any]], Callable[[Any, object, Directory], object]] = {
    types.Text: lambda column_type, cell, directory: read_text(cell),
    types.Slug: lambda column_type, cell, directory: read_text(cell),
    types.Address: lambda column_type, cell, directory: read_text(cell),
    types.CountryCode: lambda column_type, cell, directory: read_country(cell),
    types.Number: lambda column_type, cell, directory: read_number(cell),
    types.Boolean: lambda column_type, cell, directory: read_boolean(cell),
    types.EdtfDate: lambda column_type, cell, directory: read_date(cell),
    types.Texts: lambda column_type, cell, directory: read_texts(cell),
    types.Choice: lambda column_type, cell, directory: read_choice(
        column_type.choices.choices, cell
    ),
    types.Choices: lambda column_type, cell, directory: [
        read_choice(column_type.choices.choices, text) for text in read_texts(cell)
    ],
    types.Reference: read_reference,
    types.References: read_references,
    Participants: lambda column_type, cell, directory: read_participants(cell, directory),
    Citations: lambda column_type, cell, directory: read_citations(cell, directory),
}
