"""Columns that several kinds of rows have."""

import datetime as dt
from operator import methodcaller

from django.db.models import Model

from record.confidence import Confidence
from talks.exports.rows.column_types import Address, Choice, Day, Slug
from talks.exports.rows.columns import Column

SLUG = Column[Model, str](
    "slug", Slug(), "What its address on the site ends in; empty to have one made."
)
URL = Column[Model, str](
    "url",
    Address(is_on_this_site=True),
    "The address of its page.",
    field="",
    value=methodcaller("get_absolute_url"),
    read_only="It is made of the slug.",
)
EARLIEST = Column[Model, dt.date | None](
    "earliest",
    Day(),
    "The first day that its dates may mean.",
    read_only="It is computed from the dates.",
)
LATEST = Column[Model, dt.date | None](
    "latest",
    Day(),
    "The last day that its dates may mean.",
    read_only="It is computed from the dates.",
)
CONFIDENCE = Column[Model, str](
    "confidence",
    Choice(Confidence),
    "Whether somebody found it in its sources again; seen-once if left empty.",
)
