"""Measures what only the process itself can tell, and prints it as JSON.

`python -m tests.benchmarks.inside` measures the database that DATABASE_URL names: how long it takes
to read the record into the catalogue, to list and count, to search, and how often the database is
asked.
"""

import json
import os
import resource
import sys
from collections.abc import Callable
from statistics import median, quantiles
from time import perf_counter
from typing import Any

RARE, COMMON = "kaf17", "ceasefire"
TIMES = 15


def timed(do: Callable[[int], Any], times: int = TIMES) -> dict[str, float]:
    """Return the median and the 95th percentile, in ms, of what is done once and then measured."""
    do(0)
    took = []
    for number in range(1, times + 1):
        start = perf_counter()
        do(number)
        took.append(1000 * (perf_counter() - start))
    return {"median": round(median(took), 1), "p95": round(quantiles(took, n=20)[-1], 1)}


def measured() -> dict[str, Any]:
    """Return each measure by its name."""
    from django.db import connection
    from django.http import QueryDict
    from django.template.loader import render_to_string
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from talks.explorer import facets, results
    from talks.explorer.catalogue import Catalogue, Selection, select
    from talks.explorer.question import ACTOR, CHOICES, Question, read_options, read_question
    from talks.models import Statement

    def asked(query: str) -> Question:
        return read_question(QueryDict(query))

    start = perf_counter()
    catalogue = select(asked("")).catalogue
    reading = perf_counter() - start

    def list_and_facets(number: int) -> None:
        found = select(asked(f"since=2015-{number % 12 + 1:02}-{number % 28 + 1:02}"))
        context = {
            "question": found.question,
            "counts": facets.count_selection(found),
            "page": results.read_page(found),
            "orders": {},
        }
        render_to_string("talks/_list.html", context)
        for choice in CHOICES:
            if choice is not ACTOR:
                options = facets.list_facets(found, choice)
                render_to_string("talks/_facet.html", {"choice": choice, "options": options})
        render_to_string("talks/_actors.html", {"actors": facets.group_actor_facets(found)})

    def newest(word: str) -> Callable[[int], Any]:
        return lambda _: list(Statement.objects.saying(word).newest_first()[:50])

    def ranked(word: str) -> Callable[[int], Any]:
        def rank(_: int) -> Any:
            catalogue.ranking.cache_clear()
            return results.read_page(Selection(asked(f"q={word}&order=relevance"), catalogue))

        return rank

    def queries(path: str, **headers: str) -> int:
        with CaptureQueriesContext(connection) as captured:
            assert (
                Client(headers={"host": "localhost"}).get(path, headers=headers).status_code == 200
            )
        return len(captured)

    part = {"HX-Request": "true", "HX-Target": "results"}
    return {
        "catalogue": {"median": round(1000 * reading), "p95": round(1000 * reading)},
        "list and facets": timed(list_and_facets),
        **{
            f"search, {name} word, {way}": timed(search(word))
            for name, word in (("rare", RARE), ("common", COMMON))
            for way, search in (("newest first", newest), ("best match first", ranked))
        },
        "queries": {"page": queries("/?since=2013"), "fragment": queries("/?since=2014", **part)},
        "memory": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
        "numbers": len(Catalogue(None, read_options()).all),
    }


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    import django

    django.setup()
    json.dump(measured(), sys.stdout)
