"""What a reader asks about is explained where it is one track, actor or venue alone."""

import pytest
from django.test import Client

from tests.factories import make_actor, make_round, make_track, make_venue
from tests.pages import Page


def subject_of(query: str) -> str:
    page = Page(Client().get(f"/?{query}"))
    return " ".join(page.text(line) for line in page.all("p", "subject"))


@pytest.mark.django_db
def test_one_thing_alone_is_explained_as_it_is_today():
    make_round(
        track=make_track(slug="lake", description="Talks by the lake."),
        venue=make_venue(slug="bern", former_names="Berna (to 1190)"),
    )
    make_actor(slug="hill", description="A hill.")
    make_actor(slug="dale")

    assert subject_of("track=lake") == "Lake talks: Talks by the lake."
    assert subject_of("venue=bern") == "Bern: City in Switzerland, formerly Berna (to 1190)."
    assert subject_of("actor=hill&q=x") == "Hill: A hill."
    assert subject_of("actor=dale") == "Dale: State or government."
    assert subject_of("actor=dale&actor=hill") == ""
    assert subject_of("actor=dale&track=lake") == ""
    assert subject_of("track=lake&as_of=2017") == ""
    assert subject_of("") == ""
