"""Measures the site within its process, and prints the measures as JSON.

`python -m tests.benchmarks.inside` measures on the database of DATABASE_URL how long it takes to
read the catalogue, to list and count things and to search, and how many queries that needs.
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


def measure_time(do: Callable[[int], Any], times: int = TIMES) -> dict[str, float]:
    """Return median and 95th percentile, in ms, of several calls after a first one."""
    do(0)
    times_in_ms = []
    for number in range(1, times + 1):
        start = perf_counter()
        do(number)
        times_in_ms.append(1000 * (perf_counter() - start))
    return {
        "median": round(median(times_in_ms), 1),
        "p95": round(quantiles(times_in_ms, n=20)[-1], 1),
    }


def forget_searches(search: Any) -> None:
    """Empty the caches of a search, but for the list of names, which only an edit changes."""
    for function in (search.read, search.matching, search.mentioning, search.ranking):
        function.cache_clear()


def measure() -> dict[str, Any]:
    """Return the measures by their names."""
    from django.db import connection
    from django.http import QueryDict
    from django.template.loader import render_to_string
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from talks.explorer import facets, results
    from talks.explorer.catalogue import Catalogue, Selection, select
    from talks.explorer.notes import Notes
    from talks.explorer.question import ACTOR, CHOICES, Question, read_options, read_question

    def question_of(query: str) -> Question:
        return read_question(QueryDict(query))

    start = perf_counter()
    catalogue = select(question_of("")).catalogue
    reading = perf_counter() - start

    def list_and_facets(number: int) -> None:
        selection = select(question_of(f"since=2015-{number % 12 + 1:02}-{number % 28 + 1:02}"))
        context = {
            "question": selection.question,
            "counts": facets.count_selection(selection),
            "page": results.read_page(selection),
            "orders": {},
            "source_notes": Notes(),
        }
        render_to_string("talks/_list.html", context)
        for choice in CHOICES:
            if choice is not ACTOR:
                options = facets.list_facets(selection, choice)
                render_to_string("talks/_facet.html", {"choice": choice, "options": options})
        render_to_string("talks/_actors.html", {"actors": facets.group_actor_facets(selection)})

    def newest(word: str) -> Callable[[int], Any]:
        def read_newest(_: int) -> Any:
            forget_searches(catalogue.search)
            return results.read_page(Selection(question_of(f"q={word}&order=newest"), catalogue))

        return read_newest

    def ranked(word: str) -> Callable[[int], Any]:
        def rank(_: int) -> Any:
            forget_searches(catalogue.search)
            return results.read_page(Selection(question_of(f"q={word}&order=relevance"), catalogue))

        return rank

    def count_queries(path: str, **headers: str) -> int:
        with CaptureQueriesContext(connection) as captured:
            answer = Client(headers={"host": "localhost"}).get(path, headers=headers)
        assert answer.status_code == 200
        return len(captured)

    fragment = {"HX-Request": "true", "HX-Target": "results"}
    return {
        "catalogue": {"median": round(1000 * reading), "p95": round(1000 * reading)},
        "list and facets": measure_time(list_and_facets),
        **{
            f"search, {name} word, {way}": measure_time(search(word))
            for name, word in (("rare", RARE), ("common", COMMON))
            for way, search in (("newest first", newest), ("best match first", ranked))
        },
        "queries": {
            "page": count_queries("/?since=2013"),
            "fragment": count_queries("/?since=2014", **fragment),
        },
        "memory": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
        "numbers": len(Catalogue(None, read_options()).all),
    }


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    import django

    django.setup()
    json.dump(measure(), sys.stdout)
