"""References: pages can be cited in words and in reference managers, with the day of reading."""

import datetime as dt

import pytest
from django.test import Client
from django.utils import timezone

from tests.factories import make_actor, make_citation, make_round, make_source, make_statement
from tests.pages import Page

DAY = dt.datetime(2026, 3, 5, 12, tzinfo=dt.UTC)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def on_a_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "now", lambda: DAY)


def read_file(address: str) -> str:
    response = Client().get(address)
    assert response.status_code == 200
    assert response["Content-Disposition"].startswith("attachment")
    return response.text


def test_a_page_says_how_to_cite_it_and_offers_files() -> None:
    speaker = make_actor(slug="envoy", name="The envoy")
    make_statement(
        slug="s", speaker=speaker, kind="call", summary="Asks for support.", date="2020-02-03"
    )
    page = Page(Client().get("/statements/s/"))

    assert (
        "“The envoy, call: Asks for support, 3 February 2020.” Syrian peace talks. "
        "http://testserver/statements/s/ (accessed 5 March 2026)."
    ) in page.text()
    for suffix, name in (("bib", "BibTeX"), ("ris", "RIS")):
        assert (f"/statements/s/reference.{suffix}", name) in page.links()


def test_the_sources_of_a_page_lead_to_the_publications() -> None:
    source = make_source(url="https://example.org/a")
    make_citation(source=source, statement=make_statement(slug="s"))

    assert ("https://example.org/a", "Original") in Page(Client().get("/statements/s/")).links()


def test_a_round_as_a_record_of_ris() -> None:
    make_round(slug="lake-1", title="At the lake", start="2012-06-30")

    assert read_file("/rounds/lake-1/reference.ris").split("\r\n") == [
        "TY  - ELEC",
        "TI  - At the lake, 30 June 2012",
        "PB  - Syrian peace talks",
        "UR  - http://testserver/rounds/lake-1/",
        "Y2  - 2026/03/05/",
        "ER  - ",
        "",
    ]


def test_a_source_is_cited_as_the_publication_itself() -> None:
    make_source(
        slug="news",
        title="Talks & {tea}",
        original_title="",
        author="Wire",
        publisher="The Herald",
        published="2017-02",
        url="https://example.org/a_b",
    )

    assert read_file("/sources/news/reference.bib") == (
        "@online{news,\n"
        "  title = {{Talks \\& \\{tea\\}}},\n"
        "  author = {{Wire}},\n"
        "  organization = {{The Herald}},\n"
        "  date = {2017-02},\n"
        "  url = {https://example.org/a_b},\n"
        "  urldate = {2026-03-05},\n"
        "}\n"
    )
    assert "DA  - 2017/02//\r\n" in read_file("/sources/news/reference.ris")


def test_a_vague_date_is_left_out_of_ris_and_what_does_not_exist_has_no_reference() -> None:
    make_source(slug="news", published="2017~")

    assert "DA  -" not in read_file("/sources/news/reference.ris")
    assert Client().get("/rounds/nothing/reference.bib").status_code == 404
