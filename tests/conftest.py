"""What the tests share: the document's facts, the site as it is served, and a watchful browser."""

import os
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import hypothesis
import pytest
from django.conf import settings
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.core.management import call_command
from django.db import transaction
from django.test import Client, override_settings
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from pytest_django.live_server_helper import LiveServer

from tests import provision
from tests.desk import account
from tests.records import make_wide_record

# Playwright's loop runs in the tests' own thread, which Django takes for asynchronous code.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

hypothesis.settings.register_profile("same each time", derandomize=True, deadline=None)
hypothesis.settings.load_profile("same each time")

CHROMIUM_OPTIONS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
TELL_VIOLATIONS = """
    addEventListener("securitypolicyviolation", event => tellTrouble(
        `policy: ${event.effectiveDirective} blocked ${event.blockedURI} on ${event.documentURI}`
    ));
"""
MOMENT = 100  # milliseconds
STAYS = re.compile(r"(data|blob|about):")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what drives Chromium, so that `-m "not browser"` leaves it out, and do not measure it.

    Measuring it would take a minute and tell nothing: the other tests reach the same code.
    """
    for item in items:
        if "browser" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.no_cover)


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix: None, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Keep SQLite in a file, as the site does: the live server's threads have their own turns."""
    database = settings.DATABASES["default"]
    if "sqlite3" in database["ENGINE"]:
        database["TEST"]["NAME"] = str(tmp_path_factory.mktemp("data") / "test.sqlite3")


@pytest.fixture(scope="session", autouse=True)
def static_files(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Leave static files to WhiteNoise, in the live server too, and serve none that are stale.

    `tests.run` has just collected them; else the sources are served, whatever var/ holds. They are
    looked for when asked for: each client of the tests would list them all.
    """
    with pytest.MonkeyPatch.context() as patch, override_settings(WHITENOISE_AUTOREFRESH=True):
        patch.setattr(StaticFilesHandler, "_should_handle", lambda self, path: False)
        if "VAR_DIR" in os.environ:
            yield
            return
        empty = tmp_path_factory.mktemp("static")
        with override_settings(STATIC_ROOT=empty, WHITENOISE_USE_FINDERS=True):
            yield


@pytest.fixture(scope="session", autouse=True)
def quick_passwords() -> Iterator[None]:
    """Hash passwords fast, which is what a site must never do."""
    with override_settings(PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"]):
        yield


@pytest.fixture
def document(db: None) -> None:
    """Load the document's facts."""
    call_command("loaddata", "document", verbosity=0)


@pytest.fixture
def contributor(django_user_model: Any) -> Client:
    """Somebody who may propose."""
    return account(django_user_model, "contributor")


@pytest.fixture
def editor(django_user_model: Any) -> Client:
    """Somebody who may publish."""
    return account(django_user_model, "editor")


@contextmanager
def kept_for_a_while(blocker: Any, *makers: Callable[[], Any]) -> Iterator[None]:
    with blocker.unblock(), transaction.atomic():
        for make in makers:
            make()
        yield
        transaction.set_rollback(True)


def load_document() -> None:
    call_command("loaddata", "document", verbosity=0)


@pytest.fixture(scope="module")
def facts(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """The document's facts."""
    with kept_for_a_while(django_db_blocker, load_document):
        yield


@pytest.fixture(scope="module")
def record(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """The document's facts, and beside them a record in which everything occurs."""
    with kept_for_a_while(django_db_blocker, load_document, make_wide_record):
        yield


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium, started once."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=provision.chromium(), args=CHROMIUM_OPTIONS
        )
        yield browser
        browser.close()


@pytest.fixture
def troubles() -> list[str]:
    """What the browser complained of. A test that provokes a complaint checks and clears it."""
    return []


@pytest.fixture
def new_page(
    browser: Browser, live_server: LiveServer, troubles: list[str]
) -> Iterator[Callable[..., Page]]:
    """Open pages on the live site, each in a fresh context of the options given.

    As `new_page(viewport={"width": 375, "height": 700}, color_scheme="dark", has_touch=True,
    java_script_enabled=False)`. Addresses may be relative. Afterwards no page may have logged an
    error, broken the content security policy or asked for anything off the site.
    """
    contexts: list[BrowserContext] = []

    def open_page(**options: Any) -> Page:
        context = browser.new_context(base_url=live_server.url, **options)
        contexts.append(context)
        context.on("weberror", lambda error: troubles.append(f"error: {error.error}"))
        context.on("console", lambda said: _note(said.type, said.text))
        context.on("request", lambda request: _leave(request.url))
        context.expose_function("tellTrouble", lambda told: troubles.append(told))
        context.add_init_script(TELL_VIOLATIONS)
        return context.new_page()

    def _note(kind: str, text: str) -> None:
        if kind == "error":
            troubles.append(f"console: {text}")

    def _leave(url: str) -> None:
        if not url.startswith(f"{live_server.url}/") and not STAYS.match(url):
            troubles.append(f"off the site: {url}")

    yield open_page
    for context in contexts:
        for page in context.pages:
            page.wait_for_timeout(MOMENT)  # what has just gone wrong is told a moment later
        context.close()
    assert troubles == []


@pytest.fixture
def page(new_page: Callable[..., Page]) -> Page:
    """A page of the usual size; `new_page` opens others."""
    return new_page()
