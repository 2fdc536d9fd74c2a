"""What holds of files in every format: they are whole, and are never in memory as a whole."""

import copy
from collections.abc import Iterator
from pathlib import Path
from weakref import WeakSet

import pytest
from django.db.models import Model
from django.utils import timezone
from reversion.models import Revision

from talks.exports import formats
from talks.exports.file_format import Context, write_file
from talks.exports.formats import FORMATS, FORMATS_OF_KIND
from talks.exports.rows import ROW_KINDS
from talks.exports.selections import SELECTIONS
from tests.records import ask
from tests.talks.files import KINDS_AND_SUFFIXES, as_bytes

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("record")]

FILES = pytest.mark.parametrize(("kind", "suffix"), KINDS_AND_SUFFIXES)


def test_every_kind_of_row_has_a_format():
    assert all(FORMATS_OF_KIND[kind] for kind in ROW_KINDS)


@pytest.mark.parametrize("suffix", FORMATS)
def test_every_format_is_a_module_with_tests_of_its_own(suffix):
    assert Path(formats.__file__).with_name(f"{suffix}_format.py").exists()
    assert (Path(__file__).parent / f"formats/test_{suffix}_format.py").exists()


@FILES
def test_a_selection_that_is_longer_than_a_chunk_is_whole(kind, suffix, monkeypatch):
    whole = as_bytes(kind, suffix)
    monkeypatch.setattr("talks.exports.file_format.CHUNK", 3)

    assert as_bytes(kind, suffix) == whole


@FILES
def test_things_do_not_stay_in_memory_once_they_are_written(kind, suffix):
    stored_things = list(SELECTIONS[kind](ask()))
    alive: WeakSet[Model] = WeakSet()

    def things() -> Iterator[Model]:
        for thing in stored_things:
            alive.add(copied_thing := copy.copy(thing))
            yield copied_thing
            del copied_thing
            assert len(alive) <= 2

    assert b"".join(write_file(FORMATS[suffix], things(), Context(ROW_KINDS[kind])))


@pytest.mark.parametrize("suffix", FORMATS)
def test_a_selection_is_not_read_into_memory_as_a_whole(suffix):
    [kind, *_] = FORMATS[suffix].kinds
    things = SELECTIONS[kind](ask())
    as_bytes(kind, suffix, things=things)

    assert getattr(things, "_result_cache", None) is None


def test_a_file_can_say_when_the_record_was_last_edited():
    assert Context(ROW_KINDS["rounds"]).last_change is None
    edited = timezone.now()
    Revision.objects.create(date_created=edited)

    assert Context(ROW_KINDS["rounds"]).last_change == edited
