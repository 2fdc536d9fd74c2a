"""Journeys through the explorer in Chromium, by mouse, finger and keyboard, and without script."""

import re
from collections.abc import Callable
from importlib import resources
from pathlib import Path

import pytest
from playwright.sync_api import Page, Request, Route, expect

NewPage = Callable[..., Page]
PHONE = {"viewport": {"width": 375, "height": 740}, "has_touch": True, "is_mobile": True}

pytestmark = pytest.mark.usefixtures("document")


def wait_for_timeline(page: Page) -> None:
    """Wait until the timeline stands."""
    page.locator("talks-timeline[data-drawn]").wait_for()


def visit(page: Page, address: str = "/") -> Page:
    page.goto(address)
    wait_for_timeline(page)
    return page


def marks(page: Page) -> set[str]:
    """Return the addresses of all rounds and statements that the chart shows."""
    return set(
        page.locator("talks-timeline").evaluate(
            "it => it.querySelector('.chart').data.filter(t => /round|statement/.test(t.meta))"
            ".flatMap(t => t.customdata.map(mark => mark.path))"
        )
    )


def entries(page: Page) -> set[str]:
    """Return the same of the list beneath."""
    links = page.locator(".entries h3 a").evaluate_all("all => all.map(a => a.pathname)")
    return {link.strip("/") for link in links}


def spot(page: Page, path: str) -> dict[str, float]:
    """Return where on the screen the mark of a round or statement stands."""
    return page.locator("talks-timeline").evaluate(
        """(it, path) => {
            const chart = it.querySelector(".chart"), box = chart.getBoundingClientRect();
            const mark = it.marks.all.find(mark => mark.path === path);
            const axis = chart._fullLayout["xaxis" + mark.axis.slice(1)];
            return {
                x: box.left + axis._offset + axis.d2p(mark.x),
                y: box.top + chart._fullLayout.yaxis._offset + chart._fullLayout.yaxis.d2p(mark.y),
            };
        }""",
        path,
    )


def wait_until(page: Page, condition: Callable[[], object]) -> None:
    """Let the browser's events come in until a condition holds."""
    for _ in range(1000):
        if condition():
            return
        page.wait_for_timeout(20)
    raise AssertionError("This never happened.")


def settle(page: Page) -> None:
    """Let the page do what an answer or a drawing has left to do, over some frames."""
    page.evaluate(
        """async () => {
            for (let at = 0; at < 10; at += 1) await new Promise(requestAnimationFrame);
        }"""
    )


# Filtering --------------------------------------------------------------------------------------


def test_choosing_an_actor_narrows_all_and_keeps_focus_and_scroll(page: Page) -> None:
    visit(page)
    page.set_viewport_size({"width": 1280, "height": 400})
    box = page.get_by_role("checkbox", name="Russia")
    box.scroll_into_view_if_needed()
    before = page.evaluate("scrollY")
    box.check()
    expect(page.get_by_role("heading", level=1)).to_have_text("No rounds and 5 statements")
    expect(page).to_have_url(re.compile(r"/\?actor=russia$"))
    expect(page.locator("#actor-russia")).to_be_focused()
    expect(page.locator("#actor-russia")).to_be_checked()
    expect(page.locator("#announcement[role=status]")).to_have_text(
        "No rounds and 5 statements with Russia"
    )
    assert page.evaluate("scrollY") == before
    wait_for_timeline(page)
    assert marks(page) == entries(page)
    assert len(marks(page)) == 5


def test_choosing_a_venue_keeps_its_list_open_and_names_the_filter(page: Page) -> None:
    visit(page)
    page.locator("summary", has_text="Venue").click()
    page.get_by_role("checkbox", name=re.compile(r"^Geneva ?, 9 rounds")).check()
    expect(page.get_by_role("heading", level=1)).to_have_text("9 rounds and 6 statements")
    expect(page.locator(".part")).to_have_text("in Remove Geneva ×")
    expect(page.get_by_role("checkbox", name=re.compile(r"^Astana ?, 12 rounds"))).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("checkbox", name=re.compile("^Astana"))).to_be_hidden()
    page.get_by_role("link", name="Remove Geneva").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("22 rounds and 13 statements")
    expect(page.locator("#counts")).to_be_focused()
    expect(page.locator("#venue-geneva")).not_to_be_checked()


