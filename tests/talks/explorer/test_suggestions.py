"""What is suggested for the beginning of a name, and where it leads."""

import pytest
from django.test import Client

from talks.explorer.suggestions import suggest
from tests.factories import make_actor, make_round, make_statement, make_track, make_venue
from tests.pages import Page
from tests.records import ask, rollback

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("record")]


def labels(text: str, heading: str) -> list[str]:
    return [one.label for one in suggest(ask(), text).get(heading, [])]


@pytest.mark.parametrize(
    ("text", "heading", "label"),
    [
        ("ped", "Actors", "Geir Pedersen"),
        ("geir p", "Actors", "Geir Pedersen"),
        ("PÉD", "Actors", "Geir Pedersen"),
        ("astana 1", "Rounds", "Astana 1"),
        ("proc", "Topics", "process"),
        ("gen", "Venues", "Geneva"),
        ("const", "Tracks", "Syrian Constitutional Committee"),
    ],
)
def test_the_beginning_of_any_word_of_a_name_suggests_it(text, heading, label):
    assert label.lower() in [one.lower() for one in labels(text, heading)]


def test_aliases_and_arabic_names_count_in_all_their_letter_forms():
    with rollback():
        make_actor(slug="x", name="Bashar", name_ar="بشار الأسد", aliases=["The president"])

        assert labels("الاس", "Actors") == labels("presid", "Actors") == ["Bashar"]


@pytest.mark.parametrize("text", ["", " ", "-", "zzz", "dersen", "ped zzz"])
def test_letters_that_begin_no_word_suggest_nothing(text):
    assert suggest(ask(), text) == {}


def test_suggestions_that_begin_with_the_word_come_first_then_by_number_of_things():
    with rollback():
        late, much, little = (
            make_actor(slug=slug, name=name)
            for slug, name in (("a", "Old Xanadu"), ("b", "Xanadu Front"), ("c", "Xanadu Army"))
        )
        for actor, number in ((late, 9), (much, 3), (little, 1)):
            for _ in range(number):
                make_statement(speaker=actor)

        assert labels("xan", "Actors") == ["Xanadu Front", "Xanadu Army", "Old Xanadu"]


def test_a_suggestion_is_added_to_the_filter_in_force_and_the_words_are_taken_out():
    question = ask(venue="geneva", actor="russia", q="ped", lanes="actor")
    [actor] = suggest(question, "ped")["Actors"]
    [venue] = suggest(question, "ast")["Venues"]
    round = suggest(question, "astana 12")["Rounds"][0]

    assert actor.query == "actor=russia&actor=geir-pedersen&venue=geneva&lanes=actor"
    assert venue.query == "actor=russia&venue=geneva&venue=astana&lanes=actor"
    assert round.query == "actor=russia&venue=geneva&lanes=actor&open=rounds/astana-12"


def test_it_is_answered_as_a_list_under_headings():
    page = Page(Client().get("/suggest/?q=gen&venue=astana"))
    options = [one for one in page.all("div") if one.get("role") == "option"]

    assert options[0].get("data-url").startswith("/?venue=astana&open=rounds/geneva-")
    assert [one.get("aria-label") for one in page.all("div") if one.get("role") == "group"] == [
        "Rounds",
        "Venues",
        "Tracks",
    ]
    assert len({one.get("id") for one in options}) == len(options)


def test_the_number_of_queries_does_not_grow_with_the_record(django_assert_max_num_queries):
    with rollback():
        for number in range(30):
            make_round(track=make_track(), venue=make_venue())
            make_actor(name=f"Xanadu {number}")
        suggest(ask(), "xan")
        with django_assert_max_num_queries(3):
            assert len(labels("xan", "Actors")) == 4
