"""Measures the site over HTTP, and Datasette's table of the same rows beside it, turn by turn."""

import gzip
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from random import Random
from statistics import median, quantiles
from typing import Any
from urllib.request import Request, urlopen

from tests.serving import Server, free_port, serving

TIMES = 20
FACETS = ("kind", "track", "venue", "status")
PART = {"HX-Request": "true", "HX-Target": "results"}


def flat_copy(database: Path, copy: Path) -> None:
    """Copy the statements into one flat table with an index for each facet, as suits Datasette."""
    with closing(sqlite3.connect(copy)) as target:
        target.execute("ATTACH ? AS site", [str(database)])
        target.execute(
            "CREATE TABLE statements AS SELECT s.id, s.slug, s.earliest AS day, s.kind, s.summary,"
            " a.name AS speaker, t.slug AS track, v.slug AS venue, r.status"
            " FROM site.talks_statement s JOIN site.actors_actor a ON a.id = s.speaker_id"
            " LEFT JOIN site.talks_round r ON r.id = s.round_id"
            " LEFT JOIN site.talks_track t ON t.id = r.track_id"
            " LEFT JOIN site.talks_venue v ON v.id = r.venue_id"
        )
        for column in ("id", "day", *FACETS):
            target.execute(f"CREATE INDEX by_{column} ON statements ({column})")
        target.execute("ANALYZE")
        target.commit()


@contextmanager
def datasette(copy: Path) -> Iterator[str]:
    """Serve a flat copy by Datasette for as long as the block lasts; yield its table's address."""
    port = free_port()
    settings = ["--setting", "suggest_facets", "off", "--setting", "default_page_size", "50"]
    settings += [
        "--setting",
        "facet_time_limit_ms",
        "5000",
        "--setting",
        "sql_time_limit_ms",
        "5000",
    ]
    command = [sys.executable, "-m", "datasette", "serve", str(copy), "--port", port, *settings]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    url = f"http://127.0.0.1:{port}/{copy.stem}/statements"
    try:
        for _ in range(200):
            try:
                urlopen(url, timeout=60).read()
                break
            except OSError:
                time.sleep(0.1)
        yield url
    finally:
        process.terminate()
        process.wait()


def ask(url: str, **headers: str) -> tuple[float, bytes]:
    """Return how many ms an answer took, and what it holds."""
    start = time.perf_counter()
    with urlopen(Request(url, headers=headers), timeout=120) as answer:
        body = answer.read()
    return 1000 * (time.perf_counter() - start), body


def turns(server: Server, table: str) -> dict[str, dict[str, float]]:
    """Ask the site and Datasette in turn, each for another day each time: no answer is kept."""
    lot = Random(3)
    took: dict[str, list[float]] = {}
    size: dict[str, bytes] = {}
    for number in range(TIMES + 2):
        days = (
            f"{lot.randint(2011, 2022)}-{lot.randint(1, 12):02}-{lot.randint(1, 28):02}"
            for _ in range(4)
        )
        page, part, since, view = days
        asked = {
            "full page": (f"{server.url}/?since={page}", {}),
            "fragment": (f"{server.url}/?since={part}", PART),
            "fragment, kept": (f"{server.url}/?since=2012", PART),
            "closer view": (f"{server.url}/timeline.json?view={view}/{view[:4]}-12-31", {}),
        }
        if table:
            chosen = "&".join(f"_facet={facet}" for facet in FACETS)
            asked["Datasette's table"] = (f"{table}?day__gte={since}&_sort=day&{chosen}", {})
        for name, (url, headers) in asked.items():
            ms, body = ask(url, **headers)
            if number > 1:  # the first ones warm up
                took.setdefault(name, []).append(ms)
                size[name] = body
    return {
        name: {
            "median": round(median(times), 1),
            "p95": round(quantiles(times, n=20)[-1], 1),
            "spread": round(quantiles(times, n=4)[2] - quantiles(times, n=4)[0], 1),
            "bytes": len(size[name]),
            "compressed": len(gzip.compress(size[name], 6)),
        }
        for name, times in took.items()
    }


def export(server: Server) -> dict[str, Any]:
    """Fetch all statements as CSV; tell how long it took, and what memory it took besides."""
    [worker] = server.workers()
    before = peak(worker)
    ms, body = ask(f"{server.url}/statements.csv")
    return {"median": round(ms), "bytes": len(body), "memory": peak(worker) - before}


def peak(process: int) -> int:
    """Return the largest memory that a process has had, in MB."""
    status = Path(f"/proc/{process}/status").read_text()
    return int(status.split("VmHWM:")[1].split()[0]) // 1024


def over_http(url: str, table: str = "") -> dict[str, Any]:
    """Measure the site on a database, and Datasette's table where one is given."""
    with serving(DATABASE_URL=url) as server:
        told: dict[str, Any] = turns(server, table)
        told["export"] = export(server)
        [worker] = server.workers()
        told["memory"] = peak(worker)
    return told
