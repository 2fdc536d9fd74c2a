"""Every address: the methods that it allows, the headers of its answers, and the health check."""

from typing import Any

import pytest
from django.db import InterfaceError, OperationalError
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.recorder import MigrationRecorder

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("record")]

ADDRESSES = (
    "/",
    "/sources/",
    "/actors/",
    "/rounds.csv",
    "/statements.json",
    "/healthz",
    "/rounds/geneva-9/",
    "/statements/russia-political-solution/",
    "/tracks/geneva/",
    "/venues/geneva/",
    "/actors/russia/",
    "/sources/opposing-sides-agree-geneva/",
    "/documents/document-of-1/",
    "/sources/disagreements/",
)


@pytest.mark.parametrize("address", ADDRESSES)
def test_only_reading_requests_are_allowed(address, client):
    for method in ("post", "put", "patch", "delete"):
        response = getattr(client, method)(address)
        assert (response.status_code, response["Allow"]) == (405, "GET, HEAD")
    assert client.get(address).status_code == 200
    head = client.head(address)
    assert (head.status_code, head.getvalue()) == (200, b"")


@pytest.mark.parametrize("address", [*ADDRESSES, "/nowhere/", "/rounds/geneva-99/"])
def test_every_answer_carries_the_strict_policy(address, client):
    headers = client.get(address).headers
    policy = {
        name: values
        for name, *values in (
            part.split() for part in headers["Content-Security-Policy"].split(";")
        )
    }

    assert policy["default-src"] == ["'none'"]
    assert policy["script-src"] == policy["style-src"] == policy["connect-src"] == ["'self'"]
    assert policy["form-action"] == policy["font-src"] == ["'self'"]
    assert policy["frame-ancestors"] == policy["base-uri"] == ["'none'"]
    assert policy["img-src"] == ["'self'", "data:", "blob:"]
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Referrer-Policy"] == "same-origin"


def test_reading_sets_no_cookie(client):
    for address in ADDRESSES:
        assert not client.get(address).cookies, address


# Health ----------------------------------------------------------------------------------------


def test_all_is_well_when_the_database_answers_and_every_migration_is_applied(client):
    response = client.get("/healthz")

    assert (response.status_code, response.content) == (200, b"ok\n")
    assert response["Content-Type"].startswith("text/plain")


@pytest.mark.parametrize("app", ["talks", "actors", "auth"])
def test_a_migration_that_is_not_applied_is_reported(app, client):
    MigrationRecorder.Migration.objects.filter(app=app).delete()
    response = client.get("/healthz")

    assert (response.status_code, response.content) == (503, b"migrations: waiting\n")


@pytest.mark.parametrize("error", [OperationalError, InterfaceError])
def test_a_database_that_does_not_answer_is_reported(error, client, monkeypatch):
    def down(*_: Any) -> None:
        raise error("no route to postgres://secret@db")

    monkeypatch.setattr(BaseDatabaseWrapper, "cursor", down)
    response = client.get("/healthz")

    assert (response.status_code, response.content) == (503, b"database: no answer\n")
