"""Malformed keys in addresses and forms: an error at the field, never a crash."""

import pytest
from django.db import transaction

from talks.models import Round
from tests.desk import edit_address, page_address, read_errors
from tests.every_model import BENEATH, MAKE, ours
from tests.factories import (
    make_actor,
    make_citation,
    make_participation,
    make_round,
    make_source,
    make_statement,
)
from tests.forms import read_form

pytestmark = pytest.mark.django_db
NO_KEYS = ("x", "9" * 23, "-1", "1,x", "\0")


@ours
def test_a_malformed_key_is_reported_and_crashes_nothing(editor, model):
    row = MAKE[model]()
    for beneath in BENEATH.get(model, []):
        beneath(row)
    form = read_form(editor.get(edit_address(row)))
    fields = [*model._meta.fields, *model._meta.many_to_many]
    relation_fields = [field.name for field in fields if field.is_relation and field.name in form]
    relation_fields += [
        name for name in form if name.endswith(("-0-source", "-0-actor", "-0-object"))
    ]
    for place, name in enumerate(relation_fields):
        value = NO_KEYS[place % len(NO_KEYS)]
        assert editor.get(page_address(model, "add", **{name: value})).status_code == 200
        assert editor.post(edit_address(row), form | {name: value}).status_code == 200


@pytest.mark.parametrize("value", NO_KEYS)
def test_a_wrong_value_is_reported_at_its_field_with_what_would_be_right(editor, value):
    statement = make_statement(speaker=make_actor(), addressees=(make_actor(),))
    form = read_form(editor.get(edit_address(statement)))
    form |= {"citations-TOTAL_FORMS": "1", "citations-0-source": make_source().pk}
    field_errors = read_errors(
        editor.post(edit_address(statement), form | {"speaker": value, "addressees": value})
    )

    assert set(field_errors) == {"speaker", "addressees"}
    assert "Select a valid choice" in str(field_errors)


@pytest.mark.parametrize("who", ["editor", "contributor"])
def test_hidden_inputs_may_hold_anything(editor, contributor, who):
    client = {"editor": editor, "contributor": contributor}[who]
    round = make_round()
    make_participation(round=round, actor=make_actor())
    make_citation(round=round, source=make_source())
    form = read_form(client.get(edit_address(round))) | {"_proposal": "", "_why": ""}
    hidden_fields = [
        name for name in form if name.startswith("_") or name.endswith(("-id", "_FORMS"))
    ]
    counts = [name for name in hidden_fields if name.endswith("_FORMS")]
    values = [("a\0", "b"), ("a", "\0")]
    values += [(name, junk) for name in counts for junk in ("x", "-1")]
    values += [(name, junk) for name in {*hidden_fields} - {*counts} for junk in ("\0:x", "9" * 23)]
    for name, junk in values:
        with transaction.atomic():
            assert client.post(edit_address(round), form | {name: junk}).status_code in (
                200,
                302,
            ), name
            transaction.set_rollback(True)


@pytest.mark.parametrize("junk", ["agenda", "agenda=x", "agenda=5", "=null", "\0"])
def test_a_malformed_choice_of_the_other_values_is_refused(editor, junk):
    round = make_round(agenda="A truce.")
    form = read_form(editor.get(edit_address(round))) | {"agenda": "Another.", "_theirs": junk}
    assert editor.post(edit_address(round), form).status_code == 400
    assert Round.objects.get().agenda == "A truce."


@ours
def test_a_list_action_with_a_malformed_key_is_refused(editor, model):
    MAKE[model]()
    for key in NO_KEYS:
        values = {"action": "delete_selected", "_selected_action": key, "post": "yes"}
        assert editor.post(page_address(model, "changelist"), values).status_code == 400
    assert model.objects.exists()