@pytest.mark.look
@pytest.mark.parametrize("width", [961, 1280])
def test_every_panel_of_a_filter_opens_within_the_window(new_page: NewPage, width: int) -> None:
    page = visit(new_page(viewport={"width": width, "height": 900}))
    for summary in page.locator("details.facet > summary").all():
        summary.click()
        box = page.locator("details.facet[open] .facet-panel").bounding_box()
        assert box
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= width


def test_an_actor_is_found_by_its_name_without_asking_the_server(page: Page) -> None:
    visit(page)
    requests: list[Request] = []
    page.on("request", lambda request: requests.append(request))
    page.get_by_label("Find an actor").fill("pedersen")
    actors = page.locator("#actors .options > li:visible")
    expect(actors).to_have_count(1)
    expect(actors).to_contain_text("Geir Pedersen")
    page.get_by_label("Find an actor").press("Enter")
    page.get_by_label("Find an actor").press("Tab")
    kinds = {"document", "fetch", "xhr"}  # the site's icon comes when the browser likes
    assert [request.url for request in requests if request.resource_type in kinds] == []
    actors.get_by_role("checkbox").check()
    expect(page.locator("#counts")).to_have_text("No rounds and 6 statements")
    expect(actors).to_have_count(1)


def test_words_narrow_while_they_are_typed_and_stay_in_the_field(page: Page) -> None:
    visit(page)
    page.get_by_role("combobox", name="Words in").press_sequentially("ceasefire", delay=20)
    expect(page.get_by_role("heading", level=1)).to_have_text("No rounds and 1 statement")
    expect(page.get_by_role("combobox", name="Words in")).to_be_focused()
    expect(page.get_by_role("combobox", name="Words in")).to_have_value("ceasefire")
    page.keyboard.press("Escape")  # which closes the suggestions, and leaves the words
    expect(page.get_by_role("combobox", name="Words in")).to_have_value("ceasefire")
    page.get_by_role("link", name="Clear all").click(delay=200)  # ms; as long as a finger presses
    expect(page.get_by_role("heading", level=1)).to_have_text("22 rounds and 13 statements")
    expect(page.get_by_role("combobox", name="Words in")).to_have_value("")


def test_a_wrong_date_is_named_and_narrows_nothing(page: Page) -> None:
    visit(page)
    page.locator("summary", has_text="Time").click()
    page.get_by_label("Since").fill("2020-13")
    page.get_by_label("Since").press("Enter")
    expect(page.locator("#error-since")).to_contain_text("“2020-13” is not a date")
    expect(page.get_by_role("heading", level=1)).to_have_text("22 rounds and 13 statements")
    expect(page.get_by_label("Since")).to_have_value("2020-13")
    expect(page.get_by_label("Since")).to_be_focused()


def test_back_forward_reload_and_a_pasted_address_show_the_same(
    page: Page, new_page: NewPage
) -> None:
    visit(page)
    page.locator("summary", has_text="Venue").click()
    page.locator("#venue-geneva").check()
    expect(page.locator("#counts")).to_have_text("9 rounds and 6 statements")
    page.locator("#actor-united-nations").check()
    expect(page.locator("#counts")).to_have_text("1 round and 6 statements")
    page.go_back()
    expect(page.locator("#counts")).to_have_text("9 rounds and 6 statements")
    expect(page.locator("#venue-geneva")).to_be_checked()
    expect(page.locator("#actor-united-nations")).not_to_be_checked()
    wait_for_timeline(page)
    assert len(marks(page)) == 15
    page.go_back()
    expect(page.locator("#counts")).to_have_text("22 rounds and 13 statements")
    expect(page.locator("#venue-geneva")).not_to_be_checked()
    page.go_forward()
    expect(page.locator("#counts")).to_have_text("9 rounds and 6 statements")
    expect(page.locator("#venue-geneva")).to_be_checked()
    page.reload()
    wait_for_timeline(page)
    other = visit(new_page(), page.url)
    assert marks(page) == marks(other) == entries(other)


