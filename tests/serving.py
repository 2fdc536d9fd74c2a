"""Serves the site as in public: with gunicorn, in a process of its own."""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.request import Request, urlopen

ROOT = Path(__file__).resolve().parent.parent
SECONDS_TO_START = 120  # far more than it takes: the machine may be busy
SECONDS_TO_ANSWER = 120


class Server:
    """The site at an address, and the process that serves it."""

    def __init__(self, url: str, process: subprocess.Popen[bytes]) -> None:
        self.url, self.process = url, process

    def ask(self, path: str, **headers: str) -> tuple[int, dict[str, str], str]:
        """Request a path; return status, headers in lower case, and body (empty for errors)."""
        request = Request(self.url + path)
        for name, value in headers.items():
            request.add_header(name.replace("_", "-"), value)
        try:
            answer = urlopen(request, timeout=SECONDS_TO_ANSWER)
        except HTTPError as error:
            answer = error
        with answer:
            headers = {name.lower(): value for name, value in answer.headers.items()}
            body = "" if answer.status >= 300 else answer.read().decode()
            return answer.status, headers, body

    def workers(self) -> set[int]:
        """Return the ids of the processes that answer requests."""
        pid = self.process.pid
        return set(map(int, Path(f"/proc/{pid}/task/{pid}/children").read_text().split()))

    def reload(self) -> None:
        """Replace the workers, as after an upgrade."""
        self.process.send_signal(signal.SIGHUP)


def manage(*arguments: str, **environment: str) -> None:
    """Run a management command in a process of its own; raise CalledProcessError if it fails."""
    command = [sys.executable, "manage.py", *arguments]
    subprocess.run(command, cwd=ROOT, env=os.environ | environment, check=True)


@contextlib.contextmanager
def serving(**environment: str) -> Iterator[Server]:
    """Serve the site within the block, with these environment variables."""
    port = free_port()
    command = [sys.executable, "-m", "gunicorn", "--config", "config/gunicorn.py"]
    settings = {"PORT": port, "WEB_CONCURRENCY": "1", "LOG_LEVEL": "WARNING"} | environment
    process = subprocess.Popen(
        [*command, "--log-level", "warning"], cwd=ROOT, env=os.environ | settings
    )
    server = Server(f"http://127.0.0.1:{port}", process)
    try:
        deadline = time.monotonic() + SECONDS_TO_START
        while not _answers(server):
            assert process.poll() is None, "the server ended"
            assert time.monotonic() < deadline, "the server does not answer"
            time.sleep(0.05)
        yield server
    finally:
        process.terminate()
        process.wait(timeout=SECONDS_TO_START)


def free_port() -> str:
    """Return a port that is not in use."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return str(free.getsockname()[1])


def _answers(server: Server) -> bool:
    with contextlib.suppress(URLError):
        return server.ask("/healthz")[0] == 200
    return False
