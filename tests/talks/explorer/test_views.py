"""The explorer over HTTP: what the whole page shows of a question."""

import re
from itertools import groupby

import pytest

from talks.explorer import facets
from talks.explorer.question import ACTOR, CHOICES
from talks.models import OutcomeDocument, Round, Statement
from tests.pages import Page
from tests.records import ask, rows_of, select_by
from tests.talks.explorer.answers import get
from tests.talks.files import KINDS_AND_SUFFIXES

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("record")]

DOCUMENT = "opposing-sides-agree-geneva"


def list_slugs(query: str) -> list[str]:
    """Return what the list shows on its one page, and hold the chart to the same."""
    page = Page(get(query))
    marks = [
        f"/{mark['path']}/"
        for trace in page.figure()["data"]
        if trace["meta"] in ("round", "statement", "document")
        for mark in trace["customdata"]
    ]
    assert sorted(marks) == sorted(page.entries())
    return [address.strip("/").split("/")[1] for address in page.entries()]


def test_geneva_shows_its_nine_rounds_and_no_round_of_astana():
    slugs = list_slugs("venue=geneva")

    assert slugs[:9] == [f"geneva-{number}" for number in range(1, 10)]
    assert all(slug.startswith("pedersen-") for slug in slugs[9:])
    assert len(slugs) == 15


def test_astana_shows_its_twelve_rounds_alone():
    assert list_slugs("venue=astana") == [f"astana-{number}" for number in range(1, 13)]


def test_statements_of_russia_are_those_by_it_to_it_or_either():
    by = {
        "russia-political-solution",
        "russia-opposition-are-terrorists",
        "russia-united-states-withdraw",
    }
    to = {"pedersen-support-the-negotiations", "kelly-craft-agree-to-a-ceasefire"}

    assert set(list_slugs("actor=russia")) == by
    assert set(list_slugs("actor=russia&direction=to")) == to
    assert set(list_slugs("actor=russia&direction=either")) == by | to


def test_the_united_nations_include_the_statements_of_their_envoy():
    page = Page(get(f"actor=united-nations&source={DOCUMENT}"))
    slugs = [address.split("/")[2] for address in page.entries()]

    assert slugs[0] == "geneva-9"
    assert len([slug for slug in slugs if slug.startswith("pedersen-")]) == 6
    assert "Includes members and representatives of United Nations" in (
        page.text(page.by_id("results"))
    )


def test_the_question_is_a_sentence_with_a_link_to_remove_each_part():
    page = Page(get("venue=geneva&actor=russia&since=2017&q=calm"))
    [sentence] = page.all("p", "sentence")

    assert page.text(sentence) == (
        "by or with Remove Russia × in Remove Geneva × Remove from 2017 × matching "
        "Remove “calm” × Clear all"
    )
    assert [address for address, _ in page.links(sentence)] == [
        "/?venue=geneva&q=calm&since=2017",
        "/?actor=russia&q=calm&since=2017",
        "/?actor=russia&venue=geneva&q=calm",
        "/?actor=russia&venue=geneva&since=2017",
        "/",
    ]


def test_an_error_in_a_question_is_beside_its_field_and_selects_everything():
    page = Page(get("since=2020-13&venue=nowhere&q=&page=0"))

    message = page.text(page.by_id("error-since"))
    assert message.startswith("From: we can’t read “2020-13”.")
    assert "nowhere" in page.text(page.by_id("error-venue"))
    assert "“0” is not a page" in page.text(page.by_id("error-page"))
    assert page.text(page.by_id("counts")) == Page(get()).text(Page(get()).by_id("counts"))
    described_by = page.by_id("since").get("aria-describedby", "").split()
    assert "error-since" in described_by


def test_typed_and_chosen_values_stay_in_the_form():
    page = Page(get("venue=geneva&topic=process&q=calm&since=2017&until=2018&lanes=venue"))
    field_values = {name: page.by_id(name).get("value") for name in ("q", "since", "until")}
    ticked_boxes = [box.get("id") for box in page.all("input") if "checked" in box.attrib]

    assert field_values == {"q": "calm", "since": "2017", "until": "2018"}
    assert ticked_boxes == ["venue-geneva", "topic-process", "direction-by"]
    selected_options = [one.get("value") for one in page.all("option") if "selected" in one.attrib]
    assert selected_options == ["venue", "time"]


