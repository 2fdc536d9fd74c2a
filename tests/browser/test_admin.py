"""Editing in the browser: under the policy of the site, by typing, in both schemes."""

import re
from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.auth.models import User
from playwright.sync_api import Page, expect

from actors.models import Actor
from talks.models import Citation, Round, Statement

pytestmark = pytest.mark.usefixtures("document")

# What Select2 makes of a field is its own: a chosen value serves it as the field's name.
SELECT2 = {"exclude": [[".select2"]]}
# Preloading, axe would write styles into the page, which the policy stops.
WCAG = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"], "preload": False}
# Only colours differ in the dark scheme.
COLOURS = WCAG | {"runOnly": {"type": "rule", "values": ["color-contrast"]}}


@pytest.fixture
def editor(new_page: Callable[..., Page]) -> Callable[..., Page]:
    """Open pages of an editor who has just logged in; they see all that the policy stops."""
    User.objects.create_superuser("editor", password="as-it-is-typed")

    def open_page(**options: object) -> Page:
        page = new_page(viewport={"width": 1280, "height": 900}, **options)
        page.goto("/admin/")
        page.get_by_label("Username").fill("editor")
        page.get_by_label("Password").fill("as-it-is-typed")
        page.get_by_role("button", name="Log in").click()
        expect(page.get_by_role("heading", name="Site administration")).to_be_visible()
        return page

    return open_page


def open_row(page: Page, kind: str, words: str) -> None:
    """Find a row in its list by typing, and open it."""
    page.goto(f"/admin/talks/{kind}/")
    page.locator("#searchbar").fill(words)
    page.get_by_role("button", name="Search").click()
    page.locator("#result_list tbody th a").first.click()


def choose(page: Page, field: str, words: str) -> None:
    """Type into a field that finds what is typed, and take what it finds."""
    page.locator(f"#id_{field} + .select2").click()
    page.locator(".select2-search__field").last.fill(words)
    page.locator(".select2-results__option", has_text=re.compile(words, re.I)).first.click()


def save(page: Page) -> None:
    page.get_by_role("button", name="Save", exact=True).click()


def test_an_edited_and_cited_round_shows_on_the_site(editor):
    page = editor()
    open_row(page, "round", "geneva-9")
    page.locator("#id_start").fill("2017-02-15")
    page.locator("#id_end").fill("2017-02-16")
    choose(page, "venue", "astana")
    page.get_by_role("button", name="Add another Citation").click()
    rows = Round.objects.get(slug="geneva-9").citations.count()
    choose(page, f"citations-{rows}-source", "opposing")
    page.locator(f"#id_citations-{rows}-locator").fill("9.9")
    page.locator(f"#citations-{rows}").get_by_label("timing").check()
    save(page)
    expect(page.locator(".messagelist .success")).to_be_visible()
    round = Round.objects.get(slug="geneva-9")
    assert (round.dates_in_words, round.venue.slug) == ("15 to 16 February 2017", "astana")
    assert Citation.objects.get(round=round, locator="9.9").supports == ["timing"]
    open_row(page, "round", "geneva-9")
    page.get_by_role("link", name="View on site").last.click()
    expect(page).to_have_url(re.compile(r"/rounds/geneva-9/$"))
    expect(page.locator("main")).to_contain_text("15 to 16 February 2017")
    page.get_by_role("link", name="Edit").click()
    expect(page).to_have_url(re.compile(r"/admin/"))


def test_a_wrong_date_is_reported_at_its_field_and_the_text_stays(editor):
    page = editor()
    open_row(page, "round", "geneva-9")
    page.locator("#id_start").fill("2020-13")
    page.locator("#id_agenda").fill("Typed before the mistake was seen")
    save(page)
    field = page.locator(".form-multiline > div", has=page.locator("#id_start"))
    expect(field.locator(".errorlist")).to_contain_text("no such month. Write it like 2017")
    expect(page.locator("#id_start")).to_have_value("2020-13")
    expect(page.locator("#id_agenda")).to_have_value("Typed before the mistake was seen")


def test_a_source_can_be_added_in_a_window_while_citing(editor):
    page = editor()
    open_row(page, "statement", "kelly-craft")
    page.get_by_role("button", name="Add another Citation").click()
    with page.expect_popup() as opened:
        page.locator("#add_id_citations-1-source").click()
    window = opened.value
    window.locator("#id_title").press_sequentially("Second Source")
    expect(window.locator("#id_slug")).to_have_value("second-source")
    window.locator("#id_kind").select_option("news")
    with window.expect_event("close"):
        save(window)
    expect(page.locator("#id_citations-1-source + .select2")).to_contain_text("Second Source")


def test_lists_are_filtered_by_date_and_rows_are_deleted_with_a_warning(editor):
    page = editor()
    Round.objects.filter(slug="geneva-1").update(start="2014-01-22", earliest="2014-01-22")
    page.goto("/admin/talks/round/")
    page.locator(".toplinks").get_by_role("link", name="2014").click()
    expect(page.locator("#result_list tbody tr")).to_have_count(1)
    page.goto("/admin/talks/round/?cited=yes&q=astana-1")
    page.locator("#action-toggle").check()
    page.locator("select[name=action]").select_option("delete_selected")
    page.get_by_role("button", name="Go").click()
    expect(page.get_by_role("heading", name="Delete multiple objects")).to_be_visible()
    open_row(page, "source", "opposing")
    page.get_by_role("link", name="Delete").click()
    expect(page.get_by_role("heading", name="Cannot delete source")).to_be_visible()


