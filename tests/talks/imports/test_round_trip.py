"""Files taken from the site, edited and brought back."""

import csv
import io

import pytest

from actors.models import Actor, Relation
from talks.models import OutcomeDocument, Round, Source, Statement
from tests.talks.files import as_bytes
from tests.talks.imports.sample_files import as_csv, preview_file

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("whole_record"),
]

KINDS = {
    "rounds": Round.objects.for_timeline,
    "statements": Statement.objects.for_timeline,
    "documents": OutcomeDocument.objects.for_timeline,
    "actors": lambda: Actor.objects.prefetch_related("citations__source"),
    "relations": Relation.objects.for_page,
    "sources": lambda: Source.objects.prefetch_related("citations"),
}


def export_file(kind: str, suffix: str) -> bytes:
    return as_bytes(kind, suffix, things=KINDS[kind]())


@pytest.mark.parametrize("suffix", ["csv", "json"])
@pytest.mark.parametrize("kind", KINDS)
def test_importing_a_file_of_the_site_changes_nothing(kind, suffix):
    report = preview_file(export_file(kind, suffix), f"{kind}.{suffix}")

    assert report.faults == []
    assert report.outcomes == []
    assert report.counts["unchanged"] == KINDS[kind]().count() > 0


def test_what_was_edited_in_a_file_of_the_site_is_imported():
    rows = [*csv.DictReader(io.StringIO(export_file("statements", "csv").decode("utf-8-sig")))]
    one = Statement.objects.get(slug=rows[7]["slug"])
    rows[7]["summary"] = "Other words."
    report = preview_file(as_csv(rows))

    [outcome] = report.outcomes
    assert [(one.label, one.after) for one in outcome.changes] == [("summary", "Other words.")]
    assert outcome.changes[0].before == one.summary
    assert Statement.objects.get(pk=one.pk).summary == one.summary
