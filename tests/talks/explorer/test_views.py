"""The explorer over HTTP: what a question shows, whole or in parts."""

from itertools import groupby
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from hypothesis import given, settings

from talks.explorer import facets
from talks.explorer.question import ACTOR, CHOICES
from talks.models import OutcomeDocument, Round, Statement
from tests.pages import Page
from tests.records import ask, questions, rows_of, select_by
from tests.talks.files import KINDS_AND_SUFFIXES

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("record")]

DOCUMENT = "opposing-sides-agree-geneva"
PARTS = ("results", "explorer", "detail")
BESIDE = {f"facet-{choice.name}" for choice in CHOICES if choice is not ACTOR}
BESIDE |= {"actors", "detail", "announcement"}


def get(question: Any = "", part: str = "", **headers: str) -> HttpResponse:
    """Ask for the explorer, or as htmx does for a part of it."""
    query = question if isinstance(question, str) else ask(**question).here
    if part:
        headers |= {"HX-Request": "true", "HX-Target": part}
    response = Client().get(f"/?{query}", headers=headers)
    assert response.status_code == 200
    return response


def shown(query: str) -> list[str]:
    """Return what the list shows on its one page, and hold the chart to the same."""
    page = Page(get(query))
    drawn = [
        f"/{mark['path']}/"
        for trace in page.figure()["data"]
        if trace["meta"] in ("round", "statement", "document")
        for mark in trace["customdata"]
    ]
    assert sorted(drawn) == sorted(page.entries())
    return [address.strip("/").split("/")[1] for address in page.entries()]


# What it shows ---------------------------------------------------------------------------------


def test_geneva_shows_its_nine_rounds_and_none_of_astana():
    found = shown("venue=geneva")

    assert found[:9] == [f"geneva-{number}" for number in range(1, 10)]
    assert all(slug.startswith("pedersen-") for slug in found[9:])
    assert len(found) == 15


def test_astana_shows_its_twelve_rounds_alone():
    assert shown("venue=astana") == [f"astana-{number}" for number in range(1, 13)]


def test_russia_shows_what_it_said_and_what_was_addressed_to_it():
    assert set(shown("actor=russia")) == {
        "russia-political-solution",
        "russia-opposition-are-terrorists",
        "russia-united-states-withdraw",
        "pedersen-support-the-negotiations",
        "kelly-craft-agree-to-a-ceasefire",
    }


def test_the_united_nations_include_what_their_envoy_said_and_say_so():
    page = Page(get(f"actor=united-nations&source={DOCUMENT}"))
    found = [address.split("/")[2] for address in page.entries()]

    assert found[0] == "geneva-9"
    assert len([slug for slug in found if slug.startswith("pedersen-")]) == 6
    assert "United Nations includes those who belong to it or speak for it: Geir Pedersen." in (
        page.text(page.named("results"))
    )


def test_the_question_is_said_with_a_way_out_of_each_part():
    page = Page(get("venue=geneva&actor=russia&since=2017&q=calm"))
    [sentence] = page.all("p", "sentence")

    assert page.text(sentence) == (
        "with Remove Russia × in Remove Geneva × Remove since 2017 × saying Remove “calm” × "
        "Clear all"
    )
    assert [address for address, _ in page.links(sentence)] == [
        "/?venue=geneva&q=calm&since=2017",
        "/?actor=russia&q=calm&since=2017",
        "/?actor=russia&venue=geneva&q=calm",
        "/?actor=russia&venue=geneva&since=2017",
        "/",
    ]


def test_what_is_wrong_in_a_question_is_said_beside_its_field_and_narrows_nothing():
    page = Page(get("since=2020-13&venue=nowhere&q=&page=0"))

    told = page.text(page.named("error-since"))
    assert told.startswith("Since: “2020-13” is not a date.")
    assert "nowhere" in page.text(page.named("error-venue"))
    assert "“0” is not a page" in page.text(page.named("error-page"))
    assert page.text(page.named("counts")) == Page(get()).text(Page(get()).named("counts"))
    described = page.named("since").get("aria-describedby", "").split()
    assert "error-since" in described


def test_what_was_typed_and_chosen_stays_in_the_form():
    page = Page(get("venue=geneva&topic=process&q=calm&since=2017&until=2018&lanes=venue"))
    typed = {name: page.named(name).get("value") for name in ("q", "since", "until")}
    ticked = [box.get("id") for box in page.all("input") if "checked" in box.attrib]

    assert typed == {"q": "calm", "since": "2017", "until": "2018"}
    assert ticked == ["venue-geneva", "topic-process"]
    selected = [one.get("value") for one in page.all("option") if "selected" in one.attrib]
    assert selected == ["venue", "time"]


