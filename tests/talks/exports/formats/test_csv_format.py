"""CSV: a header and a line for each thing, none of which a spreadsheet runs as a formula."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from talks.exports.file_format import Context, write_file
from talks.exports.formats import FORMATS
from talks.exports.rows import ROW_KINDS
from talks.exports.selections import SELECTIONS
from tests.factories import (
    make_actor,
    make_citation,
    make_participation,
    make_round,
    make_source,
    make_statement,
    make_topic,
)
from tests.records import ask
from tests.talks.files import as_bytes, as_csv, as_json, published_names

pytestmark = pytest.mark.django_db

KINDS = pytest.mark.parametrize("kind", ROW_KINDS)


def test_it_is_text_in_utf_8():
    assert FORMATS["csv"].media_type == "text/csv; charset=utf-8"


@KINDS
def test_a_file_without_rows_is_a_header_alone(kind):
    text = as_bytes(kind, "csv", things=[]).decode()

    assert text == "\ufeff" + ",".join(published_names(kind)) + "\r\n"


@KINDS
def test_a_file_has_a_line_for_each_row_with_the_names_that_json_has(kind, few_of_each):
    lines, rows = as_csv(kind), as_json(kind)[kind]

    assert list(lines[0]) == published_names(kind)
    assert len(lines) == len(list(SELECTIONS[kind](ask())))
    for name in {"slug", "url", "subject", "object"} & set(lines[0]):
        assert [line[name] for line in lines] == [row[name] for row in rows]


@KINDS
def test_each_line_is_written_as_its_thing_is_read(kind, few_of_each):
    things_read: list[Any] = []

    def things() -> Any:
        for thing in SELECTIONS[kind](ask()):
            things_read.append(thing)
            yield thing

    pieces = write_file(FORMATS["csv"], things(), Context(ROW_KINDS[kind]))
    for number, _ in enumerate(pieces):
        assert len(things_read) == number  # the first is the header


def test_items_of_lists_are_joined_and_missing_values_are_empty_cells():
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
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "\t=1+1",
    "\r=1+1",
    "\n=1+1",
    "＝1+1",
    "＋1",
    "－1",
    "＠A1",
    " =1+1",
    "  +1",
    "\xa0-1",
    "\u2003@A1",
    "\v=1",
    "-",
    "=",
    '=HYPERLINK("http://x","y")',
    "\tplain",
    "\rplain",
    "\nplain",
)


@pytest.mark.parametrize("text", FORMULAS)
def test_formulas_are_defused_in_csv_and_unchanged_in_json(text):
    make_statement(summary=text)

    assert as_csv("statements")[0]["summary"] == f"'{text}"
    assert as_json("statements")["statements"][0]["summary"] == text


@pytest.mark.parametrize("text", FORMULAS[:4])
def test_items_of_a_list_are_defused_too_because_some_spreadsheets_split_at_semicolons(text):
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
def test_any_text_comes_back_except_for_the_apostrophe_that_defuses_it(text):
    statement = make_statement(summary=text)
    [line] = as_csv("statements", things=[statement])
    statement.delete()

    cell = line["summary"]
    assert cell in (text, f"'{text}")
    assert not cell.lstrip().startswith(("=", "+", "-", "@", "＝", "＋", "－", "＠"))
