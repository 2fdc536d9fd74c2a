"""The site in several processes on one database: no reader gets an answer that is out of date."""

import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from pathlib import Path
from threading import Event, Thread
from urllib.parse import quote

import psycopg
import pytest
from django.db import connection

from tests import provision
from tests.serving import SECONDS_TO_START, manage, serving

pytestmark = pytest.mark.xdist_group("serving")

ROUND = "/rounds/geneva-9/"


@pytest.fixture(scope="module")
def site(
    django_db_setup: None, django_db_blocker: object, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[str, Callable[[str], None]]]:
    """A database of its own with the document's facts: its URL, and a function to run SQL on it."""
    if connection.vendor == "sqlite":
        path = tmp_path_factory.mktemp("site") / "talks.sqlite3"
        url = f"sqlite:///{path}"

        def run(sql: str) -> None:
            with closing(sqlite3.connect(path, timeout=20)) as database, database:
                database.execute(sql)

        manage("migrate", "--verbosity=0", DATABASE_URL=url)
        manage("loaddata", "document", "--verbosity=0", DATABASE_URL=url)
        yield url, run
        return
    where = connection.settings_dict
    user, host = where["USER"], where["HOST"]
    server = psycopg.connect(host=host, user=user, dbname="postgres", autocommit=True)
    name = f"site_{connection.settings_dict['NAME']}"
    server.execute(f'CREATE DATABASE "{name}"')
    url = f"postgres://{user}@{quote(host, safe='')}/{name}"

    def run(sql: str) -> None:
        with psycopg.connect(host=host, user=user, dbname=name) as database:
            database.execute(sql)

    manage("migrate", "--verbosity=0", DATABASE_URL=url)
    manage("loaddata", "document", "--verbosity=0", DATABASE_URL=url)
    yield url, run
    server.execute(f'DROP DATABASE "{name}" WITH (FORCE)')
    server.close()


@pytest.fixture(params=["a cache in each", "a shared cache"])
def cache(request: pytest.FixtureRequest) -> Iterator[str]:
    with ExitStack() as stack:
        yield stack.enter_context(provision.redis()) if "shared" in request.param else ""


def test_two_processes_on_one_database_never_serve_a_stale_answer(site, cache):
    url, run = site
    with (
        serving(DATABASE_URL=url, CACHE_URL=cache) as one,
        serving(DATABASE_URL=url, CACHE_URL=cache) as other,
    ):
        for number in range(3):
            run(f"UPDATE talks_round SET agenda = 'Version {number}.' WHERE slug = 'geneva-9'")
            for path in (ROUND, "/?open=rounds/geneva-9", "/rounds.json?venue=geneva"):
                tags = set()
                for server in (one, other, one, other):
                    status, headers, body = server.ask(path)
                    assert status == 200 and f"Version {number}." in body
                    assert f"Version {number - 1}." not in body
                    tags.add(headers["etag"])
                assert len(tags) == 1  # each accepts the tag of the other
                [tag] = tags
                assert [it.ask(path, if_none_match=tag)[0] for it in (one, other)] == [304, 304]
            stale = tag
            run("UPDATE talks_round SET note = note || '.' WHERE slug = 'geneva-9'")
            assert [it.ask(path, if_none_match=stale)[0] for it in (one, other)] == [200, 200]


@pytest.mark.look
def test_without_its_shared_cache_the_site_still_answers(site, tmp_path: Path):
    url, _ = site
    with serving(DATABASE_URL=url, CACHE_URL=f"unix://{tmp_path}/nowhere") as server:
        assert server.ask(ROUND)[0] == server.ask("/?venue=geneva")[0] == 200


@pytest.mark.look
def test_no_request_is_lost_while_the_workers_are_replaced(site):
    url, _ = site
    answers: list[int] = []
    end = Event()

    def ask() -> None:
        while not end.is_set():
            answers.append(server.ask("/healthz")[0])

    with serving(DATABASE_URL=url, WEB_CONCURRENCY="2") as server:
        before = server.workers()
        askers = [Thread(target=ask) for _ in range(4)]
        for asker in askers:
            asker.start()
        server.reload()
        deadline = time.monotonic() + SECONDS_TO_START
        while server.workers() & before and time.monotonic() < deadline:
            time.sleep(0.1)
        enough = len(answers) + 20  # some of them from the new workers alone
        while len(answers) < enough and time.monotonic() < deadline:
            time.sleep(0.1)
        end.set()
        for asker in askers:
            asker.join()

        assert len(server.workers()) == 2 and not server.workers() & before
    assert set(answers) == {200} and len(answers) >= enough
