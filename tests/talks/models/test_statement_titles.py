"""Titles of statements: they tell one from another in a list of links."""

import pytest

from actors.models import Actor
from talks.models import Statement


@pytest.mark.parametrize(
    ("summary", "date", "title"),
    [
        ("Says no.", "2017-02-01", "Envoy, assessment: Says no, 1 February 2017"),
        ("Says no.", "", "Envoy, assessment: Says no"),
        (
            "Said that the second meeting had achieved nothing practical, and blamed all.",
            "2017",
            "Envoy, assessment: Said that the second meeting had achieved nothing …, 2017",
        ),
    ],
)
def test_a_title_has_the_speaker_the_kind_the_first_words_and_the_date(summary, date, title):
    speaker = Actor(name="Envoy")

    assert Statement(speaker=speaker, kind="assessment", summary=summary, date=date).title == title
