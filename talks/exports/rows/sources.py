"""The columns of sources."""

from dataclasses import dataclass

from talks.exports.rows.column_types import Address, Choice, EdtfDate, Text
from talks.exports.rows.columns import Column, RowKind
from talks.exports.rows.objects import Objects
from talks.exports.rows.repeated_columns import EARLIEST, LATEST, SLUG, URL
from talks.models import Citation, Source, SourceKind, SourceSubkind


@dataclass(frozen=True)
class CitedFacts(Objects):
    """The facts that a source is cited for."""

    schema_name = "CitedFacts"
    model = Citation
    rows = "citations"
    members = (
        Column("fact", Text(), "What kind of thing it is cited for.", value=Citation.target_name),
        Column("locator", Text(), "The place in the source."),
    )
    required = frozenset({"fact", "locator"})


SOURCES = RowKind(
    "sources",
    Source,
    (
        SLUG,
        URL,
        Column("title", Text(), "Its title.", is_needed=True),
        Column("original_title", Text(), "Its title in its own language, where it is translated."),
        Column("kind", Choice(SourceKind), "What kind of publication it is.", is_needed=True),
        Column("subkind", Choice(SourceSubkind), "What kind of witness it is, such as a reprint."),
        Column("publisher", Text(), "Who published it."),
        Column("author", Text(), "Who wrote it."),
        Column("published", EdtfDate(), "When it was published; empty if it carries no date."),
        EARLIEST,
        LATEST,
        Column("language", Text(), "Its language by BCP 47, such as en or ar."),
        Column("address", Address(), "The address of its page.", field="url"),
        Column(
            "accessed_via",
            Text(),
            "How it was read, such as in a stored copy.",
            unpublished="The page of the source says it.",
        ),
        Column(
            "excerpt",
            Text(),
            "What was read of it, word for word; not shown on the site.",
            unpublished="It is there to check quotations, and may be under copyright.",
        ),
        Column("note", Text(), "What a reader should know about the source."),
        Column(
            "citations",
            CitedFacts(),
            "What it is cited for.",
            read_only="Citations are imported with the things that they back.",
        ),
    ),
)
