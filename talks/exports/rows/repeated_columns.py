"""Columns that several kinds of rows have."""

import datetime as dt
from operator import methodcaller
from typing import Any

from talks.exports.rows.column_types import Address, Day, Slug
from talks.exports.rows.columns import Column

SLUG = Column[Any, str](
    "slug", Slug(), "What its address on the site ends in; empty to have one made."
)
URL = Column[Any, str](
    "url",
    Address(is_on_this_site=True),
    "The address of its page.",
    field="",
    value=methodcaller("get_absolute_url"),
    read_only="It is made of the slug.",
)
EARLIEST = Column[Any, dt.date | None](
    "earliest",
    Day(),
    "The first day that its dates may mean.",
    read_only="It is computed from the dates.",
)
LATEST = Column[Any, dt.date | None](
    "latest",
    Day(),
    "The last day that its dates may mean.",
    read_only="It is computed from the dates.",
)