def test_an_empty_selection_says_so_and_links_back_to_everything():
    page = Page(get("venue=astana&actor=israel"))

    assert "No results." in page.text()
    assert page.entries() == []
    assert ("/", "clear all") in page.links()
    assert "timeline-figure" not in page.ids()


def test_as_of_a_day_the_page_says_so_and_counts_what_lacks_a_date():
    page = Page(get("as_of=2014-12"))
    banner = page.text(page.by_id("as-of-banner"))

    left_out = facets.count_perhaps_known(ask(as_of="2014-12"))
    assert banner.startswith("Only what had been published by 31 December 2014.")
    assert left_out.rounds.possible and str(left_out).capitalize() in banner
    counts = facets.count_selection(select_by(as_of="2014-12"))
    assert page.text(page.by_id("counts")) == " · ".join(counts.parts)
    assert page.by_id("as_of").get("value") == "2014-12"
    assert not [name for name in Page(get()).ids() if name == "as-of-banner"]


def test_the_panel_shows_a_thing_as_of_the_day_or_says_that_it_was_unknown():
    day = "as_of=2014-12"
    known_rounds = rows_of(select_by(as_of="2014-12"), Round).filter(status="held")
    later = known_rounds.filter(earliest__gt="2014-12-31").first()
    page = Page(get(f"{day}&open=rounds/{later.slug}"))

    assert "planned" in page.text(page.by_id("detail"))
    page = Page(get(f"{day}&open=rounds/geneva-9"))
    assert "was known on 31 December 2014" in page.text(page.by_id("detail"))


def test_documents_are_in_the_list_and_open_in_the_panel():
    page = Page(get("show=documents&open=documents/document-of-1"))

    assert page.text(page.by_id("counts")) == "8 documents"
    assert "/documents/document-of-1/" in page.entries() and len(page.entries()) == 8
    [title] = page.all("h2", within=page.by_id("detail"))
    assert page.text(title) == "Document of 1"


def test_each_entry_leads_to_each_of_its_sources():
    page = Page(get("source=first-source"))
    assert len(page.all("li", "entry")) > 3

    for entry in page.all("li", "entry"):
        kind, slug = page.links(entry)[0][0].strip("/").split("/")
        models = {"rounds": Round, "statements": Statement, "documents": OutcomeDocument}[kind]
        [links] = page.all("span", "sources", within=entry)
        assert {address.split("#")[0] for address, _ in page.links(links)} == {
            citation.source.get_absolute_url()
            for citation in models.objects.get(slug=slug).citations.select_related("source")
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


def test_an_opened_thing_is_in_the_panel_and_can_be_closed():
    page = Page(get("venue=geneva&open=rounds/geneva-9&view=2019-01-01/2020-12-31"))
    detail = page.by_id("detail")

    assert "As soon as it is safe to meet" in page.text(detail)
    assert page.links(detail)[0][0] == "/?venue=geneva&view=2019-01-01/2020-12-31"
    assert ("/rounds/geneva-9/", "Open full page") in page.links(detail)
    assert page.text(Page(get()).by_id("detail")) == ""


@pytest.mark.parametrize("what", ["rounds/geneva-99", "statements/geneva-9", "rounds/-"])
def test_an_unknown_thing_in_the_panel_is_reported(what):
    page = Page(get(f"open={what}"))

    assert f"Nothing to open at “{what}”" in page.text(page.by_id("detail"))


def test_the_list_is_turned_page_by_page_under_the_same_question():
    first = Page(get("source=first-source&source=opposing-sides-agree-geneva&page=1"))
    [turn] = [link for link in first.all("a") if link.get("rel") == "next"]
    second = Page(get(turn.get("href").split("?")[1].split("#")[0]))

    assert len(first.entries()) == 50
    assert not set(first.entries()) & set(second.entries())
    assert re.search(r"51 to (\d+) of \1\b", second.text())
    [back] = [link for link in second.all("a") if link.get("rel") == "prev"]
    assert Page(get(back.get("href").split("?")[1].split("#")[0])).entries() == first.entries()


def test_links_to_files_have_the_filters_and_nothing_else():
    page = Page(get("venue=geneva&lanes=actor&page=1&open=rounds/geneva-9"))
    [files] = page.all("p", "files")

    assert {address for address, _ in page.links(files)} == {
        f"/{kind}.{suffix}?venue=geneva" for kind, suffix in KINDS_AND_SUFFIXES
    }