@pytest.mark.look
def test_going_forward_while_the_page_before_still_loads_shows_the_later_page(page: Page) -> None:
    visit(page)
    page.locator("#actor-united-nations").check()
    expect(page.locator("#counts")).to_have_text("1 round and 6 statements")
    routes: list[Route] = []

    def hold_the_first(route: Route) -> None:
        routes.append(route)
        if len(routes) > 1:
            route.continue_()

    page.route(re.compile("/js/explorer"), hold_the_first)
    page.evaluate("history.back()")
    wait_until(page, lambda: routes)
    page.evaluate("history.forward()")
    routes[0].continue_()
    expect(page).to_have_url(re.compile(r"\?actor=united-nations$"))
    expect(page.locator("#counts")).to_have_text("1 round and 6 statements")


@pytest.mark.look
def test_the_browser_asks_nothing_of_other_sites_and_offers_no_upload(page: Page) -> None:
    visit(page)
    expect(page.locator(".modebar")).to_have_count(0)
    assert "Share chart" not in page.content()


@pytest.mark.look
def test_the_full_bundle_of_the_wheel_keeps_to_the_policy_too(page: Page) -> None:
    full = Path(str(resources.files("plotly"))) / "package_data/plotly.min.js"
    page.route(re.compile(r"/plotly\.min\..*js"), lambda route: route.fulfill(path=full))
    visit(page)
    assert len(marks(page)) == 35


# Slow and failing answers -----------------------------------------------------------------------


@pytest.mark.look
def test_an_earlier_answer_never_overwrites_a_later_one(page: Page) -> None:
    visit(page)
    routes: list[Route] = []
    ended: list[Request] = []
    page.route(re.compile(r"actor=iran$"), lambda route: routes.append(route))
    for event in ("requestfinished", "requestfailed"):
        page.on(event, lambda request: ended.append(request))
    page.locator("#actor-iran").check()
    expect(page.locator("#loading")).to_be_visible()
    expect(page.locator("#results")).to_have_attribute("aria-busy", "true")
    page.locator("#actor-russia").check()
    expect(page.locator(".sentence")).to_contain_text("Russia")
    counts = page.locator("#counts").text_content()
    for route in routes:
        try:
            route.continue_()
        except Exception:
            assert "actor=iran" in route.request.url  # the browser has aborted it
    wait_until(page, lambda: all(route.request in ended for route in routes))
    settle(page)
    assert page.locator("#counts").text_content() == counts
    expect(page.locator("#results")).not_to_have_attribute("aria-busy", "true")


@pytest.mark.look
def test_a_failed_answer_says_so_and_can_be_tried_again(page: Page, troubles: list[str]) -> None:
    visit(page)
    page.route(re.compile(r"actor=turkey"), lambda route: route.fulfill(status=500, body="no"))
    page.locator("#actor-turkey").check()
    expect(page.get_by_role("alert")).to_contain_text("The answer did not come")
    expect(page.locator("#counts")).to_have_text("22 rounds and 13 statements")
    page.unroute_all()
    page.get_by_role("button", name="Try again").click()
    expect(page.locator("#counts")).to_have_text("No rounds and 1 statement")
    expect(page.locator("#failure")).to_be_hidden()
    assert [t for t in troubles if "500" not in t] == []
    troubles.clear()