def test_where_nothing_is_left_it_says_so_and_leads_back():
    page = Page(get("venue=astana&actor=israel"))

    assert "Nothing in this record answers to all of that." in page.text()
    assert page.entries() == []
    assert ("/", "start again with everything") in page.links()
    assert "timeline-figure" not in page.ids()


def test_as_of_a_day_it_says_so_and_what_is_left_out_for_want_of_a_date():
    page = Page(get("as_of=2014-12"))
    banner = page.text(page.named("as-of-banner"))

    left_out = facets.count_perhaps_known(ask(as_of="2014-12"))
    assert banner.startswith("The record as the sources published by 31 December 2014 knew it")
    assert left_out.rounds.possible and str(left_out).capitalize() in banner
    assert page.text(page.named("counts")) == str(
        facets.count_selection(select_by(as_of="2014-12"))
    )
    assert page.named("as_of").get("value") == "2014-12"
    assert not [name for name in Page(get()).ids() if name == "as-of-banner"]


def test_what_is_opened_as_of_a_day_is_what_was_known_of_it_or_told_to_be_unknown():
    day = "as_of=2014-12"
    known = rows_of(select_by(as_of="2014-12"), Round).filter(status="held")
    later = known.filter(earliest__gt="2014-12-31").first()
    page = Page(get(f"{day}&open=rounds/{later.slug}"))

    assert "planned" in page.text(page.named("detail"))
    page = Page(get(f"{day}&open=rounds/geneva-9"))
    assert "No source of 31 December 2014 or before tells of" in page.text(page.named("detail"))


def test_documents_stand_in_the_list_and_open_beside():
    page = Page(get("show=documents&open=documents/document-of-1"))

    assert page.text(page.named("counts")) == "No rounds, no statements and 8 documents"
    assert "/documents/document-of-1/" in page.entries() and len(page.entries()) == 8
    [title] = page.all("h2", within=page.named("detail"))
    assert page.text(title) == "Document of 1"


def test_each_entry_leads_to_each_of_its_sources():
    page = Page(get("source=first-source"))
    assert len(page.all("li", "entry")) > 3

    for entry in page.all("li", "entry"):
        kind, slug = page.links(entry)[0][0].strip("/").split("/")
        cited = {"rounds": Round, "statements": Statement, "documents": OutcomeDocument}[kind]
        [links] = page.all("span", "sources", within=entry)
        assert {address.split("#")[0] for address, _ in page.links(links)} == {
            citation.source.get_absolute_url()
            for citation in cited.objects.get(slug=slug).citations.select_related("source")
        }


def test_filters_of_one_panel_stand_together_each_under_its_label():
    page = Page(get())
    headings = [page.text(one) for one in page.all("summary")]
    choices = [choice for choice in CHOICES if choice is not ACTOR]
    panels = [(heading, list(some)) for heading, some in groupby(choices, lambda it: it.heading)]

    assert headings[: len(panels)] == [heading for heading, _ in panels]
    assert len(set(headings)) == len(headings), "a panel is there twice"
    assert [page.text(one) for one in page.all("p", "facet-label")] == [
        choice.label for _, some in panels if len(some) > 1 for choice in some
    ]


def test_what_is_opened_stands_beside_and_can_be_closed():
    page = Page(get("venue=geneva&open=rounds/geneva-9&view=2019-01-01/2020-12-31"))
    detail = page.named("detail")

    assert "As soon as it is safe to meet" in page.text(detail)
    assert page.links(detail)[0][0] == "/?venue=geneva&view=2019-01-01/2020-12-31"
    assert ("/rounds/geneva-9/", "The whole page, with its neighbours in time") in page.links(
        detail
    )
    assert page.text(Page(get()).named("detail")) == ""


@pytest.mark.parametrize("what", ["rounds/geneva-99", "statements/geneva-9", "rounds/-"])
def test_what_is_opened_but_unknown_is_told(what):
    page = Page(get(f"open={what}"))

    assert f"Nothing here is called “{what}”" in page.text(page.named("detail"))


