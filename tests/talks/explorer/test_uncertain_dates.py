"""The selection of a time among rows with uncertain dates: possible and certain rows."""

import datetime as dt

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from talks.explorer.catalogue import select
from talks.models import Round, Statement
from tests.factories import make_actor, make_round, make_statement, make_track
from tests.records import ask, rollback, rows_of
from tests.talks.explorer.oracle import days_of, may_lie_within, read_window, surely_lies_within

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("record")]

YEARS = st.integers(2010, 2020)
MONTHS = st.builds("{}-{:02}".format, YEARS, st.integers(1, 12))
DAYS = st.dates(dt.date(2010, 1, 1), dt.date(2020, 12, 31)).map(str)
CERTAIN = YEARS.map(str) | MONTHS | DAYS
DATES = st.one_of(
    CERTAIN,
    st.builds("{}{}".format, CERTAIN, st.sampled_from("~?%")),
    st.builds("{}-XX".format, YEARS),
    st.builds("{}/..".format, CERTAIN),
    st.builds("../{}".format, CERTAIN),
    st.just(""),
    st.tuples(DAYS, DAYS).map(sorted).map("/".join),
)


def starts_and_ends() -> st.SearchStrategy[tuple[str, str]]:
    both = st.tuples(DAYS, DAYS).map(lambda days: tuple(sorted(days)))
    return both | st.tuples(DATES, st.just(""))


@settings(max_examples=60)
@given(
    spans=st.lists(starts_and_ends(), max_size=4),
    dates=st.lists(DATES, max_size=4),
    since=CERTAIN | st.just(""),
    until=CERTAIN | st.just(""),
)
@example([("2017-05-31", "2017-06-01")], ["2017-06~", "2017-06"], "2017-06", "2017-06")
@example([("../2017", ""), ("2017/..", ""), ("", "")], ["../2017-06", "2017-06/.."], "2017-06", "")
@example([("../2017", ""), ("2017/..", ""), ("", "")], ["../2017-06", "2017-06/.."], "", "2017-06")
def test_a_time_selects_possible_rows_and_knows_the_certain_ones(spans, dates, since, until):
    question = ask(since=since, until=until)
    within = read_window({"since": since, "until": until})
    with rollback():
        track, speaker = make_track(), make_actor()
        new_rows = (
            [make_round(track=track, start=start, end=end) for start, end in spans],
            [make_statement(speaker=speaker, date=date) for date in dates],
        )
        selection = select(question)
        for model, rows in zip((Round, Statement), new_rows, strict=True):
            mine = {row.pk for row in rows}
            possible = [row.pk for row in rows if may_lie_within(days_of(row), *within)]
            certain = [row.pk for row in rows if surely_lies_within(days_of(row), *within)]
            for keys, is_certain in ((possible, False), (certain, True)):
                selected_rows = rows_of(selection, model, certain=is_certain)
                assert set(selected_rows.values_list("pk", flat=True)) & mine == set(keys)
            assert set(certain) <= set(possible)
