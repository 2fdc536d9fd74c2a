"""The columns of outcome documents."""

from actors.models import Actor
from talks.exports.rows.citations import CITATIONS
from talks.exports.rows.column_types import (
    Choice,
    EdtfDate,
    Number,
    Reference,
    References,
    Text,
    Texts,
)
from talks.exports.rows.columns import Column, RowKind
from talks.exports.rows.repeated_columns import CONFIDENCE, EARLIEST, LATEST, SLUG, URL
from talks.models import DocumentKind, OutcomeDocument, Round

DOCUMENTS = RowKind(
    "documents",
    OutcomeDocument,
    (
        SLUG,
        URL,
        Column("title", Text(), "Its title.", is_needed=True),
        Column("kind", Choice(DocumentKind), "What kind of document it is.", is_needed=True),
        Column("date", EdtfDate(), "When it was made; empty if no source gives it."),
        EARLIEST,
        LATEST,
        Column("round", Reference(Round), "The round that it came out of."),
        Column("parties", References(Actor), "Who is bound by it."),
        Column(
            "third_parties",
            References(Actor),
            "Who mediated, guaranteed or witnessed it, and is no party to it.",
        ),
        Column(
            "other_parties",
            Texts(),
            "Further parties that the record does not know as actors.",
        ),
        Column("symbol", Text(), "Its publisher's number for it, such as S/RES/2254 (2015)."),
        Column("pax_id", Number(), "Its AgtId in the PA-X data set."),
        Column("summary", Text(), "What it says, in our own words."),
        CONFIDENCE,
        CITATIONS,
    ),
)
