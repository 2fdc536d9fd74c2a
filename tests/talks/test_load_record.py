"""The command that fills an empty record leaves one in use alone."""

import pytest
from django.core.management import call_command

from talks.models import Round


@pytest.mark.django_db
def test_the_fixtures_fill_an_empty_record_and_never_overwrite_an_edited_one() -> None:
    call_command("load_record", "document", verbosity=0)
    assert Round.objects.filter(track__slug="geneva").count() == 9
    Round.objects.filter(slug="geneva-9").update(agenda="Corrected by an editor.")
    call_command("load_record", verbosity=0)
    assert Round.objects.get(slug="geneva-9").agenda == "Corrected by an editor."