@pytest.mark.look
def test_a_lost_connection_says_so(page: Page, troubles: list[str]) -> None:
    visit(page)
    page.route(re.compile(r"actor=turkey"), lambda route: route.abort())
    page.locator("#actor-turkey").check()
    expect(page.get_by_role("alert")).to_contain_text("The answer did not come")
    assert [t for t in troubles if "ERR_FAILED" not in t and "sendError" not in t] == []
    troubles.clear()


# The timeline -----------------------------------------------------------------------------------


def test_a_click_on_a_mark_opens_it_and_the_address_follows(page: Page) -> None:
    visit(page)
    at = spot(page, "rounds/geneva-9")
    page.mouse.click(at["x"], at["y"])
    detail = page.locator("#detail")
    expect(detail.get_by_role("heading", name="Geneva 9")).to_be_visible()
    expect(detail).to_contain_text("As soon as it is safe")
    expect(page).to_have_url(re.compile(r"\?open=rounds/geneva-9$"))
    page.go_back()
    expect(detail.get_by_role("heading")).to_have_count(0)
    page.go_forward()
    expect(detail.get_by_role("heading", name="Geneva 9")).to_be_visible()


@pytest.mark.look
def test_a_mark_says_what_it_is_to_who_points_at_it(page: Page) -> None:
    visit(page)
    at = spot(page, "rounds/geneva-9")
    page.mouse.move(at["x"], at["y"])
    hover = page.locator("talks-timeline .hoverlayer")
    expect(hover).to_contain_text("Geneva 9")
    expect(hover).to_contain_text("planned, date not given, Geneva")


def test_the_detail_stays_open_under_another_filter(page: Page) -> None:
    visit(page, "/?open=rounds/geneva-9")
    page.locator("#actor-united-nations").check()
    expect(page).to_have_url(re.compile(r"actor=united-nations&open=rounds/geneva-9$"))
    expect(page.locator("#detail")).to_contain_text("Geneva 9")
    page.get_by_role("link", name="Close Geneva 9").click()
    expect(page).to_have_url(re.compile(r"\?actor=united-nations$"))
    expect(page.locator("#detail").get_by_role("heading")).to_have_count(0)


@pytest.mark.look
@pytest.mark.parametrize("width", [375, 768, 1280, 1920])
def test_no_mark_hides_another_round(new_page: NewPage, width: int) -> None:
    page = visit(new_page(viewport={"width": width, "height": 900}))
    rounds = [path for path in marks(page) if path.startswith("rounds/")]
    spots = [spot(page, path) for path in rounds]
    gaps = [
        max(abs(a["x"] - b["x"]), abs(a["y"] - b["y"]))
        for at, a in enumerate(spots)
        for b in spots[at + 1 :]
    ]
    assert min(gaps) >= 17
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.look
def test_zoom_goes_into_the_address_and_comes_back_from_it(page: Page) -> None:
    visit(page)
    page.get_by_role("button", name="Zoom in").click()
    page.wait_for_url(re.compile(r"view=2018-\d\d-\d\d/2020-\d\d-\d\d$"))
    view = page.locator("talks-timeline").evaluate("it => it.view.range")
    page.reload()
    wait_for_timeline(page)
    assert page.locator("talks-timeline").evaluate("it => it.view.range") == view
    page.get_by_role("button", name="Later").click()
    page.wait_for_function(
        "range => document.querySelector('talks-timeline').view.range[0] > range", arg=view[0]
    )
    page.get_by_role("button", name="Reset").click()
    expect(page).to_have_url(re.compile(r"/$"))


@pytest.mark.look
def test_panning_and_zooming_stay_within_the_whole(page: Page) -> None:
    visit(page, "/?view=2019-01-01/2019-12-31")
    home = page.locator("talks-timeline").evaluate("it => it.view.home")
    for _ in range(8):
        page.get_by_role("button", name="Earlier").click()
    assert page.locator("talks-timeline").evaluate("it => it.view.range[0]") == home[0]
    for _ in range(4):
        page.get_by_role("button", name="Zoom out").click()
    expect(page).to_have_url(re.compile(r"/$"))
    assert page.locator("talks-timeline").evaluate("it => it.view.range") == home


