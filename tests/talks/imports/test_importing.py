"""What becomes of a file: new, changed, unchanged and wrong rows; all of them or none."""

import json
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from reversion.models import Version

from actors.models import Actor, Relation
from record.editing.versions import changes
from record.stamp import stamp
from talks.imports import importing
from talks.imports.faults import Unreadable
from talks.imports.reading import read_file
from talks.imports.report import Report
from talks.models import Participation, Round, Statement
from tests.factories import (
    make_actor,
    make_citation,
    make_participation,
    make_round,
    make_source,
    make_statement,
    make_topic,
    make_track,
)
from tests.talks.imports.sent import (
    ATTRIBUTION,
    as_csv,
    imported,
    people,
    statement,
    wrong,
)

pytestmark = pytest.mark.django_db


def record(capsys: Any) -> str:
    """Return all of the record and its versions, row by row."""
    call_command("dumpdata", "actors", "talks", "reversion")
    return capsys.readouterr().out


# New --------------------------------------------------------------------------------------------


def test_a_new_statement_has_all_that_its_row_says():
    russia, paper = people()
    un, topic = make_actor(slug="un", name="United Nations"), make_topic(slug="aid")
    round = make_round(track=make_track(slug="geneva"))
    said = {"addressees": "United Nations", "topics": "aid", "round": round.slug, "note": "A\nB"}
    report = imported(as_csv([statement(quotation="Now!", quotation_reread="yes", **said)]))

    [made] = Statement.objects.all()
    assert report.in_words() == "1 new"
    assert (made.slug, made.speaker, made.kind, made.round) == ("said-1", russia, "demand", round)
    assert (made.quotation, made.quotation_reread, made.note) == ("Now!", True, "A\nB")
    assert (str(made.earliest), str(made.latest)) == ("2017-02-16", "2017-02-16")
    assert ([*made.addressees.all()], [*made.topics.all()]) == ([un], [topic])
    [citation] = made.citations.all()
    assert (citation.source, citation.locator) == (paper, "1.2")
    assert citation.supports == ["summary", "date"]


def test_a_new_round_takes_the_next_place_in_its_track_and_a_slug_of_its_number():
    track = make_track(slug="geneva", short_name="Geneva")
    make_round(track=track, ordinal=4, number=4)
    people()
    rows = [
        {"track": "Geneva", "number": number, "status": "held", "start": f"2017-0{number}"}
        | {"participants": "russia guarantor", "citations": "paper @ 1 (start)"}
        for number in (5, 6)
    ]
    imported(as_csv(rows), "rounds.csv")

    made = Round.objects.filter(number__gt=4).order_by("number")
    assert [(one.slug, one.ordinal, one.title) for one in made] == [
        *(("geneva-5", 5, ""), ("geneva-6", 6, "")),
    ]
    assert [str(part.actor.slug) for part in made[0].participations.all()] == ["russia"]


def test_a_row_may_name_another_further_down_and_things_of_another_list():
    file = {
        "rounds": [
            {"slug": "a", "title": "A", "track": "geneva", "status": "planned"}
            | {"realised_as": "b", "citations": [{"source": "new-paper"}]},
            {"slug": "b", "title": "B", "track": "geneva", "status": "held"}
            | {"participants": [{"actor": "newcomer", "role": "party"}]}
            | {"citations": [{"source": "new-paper"}]},
        ],
        "actors": [{"name": "Newcomer", "classification": "person"}],
        "sources": [{"slug": "new-paper", "title": "New", "kind": "news"}],
        "relations": [
            {"subject": "Newcomer", "kind": "member-of", "object": "body", "start": "2017"}
            | {"citations": "new-paper @ 3 (start)"}
        ],
    }
    make_track(slug="geneva")
    make_actor(slug="body")
    report = imported(json.dumps(file).encode(), "all.json")

    assert report.faults == []
    assert report.in_words() == "5 new"
    assert Round.objects.get(slug="a").realised_as == Round.objects.get(slug="b")
    assert Relation.objects.get().subject == Actor.objects.get(slug="newcomer")


