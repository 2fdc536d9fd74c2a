"""Keys that are none, typed into addresses and forms by hand: told at the field, never a crash."""

import pytest

from tests.factories import make_actor, make_source, make_statement
from tests.forms import typed
from tests.talks.test_admin import BENEATH, MAKE, edit, errors, ours, page
from tests.talks.test_review import editor  # noqa: F401

pytestmark = pytest.mark.django_db
NO_KEYS = ("x", "9" * 23, "-1", "1,x", "\0")


@ours
def test_a_key_that_is_none_is_told_and_crashes_nothing(editor, model):  # noqa: F811
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
def test_it_is_told_at_its_field_by_what_would_be_right(editor, value):  # noqa: F811
    statement = make_statement(speaker=make_actor(), addressees=(make_actor(),))
    form = typed(editor.get(edit(statement)))
    form |= {"citations-TOTAL_FORMS": "1", "citations-0-source": make_source().pk}
    told = errors(editor.post(edit(statement), form | {"speaker": value, "addressees": value}))

    assert set(told) == {"speaker", "addressees"}
    assert "Select a valid choice" in str(told)
