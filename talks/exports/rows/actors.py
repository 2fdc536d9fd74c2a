"""The columns of actors, named in Popolo's words where it has them."""

from actors.models import Actor, ActorKind
from talks.exports.rows.citations import CITATIONS
from talks.exports.rows.column_types import Choice, CountryCode, Text, Texts
from talks.exports.rows.columns import Column, RowKind
from talks.exports.rows.repeated_columns import SLUG, URL

ACTORS = RowKind(
    "actors",
    Actor,
    (
        SLUG,
        URL,
        Column("name", Text(), "Its one neutral name.", is_needed=True),
        Column("name_ar", Text(), "Its name in Arabic."),
        Column(
            "classification",
            Choice(ActorKind),
            "What kind of actor it is.",
            field="kind",
            is_needed=True,
            other_names=("kind",),
        ),
        Column("country", CountryCode(), "The country that it is or belongs to."),
        Column(
            "other_names",
            Texts(),
            "Other names in use.",
            field="aliases",
            other_names=("aliases",),
        ),
        Column("wikidata", Text(), "Its number in Wikidata, such as Q148."),
        Column("description", Text(), "Who it is, in our own words."),
        CITATIONS,
    ),
)