def test_a_long_slug_that_is_made_keeps_what_tells_it_from_others():
    people()
    begun = "Demands, in many words that all begin alike and go on for longer than a slug may, "
    rows = [statement(slug="", summary=f"{begun}{end}.") for end in ("this", "that")]

    assert imported(as_csv(rows)).in_words() == "2 new"
    assert imported(as_csv(rows)).in_words() == "2 unchanged"
    assert all(len(one.slug) <= 80 for one in Statement.objects.all())


# Changed and unchanged --------------------------------------------------------------------------


def test_the_same_file_twice_changes_nothing(capsys):
    people()
    file = as_csv([statement(number) for number in range(3)])
    assert imported(file).in_words() == "3 new"
    before = record(capsys), stamp()

    assert imported(file).in_words() == "3 unchanged"
    assert (record(capsys), stamp()) == before


def test_a_change_says_before_and_after_and_an_absent_column_leaves_what_stands():
    _, paper = people()
    un = make_actor(slug="un")
    stands = make_statement(slug="said-1", addressees=(un,), note="Stays.", date="2016")
    make_citation(statement=stands, source=paper, locator="1.2", supports=["summary"])
    report = imported(as_csv([statement(addressees="")]))

    stands.refresh_from_db()
    [outcome] = report.outcomes
    said = {change.label: (change.before, change.after) for change in outcome.changes}
    assert said["date"] == ("2016", "2017-02-16")
    assert said["addressees"] == ("un", "")
    assert said["citations"] == ("paper @ 1.2 (summary)", "paper @ 1.2 (summary, date)")
    assert (stands.note, [*stands.addressees.all()]) == ("Stays.", [])


def test_an_empty_cell_empties_and_citations_are_never_taken_away():
    people()
    stands = make_statement(slug="said-1", note="Goes.")
    other = make_citation(statement=stands, locator="9")
    imported(as_csv([statement(note="", citations="")]))

    stands.refresh_from_db()
    assert stands.note == ""
    assert [*stands.citations.all()] == [other]


def test_participations_that_stay_keep_their_keys():
    round = make_round(track=make_track(slug="geneva"), slug="r", start="2017")
    make_citation(round=round)
    stays = make_participation(round=round, actor=make_actor(slug="stays"), role="party")
    make_participation(round=round, actor=make_actor(slug="goes"), role="party")
    make_actor(slug="comes")
    report = imported(b"slug,participants\nr,stays party; comes observer\n", "rounds.csv")
    [change] = report.outcomes[0].changes
    assert (change.before, change.after) == ("goes party", "comes observer")

    parts = Participation.objects.order_by("pk").values_list("pk", "actor__slug", "role")
    assert parts[0] == (stays.pk, "stays", "party")
    assert [part[1:] for part in parts] == [("stays", "party"), ("comes", "observer")]


def test_a_version_is_kept_of_what_stood_and_of_what_is_new():
    people()
    stands = make_statement(slug="said-1", summary="As it stood.")
    make_citation(statement=stands)
    imported(as_csv([statement(1), statement(2)]))

    changed, first = changes(Statement, stands.pk)
    assert (changed.why, first.is_baseline) == ("From a file", True)
    assert {one.label: one.before for one in changed.differences}["summary"] == "As it stood."
    [made] = changes(Statement, Statement.objects.get(slug="said-2").pk)
    assert made.is_first
    assert not made.is_baseline


# Wrong ------------------------------------------------------------------------------------------


def test_one_bad_row_among_ten_thousand_writes_nothing_and_is_named(capsys):
    people()
    before = record(capsys), stamp()
    rows = [statement(number) for number in range(10_000)]
    rows[1_122]["date"] = "2017-02-30"
    report = imported(as_csv(rows))

    assert wrong(report) == [(1_124, "date", "2017-02-30")]
    assert "no such day" in report.faults[0].remedy
    assert (record(capsys), stamp()) == before


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


