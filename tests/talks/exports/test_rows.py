"""Rows: what each kind says of its things, and that nothing of them is forgotten."""

import pytest

from actors.models import Actor
from talks.exports.rows import ROW_KINDS, columns_of, fields_without_column
from talks.exports.selections import SELECTIONS
from talks.models import TARGETS, Citation, Nature, Participation, Source, TrackRole
from tests.factories import (
    make_actor,
    make_citation,
    make_document,
    make_participation,
    make_relation,
    make_round,
    make_source,
    make_statement,
    make_topic,
    make_track,
    make_track_role,
    make_venue,
)
from tests.talks.files import as_json, published_names

pytestmark = pytest.mark.django_db

MODELS = [kind.model for kind in ROW_KINDS.values()] + [TrackRole, Citation, Participation]


def test_every_kind_that_can_be_selected_has_columns():
    assert ROW_KINDS.keys() == SELECTIONS.keys()


def test_a_row_of_a_round_has_every_fact_of_its_page():
    later = make_round(slug="later")
    whole = make_round(slug="whole")
    round = make_round(
        track=make_track(slug="geneva"),
        venue=make_venue(slug="lake"),
        status="postponed",
        start="2017-02",
        end="2017-03-03",
        number=4,
        timing="After the thaw",
        format="Proximity talks",
        agenda="Four baskets",
        outcome="None",
        part_of=whole,
        realised_as=later,
        topics=(make_topic(slug="terror"), make_topic(slug="aid")),
    )
    part = make_participation(round=round, actor=make_actor(slug="un"), role="mediator")
    make_citation(participation=part, source=make_source(slug="list"), locator="2")
    make_citation(
        round=round,
        source=make_source(slug="paper"),
        locator="1.4",
        supports=["start", "number"],
        reported_field="number",
        reported_value="Session 3",
        nature=Nature.NAMING,
    )
    [row] = [one for one in as_json("rounds")["rounds"] if one["slug"] == "geneva-1"]

    expected = {
        "slug": "geneva-1",
        "url": "/rounds/geneva-1/",
        "title": "Geneva 4",
        "track": "geneva",
        "venue": "lake",
        "number": 4,
        "status": "postponed",
        "start": "2017-02",
        "end": "2017-03-03",
        "earliest": "2017-02-01",
        "latest": "2017-03-03",
        "timing": "After the thaw",
        "format": "Proximity talks",
        "agenda": "Four baskets",
        "outcome": "None",
        "topics": ["aid", "terror"],
        "participants": [
            {
                "actor": "un",
                "role": "mediator",
                "citations": [{"source": "list", "locator": "2", "supports": []}],
            }
        ],
        "part_of": "whole",
        "realised_as": "later",
        "citations": [
            {
                "source": "paper",
                "locator": "1.4",
                "supports": ["start", "number"],
                "reported_field": "number",
                "reported_value": "Session 3",
                "nature": "naming",
            }
        ],
    }
    assert {name: row[name] for name in expected} == expected


def test_a_row_of_a_statement_has_its_speaker_addressees_and_summary():
    statement = make_statement(
        slug="call",
        speaker=make_actor(slug="envoy", name="The envoy"),
        on_behalf_of=make_actor(slug="un", name="United Nations"),
        addressees=(make_actor(slug="us"), make_actor(slug="ru")),
        kind="call",
        date="2020~",
        round=make_round(slug="geneva-9"),
        summary="Asks for support.",
        quotation="support",
        topics=(make_topic(slug="process"),),
    )
    [row] = as_json("statements")["statements"]

    expected = {
        "slug": "call",
        "url": statement.get_absolute_url(),
        "speaker": "envoy",
        "speaker_name": "The envoy",
        "on_behalf_of": "un",
        "on_behalf_of_name": "United Nations",
        "addressees": ["ru", "us"],
        "kind": "call",
        "date": "2020~",
        "earliest": "2019-01-01",
        "latest": "2021-12-31",
        "round": "geneva-9",
        "summary": "Asks for support.",
        "quotation": "support",
        "topics": ["process"],
    }
    assert {name: row[name] for name in expected} == expected


def test_relations_and_roles_in_a_track_are_sentences_of_one_form():
    make_relation(
        subject=make_actor(slug="us"),
        object=make_actor(slug="opposition"),
        support=["military"],
        role="tacit",
        start="2015",
    )
    make_track_role(track=make_track(slug="geneva"), actor=make_actor(slug="un"), role="mediator")
    make_track_role(track=make_track(slug="sochi"), actor=make_actor(slug="ru"), role="host")
    sentences = [list(row.values())[:8] for row in as_json("relations")["relations"]]

    assert sentences == [
        ["us", "backs", "opposition", "actor", ["military"], "tacit", "2015", ""],
        ["un", "mediates", "geneva", "track", [], "mediator", "", ""],
        ["ru", "host", "sochi", "track", [], "host", "", ""],
    ]
    assert list(as_json("relations")["relations"][0]) == published_names("relations")


def test_rows_of_documents_actors_and_sources_have_their_own_columns():
    make_document(slug="paper", round=make_round(slug="geneva-1"), symbol="S/2012/523", pax_id=7)
    make_actor(slug="russia", country="RU", aliases=["Moscow"], name_ar="روسيا", kind="state")
    source = make_source(slug="news", url="https://example.org/a", language="en")
    make_citation(source=source, actor=Actor.objects.get(slug="russia"), locator="3.1")

    [document] = as_json("documents")["documents"]
    [actor] = as_json("actors")["actors"]
    [row] = as_json("sources")["sources"]
    assert document["round"] == "geneva-1"
    assert (document["symbol"], document["pax_id"]) == ("S/2012/523", 7)
    assert (actor["classification"], actor["country"]) == ("state", "RU")
    assert (actor["other_names"], actor["name_ar"]) == (["Moscow"], "روسيا")
    assert actor["citations"] == [{"source": "news", "locator": "3.1", "supports": []}]
    assert (row["address"], row["language"]) == ("https://example.org/a", "en")
    assert row["citations"] == [{"fact": "actor", "locator": "3.1"}]


# The declaration ---------------------------------------------------------------------------------

# Editable fields that are in no column, for the reasons given.
LEFT_OUT = {
    Actor: ["former_slugs"],  # they come of merging, and lead to the actor's page
    Source: ["former_slugs"],
    Citation: list(TARGETS),  # in files a citation is within the thing that it backs
    Participation: ["round"],  # in files it is within its round
}


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_every_editable_field_is_in_a_column_or_left_out_on_purpose(model):
    assert fields_without_column(model) == LEFT_OUT.get(model, [])


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_every_column_holds_a_field_or_computes_its_value(model):
    fields = {field.name for field in model._meta.get_fields()}
    for column in columns_of(model):
        assert column.field_name in fields or column.value, column.name


COLUMNS = [
    pytest.param(kind, column, id=f"{kind.name} {column.name}")
    for kind in ROW_KINDS.values()
    for column in kind.columns
]


@pytest.mark.parametrize(("kind", "column"), COLUMNS)
def test_every_column_is_explained_in_a_sentence(kind, column):
    assert column.meaning[0].isupper() and column.meaning.endswith(".")
    if column.read_only:
        assert not column.is_needed
    else:
        assert column.how_to_fill.endswith(".")
