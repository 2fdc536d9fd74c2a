"""Files: what each row says, how each format writes it, and that none runs in a spreadsheet."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actors.models import Actor
from talks.exports.rows import COLUMNS
from talks.exports.selections import SELECTIONS
from talks.models import Nature
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
from tests.talks.files import as_csv, as_json, as_text

pytestmark = pytest.mark.django_db

KINDS = pytest.mark.parametrize("kind", COLUMNS)


# What a row says -------------------------------------------------------------------------------


def test_every_kind_that_can_be_selected_has_columns():
    assert COLUMNS.keys() == SELECTIONS.keys()


def test_a_round_says_all_that_its_page_says():
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
    make_participation(round=round, actor=make_actor(slug="un"), role="mediator")
    make_citation(
        round=round,
        source=make_source(slug="paper"),
        locator="1.4",
        supports=["start", "number"],
        reported_field="number",
        reported_value="Session 3",
        nature=Nature.NAMING,
    )
    [told] = [row for row in as_json("rounds")["rounds"] if row["slug"] == "geneva-1"]

    note = told.pop("note")
    assert note == ""
    assert told == {
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
        "participants": [{"actor": "un", "role": "mediator"}],
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


def test_a_statement_says_who_said_what_to_whom():
    statement = make_statement(
        slug="call",
        speaker=make_actor(slug="envoy"),
        on_behalf_of=make_actor(slug="un"),
        addressees=(make_actor(slug="us"), make_actor(slug="ru")),
        kind="call",
        date="2020~",
        round=make_round(slug="geneva-9"),
        summary="Asks for support.",
        quotation="support",
        topics=(make_topic(slug="process"),),
    )
    [told] = as_json("statements")["statements"]

    assert {name: told[name] for name in told if name not in ("note", "citations")} == {
        "slug": "call",
        "url": statement.get_absolute_url(),
        "speaker": "envoy",
        "on_behalf_of": "un",
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
    told = [list(row.values())[:-1] for row in as_json("relations")["relations"]]

    assert told == [
        ["us", "backs", "opposition", "actor", ["military"], "tacit", "2015", ""],
        ["un", "mediates", "geneva", "track", [], "mediator", "", ""],
        ["ru", "host", "sochi", "track", [], "host", "", ""],
    ]
    assert list(as_json("relations")["relations"][0]) == list(COLUMNS["relations"])


def test_a_document_an_actor_and_a_source_say_their_own():
    make_document(slug="paper", round=make_round(slug="geneva-1"), symbol="S/2012/523", pax_id=7)
    make_actor(slug="russia", country="RU", aliases=["Moscow"], name_ar="روسيا", kind="state")
    source = make_source(slug="news", url="https://example.org/a", language="en")
    make_citation(source=source, actor=Actor.objects.get(slug="russia"), locator="3.1")

    [document] = as_json("documents")["documents"]
    [actor] = as_json("actors")["actors"]
    [told] = as_json("sources")["sources"]
    assert (document["round"], document["symbol"], document["pax_id"]) == (
        *("geneva-1", "S/2012/523", 7),
    )
    assert (actor["classification"], actor["country"]) == ("state", "RU")
    assert (actor["other_names"], actor["name_ar"]) == (["Moscow"], "روسيا")
    assert actor["citations"] == [{"source": "news", "locator": "3.1", "supports": []}]
    assert (told["address"], told["language"]) == ("https://example.org/a", "en")
    assert told["citations"] == [{"fact": "actor", "locator": "3.1"}]


@KINDS
def test_json_without_rows_is_an_empty_list(kind):
    assert as_json(kind, things=[]) == {"filter": "", "errors": {}, kind: []}


@KINDS
def test_csv_without_rows_is_a_header_alone(kind):
    text = as_text(kind, "csv", things=[])

    assert text == "\ufeff" + ",".join(COLUMNS[kind]) + "\r\n"


def test_lists_are_joined_and_what_is_not_given_is_empty():
    round = make_round(number=None, topics=(make_topic(slug="b"), make_topic(slug="a")))
    for slug in ("us", "ru"):
        make_participation(round=round, actor=make_actor(slug=slug))
    source = make_source(slug="paper")
    make_citation(round=round, source=source, locator="1.4", supports=["start", "end"])
    make_citation(round=round, source=source, locator="2")
    [line] = as_csv("rounds")

    assert line["topics"] == "a; b"
    assert line["participants"] == "us party; ru party"
    assert line["citations"] == "paper @ 1.4 (start, end)\npaper @ 2"
    assert (line["number"], line["earliest"], line["venue"]) == ("", "", "")


FORMULAS = (
    *("=1+1", "+1", "-1", "@SUM(A1)", "\t=1+1", "\r=1+1", "\n=1+1", "＝1+1", "＋1", "－1", "＠A1"),
    *(" =1+1", "  +1", "\xa0-1", "\u2003@A1", "\v=1", "-", "=", '=HYPERLINK("http://x","y")'),
    *("\tplain", "\rplain", "\nplain"),
)


@pytest.mark.parametrize("text", FORMULAS)
def test_what_a_spreadsheet_may_run_is_defused_in_csv_and_left_as_it_is_in_json(text):
    make_statement(summary=text)

    assert as_csv("statements")[0]["summary"] == f"'{text}"
    assert as_json("statements")["statements"][0]["summary"] == text


@pytest.mark.parametrize("text", FORMULAS[:4])
def test_items_of_a_list_are_defused_too_since_some_part_cells_at_semicolons(text):
    make_actor(aliases=["Plain", text])

    assert as_csv("actors")[0]["other_names"] == f"Plain; '{text}"
    make_actor(slug="first", name="First", aliases=[text, "Plain"])
    lines = {line["slug"]: line["other_names"] for line in as_csv("actors")}
    assert lines["first"].lstrip("'") == f"{text}; Plain"
    assert lines["first"].startswith("'")


@pytest.mark.parametrize(
    "text",
    [
        "Says 1-1=0",
        "'quoted'",
        'a "quoted" word, and a comma',
        "two\nlines\r\nand more",
        "semi;colon\tand tab",
        "السلام عليكم – “Женева” 平和 🕊",
        "a=b",
        "~2017",
    ],
)
def test_other_text_comes_back_from_a_csv_as_it_was(text):
    make_statement(summary=text)

    assert as_csv("statements")[0]["summary"] == text


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=80))
def test_any_text_comes_back_but_for_the_mark_that_defuses_it(text):
    statement = make_statement(summary=text)
    [line] = as_csv("statements", things=[statement])
    statement.delete()

    cell = line["summary"]
    assert cell in (text, f"'{text}")
    assert not cell.lstrip().startswith(("=", "+", "-", "@", "＝", "＋", "－", "＠"))
