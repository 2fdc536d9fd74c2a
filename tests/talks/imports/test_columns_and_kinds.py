"""The columns of a table and the kind of its rows: chosen, missing, unknown, ignored."""

import json

import pytest

from talks.imports.faults import Unreadable
from talks.imports.reading import read_file
from talks.models import Statement
from tests.talks.imports.sample_files import (
    as_csv,
    fault_places,
    import_file,
    make_speaker_and_source,
    statement_row,
)

pytestmark = pytest.mark.django_db


def test_a_missing_column_that_new_rows_need_is_reported_once():
    make_speaker_and_source()
    rows = [{"slug": f"said-{number}", "summary": "Says so."} for number in range(3)]
    report = import_file(as_csv(rows), kind="statements")

    assert sorted(fault_places(report)) == [(2, "kind", ""), (2, "speaker", "")]
    assert all("add it" in fault.remedy for fault in report.faults)

    rows = [statement_row(number) for number in range(3)]
    for row in rows:
        del row["citations"]
    report = import_file(as_csv(rows))
    assert fault_places(report) == [(2, "citations", "")]
    assert not Statement.objects.exists()


def test_an_unknown_column_is_noted_and_a_misspelt_one_is_refused():
    make_speaker_and_source()
    report = import_file(as_csv([statement_row(mood="stern")]))
    assert (report.in_words(), [*report.notes]) == ("1 new", ["The column “mood” is not read."])

    with pytest.raises(Unreadable, match="“sumary”: do you mean “summary”"):
        import_file(b"slug,speaker,kind,sumary,citations\na,russia,demand,x,paper @ 1\n")


def test_the_head_is_checked_even_if_no_row_follows():
    assert import_file(b"slug,speaker,kind,summary,citations\n").in_words() == "nothing in it"
    assert [*import_file(b"slug,speaker,mood\n").notes] == ["The column “mood” is not read."]
    with pytest.raises(Unreadable, match="“sumary”: do you mean “summary”"):
        import_file(b"slug,speaker,sumary\n")


@pytest.mark.parametrize("content", [b"hello\n", b"hello,world\n1,2\n", b'[{"hello": 1}]'])
def test_a_table_with_no_known_column_is_refused(content):
    with pytest.raises(Unreadable, match=r"None of its columns .* name them speaker, kind"):
        import_file(content)


@pytest.mark.parametrize(
    ("name", "head", "kind"),
    [
        ("rounds.csv", "slug", "rounds"),
        ("our actors 2017.csv", "slug", "actors"),
        ("a.csv", "subject,kind,object", "relations"),
        ("a.csv", "slug,track,status,start", "rounds"),
        ("a.csv", "speaker,kind,summary", "statements"),
        ("a.csv", "name,classification", "actors"),
    ],
)
def test_the_kind_is_found_by_the_name_of_the_file_or_by_its_columns(name, head, kind):
    [(kind_found, _)] = read_file(name, f"{head}\n".encode()).tables

    assert kind_found.name == kind


@pytest.mark.parametrize("head", ["slug", "slug,title,kind", "a,b,c"])
def test_the_kind_must_be_chosen_if_it_is_not_clear(head):
    with pytest.raises(Unreadable, match="choose one of"):
        read_file("a.csv", f"{head}\n".encode())


def test_ignored_tables_are_noted():
    make_speaker_and_source()
    file = json.dumps({"statements": [statement_row()], "birds": [{"a": 1}]}).encode()
    report = import_file(file, "a.json")

    assert report.in_words() == "1 new"
    assert any("“birds” is ignored" in note for note in report.notes)
    with pytest.raises(Unreadable, match="“birds”"):
        read_file("a.json", b'{"birds": [], "fish": []}')


def test_the_roles_in_tracks_of_the_sites_own_file_are_skipped_and_noted():
    file = b"subject,kind,object,object_type\nun,mediates,geneva,track\n"
    report = import_file(file, "relations.csv")

    assert (report.in_words(), report.counts["new"]) == ("nothing in it", 0)
    assert any("Roles in tracks" in note for note in report.notes)
