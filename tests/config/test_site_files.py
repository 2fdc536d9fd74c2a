"""What crawlers and browsers ask of any site, and the pages for errors."""

from contextlib import closing

import pytest
from django.test import Client, override_settings
from django.urls import path
from django.views.defaults import bad_request, permission_denied, server_error

from config.urls import urlpatterns as site
from tests.factories import make_round
from tests.pages import Page

pytestmark = pytest.mark.django_db


def refuse(request, view):
    return view(request) if view is server_error else view(request, exception=ValueError())


class ErrorUrls:
    """The site, and addresses that fail."""

    urlpatterns = [
        *site,
        path("400", lambda request: refuse(request, bad_request)),
        path("403", lambda request: refuse(request, permission_denied)),
        path("500", lambda request: refuse(request, server_error)),
    ]


@pytest.mark.parametrize(
    ("address", "status", "title"),
    [
        ("/400", 400, "We can't read that request"),
        ("/403", 403, "That is not allowed"),
        ("/nowhere/", 404, "Page not found"),
        ("/500", 500, "Something went wrong"),
    ],
)
def test_each_error_page_has_the_navigation_and_a_search_field(address, status, title) -> None:
    with override_settings(ROOT_URLCONF=ErrorUrls):
        answer = Client().get(address)
    page = Page(answer)

    assert answer.status_code == status
    assert page.text(page.all("h1")[0]) == title
    assert page.text(page.all("title")[0]) == f"{title} · Syrian peace talks"
    [navigation] = [nav for nav in page.all("nav") if nav.get("aria-label") == "Main"]
    assert ("/documents/", "Documents") in page.links(navigation)
    [form] = page.all("form", "look-up")
    assert (form.get("action"), form.get("method")) == ("/", "get")
    assert [field.get("name") for field in page.all("input", within=form)] == ["q"]


def test_the_sitemap_leads_to_the_pages_of_rows_and_lists() -> None:
    round = make_round()

    assert "/sitemap-rounds.xml" in Client().get("/sitemap.xml").content.decode()
    assert (
        f"{round.get_absolute_url()}</loc>" in Client().get("/sitemap-rounds.xml").content.decode()
    )
    for line in Client().get("/sitemap-lists.xml").content.decode().split("<loc>")[1:]:
        address = line.partition("</loc>")[0].removeprefix("http://testserver")
        assert Client().get(address).status_code == 200, address


def test_the_rules_for_crawlers_name_the_sitemap_and_the_icon_is_ours() -> None:
    rules = Client().get("/robots.txt")

    assert rules["Content-Type"] == "text/plain"
    assert "Disallow: /admin/\n" in rules.content.decode()
    assert "Sitemap: http://testserver/sitemap.xml\n" in rules.content.decode()
    with closing(Client().get("/favicon.ico", follow=True)) as icon:
        assert icon.status_code == 200
        assert "icon" in icon["Content-Type"]