@pytest.mark.parametrize(("said", "column", "value"), WRONG)
def test_what_the_forms_refuse_is_refused_at_its_row_and_column(said, column, value):
    people()
    rows = [statement(1), statement(2) | said]
    report = imported(json.dumps(rows).encode(), "statements.json")

    assert wrong(report) == [(2, column, value)]
    assert report.faults[0].remedy
    assert not Statement.objects.exists()


def test_a_column_that_new_rows_need_is_told_once():
    people()
    rows = [{"slug": f"said-{number}", "summary": "Says so."} for number in range(3)]
    report = imported(as_csv(rows), kind="statements")

    assert sorted(wrong(report)) == [(2, "kind", ""), (2, "speaker", "")]
    assert all("add it" in fault.remedy for fault in report.faults)

    rows = [statement(number) for number in range(3)]
    for row in rows:
        del row["citations"]
    report = imported(as_csv(rows))
    assert wrong(report) == [(2, "citations", "")]
    assert not Statement.objects.exists()


def test_a_column_beyond_those_that_are_known_is_noted_and_a_slip_refused():
    people()
    report = imported(as_csv([statement(mood="stern")]))
    assert (report.in_words(), [*report.notes]) == ("1 new", ["The column “mood” is not read."])

    with pytest.raises(Unreadable, match="“sumary”: do you mean “summary”"):
        imported(b"slug,speaker,kind,sumary,citations\na,russia,demand,x,paper @ 1\n")


def test_a_head_is_read_where_no_row_is_beneath_it():
    assert imported(b"slug,speaker,kind,summary,citations\n").in_words() == "nothing in it"
    assert [*imported(b"slug,speaker,mood\n").notes] == ["The column “mood” is not read."]
    with pytest.raises(Unreadable, match="“sumary”: do you mean “summary”"):
        imported(b"slug,speaker,sumary\n")


@pytest.mark.parametrize("content", [b"hello\n", b"hello,world\n1,2\n", b'[{"hello": 1}]'])
def test_a_table_of_something_else_is_refused(content):
    with pytest.raises(Unreadable, match=r"None of its columns .* name them speaker, kind"):
        imported(content)


def test_a_key_that_stands_twice_is_told_with_its_first_row():
    people()
    report = imported(as_csv([statement(1), statement(2), statement(1)]))

    assert wrong(report) == [(4, "slug", "said-1")]
    assert "row 2" in report.faults[0].remedy


def test_what_the_database_refuses_is_told_at_its_row_and_column():
    track = make_track(slug="geneva", short_name="Geneva")
    make_round(track=track, ordinal=1, number=1)
    people()
    row = {"track": "geneva", "number": "", "status": "held", "start": "", "end": ""}
    row |= {"citations": "paper @ 1"}
    rows = [
        row | {"slug": "right", "number": "2"},
        row | {"slug": "taken", "number": "1"},
        row | {"slug": "backwards", "start": "2017-02-02", "end": "2017-02-01"},
        row | {"slug": "right-too", "number": "3"},
    ]
    report = imported(as_csv(rows), "rounds.csv")

    assert wrong(report) == [(3, "number", "1"), (4, "end", "2017-02-01")]
    assert Round.objects.count() == 1


def test_a_difference_that_is_not_whole_is_told_at_the_citations():
    people()
    half = [{"source": "paper", "reported_field": "date"}]
    report = imported(json.dumps([statement(citations=half)]).encode(), "statements.json")

    assert [(row, column) for row, column, _ in wrong(report)] == [(1, "citations")]
    assert "give the field" in report.faults[0].remedy


def test_support_without_backing_is_refused():
    make_actor(slug="a")
    make_actor(slug="b")
    make_source(slug="paper")
    report = imported(
        b"subject,kind,object,support,citations\na,opposes,b,military,paper @ 1\n", "relations.csv"
    )

    assert wrong(report) == [(2, "support", "military")]


