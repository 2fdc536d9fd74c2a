"""Keys that are none, typed into addresses and forms by hand: told at the field, never a crash."""

import pytest
from django.db import transaction

from talks.models import Round
from tests.desk import edit, errors, page
from tests.every_model import BENEATH, MAKE, ours
from tests.factories import (
    make_actor,
    make_citation,
    make_participation,
    make_round,
    make_source,
    make_statement,
)
from tests.forms import typed

pytestmark = pytest.mark.django_db
NO_KEYS = ("x", "9" * 23, "-1", "1,x", "\0")


@ours
def test_a_key_that_is_none_is_told_and_crashes_nothing(editor, model):
    row = MAKE[model]()
    for beneath in BENEATH.get(model, []):
        beneath(row)
    form = typed(editor.get(edit(row)))
    fields = [*model._meta.fields, *model._meta.many_to_many]
    named = [field.name for field in fields if field.is_relation and field.name in form]
    named += [name for name in form if name.endswith(("-0-source", "-0-actor", "-0-object"))]
    for place, name in enumerate(named):
        value = NO_KEYS[place % len(NO_KEYS)]
        assert editor.get(page(model, "add", **{name: value})).status_code == 200
        assert editor.post(edit(row), form | {name: value}).status_code == 200


@pytest.mark.parametrize("value", NO_KEYS)
def test_it_is_told_at_its_field_by_what_would_be_right(editor, value):
    statement = make_statement(speaker=make_actor(), addressees=(make_actor(),))
    form = typed(editor.get(edit(statement)))
    form |= {"citations-TOTAL_FORMS": "1", "citations-0-source": make_source().pk}
    told = errors(editor.post(edit(statement), form | {"speaker": value, "addressees": value}))

    assert set(told) == {"speaker", "addressees"}
    assert "Select a valid choice" in str(told)


@pytest.mark.parametrize("who", ["editor", "contributor"])
def test_what_a_form_holds_unseen_may_be_anything(editor, contributor, who):
    client = {"editor": editor, "contributor": contributor}[who]
    round = make_round()
    make_participation(round=round, actor=make_actor())
    make_citation(round=round, source=make_source())
    form = typed(client.get(edit(round))) | {"_proposal": "", "_why": ""}
    hidden = [name for name in form if name.startswith("_") or name.endswith(("-id", "_FORMS"))]
    counts = [name for name in hidden if name.endswith("_FORMS")]
    sent = [("a\0", "b"), ("a", "\0")]
    sent += [(name, junk) for name in counts for junk in ("x", "-1")]
    sent += [(name, junk) for name in {*hidden} - {*counts} for junk in ("\0:x", "9" * 23)]
    for name, junk in sent:
        with transaction.atomic():
            assert client.post(edit(round), form | {name: junk}).status_code in (200, 302), name
            transaction.set_rollback(True)


@pytest.mark.parametrize("junk", ["agenda", "agenda=x", "agenda=5", "=null", "\0"])
def test_what_would_take_theirs_but_tells_no_field_and_values_is_refused(editor, junk):
    round = make_round(agenda="A truce.")
    form = typed(editor.get(edit(round))) | {"agenda": "Another.", "_theirs": junk}
    assert editor.post(edit(round), form).status_code == 400
    assert Round.objects.get().agenda == "A truce."


@ours
def test_what_is_chosen_in_a_list_by_no_key_is_refused(editor, model):
    MAKE[model]()
    for key in NO_KEYS:
        sent = {"action": "delete_selected", "_selected_action": key, "post": "yes"}
        assert editor.post(page(model, "changelist"), sent).status_code == 400
    assert model.objects.exists()
