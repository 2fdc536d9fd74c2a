"""Rows of a record in which everything occurs: each value is what its column says."""

import pytest

from talks.exports.rows import ROW_KINDS
from talks.exports.selections import SELECTIONS
from tests.records import ask
from tests.talks.files import published_names

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("record")]


@pytest.mark.parametrize("kind", ROW_KINDS)
def test_every_value_of_a_row_is_of_the_type_of_its_column(kind):
    for thing in SELECTIONS[kind](ask()):
        row = ROW_KINDS[kind].row(thing)
        assert list(row) == published_names(kind)
        for column in ROW_KINDS[kind].published_columns:
            value = row[column.name]
            assert isinstance(value, column.type.python_type) or (
                column.is_nullable and value is None
            )
            values = getattr(column.type, "values", ())
            if values and value:
                assert (
                    {value} <= set(values) if isinstance(value, str) else set(value) <= set(values)
                )
