"""Fixtures for all tests: records in the database, accounts, and a browser that reports faults."""

import gc
import os
import re
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from typing import Any

import hypothesis
import pytest
from django.conf import settings
from django.contrib.auth.models import User
from django.contrib.contenttypes.models import ContentType
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection, transaction
from django.test import Client, override_settings
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright
from pytest_django import DjangoDbBlocker
from pytest_django.live_server_helper import LiveServer

from tests import provision
from tests.desk import log_in
from tests.records import make_wide_record

# Playwright runs an event loop in the thread of the tests, so Django takes them for asynchronous.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

# The same examples each time, and no limit on how long one takes: the machine may be busy.
hypothesis.settings.register_profile(
    "same each time",
    derandomize=True,
    deadline=None,
    suppress_health_check=[hypothesis.HealthCheck.too_slow],
)
hypothesis.settings.load_profile("same each time")

REPORT_VIOLATIONS = """
    addEventListener("securitypolicyviolation", event => reportTrouble(
        `policy: ${event.effectiveDirective} blocked ${event.blockedURI} on ${event.documentURI}`
    ));
"""
MOMENT = 100  # milliseconds
PATIENCE = 60_000  # milliseconds that a page may take for anything: the machine may be busy
WITHOUT_REQUEST = re.compile(r"(data|blob|about):")  # addresses that ask no server


def load_document() -> None:
    call_command("loaddata", "document", verbosity=0)


def load_whole_record() -> None:
    call_command("load_record", verbosity=0)


WHOLE_RECORD = "whole_record"
EMPTY = "empty"
# How to load what a test may want to find in the database, in the order in which the tests run.
CONTENTS: dict[str, tuple[Callable[[], object], ...]] = {
    WHOLE_RECORD: (load_whole_record,),
    "record": (load_document, make_wide_record),
    "facts": (load_document,),
    EMPTY: (),
}
DATABASE_FIXTURES = {*CONTENTS, "db", "transactional_db", "django_db_setup", "live_server"}


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Choose the contents of the database for each test: those of the one fixture that it uses.

    The choice is a parameter, which the name of the test does not show.
    """
    parametrized = {
        name
        for mark in metafunc.definition.iter_markers("parametrize")
        for name in re.findall(r"\w+", str(mark.args[0]))
    }
    fixtures = [name for name in metafunc.fixturenames if name not in parametrized]
    [choice] = [name for name in fixtures if name in CONTENTS] or [EMPTY]
    ids = [pytest.HIDDEN_PARAM]
    metafunc.parametrize("contents", [choice], indirect=True, ids=ids, scope="session")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Sort the tests by the contents that they want, so that each process loads each of them once.

    One process does all that wants the whole record, which takes the longest to load. Mark what
    drives Chromium, so that `-m "not browser"` leaves it out, and do not measure it: that would
    take a minute and tell nothing, as the other tests reach the same code. What touches no database
    is the same on any.
    """
    places = {name: place for place, name in enumerate(CONTENTS)}
    items.sort(key=lambda item: places[item.callspec.params["contents"]])
    for item in items:
        fixtures = set(getattr(item, "fixturenames", ()))
        if item.callspec.params["contents"] == WHOLE_RECORD:
            item.add_marker(pytest.mark.xdist_group(WHOLE_RECORD))
        elif fixtures.isdisjoint(DATABASE_FIXTURES) and not item.get_closest_marker("django_db"):
            item.add_marker(pytest.mark.look)
        if "browser" in fixtures:
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.no_cover)


@pytest.fixture(scope="session", autouse=True)
def quick_garbage_collection() -> Iterator[None]:
    """Keep what pytest holds, all tests and their parameters, out of the garbage collector's walks.

    Each reading of the record collects garbage. With all of pytest's objects to walk, that took
    more than half of the time of the tests which change a row and look again.
    """
    with pytest.MonkeyPatch.context() as patch:
        gc.collect()
        gc.freeze()
        patch.setattr(gc, "unfreeze", lambda: None)
        yield


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix: None, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Keep SQLite in a file, as the site does: each thread of the live server has a connection."""
    database = settings.DATABASES["default"]
    if "sqlite3" in database["ENGINE"]:
        database["TEST"]["NAME"] = str(tmp_path_factory.mktemp("data") / "test.sqlite3")


@pytest.fixture(scope="session", autouse=True)
def static_files(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Leave static files to WhiteNoise, in the live server too, and serve no stale ones.

    `tests.run` has just collected them into VAR_DIR. Without it the sources are served, whatever
    var/ holds. Each file is looked up when it is requested: to list them all for each client of
    the tests would be slow.
    """
    with pytest.MonkeyPatch.context() as patch, override_settings(WHITENOISE_AUTOREFRESH=True):
        patch.setattr(StaticFilesHandler, "_should_handle", lambda self, path: False)
        if "VAR_DIR" in os.environ:
            yield
            return
        empty = tmp_path_factory.mktemp("static")
        with override_settings(STATIC_ROOT=empty, WHITENOISE_USE_FINDERS=True):
            yield


