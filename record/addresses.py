"""Redirects from the former addresses of things that were merged into another."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect

View = Callable[[HttpRequest, str], HttpResponse]


def redirect_former_slugs(rows: Callable[[], Any]) -> Callable[[View], View]:
    """Make a view answer 301 where a slug is a former one of one of these rows."""

    def decorate(view: View) -> View:
        @wraps(view)
        def answer(request: HttpRequest, slug: str) -> HttpResponse:
            try:
                return view(request, slug)
            except Http404:
                current_slug = rows().successors().get(slug)
                if current_slug is None:
                    raise
                query = request.META.get("QUERY_STRING", "")
                address = rows().get(slug=current_slug).get_absolute_url()
                return HttpResponsePermanentRedirect(f"{address}?{query}" if query else address)

        return answer

    return decorate
