"""Rows for things that exist: what they change, and what they leave unchanged."""

import pytest

from record.editing.versions import list_changes
from record.stamp import stamp
from talks.models import Participation, Statement
from tests.desk import dump_record
from tests.factories import (
    make_actor,
    make_citation,
    make_participation,
    make_round,
    make_statement,
    make_track,
)
from tests.talks.imports.sample_files import (
    as_csv,
    import_file,
    make_speaker_and_source,
    statement_row,
)

pytestmark = pytest.mark.django_db


def test_the_same_file_twice_changes_nothing(capsys):
    make_speaker_and_source()
    file = as_csv([statement_row(number) for number in range(3)])
    assert import_file(file).in_words() == "3 new"
    before = dump_record(capsys), stamp()

    assert import_file(file).in_words() == "3 unchanged"
    assert (dump_record(capsys), stamp()) == before


def test_a_change_says_before_and_after_and_an_absent_column_changes_nothing():
    _, paper = make_speaker_and_source()
    un = make_actor(slug="un")
    existing = make_statement(slug="said-1", addressees=(un,), note="Stays.", date="2016")
    make_citation(statement=existing, source=paper, locator="1.2", supports=["summary"])
    report = import_file(as_csv([statement_row(addressees="")]))

    existing.refresh_from_db()
    [outcome] = report.outcomes
    values = {change.label: (change.before, change.after) for change in outcome.changes}
    assert values["date"] == ("2016", "2017-02-16")
    assert values["addressees"] == ("un", "")
    assert values["citations"] == ("paper @ 1.2 (summary)", "paper @ 1.2 (summary, date)")
    assert (existing.note, [*existing.addressees.all()]) == ("Stays.", [])


def test_an_empty_cell_empties_a_field_and_citations_are_never_removed():
    make_speaker_and_source()
    existing = make_statement(slug="said-1", note="Goes.")
    other = make_citation(statement=existing, locator="9")
    import_file(as_csv([statement_row(note="", citations="")]))

    existing.refresh_from_db()
    assert existing.note == ""
    assert [*existing.citations.all()] == [other]


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


def test_a_version_is_saved_of_the_state_before_and_of_each_new_row():
    make_speaker_and_source()
    existing = make_statement(slug="said-1", summary="As it stood.")
    make_citation(statement=existing)
    import_file(as_csv([statement_row(1), statement_row(2)]))

    latest, first = list_changes(Statement, existing.pk)
    assert (latest.why, first.is_baseline) == ("From a file", True)
    assert {one.label: one.before for one in latest.differences}["summary"] == "As it stood."
    [new] = list_changes(Statement, Statement.objects.get(slug="said-2").pk)
    assert new.is_first
    assert not new.is_baseline
