"""What crawlers and browsers ask of any site: the list of its pages, the rules, the icon."""

from django.contrib.sitemaps import GenericSitemap, Sitemap
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.templatetags.static import static
from django.urls import reverse
from django.views.decorators.http import require_safe

from actors.models import Actor
from talks.models import OutcomeDocument, Round, Source, Statement, Track, Venue


class PagesOfLists(Sitemap):
    """The pages that are no row's own."""

    NAMES = (
        "talks:timeline",
        "talks:rounds",
        "talks:statements",
        "talks:documents",
        "talks:venues",
        "talks:tracks",
        "talks:sources",
        "talks:disagreements",
        "talks:about",
        "talks:story",
        "actors:actors",
    )

    def items(self) -> tuple[str, ...]:
        return self.NAMES

    def location(self, item: str) -> str:
        return reverse(item)


SITEMAPS = {
    "lists": PagesOfLists,
    **{
        f"{model._meta.model_name}s": GenericSitemap({"queryset": model._default_manager.all()})
        for model in (Round, Statement, OutcomeDocument, Track, Venue, Source, Actor)
    },
}


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Answer with the rules for crawlers: all pages, but not each combination of filters."""
    return render(request, "robots.txt", content_type="text/plain")


@require_safe
def favicon(request: HttpRequest) -> HttpResponse:
    """Lead browsers that ask for the icon at its old place to where it is."""
    return redirect(static("img/mark.ico"))
