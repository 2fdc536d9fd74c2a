"""Wrong rows of a file: each fault has its row and column, and nothing is written."""

import json

import pytest

from record.stamp import stamp
from talks.models import Round, Statement
from tests.desk import dump_record
from tests.factories import (
    make_actor,
    make_citation,
    make_round,
    make_source,
    make_statement,
    make_track,
)
from tests.talks.imports.sample_files import (
    as_csv,
    fault_places,
    import_file,
    make_speaker_and_source,
    statement_row,
)

pytestmark = pytest.mark.django_db


def test_one_wrong_row_among_ten_thousand_is_named_and_nothing_is_written(capsys):
    make_speaker_and_source()
    before = dump_record(capsys), stamp()
    rows = [statement_row(number) for number in range(10_000)]
    rows[1_122]["date"] = "2017-02-30"
    report = import_file(as_csv(rows))

    assert fault_places(report) == [(1_124, "date", "2017-02-30")]
    assert "no such day" in report.faults[0].remedy
    assert (dump_record(capsys), stamp()) == before


WRONG = [
    ({"speaker": "nobody"}, "speaker", "nobody"),
    ({"speaker": ""}, "speaker", ""),
    ({"kind": "shout"}, "kind", "shout"),
    ({"summary": " "}, "summary", " "),
    ({"quotation": "x" * 301}, "quotation", "x" * 301),
    ({"slug": "not a slug"}, "slug", "not a slug"),
    ({"citations": ""}, "citations", ""),
    ({"citations": "nothing @ 1"}, "citations", "nothing @ 1"),
    ({"citations": "paper @ 1 (mood)"}, "citations", "paper @ 1 (mood)"),
    ({"citations": "paper @ 1\npaper @ 1"}, "citations", "paper @ 1"),
    ({"quotation_reread": "maybe"}, "quotation_reread", "maybe"),
    ({"round": "no-round"}, "round", "no-round"),
    ({"topics": "no-topic"}, "topics", "no-topic"),
]


@pytest.mark.parametrize(("values", "column", "value"), WRONG)
def test_values_that_forms_refuse_are_faults_of_their_row_and_column(values, column, value):
    make_speaker_and_source()
    rows = [statement_row(1), statement_row(2) | values]
    report = import_file(json.dumps(rows).encode(), "statements.json")

    assert fault_places(report) == [(2, column, value)]
    assert report.faults[0].remedy
    assert not Statement.objects.exists()


def test_a_repeated_slug_is_reported_with_its_first_row():
    make_speaker_and_source()
    report = import_file(as_csv([statement_row(1), statement_row(2), statement_row(1)]))

    assert fault_places(report) == [(4, "slug", "said-1")]
    assert "row 2" in report.faults[0].remedy


def test_values_that_the_database_refuses_are_faults_of_their_row_and_column():
    track = make_track(slug="geneva", short_name="Geneva")
    make_round(track=track, ordinal=1, number=1)
    make_speaker_and_source()
    row = {"track": "geneva", "number": "", "status": "held", "start": "", "end": ""}
    row |= {"citations": "paper @ 1"}
    rows = [
        row | {"slug": "right", "number": "2"},
        row | {"slug": "taken", "number": "1"},
        row | {"slug": "backwards", "start": "2017-02-02", "end": "2017-02-01"},
        row | {"slug": "right-too", "number": "3"},
    ]
    report = import_file(as_csv(rows), "rounds.csv")

    assert fault_places(report) == [(3, "number", "1"), (4, "end", "2017-02-01")]
    assert Round.objects.count() == 1


def test_an_incomplete_difference_is_a_fault_of_the_citations():
    make_speaker_and_source()
    half = [{"source": "paper", "reported_field": "date"}]
    report = import_file(json.dumps([statement_row(citations=half)]).encode(), "statements.json")

    assert [(row, column) for row, column, _ in fault_places(report)] == [(1, "citations")]
    assert "give the field" in report.faults[0].remedy


def test_support_without_backing_is_refused():
    make_actor(slug="a")
    make_actor(slug="b")
    make_source(slug="paper")
    report = import_file(
        b"subject,kind,object,support,citations\na,opposes,b,military,paper @ 1\n", "relations.csv"
    )

    assert fault_places(report) == [(2, "support", "military")]


def test_a_merged_thing_is_not_added_again():
    make_actor(slug="russia", former_slugs=["ussr"])
    report = import_file(b"slug,name,classification\nussr,Soviet Union,state\n", "actors.csv")

    assert fault_places(report) == [(2, "slug", "ussr")]
    assert "“russia”" in report.faults[0].remedy


def test_an_alias_of_another_actor_may_be_a_new_slug():
    make_actor(slug="russia", aliases=["Moscow"])
    report = import_file(b"slug,name,classification\nmoscow,Moscow city,state\n", "actors.csv")

    assert report.in_words() == "1 new"


def test_a_needed_cell_cannot_be_emptied():
    existing = make_statement(slug="said-1")
    make_citation(statement=existing)
    report = import_file(b"slug,speaker,kind\nsaid-1,,demand\n", "statements.csv")

    assert fault_places(report) == [(2, "speaker", "")]
