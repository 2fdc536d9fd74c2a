"""Doing something only to see what comes of it, and undoing it."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import transaction


@contextmanager
def rolled_back() -> Iterator[None]:
    """Run the block in a transaction that is always rolled back.

    `return` inside the block hands out what it saw; an exception passes through. Within another
    transaction only the block is undone.
    """
    with transaction.atomic():
        try:
            yield
        finally:
            transaction.set_rollback(True)
