"""Any query string gets an answer or a message, and no part of it comes back unescaped."""

import json
from typing import Any
from urllib.parse import quote, urlencode

import pytest
from django.conf import settings as site
from django.http import HttpResponse
from django.test import Client
from hypothesis import example, given, settings
from hypothesis import strategies as st

from record.search.words import parse
from talks.explorer.question import PARAMETERS
from talks.exports.formats import FORMATS
from tests.pages import Page
from tests.records import CHOOSABLE
from tests.talks.files import KINDS_AND_SUFFIXES

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("facts")]

TARGETS = ("results", "explorer", "detail", "<")
HTMX = [{"HX-Request": "true", "HX-Target": target} for target in TARGETS]
PAGES: list[tuple[str, dict[str, str]]] = [("/", {}), *(("/", headers) for headers in HTMX)]
KINDS = ("rounds", "statements", "documents", "tracks", "venues", "sources", "actors")
MEDIA_TYPES = {file_format.media_type for file_format in FORMATS.values()}
FILES = [f"/{kind}.{suffix}" for kind, suffix in KINDS_AND_SUFFIXES]

MARKERS = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "'><svg onload=alert(1)>",
    "</title><script>alert(1)</script>",
    "</script><script>alert(1)</script>",
    "<!--",
    "]]>",
    "{{7*7}}{% debug %}",
    "javascript:alert(1)",
)
SQL = (
    "' OR '1'='1",
    "'; DROP TABLE talks_round; --",
    "1) UNION SELECT * FROM auth_user --",
    "\\",
    "%",
    "_",
    "%' --",
    "geneva' AND SLEEP(5) AND '1'='1",
)
ODD = (
    "\x00", "\r\nX-Evil: 1", "\u202e", "\ufeff", "\ud7ff", "🕊" * 50, "ı" * 99, "ß", "x" * 10_000,
    "a " * 99, "{}", "{0}", "%s", "%(a)s", "[]", "null", "-1", "1e9", "9" * 99, "../../passwd",
    "2020-13", "0000", "9999-99-99", "2017-02-30", "1900", "2100-12-31", "٢٠١٧",
)  # fmt: skip


def ask(address: str, raw: str, headers: dict[str, str] | None = None) -> HttpResponse:
    """Ask with a query string as it goes over the wire, each character a byte."""
    return Client().get(address, headers=headers or {}, QUERY_STRING=raw)


def assert_answered(response: HttpResponse, *markers: str) -> None:
    """Assert that an answer is 200, or 400 with a message, and that HTML escapes every marker."""
    assert response.status_code in (200, 400)
    body = response.getvalue().decode("utf-8-sig")
    if response["Content-Type"].startswith("text/html"):
        page = Page(body)  # raises where something broke out of its element
        assert response.status_code == 200 or "Something in the address" in page.text()
        for marker in markers:
            assert marker not in body
        assert_no_code(page)
    else:
        assert response["X-Content-Type-Options"] == "nosniff"
        if response["Content-Type"] == "application/json":
            json.loads(body)
        else:
            assert response["Content-Type"] in MEDIA_TYPES
    assert "X-Evil" not in response.headers
    assert response.headers.get("HX-Push-Url", "/").isascii()


def assert_no_code(page: Page) -> None:
    """Hold a page to the elements and attributes that its templates have."""
    for element in page.root.iter():
        assert element.tag not in ("img", "iframe", "object", "style"), element.tag
        assert not [name for name in element.attrib if name.startswith("on")]
        if element.tag == "script":
            assert element.get("src", "/").startswith("/")
            assert "src" in element.attrib or element.get("type") == "application/json"
        if element.tag == "a":
            assert element.get("href", "").startswith(("/", "#", "https://", "http://"))


ANYTHING = st.one_of(
    st.sampled_from(MARKERS + SQL + ODD),
    st.sampled_from(sorted({value for values in CHOOSABLE.values() for value in values})),
    st.text(max_size=30),
)
NAMES = st.one_of(st.sampled_from(PARAMETERS), st.sampled_from(("id", "actor[]", "__all", "")))
PAIRS = st.lists(st.tuples(NAMES, ANYTHING), max_size=8)
BYTES = st.binary(max_size=80).map(lambda raw: raw.decode("latin-1"))


def wired(pairs: list[tuple[str, str]]) -> str:
    return urlencode(pairs, errors="replace")


# Pages and their parts -------------------------------------------------------------------------


@pytest.mark.parametrize(("address", "headers"), PAGES, ids=["page", *TARGETS[:3], "odd"])
@settings(max_examples=20)
@given(pairs=PAIRS)
def test_any_parameters_get_an_answer_in_which_they_are_escaped(address, headers, pairs):
    markup = [value for _, value in pairs if "<" in value]
    assert_answered(ask(address, wired(pairs), headers), *markup)


