"""What holds of the admin's pages of every model: they answer, and at what cost."""

import pytest
from django.contrib import admin
from django.urls import reverse

from talks.models import TARGET_OF, TARGETS, Participation, Source
from tests.desk import count_queries, edit_address, page_address, save
from tests.every_model import BENEATH, MAKE, ours
from tests.factories import make_citation

pytestmark = pytest.mark.django_db

FEW, MANY = 9, 24  # the fewer are as many as there are kinds of facts to cite


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
        page_address(model, "changelist"),
        page_address(model, "changelist", q="nothing like it"),
        page_address(model, "add"),
        edit_address(row),
        page_address(model, "history", row.pk),
        page_address(model, "delete", row.pk),
    ):
        assert admin_client.get(address).status_code == 200, address


@ours
def test_every_editable_field_is_on_its_form(admin_client, model):
    form_fields = admin_client.get(page_address(model, "add")).context["adminform"].form.fields
    own = [*model._meta.fields, *model._meta.many_to_many]
    assert {
        field.name
        for field in own
        if field.editable and not field.primary_key and field.name not in form_fields
    } <= {"participants"}  # these are rows of their own


@ours
def test_a_list_takes_as_many_queries_however_long_it_is(admin_client, model):
    count_queries(admin_client, page_address(model, "changelist"))
    costs = []
    for size in (FEW, MANY):
        while model._default_manager.count() < size:
            row = MAKE[model]()
            if model in TARGET_OF:
                make_citation(**{TARGET_OF[model]: row})
        costs.append(count_queries(admin_client, page_address(model, "changelist")))
    assert costs[0] == costs[1]


@pytest.mark.parametrize("model", BENEATH, ids=lambda model: model.__name__)
def test_a_form_takes_as_many_queries_however_many_rows_are_beneath(admin_client, model):
    row = MAKE[model]()
    count_queries(admin_client, edit_address(row))
    costs = []
    for size in (FEW, MANY):
        for make in BENEATH[model]:
            for _ in range(size):
                make(row)
        costs.append(count_queries(admin_client, edit_address(row)))
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
        costs.append(count_queries(admin_client, address))
    assert costs[0] == costs[1]


@ours
def test_a_form_links_to_the_public_page(admin_client, model):
    row = MAKE[model]()
    link = f'<a href="{row.get_absolute_url()}" class="viewsitelink">View on site</a>'
    assert link in admin_client.get(edit_address(row)).content.decode()


@ours
def test_saving_an_unchanged_form_changes_nothing(admin_client, model):
    row = MAKE[model]()
    for make in BENEATH.get(model, []):
        make(row)
    tables = [*MAKE, Participation]
    before = [list(table._default_manager.order_by("pk").values()) for table in tables]
    assert save(admin_client, row).status_code == 302
    assert [list(table._default_manager.order_by("pk").values()) for table in tables] == before