@pytest.mark.look
def test_a_mark_that_failed_to_open_can_be_clicked_again(page: Page, troubles: list[str]) -> None:
    visit(page)
    page.route(re.compile(r"open=rounds"), lambda route: route.fulfill(status=500, body="no"))
    at = spot(page, "rounds/geneva-9")
    page.mouse.click(at["x"], at["y"])
    expect(page.get_by_role("alert")).to_contain_text("The answer did not come")
    page.unroute_all()
    at = spot(page, "rounds/geneva-9")
    page.mouse.click(at["x"], at["y"])
    expect(page.locator("#detail-title")).to_have_text("Geneva 9")
    assert [t for t in troubles if "500" not in t] == []
    troubles.clear()


def test_opening_a_thing_keeps_the_zoom_and_another_filter_resets_it(page: Page) -> None:
    visit(page, "/?view=2019-01-01/2019-12-31")
    page.locator(".entries h3 a").first.click()
    expect(page.locator("#detail-title")).to_be_focused()
    expect(page).to_have_url(re.compile(r"\?open=rounds/[-\w]+&view=2019-01-01/2019-12-31$"))
    page.locator("summary", has_text="Topic").click()
    page.locator("#topic-constitution").check()
    expect(page.locator("#counts")).to_have_text("2 rounds and 1 statement")
    expect(page).to_have_url(re.compile(r"\?topic=constitution&open=rounds/[-\w]+$"))
    expect(page).to_have_title(re.compile("^2 rounds and 1 statement about Constitution"))
    page.get_by_role("link", name="Clear all").click()
    expect(page).to_have_title("Syrian peace talks: timeline")


@pytest.mark.look
def test_the_overview_strip_chooses_what_is_in_view(page: Page) -> None:
    visit(page)
    box = page.locator(".overview").bounding_box()
    assert box
    page.mouse.move(box["x"] + box["width"] * 0.5, box["y"] + 10)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * 0.75, box["y"] + 10)
    page.mouse.up()
    first, last = page.locator("talks-timeline").evaluate("it => it.view.range")
    assert first.startswith("2019-0")
    assert last.startswith("2020-0")


def test_lanes_change_by_venue_and_by_actor(page: Page) -> None:
    visit(page)
    page.get_by_label("Lanes", exact=True).focus()
    page.get_by_label("Lanes", exact=True).select_option("actor")
    expect(page).to_have_url(re.compile(r"\?lanes=actor$"))
    expect(page.get_by_label("Lanes", exact=True)).to_be_focused()
    wait_for_timeline(page)
    labels = page.locator("talks-timeline").evaluate("it => it.meta.lanes.map(lane => lane.label)")
    assert "Geir Pedersen" in labels


@pytest.mark.look
def test_nothing_moves_while_the_page_is_drawn(new_page: NewPage) -> None:
    page = new_page()
    page.add_init_script(
        "window.moved = 0; new PerformanceObserver(list => list.getEntries().forEach("
        "entry => window.moved += entry.value)).observe({type: 'layout-shift', buffered: true})"
    )
    visit(page)
    page.wait_for_load_state("networkidle")
    settle(page)
    assert page.evaluate("window.moved") == 0


# Keyboard, phone, no script ---------------------------------------------------------------------


