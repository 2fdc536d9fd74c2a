"""What becomes of a file: new, changed, unchanged and wrong rows; all of them or none."""

import json
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from reversion.models import Version

from actors.models import Actor, Relation
from record.editing.versions import list_changes
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
from tests.talks.imports.sample_files import (
    ATTRIBUTION,
    as_csv,
    fault_places,
    import_file,
    make_speaker_and_source,
    statement_row,
)

pytestmark = pytest.mark.django_db


def record(capsys: Any) -> str:
    """Return all of the record and its versions, row by row."""
    call_command("dumpdata", "actors", "talks", "reversion")
    return capsys.readouterr().out


# New --------------------------------------------------------------------------------------------


def test_a_new_statement_has_all_that_its_row_says():
    russia, paper = make_speaker_and_source()
    un, topic = make_actor(slug="un", name="United Nations"), make_topic(slug="aid")
    round = make_round(track=make_track(slug="geneva"))
    values = {"addressees": "United Nations", "topics": "aid", "round": round.slug, "note": "A\nB"}
    report = import_file(
        as_csv([statement_row(quotation="Now!", quotation_reread="yes", **values)])
    )

    [new] = Statement.objects.all()
    assert report.in_words() == "1 new"
    assert (new.slug, new.speaker, new.kind, new.round) == ("said-1", russia, "demand", round)
    assert (new.quotation, new.quotation_reread, new.note) == ("Now!", True, "A\nB")
    assert (str(new.earliest), str(new.latest)) == ("2017-02-16", "2017-02-16")
    assert ([*new.addressees.all()], [*new.topics.all()]) == ([un], [topic])
    [citation] = new.citations.all()
    assert (citation.source, citation.locator) == (paper, "1.2")
    assert citation.supports == ["summary", "date"]


def test_a_new_round_takes_the_next_place_in_its_track_and_a_slug_of_its_number():
    track = make_track(slug="geneva", short_name="Geneva")
    make_round(track=track, ordinal=4, number=4)
    make_speaker_and_source()
    rows = [
        {"track": "Geneva", "number": number, "status": "held", "start": f"2017-0{number}"}
        | {"participants": "russia guarantor", "citations": "paper @ 1 (start)"}
        for number in (5, 6)
    ]
    import_file(as_csv(rows), "rounds.csv")

    new = Round.objects.filter(number__gt=4).order_by("number")
    assert [(one.slug, one.ordinal, one.title) for one in new] == [
        ("geneva-5", 5, ""),
        ("geneva-6", 6, ""),
    ]
    assert [str(part.actor.slug) for part in new[0].participations.all()] == ["russia"]


def test_a_row_may_refer_to_another_further_down_and_to_things_of_another_list():
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
    report = import_file(json.dumps(file).encode(), "all.json")

    assert report.faults == []
    assert report.in_words() == "5 new"
    assert Round.objects.get(slug="a").realised_as == Round.objects.get(slug="b")
    assert Relation.objects.get().subject == Actor.objects.get(slug="newcomer")


def test_long_slugs_that_are_made_differ_even_if_they_begin_alike():
    make_speaker_and_source()
    begun = "Demands, in many words that all begin alike and go on for longer than a slug may, "
    rows = [statement_row(slug="", summary=f"{begun}{end}.") for end in ("this", "that")]

    assert import_file(as_csv(rows)).in_words() == "2 new"
    assert import_file(as_csv(rows)).in_words() == "2 unchanged"
    assert all(len(one.slug) <= 80 for one in Statement.objects.all())


# Changed and unchanged --------------------------------------------------------------------------


def test_the_same_file_twice_changes_nothing(capsys):
    make_speaker_and_source()
    file = as_csv([statement_row(number) for number in range(3)])
    assert import_file(file).in_words() == "3 new"
    before = record(capsys), stamp()

    assert import_file(file).in_words() == "3 unchanged"
    assert (record(capsys), stamp()) == before


def test_a_change_says_before_and_after_and_an_absent_column_changes_nothing():
    _, paper = make_speaker_and_source()
    un = make_actor(slug="un")
    stands = make_statement(slug="said-1", addressees=(un,), note="Stays.", date="2016")
    make_citation(statement=stands, source=paper, locator="1.2", supports=["summary"])
    report = import_file(as_csv([statement_row(addressees="")]))

    stands.refresh_from_db()
    [outcome] = report.outcomes
    values = {change.label: (change.before, change.after) for change in outcome.changes}
    assert values["date"] == ("2016", "2017-02-16")
    assert values["addressees"] == ("un", "")
    assert values["citations"] == ("paper @ 1.2 (summary)", "paper @ 1.2 (summary, date)")
    assert (stands.note, [*stands.addressees.all()]) == ("Stays.", [])


def test_an_empty_cell_empties_a_field_and_citations_are_never_removed():
    make_speaker_and_source()
    stands = make_statement(slug="said-1", note="Goes.")
    other = make_citation(statement=stands, locator="9")
    import_file(as_csv([statement_row(note="", citations="")]))

    stands.refresh_from_db()
    assert stands.note == ""
    assert [*stands.citations.all()] == [other]


