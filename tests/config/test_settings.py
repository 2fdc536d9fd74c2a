"""Settings: those from the environment, and the defaults."""

import os
import re
import runpy
import stat
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

ROOT = Path(__file__).resolve().parent.parent.parent
EXAMPLE = dict(
    line.split("=", 1)
    for line in (ROOT / ".env.example").read_text().splitlines()
    if line and not line.startswith("#")
)


@pytest.fixture
def read_settings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    """Give a function that reads the settings under these environment variables and no others."""

    def read_settings(**environment: str) -> dict[str, Any]:
        for name in EXAMPLE:
            monkeypatch.delenv(name, raising=False)
        for name, value in ({"VAR_DIR": str(tmp_path)} | environment).items():
            monkeypatch.setenv(name, value)
        return runpy.run_path(str(ROOT / "config/settings.py"))

    return read_settings


def test_the_defaults_are_safe(read_settings):
    settings = read_settings()
    assert settings["DEBUG"] is False
    assert settings["ALLOWED_HOSTS"] == ["localhost", "127.0.0.1", "[::1]"]
    assert settings["DATABASES"]["default"]["ENGINE"] == "django.db.backends.sqlite3"


def test_the_example_file_has_every_variable_with_its_default(read_settings, tmp_path):
    source = (ROOT / "config/settings.py").read_text()
    of_gunicorn = re.findall(r"environ\.get\(['\"](\w+)", (ROOT / "config/gunicorn.py").read_text())
    assert {*re.findall(r'env\.\w+\(\s*"(\w+)"', source), *of_gunicorn} == set(EXAMPLE)
    defaults, example = read_settings(), read_settings(**EXAMPLE | {"VAR_DIR": str(tmp_path)})
    comparable = (str, int, bool, list, dict)
    assert {name: value for name, value in example.items() if isinstance(value, comparable)} == {
        name: value for name, value in defaults.items() if isinstance(value, comparable)
    }


def test_all_files_that_the_site_writes_are_in_one_folder(read_settings, tmp_path):
    settings = read_settings()
    assert settings["DATABASES"]["default"]["NAME"] == str(tmp_path / "talks.sqlite3")
    assert settings["STATIC_ROOT"] == tmp_path / "static"
    assert (tmp_path / "secret_key").read_text() == settings["SECRET_KEY"]


def test_the_secret_key_is_made_once_and_only_its_owner_can_read_it(read_settings, tmp_path):
    first = read_settings()["SECRET_KEY"]
    assert len(first) > 50
    assert read_settings()["SECRET_KEY"] == first
    assert stat.S_IMODE((tmp_path / "secret_key").stat().st_mode) == 0o600
    assert read_settings(SECRET_KEY="of the environment")["SECRET_KEY"] == "of the environment"


def test_processes_that_start_at_the_same_time_make_one_secret_key(read_settings, tmp_path):
    read_settings(SECRET_KEY="not kept")
    make = "import config.settings; print(config.settings.SECRET_KEY)"
    with ThreadPoolExecutor(4) as pool:
        keys = pool.map(
            lambda _: subprocess.check_output(
                [sys.executable, "-c", make], env=os.environ | {"SECRET_KEY": ""}, cwd=ROOT
            ),
            range(4),
        )
    assert len(set(keys)) == 1
    assert [path.name for path in tmp_path.glob("secret_key*")] == ["secret_key"]


def test_sqlite_lets_readers_read_while_one_writes(read_settings):
    options = read_settings()["DATABASES"]["default"]["OPTIONS"]
    assert "journal_mode=WAL" in options["init_command"]
    assert options["transaction_mode"] == "IMMEDIATE"


def test_postgres_has_a_pool_and_the_options_of_its_url(read_settings):
    database = read_settings(
        DATABASE_URL="postgres://me:word@db.example:5433/talks?sslmode=require", DATABASE_POOL="3"
    )["DATABASES"]["default"]
    assert database["ENGINE"] == "django.db.backends.postgresql"
    assert (database["HOST"], database["PORT"], database["NAME"]) == ("db.example", 5433, "talks")
    assert database["OPTIONS"]["sslmode"] == "require"
    assert database["OPTIONS"]["pool"]["max_size"] == 3


def test_https_turns_on_the_settings_that_need_https(read_settings):
    plain, safe = read_settings(), read_settings(HTTPS="1", BEHIND_PROXY="1")
    for name in ("SECURE_SSL_REDIRECT", "SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE"):
        assert (plain[name], safe[name]) == (False, True)
    assert plain["SECURE_HSTS_SECONDS"] == 0 < safe["SECURE_HSTS_SECONDS"]
    assert "SECURE_PROXY_SSL_HEADER" not in plain
    assert safe["SECURE_PROXY_SSL_HEADER"] == ("HTTP_X_FORWARDED_PROTO", "https")


def test_collected_static_files_are_served_if_there_are_any_but_not_while_debugging(
    read_settings, tmp_path
):
    assert read_settings()["WHITENOISE_USE_FINDERS"] is True
    (tmp_path / "static/staticfiles.json").write_text("{}")
    assert read_settings()["WHITENOISE_USE_FINDERS"] is False
    assert read_settings(DEBUG="1")["WHITENOISE_USE_FINDERS"] is True


def test_pages_have_a_strict_content_security_policy(client: Client, db: None):
    policy = client.get("/healthz").headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "script-src 'self';" in f"{policy};"
    assert "unsafe" not in policy
