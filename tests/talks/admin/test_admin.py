"""The admin of the talks: the pages of every model, their queries, and errors at their fields."""

from typing import Any

import pytest
from django.contrib import admin
from django.db import models
from django.test import Client
from django.urls import reverse
from django.utils.html import escape

from actors.models import Actor
from talks.models import (
    TARGET_OF,
    TARGETS,
    Citation,
    Participation,
    Role,
    Round,
    Source,
    Statement,
    Status,
    Topic,
    Track,
)
from tests.desk import edit, errors, page, queries, save
from tests.every_model import BENEATH, DIFFERENCE, MAKE, ours
from tests.factories import (
    make_actor,
    make_citation,
    make_document,
    make_participation,
    make_relation,
    make_round,
    make_source,
    make_statement,
    make_topic,
    make_track,
    make_track_role,
    make_venue,
)
from tests.forms import typed

pytestmark = pytest.mark.django_db

FEW, MANY = 9, 60  # the fewer are as many as there are kinds of facts to cite


def citation_fields(by: Source, *, place: int = 0, **fields: Any) -> dict[str, Any]:
    """Return a citation typed beneath a thing; the last one, at `place`."""
    row = {"source": by.pk, "locator": "1.1"} | fields
    return {"citations-TOTAL_FORMS": place + 1} | {
        f"citations-{place}-{name}": value for name, value in row.items()
    }


# Every model -----------------------------------------------------------------------------------


def test_every_model_has_its_pages():
    registered = {
        model
        for model in admin.site._registry
        if model._meta.app_label not in ("auth", "review", "imports")
    }
    assert registered == set(MAKE)


@ours
def test_every_page_answers(admin_client, model):
    row = MAKE[model]()
    for address in (
        page(model, "changelist"),
        page(model, "changelist", q="nothing like it"),
        page(model, "add"),
        edit(row),
        page(model, "history", row.pk),
        page(model, "delete", row.pk),
    ):
        assert admin_client.get(address).status_code == 200, address


@ours
def test_every_editable_field_is_on_its_form(admin_client, model):
    form_fields = admin_client.get(page(model, "add")).context["adminform"].form.fields
    own = [*model._meta.fields, *model._meta.many_to_many]
    assert {
        field.name
        for field in own
        if field.editable and not field.primary_key and field.name not in form_fields
    } <= {"participants"}  # these are rows of their own


@ours
def test_a_list_takes_as_many_queries_however_long_it_is(admin_client, model):
    queries(admin_client, page(model, "changelist"))
    costs = []
    for size in (FEW, MANY):
        while model._default_manager.count() < size:
            row = MAKE[model]()
            if model in TARGET_OF:
                make_citation(**{TARGET_OF[model]: row})
        costs.append(queries(admin_client, page(model, "changelist")))
    assert costs[0] == costs[1]


@pytest.mark.parametrize("model", BENEATH, ids=lambda model: model.__name__)
def test_a_form_takes_as_many_queries_however_many_rows_are_beneath(admin_client, model):
    row = MAKE[model]()
    queries(admin_client, edit(row))
    costs = []
    for size in (FEW, MANY):
        for make in BENEATH[model]:
            for _ in range(size):
                make(row)
        costs.append(queries(admin_client, edit(row)))
    assert costs[0] == costs[1]


@pytest.mark.parametrize("name", ["source", *TARGETS])
def test_an_autocomplete_takes_as_many_queries_however_many_rows_match(admin_client, name):
    model = Source if name == "source" else TARGETS[name]
    field = {"app_label": "talks", "model_name": "citation", "field_name": name}
    address = reverse("admin:autocomplete", query=field)
    costs = []
    for size in (FEW, 20):
        while model._default_manager.count() < size:
            MAKE[model]()
        assert len(admin_client.get(address).json()["results"]) >= size
        costs.append(queries(admin_client, address))
    assert costs[0] == costs[1]


@ours
def test_a_form_links_to_the_public_page(admin_client, model):
    row = MAKE[model]()
    link = f'<a href="{row.get_absolute_url()}" class="viewsitelink">View on site</a>'
    assert link in admin_client.get(edit(row)).content.decode()


@ours
def test_saving_an_unchanged_form_changes_nothing(admin_client, model):
    row = MAKE[model]()
    for make in BENEATH.get(model, []):
        make(row)
    tables = [*MAKE, Participation]
    before = [list(table._default_manager.order_by("pk").values()) for table in tables]
    assert save(admin_client, row).status_code == 302
    assert [list(table._default_manager.order_by("pk").values()) for table in tables] == before


# Mistakes --------------------------------------------------------------------------------------


