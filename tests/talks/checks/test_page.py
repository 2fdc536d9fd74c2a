"""The page of the checks, and the command that says the same."""

import io
import json
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from talks.checks import CHECKS
from tests.factories import make_actor, make_citation, make_statement

pytestmark = pytest.mark.django_db
PAGE = "/admin/check/"


def shown(client: Client, **query: Any) -> str:
    answer = client.get(PAGE, query)
    assert answer.status_code == 200
    return answer.content.decode()


def said(*args: str) -> str:
    out = io.StringIO()
    call_command("check_record", *args, stdout=out)
    return out.getvalue()


def test_each_check_has_its_count_and_leads_to_what_it_finds(editor):
    statement = make_statement(speaker=make_actor(name="Speaker"), summary="Says so.")

    for name, check in CHECKS.items():
        page = shown(editor, check=name)
        assert check.remedy.split(".")[0] in page
        assert f'?check={name}" aria-current="page"' in page
    page = shown(editor, check="uncited", kind="statement")
    assert f'/admin/talks/statement/{statement.pk}/change/">Speaker: Says so.</a>' in page
    assert "/admin/actors/actor/" not in page.partition("<h2>")[2]
    make_citation(statement=statement)
    assert "Nothing is found." in shown(editor, check="uncited", kind="statement")


def test_what_is_like_another_leads_to_both(editor):
    first, second = make_actor(name="Same"), make_actor(name="same")
    page = shown(editor, check="duplicate")

    for actor in (first, second):
        assert f"/admin/actors/actor/{actor.pk}/change/" in page


@pytest.mark.parametrize(
    "query", [{"check": "none"}, {"page": "x"}, {"page": "0"}, {"page": "9" * 9}, {"kind": "<x>"}]
)
def test_what_is_asked_wrongly_shows_a_page_all_the_same(editor, query):
    make_statement()

    assert "<x>" not in shown(editor, **query)


def test_a_contributor_may_look_and_who_has_no_role_may_not(contributor, client, django_user_model):
    assert "Check the record" in shown(contributor)
    assert PAGE in contributor.get("/admin/").content.decode()
    assert client.get(PAGE).status_code == 302
    client.force_login(django_user_model.objects.create_user("guest", is_staff=True))
    assert client.get(PAGE).status_code == 403
    assert PAGE not in client.get("/admin/").content.decode()


def test_the_command_says_what_the_page_does():
    statement = make_statement(speaker=make_actor(name="Speaker"), summary="Says so.")
    text = said("--check", "uncited")

    assert f"No citation: statement {statement.pk}, Speaker: Says so." in text
    assert "No citation: 2" in text
    assert "No date" not in text
    assert all(f"{check.label}: " in said() for check in CHECKS.values())


def test_it_writes_an_object_a_line():
    first, second = make_actor(name="Same"), make_actor(name="same")
    [line] = said("--check", "duplicate", "--json").splitlines()

    assert json.loads(line) == {
        **{"check": "duplicate", "kind": "actor", "key": second.pk, "name": "same"},
        **{"told": "the same name “same”", "alike": [str(first)]},
    }


def test_it_fails_only_where_that_is_asked_for():
    with pytest.raises(CommandError, match="invalid choice"):
        said("--check", "none")
    said("--fail")
    make_statement()
    with pytest.raises(CommandError, match=r"\d+ to look at"):
        said("--fail")
