"""Changes the database only to see the result, and undoes the changes."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import transaction


@contextmanager
def rolled_back() -> Iterator[None]:
    """Run the block in a transaction that is always rolled back.

    The block can return what it read; an exception passes through. Within another transaction,
    only the changes of the block are undone.
    """
    with transaction.atomic():
        try:
            yield
        finally:
            transaction.set_rollback(True)
