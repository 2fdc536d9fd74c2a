"""The columns of statements."""

from actors.models import Actor
from talks.exports.rows.citations import CITATIONS
from talks.exports.rows.column_types import (
    Boolean,
    Choice,
    EdtfDate,
    Reference,
    References,
    Text,
)
from talks.exports.rows.columns import Column, RowKind
from talks.exports.rows.repeated_columns import CONFIDENCE, EARLIEST, LATEST, SLUG, URL
from talks.models import Round, Statement, StatementKind, Topic

STATEMENTS = RowKind(
    "statements",
    Statement,
    (
        SLUG,
        URL,
        Column("speaker", Reference(Actor), "Who said it.", is_needed=True),
        Column(
            "speaker_name",
            Text(),
            "The speaker's name.",
            field="",
            value=lambda statement: str(statement.speaker),
            read_only="It is the name of the actor who spoke.",
        ),
        Column("on_behalf_of", Reference(Actor), "For whom the speaker said it."),
        Column(
            "on_behalf_of_name",
            Text(),
            "The name of the one for whom the speaker said it.",
            field="",
            value=lambda statement: str(statement.on_behalf_of or ""),
            read_only="It is the name of that actor.",
        ),
        Column("addressees", References(Actor), "To whom it was said."),
        Column("kind", Choice(StatementKind), "What the speaker does with it.", is_needed=True),
        Column("date", EdtfDate(), "When it was said; empty if no source gives it."),
        EARLIEST,
        LATEST,
        Column("round", Reference(Round), "The round that it was said at or about."),
        Column("summary", Text(), "What was said, in our own words.", is_needed=True),
        Column("quotation", Text(), "The speaker's own words, without quotation marks."),
        Column(
            "quotation_reread",
            Boolean(),
            "Whether the words were found again in the source on a second look.",
            unpublished="It is a note for editors.",
        ),
        Column("note", Text(), "What a reader should know about the entry."),
        Column("topics", References(Topic), "What it is about."),
        CONFIDENCE,
        CITATIONS,
    ),
)
