"""The field for words: it narrows while one types, and suggests names."""

import re

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.explorer_page import visit, wait_until

pytestmark = pytest.mark.usefixtures("document")


def test_words_narrow_while_they_are_typed_and_stay_in_the_field(page: Page) -> None:
    visit(page)
    page.get_by_role("combobox", name="Words in").press_sequentially("ceasefire", delay=20)
    expect(page.locator("#counts")).to_have_text("2 statements")
    expect(page.get_by_role("combobox", name="Words in")).to_be_focused()
    expect(page.get_by_role("combobox", name="Words in")).to_have_value("ceasefire")
    page.keyboard.press("Escape")  # which closes the suggestions, and leaves the words
    expect(page.get_by_role("combobox", name="Words in")).to_have_value("ceasefire")
    page.get_by_role("link", name="Clear all").click(delay=200)  # ms; as long as a finger presses
    expect(page.locator("#counts")).to_have_text("22 rounds · 13 statements")
    expect(page.get_by_role("combobox", name="Words in")).to_have_value("")


def test_the_search_field_suggests_names_that_the_keyboard_chooses(page, document):
    page.goto("/?venue=geneva")
    # All at once: letter by letter, each pause would send a request and replace the list.
    page.get_by_role("combobox", name="Words in rounds").fill("peders")
    suggestions = page.get_by_role("listbox", name="Suggestions")
    expect(suggestions.get_by_role("option", name="Geir Pedersen")).to_be_visible()
    expect(page.locator("#suggestions-status[role=status]")).to_have_text("1 suggestion")
    page.keyboard.press("ArrowDown")
    expect(suggestions.get_by_role("option", selected=True)).to_have_text("Geir Pedersen")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"\?actor=geir-pedersen&venue=geneva$"))
    expect(page.locator("#q")).to_have_value("")

    page.locator("#q").fill("astana 12")
    expect(suggestions).to_be_visible()
    page.keyboard.press("Escape")
    expect(suggestions).to_be_hidden()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"q=astana\+12"))


def test_a_chosen_suggestion_is_not_undone_by_the_words_typed_before(page: Page) -> None:
    visit(page, "/?venue=geneva")
    routes: list[Route] = []
    questions: list[str] = []
    page.route(re.compile(r"\?actor=geir-pedersen"), lambda route: routes.append(route))
    page.on("request", lambda request: questions.append(request.url))
    page.locator("#q").fill("peders")
    page.get_by_role("option", name="Geir Pedersen").click()
    wait_until(page, lambda: routes)
    questions.clear()
    page.wait_for_timeout(600)  # ms; the field asks 450 ms after a letter
    assert questions == []
    routes[0].continue_()
    expect(page).to_have_url(re.compile(r"\?actor=geir-pedersen&venue=geneva$"))
    expect(page.locator("#actor-geir-pedersen")).to_be_checked()