def test_the_list_is_turned_page_by_page_under_the_same_question():
    first = Page(get("source=first-source&source=opposing-sides-agree-geneva&page=1"))
    [turn] = [link for link in first.all("a") if link.get("rel") == "next"]
    second = Page(get(turn.get("href").split("?")[1].split("#")[0]))

    assert len(first.entries()) == 50
    assert not set(first.entries()) & set(second.entries())
    assert "51 to 95 of 95" in second.text()
    [back] = [link for link in second.all("a") if link.get("rel") == "prev"]
    assert Page(get(back.get("href").split("?")[1].split("#")[0])).entries() == first.entries()


def test_files_are_linked_with_what_narrows_and_nothing_else():
    page = Page(get("venue=geneva&lanes=actor&page=1&open=rounds/geneva-9"))
    [files] = page.all("p", "files")

    assert {address for address, _ in page.links(files)} == {
        f"/{kind}.{suffix}?venue=geneva" for kind, suffix in KINDS_AND_SUFFIXES
    }


# Whole and in parts ----------------------------------------------------------------------------


@settings(max_examples=12)
@given(question=questions())
def test_each_part_says_what_the_whole_page_says(question):
    whole = Page(get(question))
    ids = whole.ids()
    assert len(set(ids)) == len(ids), "an id twice in a page"

    for part in PARTS:
        page = Page(get(question, part))
        # What a part brings along for other places is swapped by id: each must have its place.
        assert set(page.ids()) <= set(ids)
        assert len(set(page.ids())) == len(page.ids())
        for name in {part, *(BESIDE & set(page.ids()))} - {"announcement"}:
            assert page.text(page.named(name)) == whole.text(whole.named(name))
            assert page.links(page.named(name)) == whole.links(whole.named(name))


@pytest.mark.parametrize("query", ["", "venue=geneva", "open=rounds/geneva-9", "venue=astana&q=x"])
def test_a_part_holds_its_own_root_and_nothing_of_the_page_around_it(query):
    results, explorer, detail = (Page(get(query, part)) for part in PARTS)

    assert [(child.tag, child.get("id")) for child in explorer.root] == [
        ("title", None),
        ("form", "explorer"),
    ]
    assert [(child.tag, child.get("id")) for child in detail.root] == [("section", "detail")]
    [title, first, *beside] = list(results.root)
    assert title.tag == "title"
    assert (first.tag, first.get("id")) == ("section", "results")
    assert {child.get("id") for child in beside} == BESIDE
    for page in (results, explorer, detail):
        assert not page.all("html") and not page.all("header", "site-header")


def test_what_is_swapped_beside_the_results_says_so_and_else_does_not():
    results = Page(get("venue=geneva", "results"))
    swapped = {one.get("id") for one in results.all("*") if "hx-swap-oob" in one.attrib}

    assert swapped == BESIDE
    for page in (Page(get()), Page(get(part="explorer")), Page(get(part="detail"))):
        assert not [one for one in page.all("*") if "hx-swap-oob" in one.attrib]


def test_the_new_count_and_title_come_with_the_results():
    page = Page(get("venue=geneva", "results"))

    assert page.text(page.named("announcement")) == "9 rounds and 6 statements in Geneva"
    assert page.text(page.all("title")[0]).startswith("9 rounds and 6 statements in Geneva")
    assert Page(get("venue=geneva")).text(Page(get("venue=geneva")).named("announcement")) == ""


def test_an_unknown_target_gets_the_results():
    assert get("venue=geneva", "elsewhere").content == get("venue=geneva", "results").content


@pytest.mark.parametrize("part", ["", *PARTS])
def test_caches_are_told_that_the_answer_depends_on_who_asks(part):
    varies = {name.strip() for name in get("", part)["Vary"].split(",")}

    assert {"HX-Request", "HX-Target"} <= varies


@pytest.mark.parametrize("part", PARTS)
def test_the_address_follows_in_its_shortest_form(part):
    typed = "venue=geneva&q=&since=&until=&lanes=track&page=1&actor=nobody&open=rounds/geneva-9"

    assert get(typed, part)["HX-Push-Url"] == "/?venue=geneva&open=rounds/geneva-9"
    assert get("q=", part)["HX-Push-Url"] == "/"
    assert "HX-Push-Url" not in get(typed)


@pytest.mark.parametrize("query", ["q=%0d%0aX-Evil:1", "q=%E2%80%A8", "open=rounds/a%0d%0ab"])
def test_nothing_breaks_out_of_the_address_that_follows(query):
    response = get(query, "results")

    assert "X-Evil" not in response.headers
    assert response["HX-Push-Url"].isascii() and response["HX-Push-Url"].isprintable()
