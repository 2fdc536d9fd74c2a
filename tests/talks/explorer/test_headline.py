"""The headline: the years, what is sure, and what may belong too."""

import pytest

from talks.explorer.headline import make_headline
from tests.factories import make_round, make_statement, make_track
from tests.records import select_by

pytestmark = pytest.mark.django_db

YEAR = {"since": "2017", "until": "2017"}


@pytest.fixture(autouse=True)
def talks():
    lake = make_track(slug="lake")
    for date in ("2012-06-30", "2017-01-23", "2017-02~", "2016/2018", ""):
        make_round(track=lake, start=date)
    make_statement(date="2017-03")
    make_statement(date="")


@pytest.mark.parametrize(
    ("question", "title", "counts", "more"),
    [
        ({}, "Syrian peace talks, 2012–2017", "5 rounds, 2 statements", (0, 2)),
        ({"undated": "no"}, "Syrian peace talks, 2012–2017", "4 rounds, 1 statement", (0, 0)),
        ({"undated": "only"}, "Syrian peace talks", "1 round, 1 statement", (0, 2)),
        (YEAR, "Syrian peace talks, 2017", "2 rounds, 1 statement", (1, 2)),
        ({"since": "2017-03-31"}, "Syrian peace talks, from 31 March 2017", "no results", (3, 2)),
        ({"q": "nothing-says-this"}, "Syrian peace talks", "no results", (0, 0)),
    ],
)  # fmt: skip
def test_a_headline_says_the_years_and_the_sure_and_tells_what_may_belong(
    question, title, counts, more
):
    headline = make_headline(select_by(**question))

    assert (headline.title, str(headline.counts)) == (title, counts)
    assert (headline.vague, headline.undated) == more
