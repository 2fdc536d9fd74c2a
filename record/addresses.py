"""Redirects from the former addresses of things that were merged into another."""

from collections.abc import Callable
from functools import wraps
from typing import Protocol

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect

View = Callable[[HttpRequest, str], HttpResponse]


class HasPage(Protocol):
    """A row with a page of its own."""

    def get_absolute_url(self) -> str: ...


class RowsWithPages(Protocol):
    """Rows that have pages and former slugs, such as a `MergedQuerySet`."""

    def successors(self) -> dict[str, str]: ...

    def get(self, *, slug: str) -> HasPage: ...


def redirect_former_slugs(rows: Callable[[], RowsWithPages]) -> Callable[[View], View]:
    """Make a view redirect (301) a former slug of one of these rows to the row's address today.

    A slug that no row has or had still raises `Http404`.
    """

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
