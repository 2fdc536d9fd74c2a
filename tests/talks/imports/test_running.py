"""Previews and runs of an import: their pages, their queries, and all rows or none."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from reversion.models import Version

from talks.imports import importing
from talks.imports.faults import Unreadable
from talks.imports.reading import read_file
from talks.imports.report import Report
from talks.models import Statement
from tests.factories import make_citation, make_statement, make_topic
from tests.talks.imports.sample_files import (
    ATTRIBUTION,
    as_csv,
    import_file,
    make_speaker_and_source,
    statement_row,
)

pytestmark = pytest.mark.django_db


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
