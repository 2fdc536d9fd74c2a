"""The explorer, whole or in parts, and its selection as a file."""

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe
from django_htmx.middleware import HtmxDetails

from talks import drawing, exports, facets, listing, selections, suggestions
from talks.catalogue import Selection, select
from talks.filters import ACTOR, CHOICES, LANES, ORDERS, Filter
from talks.filters.reading import LONGEST_WORDS
from talks.models import SIDES, Round

PARTS = {"explorer": "#explorer", "detail": "#detail"}


class HtmxRequest(HttpRequest):
    """A request as django-htmx's middleware leaves it."""

    htmx: HtmxDetails


@require_safe
def timeline(request: HtmxRequest) -> HttpResponse:
    """Answer with the explorer: whole, or for htmx the part that its target names."""
    asked = Filter.from_query(request.GET)
    part = PARTS.get(request.htmx.target or "", "#results") if request.htmx else ""
    found = select(asked)
    context = _opened(asked, found) | ({} if part == "#detail" else _explorer(asked, found))
    context["oob"] = part == "#results"
    response = render(request, f"talks/timeline.html{part}", context)
    patch_vary_headers(response, ["HX-Request", "HX-Target"])
    if request.htmx:
        response["HX-Push-Url"] = f"{request.path}?{asked.here}".removesuffix("?")
    return response


def _explorer(asked: Filter, found: Selection) -> dict[str, Any]:
    """Gather what the explorer shows of what a filter leaves."""
    return {
        "counts": facets.totals(found),
        "figure": drawing.figure(found),
        "overview": drawing.overview(found),
        "undated": len(found.possible - found.catalogue.closed),
        "left_out": facets.left_out(asked) if asked.day else None,
        "page": listing.page(found),
        "facets": [
            (choice, facets.facets(found, choice)) for choice in CHOICES if choice is not ACTOR
        ],
        "actors": facets.actors(found),
        "more_actors": len(asked.options["actor"]) > facets.MOST_ACTORS,
        "lanes": LANES,
        "orders": ORDERS,
        "kinds": list(exports.COLUMNS),
        "formats": list(exports.FORMATS),
    }


def _opened(asked: Filter, found: Selection) -> dict[str, Any]:
    """Find what stands open beside the timeline, if anything: one thing, or a group of them."""
    what, _, slug = asked.opened.partition("/")
    if what == "lanes":
        cluster = listing.cluster(found, slug)
        return {"asked": asked, "opened": cluster, "cluster": cluster}
    model = next((model for model, side in SIDES.items() if side == what), Round)
    rows: Any = asked.known(model.objects.filter(slug=slug))
    thing = next(iter(asked.seen(rows.for_timeline())), None) if slug else None
    return {"asked": asked, "opened": thing, what.removesuffix("s") or "none": thing}


@require_safe
def suggest(request: HttpRequest) -> HttpResponse:
    """Answer with what may be meant by the words typed so far, as a list for the search field."""
    asked = Filter.from_query(request.GET)
    groups = suggestions.suggest(asked, request.GET.get("q", "")[:LONGEST_WORDS])
    return render(request, "talks/_suggestions.html", {"groups": groups})


@require_safe
def figure(request: HttpRequest) -> JsonResponse:
    """Answer with the timeline's figure alone, for a closer view of it."""
    return JsonResponse(drawing.figure(select(Filter.from_query(request.GET))))


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
