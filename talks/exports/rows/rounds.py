"""The columns of rounds."""

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
from talks.exports.rows.participants import Participants
from talks.exports.rows.repeated_columns import CONFIDENCE, EARLIEST, LATEST, SLUG, URL
from talks.models import Round, Status, Topic, Track, Venue

ROUNDS = RowKind(
    "rounds",
    Round,
    (
        SLUG,
        URL,
        Column("title", Text(), "Its name, if track and number do not name it.", value=str),
        Column("track", Reference(Track), "The line of talks it belongs to.", is_needed=True),
        Column("venue", Reference(Venue), "Where it met."),
        Column("number", Number(), "Its usual number; empty if it has none."),
        Column(
            "ordinal",
            Number(),
            "Its place in its track; empty for the next.",
            unpublished="It is the order of the rows and means nothing else.",
        ),
        Column("status", Choice(Status), "Whether it took place.", is_needed=True),
        Column("start", EdtfDate(), "When it began; empty if no source gives it."),
        Column(
            "end", EdtfDate(), "When it ended; empty for a single day, or if no source gives it."
        ),
        EARLIEST,
        LATEST,
        Column("timing", Text(), "What sources say about its time, other than a date."),
        Column("format", Text(), "How it was held, such as proximity talks."),
        Column("agenda", Text(), "What it was to discuss."),
        Column("outcome", Text(), "What came out of it."),
        Column("note", Text(), "What a reader should know about the entry."),
        Column("topics", References(Topic), "What it was about."),
        Column(
            "participants",
            Participants(),
            "Who took part, and as what, and who was invited, absent or declined.",
            field="participations",
        ),
        Column(
            "other_participants",
            Texts(),
            "Who else took part, if the record does not know them as actors.",
        ),
        Column("part_of", Reference(Round), "The round that it is a session of."),
        Column(
            "realised_as", Reference(Round), "The round that a planned or postponed one became."
        ),
        CONFIDENCE,
        CITATIONS,
    ),
)
