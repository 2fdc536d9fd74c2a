"""The editors' desk: accounts with a role, pages of the admin, and what editors do there."""

from importlib import import_module
from typing import Any

import pytest
from django.apps import apps
from django.contrib.auth.models import Group, User
from django.core.management import call_command
from django.db import connection, models
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from record.editing.models import Proposal
from tests.forms import read_form


def log_in(model: type[User], role: str) -> Client:
    """Return a client that is logged in to a new account of a role."""
    if not Group.objects.filter(name=role).exists():  # which a flush of the database takes along
        import_module("talks.imports.migrations.0001_squashed").make_groups(apps, None)
    user = model.objects.create_user(role, is_staff=True)
    user.groups.add(Group.objects.get(name=role))
    client = Client()
    client.force_login(user)
    return client


# Pages of the admin ------------------------------------------------------------------------------


def page_address(model: type[models.Model], name: str, *args: Any, **query: Any) -> str:
    """Return the address of a page of the admin."""
    label = model._meta.label_lower.replace(".", "_")
    return reverse(f"admin:{label}_{name}", args=args, query=query or None)


def edit_address(row: models.Model) -> str:
    """Return the address of the page on which a row is changed."""
    return page_address(type(row), "change", row.pk)


def save(client: Client, row: models.Model, **changes: Any) -> Any:
    """Change fields on a row's page and save; return the answer."""
    return client.post(edit_address(row), read_form(client.get(edit_address(row))) | changes)


def read_errors(answer: Any, prefix: str = "") -> Any:
    """Return the errors of a form by field; with a prefix, those of each row of that formset."""
    assert answer.status_code == 200
    if not prefix:
        return answer.context["adminform"].form.errors
    [rows] = [
        inline.formset.errors
        for inline in answer.context["inline_admin_formsets"]
        if inline.formset.prefix == prefix
    ]
    return rows


def count_queries(client: Client, address: str) -> int:
    """Return how many queries an answer takes."""
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


# Proposals ---------------------------------------------------------------------------------------


def propose(client: Client, thing: models.Model, **changes: Any) -> Proposal:
    """Change fields on a thing's page as a contributor; return the proposal that this makes."""
    answer = save(client, thing, **changes)
    assert answer.status_code == 302, answer.context["errors"]
    return Proposal.objects.latest("pk")


def do(client: Client, proposal: Proposal, what: str, **more: str) -> Any:
    """Press a button of a proposal's page (accept, decline, open, withdraw); return the answer."""
    return client.post(proposal.get_absolute_url(), {"do": what, **more})


def dump_record(capsys: pytest.CaptureFixture[str]) -> str:
    """Return the whole record with its history, row by row, as text."""
    call_command("dumpdata", "actors", "talks", "reversion")
    return capsys.readouterr().out
