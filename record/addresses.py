"""Redirects from the addresses of things that were merged into another."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect

View = Callable[[HttpRequest, str], HttpResponse]


def forwarding(rows: Callable[[], Any]) -> Callable[[View], View]:
    """Answer 301 with the current address where a slug belongs to a thing that was merged away."""

    def forward(view: View) -> View:
        @wraps(view)
        def answer(request: HttpRequest, slug: str) -> HttpResponse:
            try:
                return view(request, slug)
            except Http404:
                now = rows().successors().get(slug)
                if now is None:
                    raise
                query = request.META.get("QUERY_STRING", "")
                there = rows().get(slug=now).get_absolute_url()
                return HttpResponsePermanentRedirect(f"{there}?{query}" if query else there)

        return answer

    return forward
