"""The citations of a thing: the sources that it rests on."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Model

from talks.exports.rows.column_types import Choice, EdtfDate, Reference, Text, Texts
from talks.exports.rows.columns import Column, Row
from talks.exports.rows.objects import Objects
from talks.models import Citation, Nature, Source


@dataclass(frozen=True)
class Citations(Objects):
    """Citations; a cell of CSV holds one on each line."""

    schema_name = "Citations"
    model = Citation
    rows = "citations"
    separator = "\n"
    members = (
        Column("source", Reference(Source), "The source.", is_needed=True),
        Column("locator", Text(), "The place in the source: paragraph.sentence, page or section."),
        Column("supports", Texts(), "The fields of the thing that the source supports."),
        Column("quotation", Text(), "The words of the source."),
        Column("reported_field", Text(), "The field in which the source differs from the record."),
        Column("reported_value", Text(), "What the source says instead."),
        Column("reported_days", EdtfDate(), "The days that the source gives instead."),
        Column("nature", Choice(Nature), "How the source differs from the record."),
    )
    required = frozenset({"source", "locator", "supports"})

    @property
    def how_to_write(self) -> str:
        return (
            "One a line: source @ place (fields that it supports), "
            "such as opposing-sides-agree-geneva @ 1.4 (start, venue)."
        )

    def item_to_cell(self, item: Row) -> str:
        return citation_line(item)


def citation_line(citation: Mapping[str, Any]) -> str:
    """Write a citation as a line: source @ locator (supports) "quotation" [nature: field = value].

    The days that it reports instead come after the value, as “| 2017-02-15”.
    """
    parts = [citation["source"]]
    locator, supports = citation.get("locator", ""), citation.get("supports", [])
    parts += [f"@ {locator}"] if locator else []
    parts += [f"({', '.join(supports)})"] if supports or locator.endswith(")") else []
    parts += [f'"{citation["quotation"]}"'] if citation.get("quotation") else []
    if citation.get("nature"):
        days = f" | {citation['reported_days']}" if citation.get("reported_days") else ""
        report = f"{citation['reported_field']} = {citation['reported_value']}{days}"
        parts.append(f"[{citation['nature']}: {report}]")
    return " ".join(parts)


CITATIONS = Column[Model, list[Row]](
    "citations",
    Citations(),
    "The sources that it rests on; an import adds and changes them, and removes none.",
)