def test_every_constraint_that_an_editor_can_break_names_the_field_to_correct():
    for model in [*MAKE, Participation]:
        fields = {field.name for field in model._meta.fields}
        for constraint in model._meta.constraints:
            guarded = "known" in constraint.name or constraint.name.endswith("date_is_in_order")
            assert guarded or constraint.violation_error_code in fields, constraint.name


@pytest.mark.parametrize(
    ("changes", "field", "message"),
    [
        ({"start": "2020-13"}, "start", "no such month"),
        ({"end": "2020-02-30"}, "end", "no such day"),
        ({"start": "2020", "end": "2019"}, "end", "ends before it starts"),
        ({"number": "0"}, "number", "numbered from 1"),
        ({"number": "1"}, "number", "has this number already"),
        ({"ordinal": "1"}, "ordinal", "choose a free one"),
        ({"slug": "track-1"}, "slug", "already exists"),
        ({"part_of": "itself"}, "part_of", "cannot be part of itself"),
        (
            {"realised_as": "itself", "status": "planned"},
            "realised_as",
            "cannot be realised as itself",
        ),
        ({"realised_as": "first"}, "realised_as", "This round was held"),
    ],
)
def test_a_mistake_is_reported_at_its_field_and_the_typed_values_stay(
    admin_client, changes, field, message
):
    track = make_track(slug="track")
    first, second = make_round(track=track), make_round(track=track)
    pks = {"itself": second.pk, "first": first.pk}
    changes = {name: str(pks.get(value, value)) for name, value in changes.items()}
    answer = save(admin_client, second, agenda="Typed anew", **changes)
    assert list(errors(answer)) == [field]
    assert message in errors(answer)[field][0]
    assert changes.items() <= typed(answer).items()
    assert typed(answer)["agenda"] == "Typed anew"
    second.refresh_from_db()
    assert second.agenda == ""


@pytest.mark.parametrize(
    ("make", "changes", "field"),
    [
        (make_statement, {"date": "2020-13"}, "date"),
        (make_document, {"date": "2020/2019"}, "date"),
        (make_source, {"published": "1850"}, "published"),
        (make_venue, {"latitude": "46.2"}, "longitude"),
        (make_venue, {"latitude": "146", "longitude": "6"}, "longitude"),
    ],
)
def test_other_models_report_mistakes_at_the_field_too(admin_client, make, changes, field):
    answer = save(admin_client, make(), **changes)
    assert list(errors(answer)) == [field]
    assert changes.items() <= typed(answer).items()


def test_a_role_is_given_once(admin_client):
    role = make_track_role()
    other = make_track_role(track=role.track, actor=role.actor, role=Role.HOST)
    assert list(errors(save(admin_client, other, role=role.role))) == ["role"]
    taken = make_participation()
    again = {"actor": taken.actor_id, "role": taken.role}
    answer = save(
        admin_client,
        taken.round,
        **{f"participations-1-{name}": value for name, value in again.items()},
        **{"participations-TOTAL_FORMS": 2},
    )
    [first, second] = errors(answer, "participations")
    assert (first, list(second)) == ({}, ["role"])


# Citations -------------------------------------------------------------------------------------


@pytest.mark.parametrize("fact", TARGET_OF, ids=lambda model: model.__name__)
def test_every_fact_is_cited_on_its_own_page(admin_client, fact):
    row, source = MAKE[fact](), make_source()
    form = typed(admin_client.get(edit(row)))
    assert form["citations-TOTAL_FORMS"] == "0"
    assert save(admin_client, row, **citation_fields(source, quotation="so")).status_code == 302
    citation = Citation.objects.get(source=source)
    assert (citation.fact, citation.locator, citation.quotation) == (row, "1.1", "so")


def test_a_round_is_added_with_participants_and_citations(admin_client):
    track, actor, source = make_track(slug="geneva"), make_actor(), make_source()
    make_round(track=track, ordinal=4)
    fields = {"track": track.pk, "number": "9", "status": "held", "start": "2017-02-15"}
    took_part = {"participations-TOTAL_FORMS": 1}
    took_part |= {"participations-0-actor": actor.pk, "participations-0-role": "party"}
    citation = citation_fields(
        source,
        supports=["start", "participations"],
        **{
            "reported_field": "start",
            "reported_value": "2017-02-14",
            "nature": "contradiction",
        },
    )
    empty = typed(admin_client.get(page(Round, "add")))
    answer = admin_client.post(page(Round, "add"), empty | fields | took_part | citation)
    assert answer.status_code == 302
    new_round = Round.objects.get(slug="geneva-9")
    assert (new_round.ordinal, new_round.participants.get()) == (5, actor)
    assert new_round.citations.get().supports == ["start", "participations"]
    assert new_round.citations.get().reported_value == "2017-02-14"


