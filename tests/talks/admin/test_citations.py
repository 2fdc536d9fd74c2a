"""Citations in the forms of the facts that they back, and in their own form."""

from typing import Any

import pytest

from talks.models import TARGET_OF, Citation
from tests.desk import edit_address, page_address, read_errors, save
from tests.every_model import MAKE
from tests.factories import (
    make_citation,
    make_document,
    make_relation,
    make_round,
    make_source,
    make_statement,
    make_venue,
)
from tests.forms import read_form
from tests.talks.admin.citation_fields import citation_fields

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("fact", TARGET_OF, ids=lambda model: model.__name__)
def test_every_fact_is_cited_on_its_own_page(admin_client, fact):
    row, source = MAKE[fact](), make_source()
    form = read_form(admin_client.get(edit_address(row)))
    assert form["citations-TOTAL_FORMS"] == "0"
    assert save(admin_client, row, **citation_fields(source, quotation="so")).status_code == 302
    citation = Citation.objects.get(source=source)
    assert (citation.fact, citation.locator, citation.quotation) == (row, "1.1", "so")


def test_a_citation_offers_the_fields_of_its_fact(admin_client):
    answer = admin_client.get(edit_address(make_round()))
    [citations] = [
        each.formset
        for each in answer.context["inline_admin_formsets"]
        if each.formset.model is Citation
    ]
    choices = dict(citations.empty_form.fields["supports"].choices)
    assert choices["start"] == "start"
    assert choices["participations"] == "participations"
    assert not choices.keys() & {
        "slug",
        "note",
        "id",
        "earliest",
        "citations",
        "participants",
        "statements",
    }
    suggestions = answer.content.decode().partition('<datalist id="citable-fields">')[2]
    assert '<option value="part_of">part of</option>' in suggestions
    assert 'list="citable-fields"' in str(citations.empty_form["reported_field"])


def test_a_citation_keeps_supported_names_that_are_no_fields_of_its_fact(admin_client):
    round = make_round()
    old = make_citation(
        round=round,
        supports=["documents"],
        reported_field="length",
        reported_value="two days",
        nature="precision",
    )
    assert save(admin_client, round, agenda="Anew").status_code == 302
    old.refresh_from_db()
    assert (old.supports, old.reported_field) == (["documents"], "length")


@pytest.mark.parametrize(
    ("fields", "field", "message"),
    [
        ({"supports": ["weather"]}, "supports", "weather is not one of the available choices"),
        ({"reported_value": "two"}, "reported_field", "the field, the value"),
        ({"reported_field": "start", "nature": "slip"}, "reported_field", "the field, the value"),
        ({"source": ""}, "source", "required"),
    ],
)
def test_a_mistake_in_a_citation_is_reported_at_its_field(admin_client, fields, field, message):
    answer = save(admin_client, make_round(), **citation_fields(make_source(), **fields))
    [row_errors] = read_errors(answer, "citations")
    assert list(row_errors) == [field]
    assert message in row_errors[field][0]
    assert read_form(answer)["citations-0-locator"] == "1.1"


def test_a_source_is_cited_once_for_a_fact_at_a_place(admin_client):
    citation = make_citation(round=make_round(), locator="1.1")
    answer = save(admin_client, citation.round, **citation_fields(citation.source, place=1))
    [first, second] = read_errors(answer, "citations")
    assert (first, list(second)) == ({}, ["locator"])
    other = make_citation(round=citation.round, source=citation.source, locator="1.2")
    assert list(read_errors(save(admin_client, other, locator="1.1"))) == ["locator"]


def test_a_citation_made_by_itself_backs_one_fact(admin_client):
    source, fact, other = make_source(), make_round(), make_venue()
    empty = read_form(admin_client.get(page_address(Citation, "add")))
    fields = {"source": source.pk, "locator": "1.1", "supports": "start\nend"}

    def add(**values: Any) -> Any:
        return admin_client.post(page_address(Citation, "add"), empty | fields | values)

    assert list(read_errors(add())) == ["round"]
    assert list(read_errors(add(round=fact.pk, venue=other.pk))) == ["round"]
    answer = add(round=fact.pk, supports="start\nweather")
    assert "Choose among agenda," in read_errors(answer)["supports"][0]
    assert read_form(answer)["supports"] == "start\nweather"
    assert add(round=fact.pk).status_code == 302
    citation = Citation.objects.get()
    assert (citation.fact, citation.supports) == (fact, ["start", "end"])
    form = read_form(admin_client.get(edit_address(citation)))
    assert form["supports"] == ["start", "end"]
    assert "round" not in form  # what it backs stays


@pytest.mark.parametrize("make", [make_round, make_statement, make_document, make_relation])
def test_nothing_is_published_without_a_source(admin_client, make):
    row = make()
    answer = save(admin_client, row)
    assert answer.status_code == 200
    assert "cite at least one" in answer.content.decode()
    assert save(admin_client, row, **citation_fields(make_source())).status_code == 302
    assert (
        "cite at least one"
        in save(admin_client, row, **{"citations-0-DELETE": "on"}).content.decode()
    )
