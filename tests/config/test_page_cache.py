"""A cached answer is served as long as the record does not change, and never afterwards."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

import pytest
from django.apps import apps
from django.contrib.auth.models import User
from django.core.cache import cache
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from record.stamp import record_tables, stamp
from talks.models import Round, Topic
from tests.factories import make_explanation, make_source, make_track

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("record")]

GENEVA_9 = "/rounds/geneva-9/"


@pytest.fixture(autouse=True)
def empty_cache() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


def change(agenda: str) -> None:
    """Change a round by SQL, which Django does not notice."""
    with connection.cursor() as cursor:
        cursor.execute("UPDATE talks_round SET agenda = %s WHERE slug = 'geneva-9'", [agenda])


def test_a_page_is_made_again_on_another_day_for_it_names_the_day(monkeypatch):
    def read(day: dt.date) -> str:
        monkeypatch.setattr(timezone, "localdate", lambda: day)
        return Client().get(GENEVA_9)["ETag"]

    first = dt.date(2026, 3, 5)
    assert read(first) == read(first) != read(first + dt.timedelta(days=1))


@pytest.mark.parametrize("table", record_tables(apps))
def test_every_table_of_the_record_renews_the_stamp(table):
    make_explanation()  # the one thing that the record of the tests has none of
    before = stamp()
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE {table} SET id = id")

    assert before != stamp()


def test_whatever_way_a_row_is_written_the_stamp_is_renewed():
    stamps = [stamp()]
    track = make_track(slug="lake")
    for write in (
        lambda: Round.objects.bulk_create(
            [Round(slug="lake-1", track=track, ordinal=1, status="planned")]
        ),
        lambda: Round.objects.filter(slug="lake-1").update(status="held"),
        lambda: Round.objects.get(slug="lake-1").topics.add(*Topic.objects.all()[:2]),
        lambda: Round.objects.get(slug="lake-1").topics.clear(),
        lambda: Round.objects.filter(slug="lake-1").delete(),
        lambda: change("Written by hand."),
    ):
        write()
        stamps.append(stamp())

    assert len(set(stamps)) == len(stamps)


def test_a_rollback_restores_the_stamp():
    before = stamp()
    with transaction.atomic():
        make_source()
        assert stamp() != before
        transaction.set_rollback(True)

    assert stamp() == before


@pytest.mark.parametrize("address", ["/", "/?venue=geneva", GENEVA_9, "/rounds.csv", "/actors/"])
def test_a_client_that_has_the_answer_gets_304(client, address):
    first = client.get(address)
    again = client.get(address, headers={"if-none-match": first["ETag"]})

    assert (first.status_code, again.status_code) == (200, 304)
    assert again["ETag"] == first["ETag"]
    assert first["Cache-Control"] == again["Cache-Control"] == "public, no-cache"
    assert client.get(f"{address}{'&' if '?' in address else '?'}x=")["ETag"] != first["ETag"]


def test_after_an_edit_the_new_answer_is_served_at_once(client):
    first = client.get(GENEVA_9)
    change("Changed behind the site's back.")
    second = client.get(GENEVA_9, headers={"if-none-match": first["ETag"]})

    assert second.status_code == 200
    assert "Changed behind the site&#x27;s back." in second.content.decode()
    assert second["ETag"] != first["ETag"]


def test_a_cached_answer_costs_one_query(client):
    first = client.get("/?venue=geneva")
    with CaptureQueriesContext(
        connection,
    ) as queries:
        second = client.get("/?venue=geneva")

    assert len(queries) == 1
    assert second.content == first.content
    assert second.headers == first.headers


def test_a_fragment_and_its_page_are_cached_apart(client):
    page = client.get("/")
    part = client.get("/", headers={"hx-request": "true", "hx-target": "results"})

    assert part["ETag"] != page["ETag"]
    assert "<html" in page.content.decode() and "<html" not in part.content.decode()


def test_errors_and_the_health_check_are_not_cached(client):
    assert "ETag" not in client.get("/rounds/nowhere/")
    assert client.get("/healthz").get("ETag") is None


def test_an_editor_who_is_signed_in_gets_an_answer_of_their_own(client, django_user_model: Any):
    client.get(GENEVA_9)
    editor: User = django_user_model.objects.create_superuser("ed", "ed@example.org", "secret")
    signed_in = Client()
    signed_in.force_login(editor)
    own = signed_in.get(GENEVA_9)

    assert own["Cache-Control"] == "private, no-cache"
    assert "/admin/" in own.content.decode()
    assert "/admin/" not in client.get(GENEVA_9).content.decode()