def test_the_keyboard_alone_walks_the_timeline_opens_a_mark_and_returns(page: Page) -> None:
    visit(page)
    timeline = page.get_by_role("group", name="Timeline")
    for _ in range(40):
        page.keyboard.press("Tab")
        if timeline.evaluate("it => it === document.activeElement"):
            break
    expect(timeline).to_be_focused()
    page.keyboard.press("ArrowRight")
    status = page.locator("#timeline-status[role=status]")
    expect(status).to_contain_text("Geneva 1. held")
    expect(status).to_contain_text("1 of 35")
    page.keyboard.press("ArrowDown")
    expect(status).to_contain_text("Constitutional Committee negotiations")
    page.keyboard.press("Enter")
    expect(page.locator("#detail-title")).to_be_focused()
    expect(page.locator("#detail-title")).to_have_text("Constitutional Committee negotiations")
    page.keyboard.press("Escape")
    expect(page.locator("#detail").get_by_role("heading")).to_have_count(0)
    expect(timeline).to_be_focused()


def test_the_keyboard_alone_filters_by_venue(page: Page) -> None:
    visit(page)
    page.get_by_role("combobox", name="Words in").focus()
    page.keyboard.press("Tab")
    expect(page.locator("summary", has_text="Venue")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    expect(page.locator("#counts")).to_have_text("12 rounds and no statements")
    expect(page.locator("#venue-astana")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("summary", has_text="Venue")).to_be_focused()


def test_on_a_phone_the_sheets_filter_and_the_page_fits(new_page: NewPage) -> None:
    page = visit(new_page(**PHONE))
    expect(page.get_by_role("checkbox", name="Russia")).to_be_hidden()
    page.get_by_role("button", name="Actors", exact=True).tap()
    page.get_by_role("checkbox", name="Russia").check()
    page.locator("#actor-sheet").get_by_role("button", name="Show results").tap()
    expect(page.locator("#counts")).to_have_text("No rounds and 5 statements")
    page.get_by_role("button", name="Filters", exact=True).tap()
    page.locator("summary", has_text="Topic").tap()
    page.get_by_role("checkbox", name="Terrorism").check()
    expect(page.locator("#counts")).to_have_text("No rounds and 1 statement")
    page.locator("#filter-sheet").get_by_role("button", name="Show results").tap()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    wait_for_timeline(page)
    assert page.locator("talks-timeline").evaluate(
        "it => it.querySelector('.chart')._fullLayout.dragmode === false"
    )


def test_on_a_phone_a_tap_opens_a_mark(new_page: NewPage) -> None:
    page = visit(new_page(**PHONE))
    at = spot(page, "rounds/astana-7")
    page.touchscreen.tap(at["x"], at["y"])
    expect(page.locator("#detail-title")).to_have_text("Astana 7")
    expect(page.locator("#detail-title")).to_be_in_viewport()


def test_without_script_every_filter_and_page_works(new_page: NewPage) -> None:
    page = new_page(java_script_enabled=False)
    page.goto("/")
    expect(page.locator("talks-timeline")).to_be_hidden()
    expect(page.get_by_text("The timeline is drawn by JavaScript")).to_be_visible()
    page.get_by_role("checkbox", name="Russia").check()
    page.locator("#actor-sheet").get_by_role("button", name="Apply").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("No rounds and 5 statements")
    page.locator("summary", has_text="Topic").click()
    page.get_by_role("checkbox", name="Terrorism").check()
    page.locator("#filter-sheet").get_by_role("button", name="Apply").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("No rounds and 1 statement")
    page.get_by_role("link", name="Remove Terrorism").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("No rounds and 5 statements")
    page.locator(".entries h3 a").first.click()
    expect(page.get_by_role("heading", name="How we know")).to_be_visible()


def test_without_script_a_phone_has_filters_and_actors_in_the_page(new_page: NewPage) -> None:
    page = new_page(java_script_enabled=False, **PHONE)
    page.goto("/")
    page.get_by_role("checkbox", name="Turkey").check()
    page.locator("#actor-sheet").get_by_role("button", name="Apply").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("No rounds and 1 statement")


def test_the_search_field_suggests_names_that_the_keyboard_chooses(page, document):
    page.goto("/?venue=geneva")
    # All at once: letter by letter each pause would ask anew, and replace the list.
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


@pytest.mark.look
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