def test_axe_finds_no_violation(editor):
    page = editor()
    actor = f"/admin/actors/actor/{Actor.objects.get(slug='iran').pk}/change/"
    meeting = f"/admin/talks/round/{Round.objects.get(slug='geneva-9').pk}/change/"
    desk = (
        "/admin/check/",
        "/admin/check/?check=one-source",
        "/admin/imports/fileimport/add/",
        actor.replace("change", "merge"),
        meeting.replace("change", "statements"),
    )
    lists = ("/admin/", "/admin/talks/round/", "/admin/talks/citation/")
    for address in (*lists, actor, meeting, *desk):
        page.goto(address)
        for scheme, options in (("light", WCAG), ("dark", COLOURS)):
            page.emulate_media(color_scheme=scheme)
            page.evaluate("Promise.all(document.getAnimations().map(each => each.finished))")
            report = Axe().run(page, SELECT2, options=options)
            assert report.violations_count == 0, f"{address}: {report.generate_report()}"


def test_two_editors_at_once_keep_both_changes(editor):
    one = editor()
    other = one.context.browser.new_context(base_url=one.evaluate("location.origin")).new_page()
    other.context.add_cookies(one.context.cookies())
    for page in (one, other):
        open_row(page, "round", "geneva-9")
    one.locator("#id_agenda").fill("Changed by one.")
    one.locator("#id_why").fill("Read again.")
    save(one)
    expect(one.locator(".success")).to_be_visible()

    other.locator("#id_outcome").fill("Changed by the other.")
    other.locator("#id_agenda").fill("Changed by the other, too.")
    save(other)
    expect(other.locator(".errornote")).to_be_visible()
    clash = other.get_by_role("row", name=re.compile("Agenda"))
    expect(clash).to_contain_text("Changed by one.")
    clash.get_by_role("checkbox").check()
    save(other)
    expect(other.locator(".success")).to_be_visible()
    round = Round.objects.get(slug="geneva-9")
    other.context.close()

    assert (round.agenda, round.outcome) == ("Changed by one.", "Changed by the other.")


def test_statements_are_added_to_a_round_by_the_keyboard_alone(editor):
    page = editor()
    open_row(page, "round", "geneva-9")
    page.get_by_role("link", name="Add statements").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Add statements to Geneva 9")).to_be_visible()

    def choose_first(words: str) -> None:
        """Open the list of the field in focus, narrow it, take the first and go on."""
        page.keyboard.press("Enter")
        expect(page.locator(".select2-dropdown .select2-search__field")).to_be_focused()
        page.keyboard.type(words)
        expect(page.locator(".select2-results__option--highlighted")).to_contain_text(
            re.compile(words, re.I)
        )
        page.keyboard.press("Enter")
        page.keyboard.press("Tab")

    page.locator("#id_kind").focus()
    page.keyboard.type("demand")
    page.keyboard.press("Tab")
    page.keyboard.type("2017-02-16")
    page.keyboard.press("Tab")
    choose_first("opposing")
    for speaker, summary in (("russia", "Asks for a truce."), ("iran", "Agrees to it.")):
        page.locator(f"#id_row-{int(speaker == 'iran')}-speaker + .select2 [role=combobox]").focus()
        choose_first(speaker)
        for _ in range(3):  # on behalf of, kind and date are left as they are
            page.keyboard.press("Tab")
        page.keyboard.type(summary)
        page.keyboard.press("Tab")
        page.keyboard.press("Tab")
        page.keyboard.type("1.1")
    page.keyboard.press("Enter")
    expect(page.locator(".messagelist .success")).to_contain_text("Statements added: 2.")

    statements = Statement.objects.filter(round__slug="geneva-9", date="2017-02-16", kind="demand")
    assert {(one.speaker.slug, one.summary) for one in statements} == {
        ("russia", "Asks for a truce."),
        ("iran", "Agrees to it."),
    }


def test_a_file_is_uploaded_previewed_corrected_and_imported(editor, tmp_path):
    page = editor()
    path = tmp_path / "statements.csv"
    head = "slug,speaker,kind,date,summary,citations\n"
    row = "new-one,russia,demand,{},Asks for a truce.,opposing-sides-agree-geneva @ 1.1 (summary)\n"

    def send(date: str) -> None:
        path.write_text(head + row.format(date))
        page.get_by_label("File:").set_input_files(path)
        page.get_by_role("button", name="Preview").click()

    page.get_by_role("link", name="Import a file").click()
    send("2017-02-30")
    wrong = page.get_by_role("row", name=re.compile("date"))
    expect(wrong).to_contain_text("2017-02-30")
    expect(wrong).to_contain_text("no such day")
    page.get_by_role("link", name="upload the file again").click()
    send("2017-02-16")
    expect(page.get_by_text("1 new")).to_be_visible()
    page.get_by_role("button", name="Import", exact=True).click()
    expect(page.get_by_text("Imported: 1 new.")).to_be_visible()
    assert Statement.objects.get(slug="new-one").date == "2017-02-16"
    page.goto("/statements/new-one/")
    expect(page.locator("main")).to_contain_text("Asks for a truce.")
