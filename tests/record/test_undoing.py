"""What is done in a block that is rolled back leaves nothing behind."""

import pytest
from django.db import transaction

from actors.models import Actor
from record.undoing import rolled_back

pytestmark = pytest.mark.django_db


def names_with(name: str) -> list[str]:
    """Return the names of all actors, as they are while one more is in the record."""
    with rolled_back():
        Actor.objects.create(slug=name, name=name, kind="person")
        return list(Actor.objects.values_list("name", flat=True))


def test_what_was_done_can_be_read_and_is_undone() -> None:
    assert names_with("one") == ["one"]
    assert not Actor.objects.exists()


def test_what_came_before_in_the_same_transaction_stays() -> None:
    with transaction.atomic():
        Actor.objects.create(slug="before", name="before", kind="person")
        assert names_with("one") == ["before", "one"]
        Actor.objects.create(slug="then", name="then", kind="person")
    assert list(Actor.objects.values_list("slug", flat=True)) == ["before", "then"]


def test_an_error_passes_through_and_all_is_undone() -> None:
    with pytest.raises(ValueError, match="of the block"), rolled_back():
        Actor.objects.create(slug="one", name="one", kind="person")
        raise ValueError("of the block")
    assert not Actor.objects.exists()