def test_a_statement_is_added_with_fields_that_only_statements_have(admin_client):
    speaker, source = make_actor(), make_source()
    fields = {"speaker": speaker.pk, "kind": "call", "summary": "Calls.", "slug": "calls"}
    empty = typed(admin_client.get(page(Statement, "add")))
    rows = citation_fields(source, supports=["speaker", "summary"])
    assert admin_client.post(page(Statement, "add"), empty | fields | rows).status_code == 302
    assert Statement.objects.get().citations.get().supports == ["speaker", "summary"]


def test_a_round_without_number_and_title_needs_a_slug(admin_client):
    fields = {"track": make_track().pk, "status": "held"}
    empty = typed(admin_client.get(page(Round, "add")))
    answer = admin_client.post(page(Round, "add"), empty | fields)
    assert list(errors(answer)) == ["slug"]
    titled = fields | {"title": "Congress of Sochi"} | citation_fields(make_source())
    assert admin_client.post(page(Round, "add"), empty | titled).status_code == 302
    assert Round.objects.get().slug == "congress-of-sochi"


def test_a_citation_offers_the_fields_of_its_fact(admin_client):
    answer = admin_client.get(edit(make_round()))
    [citations] = [
        each.formset
        for each in answer.context["inline_admin_formsets"]
        if each.formset.model is Citation
    ]
    offered = dict(citations.empty_form.fields["supports"].choices)
    assert offered["start"] == "start"
    assert offered["participations"] == "participations"
    assert not offered.keys() & {
        "slug",
        "note",
        "id",
        "earliest",
        "citations",
        "participants",
        "statements",
    }
    suggested = answer.content.decode().partition('<datalist id="citable-fields">')[2]
    assert '<option value="part_of">part of</option>' in suggested
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
    [row_errors] = errors(answer, "citations")
    assert list(row_errors) == [field]
    assert message in row_errors[field][0]
    assert typed(answer)["citations-0-locator"] == "1.1"


def test_a_source_is_cited_once_for_a_fact_at_a_place(admin_client):
    citation = make_citation(round=make_round(), locator="1.1")
    answer = save(admin_client, citation.round, **citation_fields(citation.source, place=1))
    [first, second] = errors(answer, "citations")
    assert (first, list(second)) == ({}, ["locator"])
    other = make_citation(round=citation.round, source=citation.source, locator="1.2")
    assert list(errors(save(admin_client, other, locator="1.1"))) == ["locator"]


def test_a_citation_made_by_itself_backs_one_fact(admin_client):
    source, fact, other = make_source(), make_round(), make_venue()
    empty = typed(admin_client.get(page(Citation, "add")))
    fields = {"source": source.pk, "locator": "1.1", "supports": "start\nend"}

    def add(**values: Any) -> Any:
        return admin_client.post(page(Citation, "add"), empty | fields | values)

    assert list(errors(add())) == ["round"]
    assert list(errors(add(round=fact.pk, venue=other.pk))) == ["round"]
    answer = add(round=fact.pk, supports="start\nweather")
    assert "Choose among agenda," in errors(answer)["supports"][0]
    assert typed(answer)["supports"] == "start\nweather"
    assert add(round=fact.pk).status_code == 302
    citation = Citation.objects.get()
    assert (citation.fact, citation.supports) == (fact, ["start", "end"])
    form = typed(admin_client.get(edit(citation)))
    assert form["supports"] == ["start", "end"]
    assert "round" not in form  # what it backs stays


# Finding ---------------------------------------------------------------------------------------


def filter_rows(client: Client, model: type[models.Model], **query: str) -> set[Any]:
    return set(client.get(page(model, "changelist", **query)).context["cl"].queryset)


def test_facts_without_a_source_or_with_a_dispute_are_found(admin_client):
    bare, agreed, disputed = make_round(), make_round(), make_round()
    make_citation(round=agreed)
    make_citation(round=disputed, **DIFFERENCE)
    assert filter_rows(admin_client, Round, cited="no") == {bare}
    assert filter_rows(admin_client, Round, cited="yes") == {agreed, disputed}
    assert filter_rows(admin_client, Round, cited="differ") == {disputed}
    assert filter_rows(admin_client, Round) == {bare, agreed, disputed}


def test_citations_can_be_filtered_by_the_kind_of_fact(admin_client):
    of_round, of_venue = make_citation(round=make_round()), make_citation(venue=make_venue())
    assert filter_rows(admin_client, Citation, backs="venue") == {of_venue}
    assert filter_rows(admin_client, Citation, backs="weather") == {of_round, of_venue}


def test_a_round_is_found_by_its_name(admin_client):
    track = make_track(slug="geneva", short_name="Geneva")
    rounds = [make_round(track=track, ordinal=place, number=place) for place in (8, 9)]
    assert filter_rows(admin_client, Round, q="Geneva 9") == {rounds[1]}


