"""Measures the explorer at several sizes on both databases, and comparable tools in the same run.

`python -m tests.benchmarks` prints tables and writes them into docs/performance.md. `SIZES=1000`
measures at other sizes than 1,000, 10,000 and 100,000 statements, and writes no document.
"""

import json
import os
import platform
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from tests import provision
from tests.benchmarks.browser import measure_in_browser
from tests.benchmarks.outside import datasette, measure_over_http, write_flat_copy
from tests.serving import ROOT, manage

SIZES = (1_000, 10_000, 100_000)
SMALL = 100  # statements of the smallest page, with which the browser's largest is compared
REPORT = ROOT / "docs/performance.md"
Measures = dict[tuple[str, int], dict[str, Any]]  # by database and size


def main() -> None:
    """Make the data, measure, and print the report."""
    sizes = [int(size) for size in os.environ.get("SIZES", "").split()] or list(SIZES)
    provision.get_chromium()
    programs = provision.get_postgres()
    with tempfile.TemporaryDirectory(prefix="bench-") as name:
        folder = Path(name)
        os.environ["VAR_DIR"] = str(folder)
        manage("collectstatic", "--no-input", "--verbosity=0")
        files = {size: folder / f"talks-{size}.sqlite3" for size in [SMALL, *sizes]}
        for size, path in files.items():
            make(size, f"sqlite:///{path}")
        measures: Measures = {}
        write_flat_copy(files[max(sizes)], folder / "flat.db")
        with datasette(folder / "flat.db") as table:
            for size in sizes:
                peer = table if size == max(sizes) else ""
                measures["SQLite", size] = measure(f"sqlite:///{files[size]}", peer)
        for size in sizes:
            with provision.postgres(programs) as url:
                make(size, url)
                measures["PostgreSQL", size] = measure(url)
        in_browser = measure_in_browser(files, folder)
    tables = [server_table(measures, sizes), browser_table(in_browser, list(files))]
    report = "\n\n".join([machine(), *tables])
    sys.stdout.write(f"{report}\n")
    if sizes == list(SIZES):
        write(report)


def make(size: int, url: str) -> None:
    """Create and fill a database."""
    say(f"making {size:,} statements")
    manage("migrate", "--verbosity=0", DATABASE_URL=url)
    command = [sys.executable, "-m", "tests.benchmarks.data", str(size)]
    subprocess.run(command, cwd=ROOT, env=os.environ | {"DATABASE_URL": url}, check=True)


def measure(url: str, table: str = "") -> dict[str, Any]:
    """Measure the site on a database, within a process and over HTTP."""
    say(f"measuring {url.split(':')[0]}")
    command = [sys.executable, "-m", "tests.benchmarks.inside"]
    environment = os.environ | {"DATABASE_URL": url}
    inside = subprocess.run(command, cwd=ROOT, env=environment, check=True, capture_output=True)
    return json.loads(inside.stdout) | measure_over_http(url, table)


def say(step: str) -> None:
    sys.stderr.write(f"{step} ...\n")


def machine() -> str:
    """Describe the machine and its load."""
    model = re.search(r"model name\s*: (.*)", Path("/proc/cpuinfo").read_text())
    memory = re.search(r"MemTotal:\s*(\d+)", Path("/proc/meminfo").read_text())
    cpu, ram = model[1] if model else "unknown", int(memory[1]) // 1_000_000 if memory else 0
    load = ", ".join(f"{part:.1f}" for part in os.getloadavg())
    return (
        f"{os.cpu_count()} cores ({cpu}), {ram} GB, Python {platform.python_version()}; "
        f"load average at the end {load}."
    )


def server_table(measures: Measures, sizes: list[int]) -> str:
    """Write the table of the server's measures: median and 95th percentile, in ms."""
    columns = [(database, size) for database in ("SQLite", "PostgreSQL") for size in sizes]
    names = list(dict.fromkeys(name for by_name in measures.values() for name in by_name))
    rows = [
        [name, *(cell(name, measures[column].get(name)) for column in columns)]
        for name in names
        if name not in ("numbers", "queries")
    ]
    for answer in ("page", "fragment"):
        counts = (measures[column]["queries"][answer] for column in columns)
        rows.append([f"queries, {answer}", *map(str, counts)])
    return table(["ms, median / p95", *(f"{base}, {size:,}" for base, size in columns)], rows)


def cell(name: str, value: Any) -> str:
    if value is None:
        return ""
    if name == "memory":
        return f"{value} MB"
    if name == "export":
        return f"{value['median']:,}; +{value['memory']} MB"
    times = f"{value['median']} / {value['p95']}"
    return times + (f" ({value['compressed'] / 1000:.0f} kB)" if "compressed" in value else "")


def browser_table(medians: Mapping[str, Mapping[int, Any]], sizes: list[int]) -> str:
    """Write the table of the browser's measures: time to a drawn timeline, long tasks, heap."""
    rows = [
        [
            name,
            *(
                f"{row['drawn']:,.0f} ({row['long tasks']:,.0f}; {row['heap']:.0f} MB)"
                if (row := by_size.get(size))
                else ("" if size not in by_size else "not in two minutes")
                for size in sizes
            ),
        ]
        for name, by_size in medians.items()
    ]
    return table(["ms to a drawn timeline (long tasks; heap)", *(f"{it:,}" for it in sizes)], rows)


def table(head: list[str], rows: list[list[str]]) -> str:
    def lines() -> Iterator[str]:
        yield "| " + " | ".join(head) + " |"
        yield "| --- " + "| ---: " * (len(head) - 1) + "|"
        for row in rows:
            yield "| " + " | ".join(row) + " |"

    return "\n".join(lines())


def write(report: str) -> None:
    """Replace the report in the document."""
    text = REPORT.read_text()
    before, rest = text.split("<!-- measured -->\n")
    _, after = rest.split("<!-- /measured -->")
    REPORT.write_text(f"{before}<!-- measured -->\n{report}\n<!-- /measured -->{after}")


if __name__ == "__main__":
    main()
