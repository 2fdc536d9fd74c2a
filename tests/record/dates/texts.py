"""Dates as texts, made up by hypothesis, and the days that they mean."""

import datetime as dt

from django.core.exceptions import ValidationError
from hypothesis import strategies as st

from record.dates import Bounds, bounds

YEAR = st.integers(1901, 2099).map(str)
MONTH = st.dates(dt.date(1901, 1, 1), dt.date(2099, 12, 31)).map(lambda day: f"{day:%Y-%m}")
DAY = st.dates(dt.date(1901, 1, 1), dt.date(2099, 12, 31)).map(str)
UNSPECIFIED = st.one_of(
    st.integers(191, 208).map("{}X".format),
    YEAR.map("{}-XX".format),
    YEAR.map("{}-XX-XX".format),
    MONTH.map("{}-XX".format),
)
SEASON = st.tuples(YEAR, st.sampled_from(["21", "22", "23"])).map("-".join)
STRICT = YEAR | MONTH | DAY | UNSPECIFIED | SEASON
DOUBTFUL = st.tuples(STRICT, st.sampled_from(["~", "?", "%"])).map("".join)
ONE_DATE = STRICT | DOUBTFUL
INTERVAL = st.tuples(ONE_DATE | st.just(".."), ONE_DATE | st.just("..") | st.just("")).map("/".join)


def days(earliest: str | None, latest: str | None) -> Bounds:
    return Bounds(*(day and dt.date.fromisoformat(day) for day in (earliest, latest)))


def is_date(text: str) -> bool:
    try:
        bounds(text)
    except ValidationError:
        return False
    return True
