"""Runs all tests on SQLite, then on a PostgreSQL of their own: `python -m tests.run`.

What follows is handed to pytest, so that a part can be run on both: `python -m tests.run -k dates`.
What looks at the browser only (axe-core, budgets, zooming, lost connections) is the same on
any database and runs once. How much of the code the tests reach, `make coverage` tells: to measure
it takes a minute more.
"""

import os
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

from tests import provision

ROOT = Path(__file__).resolve().parent.parent
# Tests of one group share a worker: what they load, they load once.
SHARED = ["--numprocesses=auto", "--maxprocesses=4", "--dist=loadgroup"]
PYTEST = [sys.executable, "-m", "pytest", *SHARED]


def main(*arguments: str) -> int:
    """Return 0 where all tests pass on both databases."""
    provision.get_chromium()
    programs = provision.get_postgres()
    provision.get_redis()
    with tempfile.TemporaryDirectory(prefix="talks-") as var:
        # The shell's own settings are not the tests' business; a key in it could be a real one.
        kept = {name: value for name, value in os.environ.items() if name not in _settings()}
        site = kept | {"VAR_DIR": var}
        collect = [sys.executable, "manage.py", "collectstatic", "--no-input", "--verbosity=0"]
        if failed := _run(collect, site):
            return failed
        _say("on SQLite")
        on_sqlite = _run([*PYTEST, *arguments], site)
        with provision.postgres(programs) as url:
            _say("on PostgreSQL")
            once_more = [*PYTEST, "-m", "not look", *arguments]
            on_postgres = _run(once_more, site | {"DATABASE_URL": url})
    return on_sqlite or on_postgres


def _settings() -> set[str]:
    """Return the names of all variables that the settings read."""
    lines = (ROOT / ".env.example").read_text().splitlines()
    return {line.partition("=")[0] for line in lines if line and not line.startswith("#")}


def _say(where: str) -> None:
    sys.stdout.write(f"\nAll tests {where}\n")
    sys.stdout.flush()


def _run(command: list[str], environment: dict[str, str]) -> int:
    """Return how the command ended; on the way out of here let it clean up after itself."""
    process = subprocess.Popen(command, cwd=ROOT, env=environment)
    try:
        return process.wait()
    except KeyboardInterrupt:  # it has reached the command too
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
