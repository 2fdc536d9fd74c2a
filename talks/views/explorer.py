"""The explorer, whole or in parts, and its selection as a file."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe
from django_htmx.middleware import HtmxDetails

from talks import exports, facets, figures, listing, selections
from talks.filters import ACTOR, CHOICES, LANES, Filter
from talks.models import SIDES, Round, Statement

PARTS = {"explorer": "#explorer", "detail": "#detail"}


class HtmxRequest(HttpRequest):
    """A request as django-htmx's middleware leaves it."""

    htmx: HtmxDetails


@require_safe
def timeline(request: HtmxRequest) -> HttpResponse:
    """Answer with the explorer: whole, or for htmx the part that its target names."""
    asked = Filter.from_query(request.GET)
    part = PARTS.get(request.htmx.target or "", "#results") if request.htmx else ""
    context = _opened(asked) | ({} if part == "#detail" else _explorer(asked))
    context["oob"] = part == "#results"
    response = render(request, f"talks/timeline.html{part}", context)
    patch_vary_headers(response, ["HX-Request", "HX-Target"])
    if request.htmx:
        response["HX-Push-Url"] = f"{request.path}?{asked.here}".removesuffix("?")
    return response


def _explorer(asked: Filter) -> dict[str, Any]:
    """Gather what the explorer shows under a filter, in a constant number of queries."""
    counts = facets.totals(asked)
    items = list(_items(asked))
    circles = [(actor.label, asked.circle(actor.pk)) for actor in asked.picked("actor")]
    lanes, placed = figures.lanes_of(asked.lanes, items, chosen=circles)
    return {
        "counts": counts,
        "figure": figures.timeline(items, lanes, placed),
        "overview": figures.overview(items),
        "undated": sum(not (item.earliest and item.latest) for item in items),
        "left_out": facets.left_out(asked) if asked.day else None,
        "page": listing.page(asked, total=counts.total),
        "facets": [
            (choice, facets.facets(asked, choice)) for choice in CHOICES if choice is not ACTOR
        ],
        "actors": facets.actors(asked),
        "lanes": LANES,
        "kinds": list(exports.COLUMNS),
        "formats": list(exports.FORMATS),
    }


def _items(asked: Filter) -> Iterator[Any]:
    """Yield what the timeline draws: rounds, then statements, then documents."""
    for model, rows in selections.things(asked):
        marked = rows.for_marks()
        if asked.lanes == "actor" and model is not Statement:
            marked = marked.with_actors()
        yield from asked.seen(marked)


def _opened(asked: Filter) -> dict[str, Any]:
    """Find the round, statement or document that stands open beside the timeline, if any."""
    what, _, slug = asked.opened.partition("/")
    model = next((model for model, side in SIDES.items() if side == what), Round)
    rows: Any = asked.known(model.objects.filter(slug=slug))
    found = next(iter(asked.seen(rows.for_timeline())), None) if slug else None
    return {"asked": asked, "opened": found, what.removesuffix("s") or "none": found}


@require_safe
def export(request: HttpRequest, kind: str, file_format: str) -> StreamingHttpResponse:
    """Answer with the selection that the explorer shows under the same query, as a file."""
    asked = Filter.from_query(request.GET)
    things = selections.SELECTIONS[kind](asked)
    media_type, _ = exports.FORMATS[file_format]
    body = exports.export(kind, file_format, things, words=asked.in_words(), errors=asked.errors)
    response = StreamingHttpResponse(body, content_type=media_type)
    response["Content-Disposition"] = f'inline; filename="{kind}.{file_format}"'
    return response
