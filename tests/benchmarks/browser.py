"""Measures the browser: the time until the timeline is drawn, long tasks and heap.

Two other tools are measured in turn with it: vis-timeline draws the same things (without its
options `start` and `end`, which slow it down), TimelineJS as many as it can. npm installs both
into a temporary folder.
"""

import functools
import http.server
import json
import sqlite3
import subprocess
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from statistics import median
from typing import Any

from playwright.sync_api import Browser, Error, sync_playwright

from tests import provision
from tests.serving import serving

PEERS = ("vis-timeline@8.5.4", "@knight-lab/timelinejs@3.9.11")
TIMES = 5
LONGEST = 120_000  # ms
PAUSE = 50  # ms
WATCH = """
    window.longTasks = 0;
    new PerformanceObserver(list => list.getEntries().forEach(task => longTasks += task.duration))
        .observe({type: "longtask", buffered: true});
    const look = () => {
        if (window.drawn || document.querySelector("talks-timeline[data-drawn]")) {
            window.measures = {
                drawn: performance.now(), "long tasks": longTasks,
                heap: performance.memory.usedJSHeapSize / 2 ** 20,
            };
        } else requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
"""
VIS = """<!doctype html><meta charset="utf-8"><title>vis-timeline</title>
<link rel="stylesheet" href="node_modules/vis-timeline/styles/vis-timeline-graph2d.min.css">
<script src="node_modules/vis-timeline/standalone/umd/vis-timeline-graph2d.min.js"></script>
<div id="chart"></div><script>
fetch("items-SIZE.json").then(answer => answer.json()).then(({items, groups}) => {
  const chart = new vis.Timeline(document.getElementById("chart"), items, groups, {height: 800});
  chart.on("changed", () => requestAnimationFrame(() => { window.drawn = true; }));
});
</script>"""
TIMELINEJS = """<!doctype html><meta charset="utf-8"><title>TimelineJS</title>
<link rel="stylesheet" href="node_modules/@knight-lab/timelinejs/dist/css/timeline.css">
<script src="node_modules/@knight-lab/timelinejs/dist/js/timeline.js"></script>
<div id="chart" style="width: 100%; height: 800px"></div><script>
fetch("events-SIZE.json").then(answer => answer.json()).then(story => {
  const chart = new TL.Timeline("chart", story);
  chart.on("loaded", () => requestAnimationFrame(() => { window.drawn = true; }));
});
</script>"""


def get_peers(folder: Path) -> None:
    """Install the other tools into a folder."""
    command = ["npm", "install", "--no-audit", "--no-fund", "--prefix", str(folder), *PEERS]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)


def write_items(database: Path, folder: Path, size: int) -> None:
    """Write pages on which the other tools draw this many dated statements, grouped by track."""
    with closing(sqlite3.connect(database)) as site:
        rows = site.execute(
            "SELECT s.id, s.earliest, s.summary, coalesce(r.track_id, 0) FROM talks_statement s"
            " LEFT JOIN talks_round r ON r.id = s.round_id WHERE s.earliest IS NOT NULL"
            " ORDER BY s.id LIMIT ?",
            [size],
        ).fetchall()
    items = [
        {"id": key, "start": day, "content": text[:40], "group": lane, "title": text}
        for key, day, text, lane in rows
    ]
    groups = [{"id": lane, "content": f"Track {lane}"} for lane in sorted({row[3] for row in rows})]
    (folder / f"items-{size}.json").write_text(json.dumps({"items": items, "groups": groups}))
    parts = ("year", "month", "day")
    events = [
        {
            "start_date": dict(zip(parts, map(int, day.split("-")), strict=True)),
            "text": {"headline": text[:40], "text": text},
        }
        for _, day, text, _ in rows
    ]
    (folder / f"events-{size}.json").write_text(json.dumps({"events": events}))
    (folder / f"vis-{size}.html").write_text(VIS.replace("SIZE", str(size)))
    (folder / f"timelinejs-{size}.html").write_text(TIMELINEJS.replace("SIZE", str(size)))


@contextmanager
def serving_files(folder: Path) -> Iterator[str]:
    """Serve a folder within the block; yield its address."""
    handler = functools.partial(QuietHandler, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


class QuietHandler(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_: Any) -> None:
        """Log nothing."""


def measure_page(browser: Browser, url: str) -> dict[str, float] | None:
    """Open a page in a fresh context; return its measures when its timeline is drawn.

    They are the ms since the first request, the ms in long tasks and the MB of the heap. After two
    minutes without a timeline it returns None.
    """
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    try:
        page = context.new_page()
        page.add_init_script(WATCH)
        page.goto(url, wait_until="commit", timeout=LONGEST)
        for _ in range(LONGEST // PAUSE):
            if measures := page.evaluate("window.measures"):
                return measures
            page.wait_for_timeout(PAUSE)
        return None
    except Error:  # the browser's timeout
        return None
    finally:
        context.close()


def measure_in_browser(databases: dict[int, Path], folder: Path) -> dict[str, dict[int, Any]]:
    """Measure our page and the other tools in turn; return medians by name and size."""
    get_peers(folder)
    for size, database in databases.items():
        write_items(database, folder, size)
    runs: dict[tuple[str, int], list[dict[str, float] | None]] = {}
    with serving_files(folder) as peers, sync_playwright() as playwright:
        options = [*provision.CHROMIUM_OPTIONS, "--enable-precise-memory-info"]
        browser = playwright.chromium.launch(executable_path=provision.chromium(), args=options)
        for size, database in databases.items():
            with serving(DATABASE_URL=f"sqlite:///{database}") as server:
                pages = {"ours": f"{server.url}/?lanes=track"}
                if size <= 10_000:
                    pages["vis-timeline"] = f"{peers}/vis-{size}.html"
                if size <= 1_000:
                    pages["TimelineJS"] = f"{peers}/timelinejs-{size}.html"
                for turn in range(TIMES + 1):
                    for name, url in pages.items():
                        if turn > 2 and name != "ours" and size > 1_000:
                            continue  # it takes long and varies little
                        fresh = f"{url}&x={turn}" if name == "ours" else url
                        measures = measure_page(browser, fresh)
                        if turn:
                            runs.setdefault((name, size), []).append(measures)
        browser.close()
    medians: dict[str, dict[int, Any]] = {}
    for (name, size), all_measures in runs.items():
        complete_measures = [measures for measures in all_measures if measures]
        medians.setdefault(name, {})[size] = (
            {
                key: round(median(each[key] for each in complete_measures), 1)
                for key in complete_measures[0]
            }
            if complete_measures
            else None
        )
    return medians