def test_the_date_browser_uses_the_days_that_a_date_may_mean(admin_client):
    early, late = make_round(start="2014-01-22"), make_round(start="2017-02-15")
    make_round()
    assert filter_rows(admin_client, Round, earliest__year="2017") == {late}
    assert filter_rows(admin_client, Round, earliest__year="2014", earliest__month="1") == {early}


def cells(client: Client, model: type[models.Model]) -> str:
    return client.get(page(model, "changelist")).content.decode()


def test_a_list_counts_sources_and_not_citations(admin_client):
    round, source = make_round(start="2017-02-15", end="2017-02-16"), make_source()
    for _ in range(2):
        make_citation(round=round, source=source)
    make_citation(round=round)
    table_cells = cells(admin_client, Round)
    assert '<td class="field-sources">2</td>' in table_cells
    assert "15 to 16 February 2017" in table_cells


def test_a_list_counts_the_rows_that_point_at_a_thing(admin_client):
    track, actor, topic = make_track(), make_actor(), make_topic()
    for _ in range(3):
        make_round(track=track, participants=(actor,), topics=(topic,))
    make_participation(round=track.rounds.first(), actor=actor, role=Role.HOST)
    make_statement(speaker=actor, topics=(topic,))
    make_relation(subject=actor)
    make_relation(object=actor)
    for model, name, number in [
        (Track, "rounds", 3),
        (Actor, "rounds", 3),
        (Actor, "statements", 1),
        (Actor, "relations", 2),
        (Topic, "rounds", 3),
        (Topic, "statements", 1),
    ]:
        assert f'<td class="field-{name}">{number}</td>' in cells(admin_client, model)


def test_a_source_links_to_its_citations(admin_client):
    citation = make_citation(round=make_round())
    make_citation(round=make_round())
    list_address = page(Citation, "changelist", source__id__exact=citation.source_id)
    assert f'<a href="{list_address}">1</a>' in cells(admin_client, Source)
    assert filter_rows(admin_client, Citation, source__id__exact=str(citation.source_id)) == {
        citation
    }


# And the site ----------------------------------------------------------------------------------


def test_a_new_date_is_on_the_timeline_at_the_next_request(admin_client):
    round = make_round(start="2016-01-29", status=Status.HELD)
    make_citation(round=round)
    assert "29 January 2016" in admin_client.get("/").content.decode()
    assert save(admin_client, round, start="2017-02-15", end="2017-02-16").status_code == 302
    timeline = admin_client.get("/").content.decode()
    assert "15 to 16 February 2017" in timeline
    assert "29 January 2016" not in timeline
    [mark] = [
        day
        for trace in admin_client.get("/").context["figure"]["data"]
        for day in trace.get("x", [])
        if str(day).startswith(("2016", "2017"))
    ][:1]
    assert str(mark).startswith("2017-02-15")


def test_editing_needs_a_login(client):
    answer = client.get(edit(make_round()))
    assert answer.status_code == 302
    assert answer["Location"].startswith(reverse("admin:login"))


@pytest.mark.parametrize("term", ["الاس", "بشار الأ", "presid", "BASH", "x-of-sy", "ashar"])
def test_an_actor_is_found_by_the_beginning_of_any_of_its_names(admin_client, term):
    make_actor(slug="other", name="Somebody else")
    make_actor(slug="x-of-syria", name="Bashar", name_ar="بشار الأسد", aliases=["The President"])
    field = {"app_label": "talks", "model_name": "statement", "field_name": "speaker"}
    address = "/admin/autocomplete/"
    matches = admin_client.get(address, field | {"term": term}).json()["results"]

    assert [one["text"] for one in matches] == ["Bashar"]


@pytest.mark.parametrize("make", [make_round, make_statement, make_document, make_relation])
def test_nothing_is_published_without_a_source(admin_client, make):
    row = make()
    uncited = save(admin_client, row)
    assert uncited.status_code == 200
    assert "cite at least one" in uncited.content.decode()
    assert save(admin_client, row, **citation_fields(make_source())).status_code == 302
    assert (
        "cite at least one"
        in save(admin_client, row, **{"citations-0-DELETE": "on"}).content.decode()
    )


def test_a_new_statement_can_begin_with_the_values_of_another(admin_client):
    statement = make_statement(
        round=make_round(),
        addressees=(make_actor(), make_actor()),
        date="2017-02",
        summary="Calls.",
    )
    response = admin_client.get(edit(statement))
    link = f"{page(Statement, 'add')}?{response.context['copy_query']}"
    assert escape(link) in response.content.decode()
    form, old = typed(admin_client.get(link)), typed(response)

    same = ("speaker", "kind", "addressees", "date", "round", "summary")
    assert {name: form.get(name) for name in same} == {name: old.get(name) for name in same}
    assert form["slug"] == "" and form["citations-TOTAL_FORMS"] == "0"