def test_what_was_merged_into_another_is_not_made_anew():
    make_actor(slug="russia", former_slugs=["ussr"])
    report = imported(b"slug,name,classification\nussr,Soviet Union,state\n", "actors.csv")

    assert wrong(report) == [(2, "slug", "ussr")]
    assert "“russia”" in report.faults[0].remedy


def test_an_alias_of_another_is_no_former_slug():
    make_actor(slug="russia", aliases=["Moscow"])
    report = imported(b"slug,name,classification\nmoscow,Moscow city,state\n", "actors.csv")

    assert report.in_words() == "1 new"


def test_a_needed_cell_cannot_be_emptied():
    stands = make_statement(slug="said-1")
    make_citation(statement=stands)
    report = imported(b"slug,speaker,kind\nsaid-1,,demand\n", "statements.csv")

    assert wrong(report) == [(2, "speaker", "")]


# What its rows are ------------------------------------------------------------------------------


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
def test_the_kind_is_told_by_the_name_or_the_columns(name, head, kind):
    [(found, _)] = read_file(name, f"{head}\n".encode()).tables

    assert found.name == kind


@pytest.mark.parametrize("head", ["slug", "slug,title,kind", "a,b,c"])
def test_where_it_cannot_be_told_it_is_asked_for(head):
    with pytest.raises(Unreadable, match="choose one of"):
        read_file("a.csv", f"{head}\n".encode())


def test_what_of_a_file_is_left_out_is_noted():
    people()
    file = json.dumps({"statements": [statement()], "birds": [{"a": 1}]}).encode()
    report = imported(file, "a.json")

    assert report.in_words() == "1 new"
    assert any("“birds” is ignored" in note for note in report.notes)
    with pytest.raises(Unreadable, match="“birds”"):
        read_file("a.json", b'{"birds": [], "fish": []}')


def test_the_roles_in_tracks_of_the_sites_own_file_are_passed_over_and_noted():
    file = b"subject,kind,object,object_type\nun,mediates,geneva,track\n"
    report = imported(file, "relations.csv")

    assert (report.in_words(), report.counts["new"]) == ("nothing in it", 0)
    assert any("Roles in tracks" in note for note in report.notes)


# At any size ------------------------------------------------------------------------------------


def test_a_preview_tells_pages_of_what_it_would_do():
    people()
    file = as_csv([statement(number) for number in range(450)])
    reading = read_file("statements.csv", file)
    pages = [importing.preview(reading, skip=skip) for skip in (0, 200, 400)]

    assert [[one.row for one in page.outcomes][::199] for page in pages] == [
        *([2, 201], [202, 401], [402]),
    ]
    assert {page.in_words() for page in pages} == {"450 new"}
    assert len({page.digest for page in pages}) == 1


def test_the_number_of_queries_does_not_grow_with_the_rows():
    people()
    make_topic(slug="aid")

    def queries(count: int, name: str) -> int:
        rows = [statement(number, slug=f"{name}-{number}", topics="aid") for number in range(count)]
        with CaptureQueriesContext(connection) as captured:
            assert imported(as_csv(rows)).in_words() == f"{count} new"
        return len(captured)

    assert queries(200, "many") <= queries(5, "few") + 12  # SQLite takes a few rows in a query


def test_where_the_record_has_changed_since_a_look_nothing_is_written():
    people()
    reading = read_file("statements.csv", as_csv([statement(1), statement(2)]))
    seen = importing.preview(reading)
    make_citation(statement=make_statement(slug="said-2"))
    report = Report()

    with pytest.raises(Unreadable, match="changed since you looked"):
        list(importing.run_import(reading, report, ATTRIBUTION, expected_digest=seen.digest))
    assert Statement.objects.count() == 1
    assert not Version.objects.exists()


def test_who_does_not_wait_for_the_end_has_written_nothing():
    people()
    reading = read_file("statements.csv", as_csv([statement(n) for n in range(1200)]))
    steps = importing.run_import(reading, Report(), ATTRIBUTION)
    assert next(steps) == 500
    steps.close()

    assert not Statement.objects.exists()