@pytest.fixture(autouse=True)
def empty_page_cache() -> None:
    """Let no test see a page that another had cached, with a record and a stamp that both share."""
    cache.clear()


@pytest.fixture(scope="session", autouse=True)
def quick_passwords() -> Iterator[None]:
    """Hash passwords fast. Only tests may: a site must hash them slowly."""
    with override_settings(PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"]):
        yield


@pytest.fixture(scope="session")
def copy_of_document(tmp_path_factory: pytest.TempPathFactory) -> Iterator[sqlite3.Connection]:
    """An empty SQLite database, to keep a copy of the loaded document in."""
    with closing(sqlite3.connect(tmp_path_factory.mktemp("copy") / "document.sqlite3")) as copy:
        yield copy


@pytest.fixture
def document(db: None, copy_of_document: sqlite3.Connection) -> None:
    """The document's facts, for tests that `facts` does not serve: those with a live server.

    SQLite takes them from a copy of the whole database, stamp included, once they were loaded.
    """
    if connection.vendor != "sqlite" or connection.in_atomic_block:
        load_document()
        return
    is_copied = copy_of_document.execute("SELECT 1 FROM sqlite_master").fetchone()
    if not is_copied:
        load_document()
    connection.ensure_connection()
    if is_copied:
        copy_of_document.backup(connection.connection)
        ContentType.objects.clear_cache()  # their keys are those of the copy again
    else:
        connection.connection.backup(copy_of_document)


@pytest.fixture
def contributor(django_user_model: type[User]) -> Client:
    """A client of an account that may propose."""
    return log_in(django_user_model, "contributor")


@pytest.fixture
def editor(django_user_model: type[User]) -> Client:
    """A client of an account that may publish."""
    return log_in(django_user_model, "editor")


@pytest.fixture(scope="session", autouse=True)
def contents(request: pytest.FixtureRequest, django_db_blocker: DjangoDbBlocker) -> Iterator[float]:
    """Load the contents that `pytest_generate_tests` chose; give the CPU seconds that it took.

    They stay for all tests that want the same, in a transaction that is rolled back before the
    first test that wants something else.
    """
    if request.param == EMPTY:
        yield 0
        return
    request.getfixturevalue("django_db_setup")
    with django_db_blocker.unblock(), transaction.atomic():
        began = time.process_time()
        for load in CONTENTS[request.param]:
            load()
        yield time.process_time() - began
        transaction.set_rollback(True)


@pytest.fixture(scope="session")
def facts(contents: float) -> None:
    """The document's facts."""


@pytest.fixture(scope="session")
def record(contents: float) -> None:
    """The document's facts, and beside them a made-up record in which everything occurs."""


@pytest.fixture(scope="session")
def whole_record(contents: float) -> None:
    """The document's facts and the wider record: all fixtures, as `load_record` loads them."""


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium, started once."""
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=provision.chromium(), args=provision.CHROMIUM_OPTIONS
        )
        yield browser
        browser.close()


@pytest.fixture
def troubles() -> list[str]:
    """What the browser complained about. A test that provokes a complaint checks and clears it."""
    return []


@pytest.fixture
def new_page(
    browser: Browser, live_server: LiveServer, troubles: list[str]
) -> Iterator[Callable[..., Page]]:
    """Open pages on the live site, each in a fresh context of the options given.

    As `new_page(viewport={"width": 375, "height": 700}, color_scheme="dark", has_touch=True,
    java_script_enabled=False)`. Addresses may be relative. Afterwards no page may have logged an
    error, violated the content security policy or requested anything from another site.
    """
    contexts: list[BrowserContext] = []

    def open_page(**options: Any) -> Page:
        context = browser.new_context(base_url=live_server.url, **options)
        contexts.append(context)
        context.on("weberror", lambda error: troubles.append(f"error: {error.error}"))
        context.on("console", lambda message: _note(message.type, message.text))
        context.on("request", lambda request: _check_address(request.url))
        context.expose_function("reportTrouble", lambda text: troubles.append(text))
        context.set_default_timeout(PATIENCE)
        context.add_init_script(REPORT_VIOLATIONS)
        return context.new_page()

    def _note(kind: str, text: str) -> None:
        if kind == "error":
            troubles.append(f"console: {text}")

    def _check_address(url: str) -> None:
        if not url.startswith(f"{live_server.url}/") and not WITHOUT_REQUEST.match(url):
            troubles.append(f"another site: {url}")

    yield open_page
    for context in contexts:
        for page in context.pages:
            page.wait_for_timeout(MOMENT)  # complaints arrive a moment later
        context.close()
    assert troubles == []


@pytest.fixture
def page(new_page: Callable[..., Page]) -> Page:
    """A page of the usual size; `new_page` opens others."""
    return new_page()
