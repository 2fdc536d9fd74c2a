"""Cells as values: lists, choices, references, participations, citations."""

import pytest

from actors.models import Actor
from talks.exports.rows.citations import citation_line
from talks.imports import cell_values, cells
from talks.imports.directory import Directory
from talks.imports.faults import WrongCell
from talks.imports.kinds import IMPORT_KINDS
from talks.models import Nature, Source, Status, Venue
from tests.factories import make_actor, make_source, make_venue

pytestmark = pytest.mark.django_db


def read_error(read, *cell) -> str:
    with pytest.raises(WrongCell) as error:
        read(*cell)
    return str(error.value)


def test_a_text_is_trimmed_and_has_plain_line_ends():
    assert cell_values.read_text("  one\r\ntwo\rthree\n") == "one\ntwo\nthree"
    assert cell_values.read_text("\u200f\xa0روسيا\u200e\ufeff") == "روسيا"
    assert "list" in read_error(cell_values.read_text, ["a"])
    assert "UTF-8" in read_error(cell_values.read_text, "lo\ufffdt")
    assert read_error(cell_values.read_text, "a\0b")


def test_a_list_is_split_at_semicolons_and_holds_each_text_once():
    assert cell_values.read_texts("a; b;;a\nc") == ["a", "b", "c"]
    assert cell_values.read_texts(["a; b", "c"]) == ["a; b", "c"]
    assert cell_values.read_texts("") == []


def test_items_of_a_list_lose_the_apostrophe_that_the_sites_files_put_before_them():
    assert cell_values.read_texts("Plain; '=1+1; 'tis") == ["Plain", "=1+1", "'tis"]


@pytest.mark.parametrize(("cell", "value"), [("", None), ("7", 7), (" 12 ", 12), ("-3", -3)])
def test_a_whole_number_is_read(cell, value):
    assert cell_values.read_number(cell) == value


@pytest.mark.parametrize("cell", ["2.5", "1e3", "seven", "٣", "1 000", "9" * 30])
def test_any_other_number_is_refused(cell):
    assert read_error(cell_values.read_number, cell)


@pytest.mark.parametrize("cell", ["16/02/2017", "2/16/17", "16.2.2017", "2017/02/16", "2017-2-6"])
def test_a_date_that_a_spreadsheet_rewrote_is_refused_as_such(cell):
    assert "rewritten" in read_error(cell_values.read_date, cell)


@pytest.mark.parametrize("cell", ["42782", "42782.5"])
def test_a_spreadsheets_number_for_a_day_is_refused_as_such(cell):
    assert "number for a day" in read_error(cell_values.read_date, cell)


@pytest.mark.parametrize("cell", ["", "2017", "2017-02~", "2015/2016", "../2020", "2017-02-30"])
def test_other_dates_are_passed_on_for_the_field_to_check(cell):
    assert cell_values.read_date(cell) == cell


@pytest.mark.parametrize(
    ("cell", "value"), [("Yes", True), ("1", True), ("no", False), ("", False), ("FALSE", False)]
)
def test_yes_and_no_are_read(cell, value):
    assert cell_values.read_boolean(cell) is value


def test_a_choice_is_read_by_value_or_label_and_refused_with_the_list_of_values():
    assert cell_values.read_choice(Status.choices, "Held") == "held"
    assert cell_values.read_choice(Nature.choices, "plan changed") == "plan-vs-event"
    assert "held, planned, postponed, cancelled" in read_error(
        cell_values.read_choice, Status.choices, "off"
    )


# References -------------------------------------------------------------------------------------


def test_a_row_is_named_by_slug_or_by_an_exact_name_in_any_script():
    russia = make_actor(
        slug="russia", name="Russia", name_ar="روسيا", aliases=["Moscow"], former_slugs=["ussr"]
    )
    city = make_venue(slug="geneva", city="Geneva")
    directory = Directory()

    for text in ("russia", "Russia", "RUSSIA", "روسيا", "moscow", "ussr"):
        assert directory.find(Actor, text) == russia.pk
    assert directory.find(Venue, "Geneva") == city.pk


