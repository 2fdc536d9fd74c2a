"""The explorer, whole or in parts."""

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe
from django_htmx.middleware import HtmxDetails

from talks.explorer import facets, results
from talks.explorer.catalogue import Selection, select
from talks.explorer.headline import make_headline
from talks.explorer.question import (
    ACTOR,
    CHOICES,
    DIRECTIONS,
    LANES,
    LONGEST_WORDS,
    ORDERS,
    read_question,
)
from talks.explorer.subject import read_subject
from talks.explorer.suggestions import suggest, suggest_correction
from talks.explorer.things import read_excerpts, read_thing
from talks.explorer.timeline.grouping import build_figure, build_timeline
from talks.models import THING_TYPES, Round

PARTS = {"explorer": "#explorer", "detail": "#detail"}


class HtmxRequest(HttpRequest):
    """A request as django-htmx's middleware leaves it."""

    htmx: HtmxDetails


@require_safe
def timeline(request: HtmxRequest) -> HttpResponse:
    """Answer with the explorer: whole, or for htmx the part that its target names."""
    question = read_question(request.GET)
    part = PARTS.get(request.htmx.target or "", "#results") if request.htmx else ""
    selection = select(question)
    context = _open_context(selection)
    context |= {} if part == "#detail" else _explorer_context(selection)
    context["oob"] = part == "#results"
    response = render(request, f"talks/timeline.html{part}", context)
    patch_vary_headers(response, ["HX-Request", "HX-Target"])
    if request.htmx:
        response["HX-Push-Url"] = f"{request.path}?{question.here}".removesuffix("?")
    return response


def _explorer_context(selection: Selection) -> dict[str, Any]:
    """Return what the explorer shows of a selection."""
    question = selection.question
    return {
        "counts": facets.count_selection(selection),
        **build_timeline(selection),
        "headline": make_headline(selection),
        "perhaps_known": facets.count_perhaps_known(question) if question.day else None,
        "subject": read_subject(question),
        "correction": suggest_correction(selection),
        "page": results.read_page(selection),
        "facets": [
            (choice, facets.list_facets(selection, choice))
            for choice in CHOICES
            if choice is not ACTOR
        ],
        "actors": facets.group_actor_facets(selection),
        "more_actors": len(question.options["actor"]) > facets.MOST_ACTORS,
        "directions": DIRECTIONS,
        "lanes": LANES,
        "orders": ORDERS,
    }


def _open_context(selection: Selection) -> dict[str, Any]:
    """Return what is open beside the timeline, if anything: one thing, or a group of them."""
    question = selection.question
    path = question.look.open_path
    if path.lane:
        group = results.read_group(selection, path)
        return {"question": question, "open": group, "group": group}
    models = {thing_type: model for model, thing_type in THING_TYPES.items()}
    model = models.get(path.thing_type)
    thing = read_thing(model, path.slug, question.day) if model else None
    context = {"question": question, "open": thing, path.thing_type.removesuffix("s"): thing}
    if isinstance(thing, Round):
        context["excerpts"] = read_excerpts(thing, question.day)
    return context


@require_safe
def suggestions(request: HttpRequest) -> HttpResponse:
    """Answer with what may be meant by the words typed so far, as a list for the search field."""
    groups = suggest(read_question(request.GET), request.GET.get("q", "")[:LONGEST_WORDS])
    return render(request, "talks/_suggestions.html", {"groups": groups})


@require_safe
def figure(request: HttpRequest) -> JsonResponse:
    """Answer with the timeline's figure alone, for a closer view of it."""
    return JsonResponse(build_figure(select(read_question(request.GET))))
