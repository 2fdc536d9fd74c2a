"""Runs all Python tests on SQLite, then on a PostgreSQL of their own: `python -m tests.run`.

Further arguments go to pytest, so that a part can run on both: `python -m tests.run -k dates`.
What is in the browser is the same on any database, and so are tests marked "look": both run once.
The tests of the scripts need no database either: `make test` runs them beside this. `make coverage`
says how much of the code the tests reach, which takes a minute longer.
"""

import os
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

from tests import provision

ROOT = Path(__file__).resolve().parent.parent
# Tests of one group run in one worker process, so that what they share is loaded once.
SHARED = ["--numprocesses=auto", "--maxprocesses=4", "--dist=loadgroup"]
PYTEST = [sys.executable, "-m", "pytest", *SHARED]


def main(*arguments: str) -> int:
    """Return 0 where all tests pass on both databases."""
    provision.get_chromium()
    programs = provision.get_postgres()
    provision.get_redis()
    with tempfile.TemporaryDirectory(prefix="talks-") as var:
        # Settings of the shell do not reach the tests: a key among them could be a real one.
        settings = _settings()
        shell = {name: value for name, value in os.environ.items() if name not in settings}
        site = shell | {"VAR_DIR": var}
        collect = [sys.executable, "manage.py", "collectstatic", "--no-input", "--verbosity=0"]
        if failed := _run(collect, site):
            return failed
        _announce("on SQLite")
        on_sqlite = _run([*PYTEST, *arguments], site)
        with provision.postgres(programs) as url:
            _announce("on PostgreSQL")
            once_more = [*PYTEST, "-m", "not browser and not look", *arguments]
            on_postgres = _run(once_more, site | {"DATABASE_URL": url})
    return on_sqlite or on_postgres


def _settings() -> set[str]:
    """Return the names of all environment variables that the settings read."""
    lines = (ROOT / ".env.example").read_text().splitlines()
    return {line.partition("=")[0] for line in lines if line and not line.startswith("#")}


def _announce(where: str) -> None:
    sys.stdout.write(f"\nThe tests {where}\n")
    sys.stdout.flush()


def _run(command: list[str], environment: dict[str, str]) -> int:
    """Return the exit code of a command; when this process is ended, let it clean up first."""
    process = subprocess.Popen(command, cwd=ROOT, env=environment)
    try:
        return process.wait()
    except KeyboardInterrupt:  # Ctrl-C reaches the command, too
        process.wait()
        raise
    except SystemExit:
        process.send_signal(signal.SIGINT)
        process.wait()
        raise


if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.default_int_handler)  # in the background it is ignored
    for ending in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(ending, lambda number, _: sys.exit(128 + number))
    try:
        sys.exit(main(*sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)
