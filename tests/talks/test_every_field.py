"""No field of a fact is forgotten: in files, search, as of a day, in the admin or on its page.

A field that is missing in one of these stands in a list of exceptions, with the reason.
"""

from collections.abc import Iterable
from typing import Any

import pytest
from django.contrib import admin
from django.contrib.admin.utils import flatten_fieldsets
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.test import Client, RequestFactory

from actors.models import Actor, Relation
from record.dates import EDTFField, in_words
from record.models import AnyField, Searched, form_fields
from talks.explorer import knowledge
from talks.exports.rows import columns_of
from talks.models import OutcomeDocument, Round, Statement
from tests.every_model import MAKE
from tests.pages import Page

FACTS = (Round, Statement, OutcomeDocument, Actor, Relation)

NOT_IN_FILES = {
    (Actor, "former_slugs"): "comes of merging, and leads to the actor's page",
}
NOT_SEARCHED = {
    (Round, "slug"): "is the address",
    (Statement, "slug"): "is the address",
    (OutcomeDocument, "slug"): "is the address",
    (Actor, "slug"): "is the address",
    (Actor, "country"): "is a code",
    (Actor, "wikidata"): "is a code",
    (Actor, "former_slugs"): "are addresses",
    (Actor, "description"): "actors are found by their names; their page alone shows it",
}
NOT_ON_THE_PAGE = {
    (Round, "slug"): "is the address",
    (Round, "ordinal"): "orders the rounds of a track",
    (Round, "number"): "stands in the name, unless a title does",
    (Statement, "slug"): "is the address",
    (Statement, "quotation_reread"): "is said in a sentence",
    (OutcomeDocument, "slug"): "is the address",
    (Actor, "slug"): "is the address",
    (Actor, "former_slugs"): "are addresses",
    (Actor, "wikidata"): "tells machines who it is, and stands in files",
}


def text_fields(model: type[models.Model]) -> Iterable[AnyField]:
    """Return the fields that hold free text, or a list of texts."""
    for field in form_fields(model):
        is_text = isinstance(field, models.CharField | models.TextField | models.JSONField)
        if is_text and not (field.choices or isinstance(field, EDTFField)):
            yield field


EACH_FIELD = pytest.mark.parametrize(
    ("model", "field"),
    [
        pytest.param(model, field, id=f"{model.__name__}.{field.name}")
        for model in FACTS
        for field in form_fields(model)
    ],
)


@EACH_FIELD
def test_it_is_in_files_and_imports(model, field):
    columns = {column.field_name: column for column in columns_of(model)}
    if (model, field.name) not in NOT_IN_FILES:
        assert field.name in columns, "declare a column in talks/exports/rows/"
        assert not columns[field.name].unpublished or columns[field.name].meaning
        assert not columns[field.name].read_only, "an import must be able to set it"


@pytest.mark.parametrize("model", [m for m in FACTS if issubclass(m, Searched)])
def test_its_words_are_searched(model):
    missing = [
        field.name
        for field in text_fields(model)
        if field.name not in model.searched_fields and (model, field.name) not in NOT_SEARCHED
    ]
    assert missing == [], "add them to searched_fields of the model"


@pytest.mark.parametrize("model", knowledge.IDENTITY, ids=lambda model: model.__name__)
def test_as_of_a_day_it_is_known_by_sources_or_exempt_by_name(model):
    exempt = [
        *knowledge.IDENTITY[model],
        *knowledge.EDITORIAL[model],
        *knowledge.BY_RULE.get(model, ()),
    ]
    by_sources = {field.name for field in knowledge.fields_known_by_sources(model)}

    assert len(exempt) == len(set(exempt)), "a field is exempt for two reasons"
    assert by_sources | set(exempt) == {field.name for field in form_fields(model)}
    assert not by_sources & set(exempt)


@pytest.mark.parametrize("model", FACTS, ids=lambda model: model.__name__)
def test_it_has_a_place_in_the_admin(model):
    request = RequestFactory().get("/")
    request.user = AnonymousUser()
    form_field_names = flatten_fieldsets(admin.site.get_model_admin(model).get_fieldsets(request))

    assert {field.name for field in form_fields(model)} <= set(form_field_names)


def make_filled_row(model: type[models.Model], field: AnyField) -> tuple[Any, str]:
    """Return a row of a model with a value in one field, and the text that shows the value."""
    row = MAKE[model]()
    if isinstance(field, models.ManyToManyField):
        other = MAKE[field.related_model]()  # type: ignore[index]
        getattr(row, field.name).set([other])
        return row, str(other)
    value: Any = "marker"
    text = value
    if isinstance(field, models.ForeignKey):
        value = MAKE[field.related_model]()  # type: ignore[index]
        text = str(value)
    elif field.choices:
        value, label = list(field.flatchoices)[-1]
        text = str(label)
    elif isinstance(field, EDTFField):
        value = "2017-02-16"
        if field.name == "end":
            row.start = "2017-02-03"
        text = in_words(value)
    elif isinstance(field, models.JSONField):
        value = ["political"] if field.name == "support" else ["marker"]
        text = value[0]
    elif isinstance(field, models.BooleanField):
        value, text = True, str(field.verbose_name)
        row.start = row.end = "2017"
    elif isinstance(field, models.IntegerField):
        value, text = 77, "77"
    elif field.max_length and field.max_length < len("marker"):
        value = text = "SY"
    setattr(row, field.name, value)
    if field.name == "realised_as":
        row.status = "postponed"
    row.save()
    if (model, field.name) == (Relation, "kind"):
        text = row.kind_in_a_table
    return row, text


@pytest.mark.django_db
@EACH_FIELD
def test_it_is_on_its_page(model, field, client: Client):
    if (model, field.name) in NOT_ON_THE_PAGE:
        return
    row, text = make_filled_row(model, field)
    page = Page(client.get(row.get_absolute_url().partition("#")[0]))

    assert text.lower() in page.text().lower(), "show it in the template of the thing"


def test_exceptions_are_of_fields_that_are_there():
    for exceptions in (NOT_IN_FILES, NOT_SEARCHED, NOT_ON_THE_PAGE):
        for model, name in exceptions:
            assert name in {field.name for field in form_fields(model)}, (model, name)
