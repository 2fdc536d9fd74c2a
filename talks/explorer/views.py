"""The explorer, whole or in parts, and its selection as a file."""

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe
from django_htmx.middleware import HtmxDetails

from talks.explorer import facets, results, suggestions
from talks.explorer.catalogue import Selection, select
from talks.explorer.question import ACTOR, CHOICES, LANES, ORDERS, Question
from talks.explorer.question.parsing import LONGEST_WORDS
from talks.explorer.timeline import grouping
from talks.models import THING_TYPES, Round

PARTS = {"explorer": "#explorer", "detail": "#detail"}


class HtmxRequest(HttpRequest):
    """A request as django-htmx's middleware leaves it."""

    htmx: HtmxDetails


@require_safe
def timeline(request: HtmxRequest) -> HttpResponse:
    """Answer with the explorer: whole, or for htmx the part that its target names."""
    asked = Question.from_query(request.GET)
    part = PARTS.get(request.htmx.target or "", "#results") if request.htmx else ""
    found = select(asked)
    context = _opened(asked, found) | ({} if part == "#detail" else _explorer(asked, found))
    context["oob"] = part == "#results"
    response = render(request, f"talks/timeline.html{part}", context)
    patch_vary_headers(response, ["HX-Request", "HX-Target"])
    if request.htmx:
        response["HX-Push-Url"] = f"{request.path}?{asked.here}".removesuffix("?")
    return response


def _explorer(asked: Question, found: Selection) -> dict[str, Any]:
    """Gather what the explorer shows of what a filter leaves."""
    return {
        "counts": facets.totals(found),
        "figure": grouping.figure(found),
        "overview": grouping.overview(found),
        "undated": len(found.possible - found.catalogue.closed),
        "left_out": facets.left_out(asked) if asked.day else None,
        "page": results.page(found),
        "facets": [
            (choice, facets.facets(found, choice)) for choice in CHOICES if choice is not ACTOR
        ],
        "actors": facets.actors(found),
        "more_actors": len(asked.options["actor"]) > facets.MOST_ACTORS,
        "lanes": LANES,
        "orders": ORDERS,
    }


def _opened(asked: Question, found: Selection) -> dict[str, Any]:
    """Find what stands open beside the timeline, if anything: one thing, or a group of them."""
    what, _, slug = asked.opened.partition("/")
    if what == "lanes":
        cluster = results.cluster(found, slug)
        return {"asked": asked, "opened": cluster, "cluster": cluster}
    model = next((model for model, side in THING_TYPES.items() if side == what), Round)
    rows: Any = asked.known(model.objects.filter(slug=slug))
    thing = next(iter(asked.seen(rows.for_timeline())), None) if slug else None
    return {"asked": asked, "opened": thing, what.removesuffix("s") or "none": thing}


@require_safe
def suggest(request: HttpRequest) -> HttpResponse:
    """Answer with what may be meant by the words typed so far, as a list for the search field."""
    asked = Question.from_query(request.GET)
    groups = suggestions.suggest(asked, request.GET.get("q", "")[:LONGEST_WORDS])
    return render(request, "talks/_suggestions.html", {"groups": groups})


@require_safe
def figure(request: HttpRequest) -> JsonResponse:
    """Answer with the timeline's figure alone, for a closer view of it."""
    return JsonResponse(grouping.figure(select(Question.from_query(request.GET))))
