"""The page of the checks, and the command that lists the same."""

import io
import json
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from talks.checks import CHECKS
from talks.models import Explanation
from tests.factories import make_actor, make_citation, make_statement

pytestmark = pytest.mark.django_db
PAGE = "/admin/check/"


def page_of(client: Client, **query: Any) -> str:
    answer = client.get(PAGE, query)
    assert answer.status_code == 200
    return answer.content.decode()


def run_command(*args: str) -> str:
    out = io.StringIO()
    call_command("check_record", *args, stdout=out)
    return out.getvalue()


def run_failing(*args: str) -> str:
    out = io.StringIO()
    with pytest.raises(CommandError, match="without a reason"):
        call_command("check_record", *args, stdout=out)
    return out.getvalue()


def test_each_check_has_its_count_and_leads_to_what_it_finds(editor):
    statement = make_statement(speaker=make_actor(name="Speaker"), summary="Says so.")

    for name, check in CHECKS.items():
        page = page_of(editor, check=name)
        assert check.remedy.split(".")[0] in page
        assert f'?check={name}" aria-current="page"' in page
    page = page_of(editor, check="uncited", kind="statement")
    assert f'/admin/talks/statement/{statement.pk}/change/">Speaker: Says so.</a>' in page
    assert "/admin/actors/actor/" not in page.partition("<h2>")[2]
    make_citation(statement=statement)
    assert "Nothing is found." in page_of(editor, check="uncited", kind="statement")


def test_a_likely_duplicate_has_links_to_both_rows(editor):
    first, second = make_actor(name="Same"), make_actor(name="same")
    page = page_of(editor, check="duplicate")

    for actor in (first, second):
        assert f"/admin/actors/actor/{actor.pk}/change/" in page


@pytest.mark.parametrize(
    "query", [{"check": "none"}, {"page": "x"}, {"page": "0"}, {"page": "9" * 9}, {"kind": "<x>"}]
)
def test_a_wrong_value_is_named_and_narrows_nothing(editor, query):
    make_statement()
    page = page_of(editor, **query)

    assert page.count('class="errornote"') == 1
    assert "<x>" not in page
    assert "/admin/talks/statement/" in page.partition("<h2>")[2]


def test_a_contributor_sees_the_page_and_a_guest_does_not(contributor, client, django_user_model):
    assert "Check the record" in page_of(contributor)
    assert PAGE in contributor.get("/admin/").content.decode()
    assert client.get(PAGE).status_code == 302
    client.force_login(django_user_model.objects.create_user("guest", is_staff=True))
    assert client.get(PAGE).status_code == 403
    assert PAGE not in client.get("/admin/").content.decode()


def test_the_command_lists_what_the_page_does():
    statement = make_statement(speaker=make_actor(name="Speaker"), summary="Says so.")
    text = run_failing("--check", "uncited")

    assert f"No citation: statement {statement.pk}, Speaker: Says so." in text
    assert "No citation: 2" in text
    assert "No date" not in text
    assert all(f"{check.label}: " in run_failing() for check in CHECKS.values())


def test_the_command_writes_an_object_a_line_as_json():
    first, second = make_actor(name="Same"), make_actor(name="same")
    [line] = run_failing("--check", "duplicate", "--json").splitlines()

    assert json.loads(line) == {
        "check": "duplicate",
        "kind": "actor",
        "key": second.pk,
        "fact": f"actor/{second.slug}",
        "reason": "",
        "name": "same",
        "detail": "the same name “same”",
        "similar": [str(first)],
    }


def test_a_finding_is_let_stand_with_a_reason_and_a_reason_without_a_finding_is_named(editor):
    with pytest.raises(CommandError, match="invalid choice"):
        run_command("--check", "none")
    run_command("--check", "unchecked")
    statement = make_statement(summary="Admitted defeat.", slug="admission")
    make_citation(statement=statement)
    check = ("--check", "loaded-words", "--unexplained")
    with pytest.raises(CommandError, match="1 without a reason"):
        run_command(*check)
    assert "fact=statement%2Fadmission" in page_of(editor, check="loaded-words")

    Explanation.objects.create(
        rule="loaded-words", fact="statement/admission", reason="Says so itself."
    )
    assert run_command(*check) == "Words that judge: 1, 1 of them explained\n"
    page = page_of(editor, check="loaded-words")
    assert "Nothing else is found." in page and "Says so itself." in page

    statement.summary = "Said that the battle was lost."
    statement.save()
    with pytest.raises(CommandError, match="1 without a reason"):
        run_command(*check)
    assert "Explained, but not found any more" in page_of(editor, check="loaded-words")