@pytest.mark.parametrize(("address", "headers"), PAGES, ids=["page", *TARGETS[:3], "odd"])
@settings(max_examples=8)
@given(raw=BYTES)
@example(raw="%")
@example(raw="&&&===;;;")
@example(raw="q=%FF%FE&actor=%C3%28&since=%ED%A0%80")
@example(raw="\xff\xfe\x00\x80")
def test_any_bytes_get_an_answer(address, headers, raw):
    assert_answered(ask(address, raw, headers))
    assert_answered(ask(address, "&".join(f"{name}={raw}" for name in PARAMETERS), headers))


@pytest.mark.parametrize("value", [*MARKERS, *SQL, *ODD], ids=lambda value: quote(value[:9]))
def test_a_hostile_value_of_every_parameter_at_once_gets_an_answer(value):
    pairs = [(name, value) for name in (*PARAMETERS, "unknown")]
    response = ask("/", wired([*pairs, *pairs]))

    assert response.status_code == 200
    assert_answered(response, *([value] if "<" in value else []))


@pytest.mark.parametrize("marker", MARKERS[:5], ids=lambda value: quote(value[:9]))
@pytest.mark.parametrize("headers", HTMX, ids=[*TARGETS[:3], "odd"])
def test_a_marker_in_every_parameter_never_comes_back_in_a_part_as_it_was(headers, marker):
    pairs = [(name, f"{n}{marker}") for name in PARAMETERS for n in range(3)]
    response = ask("/", wired(pairs), headers)

    assert response.status_code == 200
    assert_answered(response, marker)


# Files -----------------------------------------------------------------------------------------


@settings(max_examples=30)
@given(address=st.sampled_from(FILES), pairs=PAIRS)
def test_any_parameters_of_a_file_get_a_file(address, pairs):
    response = ask(address, wired(pairs))

    assert response.status_code == 200
    assert_answered(response)


@settings(max_examples=30)
@given(address=st.sampled_from(FILES), raw=BYTES)
def test_any_bytes_asked_of_a_file_get_a_file(address, raw):
    assert_answered(ask(address, raw))
    assert_answered(ask(address, "&".join(f"{name}={raw}" for name in PARAMETERS)))


@pytest.mark.parametrize("marker", MARKERS)
def test_a_marker_comes_back_from_a_file_as_data_alone(marker):
    file = json.loads(ask("/rounds.json", wired([("q", marker), ("actor", marker)])).getvalue())

    assert marker[:9] in file["errors"]["actor"][0]
    if parse(marker).terms:
        assert (file["filter"], file["rounds"]) == (f"matching “{marker}”", [])
    else:
        assert file["filter"] == ""
        assert marker in file["errors"]["q"][0]


# Too much --------------------------------------------------------------------------------------


@pytest.mark.parametrize("address", ["/", *FILES[:4]])
def test_a_very_long_query_gets_an_answer(address):
    for raw in ("q=" + "x" * 10_000, "actor=" + "%3Cb%3E" * 2_000, "&" * 10_000, "=" * 10_000):
        assert_answered(ask(address, raw))
    assert_answered(ask(address, "&".join(f"actor=a{n}&kind=k{n}" for n in range(400))))


@pytest.mark.parametrize("address", ["/", "/rounds.json", "/statements.csv"])
@pytest.mark.parametrize("headers", [{}, HTMX[0]], ids=["page", "part"])
def test_too_many_parameters_are_refused_with_a_page_that_says_what_to_do(address, headers):
    most: Any = site.DATA_UPLOAD_MAX_NUMBER_FIELDS
    response = ask(address, "&".join(["a=<script>"] * (most + 1)), headers)
    page = Page(response)

    assert response.status_code == 400
    assert page.text(page.all("h1")[0]) == "We can't read that request"
    assert "Shorten it, or search below." in page.text()
    assert ("/", "Timeline") in page.links()
    assert ask(address, "&".join(["a=1"] * most), headers).status_code == 200


# Other addresses -------------------------------------------------------------------------------


@settings(max_examples=40)
@given(
    kind=st.sampled_from(
        ("rounds", "statements", "documents", "tracks", "venues", "sources", "actors")
    ),
    slug=st.one_of(st.sampled_from(MARKERS + SQL + ODD[:9]), st.text(max_size=20)),
    raw=BYTES,
)
def test_any_slug_and_query_of_a_page_get_the_page_or_none(kind, slug, raw):
    response = Client().get(f"/{kind}/{quote(slug, errors='replace')}/", QUERY_STRING=raw)

    # An empty slug is the list of its kind, where there is one.
    assert response.status_code in (200, 404) if slug in ("", "disagreements") else 404
    body = response.getvalue().decode()
    assert not [marker for marker in MARKERS[:5] if marker in body]


@settings(max_examples=15)
@given(raw=BYTES)
def test_pages_without_filters_ignore_a_question(raw):
    for address in ("/rounds/geneva-9/", "/actors/russia/", "/sources/", "/actors/", "/healthz"):
        assert ask(address, raw).status_code == 200
