"""What the tests of the talks share: records loaded once for a module, and gone after it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.core.management import call_command
from django.db import transaction

from tests.talks.records import make_wide_record


@contextmanager
def kept_for_a_while(blocker: Any, *makers: Callable[[], Any]) -> Iterator[None]:
    with blocker.unblock(), transaction.atomic():
        for make in makers:
            make()
        yield
        transaction.set_rollback(True)


def load_document() -> None:
    call_command("loaddata", "document", verbosity=0)


@pytest.fixture(scope="module")
def facts(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """The document's facts."""
    with kept_for_a_while(django_db_blocker, load_document):
        yield


@pytest.fixture(scope="module")
def record(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """The document's facts, and beside them a record in which everything occurs."""
    with kept_for_a_while(django_db_blocker, load_document, make_wide_record):
        yield