def test_nothing_is_guessed_but_a_similar_slug_is_suggested():
    make_actor(slug="russia", name="Russia")
    make_actor(slug="first", name="Front")
    make_actor(slug="second", name="Other", aliases=["Front"])
    directory = Directory()

    assert "did you mean “russia”" in read_error(directory.find, Actor, "rusia")
    assert "Several" in read_error(directory.find, Actor, "Front")
    assert "no such actor" in read_error(directory.find, Actor, "Rus")


def test_a_reference_to_a_wrong_row_says_so():
    directory = Directory()
    directory.wrong_slugs.add((Actor, "russia"))

    assert "correct that first" in read_error(directory.find, Actor, "russia")


def test_a_row_that_has_just_been_added_is_known():
    directory = Directory()
    read_error(directory.find, Source, "paper")
    paper = make_source(slug="paper")
    directory.add(paper)

    assert directory.find(Source, "paper") == paper.pk
    assert directory.slug(Source, paper.pk) == "paper"


def test_participants_are_actors_with_a_role():
    russia, un = make_actor(slug="russia"), make_actor(slug="un", name="United Nations")
    directory = Directory()
    expected = [(russia.pk, "guarantor"), (un.pk, "mediator")]

    assert (
        cells.read_participants("russia guarantor; United Nations mediator", directory) == expected
    )
    objects = [{"actor": "russia", "role": "guarantor"}, {"actor": "un", "role": "mediator"}]
    assert cells.read_participants(objects, directory) == expected
    assert "no such choice" in read_error(cells.read_participants, "russia boss", directory)
    assert read_error(cells.read_participants, "russia", directory)


# Citations --------------------------------------------------------------------------------------

CITATIONS = [
    {"source": "paper"},
    {"source": "paper", "locator": "1.4"},
    {"source": "paper", "locator": "p. 3; p. 5", "supports": ["start"]},
    {"source": "paper", "locator": "Annex (b)"},
    {"source": "paper", "supports": ["start", "end"]},
    {"source": "paper", "locator": "§ 2", "supports": ["end"], "quotation": 'He said "no" (twice)'},
    {
        "source": "paper",
        "locator": "7",
        "nature": "contradiction",
        "reported_field": "start",
        "reported_value": "15 = not 16 | sic",
        "reported_days": "2017-02-15/2017-02-16",
    },
    {
        "source": "paper",
        "supports": ["start"],
        "quotation": "a [b]",
        "nature": "naming",
        "reported_field": "name",
        "reported_value": "“regime”",
    },
]


@pytest.mark.parametrize("citation", CITATIONS)
def test_a_citation_is_read_as_the_sites_files_write_it(citation):
    paper = make_source(slug="paper")
    directory = Directory()
    empty = {"locator": "", "reported_field": "", "source_id": paper.pk}
    expected = {name: value for name, value in citation.items() if name != "source"}

    [line] = cells.read_citations(citation_line(citation), directory)
    assert {name: value for name, value in line.items() if value != []} == empty | expected
    assert cells.read_citations([citation], directory) == [empty | expected]


def test_citations_are_one_a_line_or_have_semicolons_between():
    paper, book = make_source(slug="paper"), make_source(slug="book")
    directory = Directory()

    for cell in ("paper @ 1 (start)\nbook @ p. 2", "paper @ 1 (start); book @ p. 2"):
        citations = cells.read_citations(cell, directory)
        assert [(one["source_id"], one["locator"]) for one in citations] == [
            (paper.pk, "1"),
            (book.pk, "p. 2"),
        ]


@pytest.mark.parametrize(
    "cell", ["paper, page 4", "paper (start", '"paper"', [{"source": "paper", "page": "4"}]]
)
def test_a_wrong_citation_is_refused_with_the_right_form(cell):
    make_source(slug="paper")

    assert read_error(cells.read_citations, cell, Directory())


@pytest.mark.parametrize("kind", IMPORT_KINDS)
def test_there_is_a_reader_for_every_column_that_can_be_imported(kind):
    for column in IMPORT_KINDS[kind].columns:
        assert not cells.read_cell(column.type, "", Directory())
