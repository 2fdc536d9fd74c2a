"""The command that brings in the record of the fixtures, and leaves editors' work alone."""

import io

import pytest
from django.core.management import call_command

from talks.models import Round


def load(*args: str) -> str:
    out = io.StringIO()
    call_command("load_record", *args, stdout=out)
    return out.getvalue()


@pytest.mark.django_db
def test_the_fixtures_fill_an_empty_record_and_never_overwrite_an_edited_one() -> None:
    assert load("document") == ""
    assert Round.objects.filter(track__slug="geneva").count() == 9
    assert load("document").startswith("The record is of this edition already")

    corrected = Round.objects.filter(slug="geneva-9")
    corrected.update(agenda="Corrected by an editor.")
    line = "  round: Geneva 9 (agenda: “Corrected by an editor.” → “Agenda agreed"
    assert line in load("document", "--preview")
    load("document", "record/topics")
    assert corrected.get().agenda == "Corrected by an editor."
    assert "Overwritten" in load("document", "--overwrite")
    assert corrected.get().agenda.startswith("Agenda agreed")