def test_participations_that_stay_keep_their_keys():
    round = make_round(track=make_track(slug="geneva"), slug="r", start="2017")
    make_citation(round=round)
    stays = make_participation(round=round, actor=make_actor(slug="stays"), role="party")
    make_participation(round=round, actor=make_actor(slug="goes"), role="party")
    make_actor(slug="comes")
    report = import_file(b"slug,participants\nr,stays party; comes observer\n", "rounds.csv")
    [change] = report.outcomes[0].changes
    assert (change.before, change.after) == ("goes party", "comes observer")

    parts = Participation.objects.order_by("pk").values_list("pk", "actor__slug", "role")
    assert parts[0] == (stays.pk, "stays", "party")
    assert [part[1:] for part in parts] == [("stays", "party"), ("comes", "observer")]


def test_a_version_is_saved_of_the_state_before_and_of_what_is_new():
    make_speaker_and_source()
    stands = make_statement(slug="said-1", summary="As it stood.")
    make_citation(statement=stands)
    import_file(as_csv([statement_row(1), statement_row(2)]))

    changed, first = list_changes(Statement, stands.pk)
    assert (changed.why, first.is_baseline) == ("From a file", True)
    assert {one.label: one.before for one in changed.differences}["summary"] == "As it stood."
    [new] = list_changes(Statement, Statement.objects.get(slug="said-2").pk)
    assert new.is_first
    assert not new.is_baseline


# Wrong ------------------------------------------------------------------------------------------


def test_one_wrong_row_among_ten_thousand_is_named_and_nothing_is_written(capsys):
    make_speaker_and_source()
    before = record(capsys), stamp()
    rows = [statement_row(number) for number in range(10_000)]
    rows[1_122]["date"] = "2017-02-30"
    report = import_file(as_csv(rows))

    assert fault_places(report) == [(1_124, "date", "2017-02-30")]
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


@pytest.mark.parametrize(("values", "column", "value"), WRONG)
def test_what_forms_refuse_is_a_fault_of_its_row_and_column(values, column, value):
    make_speaker_and_source()
    rows = [statement_row(1), statement_row(2) | values]
    report = import_file(json.dumps(rows).encode(), "statements.json")

    assert fault_places(report) == [(2, column, value)]
    assert report.faults[0].remedy
    assert not Statement.objects.exists()


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


def test_a_repeated_slug_is_reported_with_its_first_row():
    make_speaker_and_source()
    report = import_file(as_csv([statement_row(1), statement_row(2), statement_row(1)]))

    assert fault_places(report) == [(4, "slug", "said-1")]
    assert "row 2" in report.faults[0].remedy


def test_what_the_database_refuses_is_a_fault_of_its_row_and_column():
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
    stands = make_statement(slug="said-1")
    make_citation(statement=stands)
    report = import_file(b"slug,speaker,kind\nsaid-1,,demand\n", "statements.csv")

    assert fault_places(report) == [(2, "speaker", "")]


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


# At any size ------------------------------------------------------------------------------------


def test_a_preview_is_shown_page_by_page():
    make_speaker_and_source()
    file = as_csv([statement_row(number) for number in range(450)])
    reading = read_file("statements.csv", file)
    pages = [importing.preview(reading, skip=skip) for skip in (0, 200, 400)]

    assert [[one.row for one in page.outcomes][::199] for page in pages] == [
        [2, 201],
        [202, 401],
        [402],
    ]
    assert {page.in_words() for page in pages} == {"450 new"}
    assert len({page.digest for page in pages}) == 1


def test_the_number_of_queries_does_not_grow_with_the_rows():
    make_speaker_and_source()
    make_topic(slug="aid")

    def queries(count: int, name: str) -> int:
        rows = [
            statement_row(number, slug=f"{name}-{number}", topics="aid") for number in range(count)
        ]
        with CaptureQueriesContext(connection) as captured:
            assert import_file(as_csv(rows)).in_words() == f"{count} new"
        return len(captured)

    assert queries(200, "many") <= queries(5, "few") + 12  # SQLite takes a few rows in a query


def test_nothing_is_written_if_the_record_has_changed_since_the_preview():
    make_speaker_and_source()
    reading = read_file("statements.csv", as_csv([statement_row(1), statement_row(2)]))
    seen_report = importing.preview(reading)
    make_citation(statement=make_statement(slug="said-2"))
    report = Report()

    with pytest.raises(Unreadable, match="changed since you looked"):
        list(importing.run_import(reading, report, ATTRIBUTION, expected_digest=seen_report.digest))
    assert Statement.objects.count() == 1
    assert not Version.objects.exists()


def test_an_import_that_is_not_run_to_its_end_writes_nothing():
    make_speaker_and_source()
    reading = read_file("statements.csv", as_csv([statement_row(n) for n in range(1200)]))
    steps = importing.run_import(reading, Report(), ATTRIBUTION)
    assert next(steps) == 500
    steps.close()

    assert not Statement.objects.exists()
