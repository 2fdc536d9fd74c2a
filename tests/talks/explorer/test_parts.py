"""The explorer over HTTP in parts, as htmx asks for them."""

import pytest
from hypothesis import given, settings

from talks.explorer.question import ACTOR, CHOICES
from tests.pages import Page
from tests.records import questions
from tests.talks.explorer.answers import PARTS, get

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("record")]

BESIDE = {"actors", "detail", "announcement", "actor-sheet-total", "filter-sheet-total"} | {
    f"facet-{choice.name}" for choice in CHOICES if choice is not ACTOR
}


@settings(max_examples=12)
@given(question=questions())
def test_each_part_has_the_same_text_and_links_as_in_the_whole_page(question):
    whole = Page(get(question))
    ids = whole.ids()
    assert len(set(ids)) == len(ids), "an id twice in a page"

    for part in PARTS:
        page = Page(get(question, part))
        # What a part brings along for other places is swapped by id: each must have its place.
        assert set(page.ids()) <= set(ids)
        assert len(set(page.ids())) == len(page.ids())
        for name in {part, *(BESIDE & set(page.ids()))} - {"announcement"}:
            assert page.text(page.by_id(name)) == whole.text(whole.by_id(name))
            assert page.links(page.by_id(name)) == whole.links(whole.by_id(name))


@pytest.mark.parametrize("query", ["", "venue=geneva", "open=rounds/geneva-9", "venue=astana&q=x"])
def test_a_part_has_its_own_root_and_nothing_of_the_page_around_it(query):
    results, explorer, detail = (Page(get(query, part)) for part in PARTS)

    assert [(child.tag, child.get("id")) for child in explorer.root] == [
        ("title", None),
        ("form", "explorer"),
        ("p", "announcement"),
    ]
    assert [(child.tag, child.get("id")) for child in detail.root] == [("section", "detail")]
    [title, first, *beside] = list(results.root)
    assert title.tag == "title"
    assert (first.tag, first.get("id")) == ("section", "results")
    assert {child.get("id") for child in beside} == BESIDE
    for page in (results, explorer, detail):
        assert not page.all("html") and not page.all("header", "site-header")


def test_only_the_parts_beside_the_results_are_marked_to_be_swapped():
    results = Page(get("venue=geneva", "results"))
    swapped_ids = {one.get("id") for one in results.all("*") if "hx-swap-oob" in one.attrib}

    assert swapped_ids == BESIDE
    explorer = Page(get("venue=geneva", "explorer"))
    assert [one.get("id") for one in explorer.all("*") if "hx-swap-oob" in one.attrib] == [
        "announcement"
    ]
    for page in (Page(get()), Page(get(part="detail"))):
        assert not [one for one in page.all("*") if "hx-swap-oob" in one.attrib]


def test_the_new_count_and_title_come_with_the_results():
    page = Page(get("venue=geneva", "results"))

    assert page.text(page.by_id("announcement")) == "9 rounds, 6 statements in Geneva"
    assert page.text(page.all("title")[0]).startswith("9 rounds, 6 statements in Geneva")
    assert Page(get("venue=geneva")).text(Page(get("venue=geneva")).by_id("announcement")) == ""


def test_an_unknown_target_gets_the_results():
    assert get("venue=geneva", "elsewhere").content == get("venue=geneva", "results").content


@pytest.mark.parametrize("part", ["", *PARTS])
def test_caches_learn_that_the_answer_depends_on_the_headers_of_htmx(part):
    varies = {name.strip() for name in get("", part)["Vary"].split(",")}

    assert {"HX-Request", "HX-Target"} <= varies


@pytest.mark.parametrize("part", PARTS)
def test_the_address_follows_in_its_shortest_form(part):
    query = "venue=geneva&q=&since=&until=&lanes=track&page=1&actor=nobody&open=rounds/geneva-9"

    assert get(query, part)["HX-Push-Url"] == "/?venue=geneva&open=rounds/geneva-9"
    assert get("q=", part)["HX-Push-Url"] == "/"
    assert "HX-Push-Url" not in get(query)


@pytest.mark.parametrize("query", ["q=%0d%0aX-Evil:1", "q=%E2%80%A8", "open=rounds/a%0d%0ab"])
def test_nothing_breaks_out_of_the_address_that_follows(query):
    response = get(query, "results")

    assert "X-Evil" not in response.headers
    assert response["HX-Push-Url"].isascii() and response["HX-Push-Url"].isprintable()
