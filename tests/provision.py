"""Provides Chromium, PostgreSQL and Redis for the tests, and installs them where they are missing.

Where they cannot be installed without a question, the run ends and says what to install. No test
is skipped for want of a program.
"""

import contextlib
import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

CHROMIUM_OPTIONS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
SERVER_PROGRAMS = ("initdb", "postgres")
INITDB = ["-D", "data", "-U", "talks", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "-N"]
NO_TCP, NO_FSYNC = ["-h", ""], ["-F"]
FAST = ["-c", "synchronous_commit=off", "-c", "full_page_writes=off"]
SERVER = ["-D", "data", *NO_TCP, *NO_FSYNC, *FAST]
SECONDS_TO_START = 120  # far more than it takes: the machine may be busy


def chromium() -> str | None:
    """Return the path of a browser on the machine; with None Playwright uses its own."""
    return next((path for name in BROWSERS if (path := shutil.which(name)) and _runs(path)), None)


def get_chromium() -> None:
    """Install Chromium, and a font with Arabic letters, unless there is a browser."""
    if chromium() or _has_playwrights_own():
        return
    _apt("chromium", "fonts-noto-core")
    if chromium():
        return
    subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=False)
    if not _has_playwrights_own():
        sys.exit("The tests need Chromium: install the package chromium (or google-chrome).")


def get_postgres() -> Path:
    """Return the folder of PostgreSQL's programs; install them if they are missing."""
    if not _postgres():
        _apt("postgresql")
    if folder := _postgres():
        return folder
    sys.exit(
        "The tests need PostgreSQL's server programs, which need not run: install the package "
        "postgresql, or put the folder of initdb and postgres on PATH."
    )


@contextlib.contextmanager
def postgres(programs: Path) -> Iterator[str]:
    """Run an empty PostgreSQL server within the block; yield its DATABASE_URL.

    It listens only on a socket in its own folder, which is deleted afterwards.
    """
    with tempfile.TemporaryDirectory(prefix="postgres-") as name:
        folder = Path(name)
        options: dict[str, Any] = {"cwd": folder, "stderr": subprocess.STDOUT}
        if os.geteuid() == 0:  # the server refuses to run as root
            owner = pwd.getpwnam("postgres")
            shutil.chown(folder, owner.pw_uid, owner.pw_gid)
            options |= {"user": owner.pw_uid, "group": owner.pw_gid, "extra_groups": []}
        log = folder / "log"
        with log.open("w") as out:
            subprocess.run([programs / "initdb", *INITDB], stdout=out, check=False, **options)
            # Ctrl-C does not reach its session: first the tests end, then the server.
            server = subprocess.Popen(
                [programs / "postgres", *SERVER, "-k", folder],
                stdout=out,
                start_new_session=True,
                **options,
            )
        try:
            if not _answers(server, folder):
                sys.exit(f"PostgreSQL does not start:\n{log.read_text()}")
            yield f"postgres://talks@{quote(name, safe='')}/postgres"
        finally:
            server.send_signal(signal.SIGINT)  # a "fast shutdown": it cuts open connections
            server.wait(timeout=SECONDS_TO_START)


def get_redis() -> None:
    """Install Redis if it is missing."""
    if not shutil.which("redis-server"):
        _apt("redis-server")
    if not shutil.which("redis-server"):
        sys.exit("The tests need Redis's server, which need not run: install redis-server.")


@contextlib.contextmanager
def redis() -> Iterator[str]:
    """Run an empty Redis server within the block; yield its CACHE_URL."""
    with tempfile.TemporaryDirectory(prefix="redis-") as name:
        socket = Path(name) / "socket"
        command = ["redis-server", "--port", "0", "--unixsocket", str(socket), "--save", ""]
        server = subprocess.Popen(
            command, cwd=name, stdout=subprocess.DEVNULL, start_new_session=True
        )
        try:
            deadline = time.monotonic() + SECONDS_TO_START
            while not socket.exists():
                if server.poll() is not None or time.monotonic() > deadline:
                    sys.exit("Redis does not start.")
                time.sleep(0.02)
            yield f"unix://{socket}"
        finally:
            server.terminate()
            server.wait(timeout=SECONDS_TO_START)


def _answers(server: subprocess.Popen[bytes], folder: Path) -> bool:
    """Wait for the server's lock file to say that it is ready; return whether it does."""
    deadline = time.monotonic() + SECONDS_TO_START
    lock = folder / "data/postmaster.pid"
    while server.poll() is None and time.monotonic() < deadline:
        if lock.exists() and lock.read_text().rstrip().endswith("ready"):
            return True
        time.sleep(0.05)
    return False


def _postgres() -> Path | None:
    on_path = shutil.which("initdb")
    folders = [Path(on_path).resolve().parent] if on_path else []
    debian_folders = Path("/usr/lib/postgresql").glob("*/bin")
    folders += sorted(debian_folders, key=lambda folder: float(folder.parent.name), reverse=True)
    complete = (f for f in folders if all((f / program).exists() for program in SERVER_PROGRAMS))
    return next(complete, None)


def _has_playwrights_own() -> bool:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        return Path(playwright.chromium.executable_path).exists()


def _runs(path: str) -> bool:
    """Return whether a browser runs: some systems have only a stand-in that does not."""
    return subprocess.run([path, "--version"], capture_output=True, check=False).returncode == 0


def _apt(*packages: str) -> None:
    """Install Debian packages as root, or with sudo if it needs no password; else do nothing."""
    if not shutil.which("apt-get"):
        return
    root = ["env"] if os.geteuid() == 0 else ["sudo", "-n", "env"]
    if root[0] == "sudo" and not shutil.which("sudo"):
        return
    apt = [*root, "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq"]
    subprocess.run([*apt, "update"], check=False)
    subprocess.run([*apt, "install", "--yes", *packages], check=False)
