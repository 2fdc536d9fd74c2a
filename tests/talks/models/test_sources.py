"""Citations: the fact that they back, their place in the source, and their words on the site."""

import pytest
from django.core.exceptions import ValidationError

from talks.models import TARGETS, Citation, Nature
from tests.factories import (
    make_actor,
    make_citation,
    make_context_note,
    make_source,
)
from tests.talks.models.unstored import MAKERS

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("name", TARGETS)
def test_a_citation_knows_the_fact_that_it_backs(name):
    fact = MAKERS[name]()
    make_citation(**{name: fact}, locator="3.1")
    citation = Citation.objects.with_facts().get()

    assert citation.fact == fact
    assert citation.target_name() == name
    assert citation.target_model() is TARGETS[name]
    assert citation.kind_in_words == name.replace("_", " ")


def test_the_number_of_queries_does_not_grow_with_the_number_of_facts(django_assert_num_queries):
    for times in (1, 2):
        for name, make in MAKERS.items():
            make_citation(**{name: make()})
        make_citation(context=make_context_note(actors=(make_actor(), make_actor())))
        with django_assert_num_queries(4):  # citations; the notes' actors, citations and sources
            facts = {
                (str(citation.fact), citation.fact.get_absolute_url())
                for citation in Citation.objects.with_facts()
            }
        assert len(facts) == times * (len(MAKERS) + 1)


@pytest.mark.parametrize(
    ("locator", "words"),
    [
        ("0", "headline"),
        ("1.4", "paragraph 1, sentence 4"),
        ("12.10", "paragraph 12, sentence 10"),
        ("3", "3"),
        ("p. 7", "p. 7"),
        ("1.4.2", "1.4.2"),
        ("opening", "opening"),
        ("", ""),
    ],
)
def test_a_locator_is_written_in_words(locator, words):
    assert Citation(locator=locator).place_in_words == words


def test_locators_sort_in_the_order_of_the_source():
    order = ["0", "1.1", "1.2", "1.10", "2.1", "2.1.1", "10.1", "opening", "p. 3"]

    assert sorted(Citation(locator=place).order_in_source for place in reversed(order)) == [
        Citation(locator=place).order_in_source for place in order
    ]


def test_a_citation_leads_to_its_place_on_the_page_of_its_source():
    source = make_source(slug="paper")

    assert Citation(source=source, locator="1.4").get_absolute_url() == "/sources/paper/#at-1-4"
    assert Citation(source=source).get_absolute_url() == "/sources/paper/#at"


def test_different_locators_have_different_anchors():
    places = ["", "1.1", "1-1", "1 1", "p. 3", "p 3", "P. 3", "3", "§ 3", "الفقرة 3", "الفقرة", "="]
    names = {Citation(locator=place).anchor for place in places}

    assert len(names) == len(places)
    assert all(name.isascii() and name.replace("-", "").isalnum() for name in names)


@pytest.mark.parametrize(
    ("nature", "words"),
    [
        ("", ""),
        (Nature.NAMING, "uses the short name “regime”"),
        (Nature.CONTRADICTION, "gives: short name “regime”"),
        (Nature.PRECISION, "less precise: short name “regime”"),
    ],
)
def test_a_disagreement_is_worded_by_its_nature(nature, words):
    citation = Citation(nature=nature, reported_field="short_name", reported_value="regime")

    assert citation.difference_in_words == words


def test_every_nature_of_a_disagreement_has_words_of_its_own():
    words = {
        Citation(nature=nature, reported_field="x", reported_value="y").difference_in_words
        for nature in Nature
    }

    assert len(words) == len(Nature)


def test_the_fields_that_it_supports_are_written_in_words():
    assert Citation(supports=["start", "on_behalf_of"]).supports_in_words == "start, on behalf of"
    assert Citation().supports_in_words == ""


@pytest.mark.parametrize("name", TARGETS)
def test_it_can_only_support_fields_that_the_fact_has(name):
    citation = make_citation(**{name: MAKERS[name]()}, supports=["id", "citations"])
    citation.full_clean()
    citation.supports = ["id", "colour", "shape"]
    with pytest.raises(ValidationError) as refusal:
        citation.full_clean()

    [message] = refusal.value.message_dict["supports"]
    assert message.startswith("No such field: colour, shape. Choose among ")
    assert "citations" in message


def test_its_name_is_source_and_locator():
    source = make_source(slug="paper")

    assert str(Citation(source=source, locator="1.4")) == "Paper, 1.4"
    assert str(Citation(source=source)) == "Paper"
