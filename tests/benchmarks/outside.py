"""Measures the site over HTTP, in turn with Datasette's table of the same rows."""

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
FRAGMENT = {"HX-Request": "true", "HX-Target": "results"}


def write_flat_copy(database: Path, copy: Path) -> None:
    """Copy the statements into one table with an index for each facet, which suits Datasette."""
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
    """Serve a flat copy with Datasette within the block; yield the address of its table."""
    port = free_port()
    settings = {
        "suggest_facets": "off",
        "default_page_size": "50",
        "facet_time_limit_ms": "5000",
        "sql_time_limit_ms": "5000",
    }
    command = [sys.executable, "-m", "datasette", "serve", str(copy), "--port", port]
    for name, value in settings.items():
        command += ["--setting", name, value]
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


def fetch(url: str, **headers: str) -> tuple[float, bytes]:
    """Return the ms that an answer took, and its body."""
    start = time.perf_counter()
    with urlopen(Request(url, headers=headers), timeout=120) as answer:
        body = answer.read()
    return 1000 * (time.perf_counter() - start), body


def measure_in_turn(server: Server, table: str) -> dict[str, dict[str, float]]:
    """Request pages of the site and of Datasette in turn, another day each time: none is cached."""
    chance = Random(3)
    times_in_ms: dict[str, list[float]] = {}
    bodies: dict[str, bytes] = {}
    for number in range(TIMES + 2):
        days = (
            f"{chance.randint(2011, 2022)}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}"
            for _ in range(4)
        )
        page, fragment, since, view = days
        requests: dict[str, tuple[str, dict[str, str]]] = {
            "full page": (f"{server.url}/?since={page}", {}),
            "fragment": (f"{server.url}/?since={fragment}", FRAGMENT),
            "fragment, kept": (f"{server.url}/?since=2012", FRAGMENT),
            "closer view": (f"{server.url}/timeline.json?view={view}/{view[:4]}-12-31", {}),
        }
        if table:
            facets = "&".join(f"_facet={facet}" for facet in FACETS)
            requests["Datasette's table"] = (f"{table}?day__gte={since}&_sort=day&{facets}", {})
        for name, (url, headers) in requests.items():
            ms, body = fetch(url, **headers)
            if number > 1:  # the first ones warm up
                times_in_ms.setdefault(name, []).append(ms)
                bodies[name] = body
    return {
        name: {
            "median": round(median(times), 1),
            "p95": round(quantiles(times, n=20)[-1], 1),
            "spread": round(quantiles(times, n=4)[2] - quantiles(times, n=4)[0], 1),
            "bytes": len(bodies[name]),
            "compressed": len(gzip.compress(bodies[name], 6)),
        }
        for name, times in times_in_ms.items()
    }


def measure_export(server: Server) -> dict[str, Any]:
    """Fetch all statements as CSV; return the ms, the bytes and the MB of memory that it took."""
    [worker] = server.workers()
    before = peak_memory(worker)
    ms, body = fetch(f"{server.url}/statements.csv")
    return {"median": round(ms), "bytes": len(body), "memory": peak_memory(worker) - before}


def peak_memory(process: int) -> int:
    """Return the largest memory that a process has had, in MB."""
    status = Path(f"/proc/{process}/status").read_text()
    return int(status.split("VmHWM:")[1].split()[0]) // 1024


def measure_over_http(url: str, table: str = "") -> dict[str, Any]:
    """Measure the site on a database, and Datasette's table if its address is given."""
    with serving(DATABASE_URL=url) as server:
        measures: dict[str, Any] = measure_in_turn(server, table)
        measures["export"] = measure_export(server)
        [worker] = server.workers()
        measures["memory"] = peak_memory(worker)
    return measures
