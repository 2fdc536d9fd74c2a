"""What each check finds, and similar rows that it must not find."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from talks.checks import CHECKS, PAGE_SIZE, likely_duplicates, read_findings, read_findings_page
from talks.checks.quotations import _ExcerptCache
from talks.models import TARGETS
from tests.every_model import MAKE
from tests.factories import (
    make_actor,
    make_citation,
    make_document,
    make_round,
    make_sentence,
    make_source,
    make_statement,
    make_track,
    make_venue,
)

pytestmark = pytest.mark.django_db


def findings(name: str) -> set[tuple[str, Any]]:
    return {(finding.kind, finding.key) for finding in CHECKS[name].run()}


def duplicates(kind: str) -> dict[Any, Any]:
    """Return the likely duplicates of a kind of row: their keys, each with that of the earlier."""
    return {
        finding.key: finding.similar_keys[0]
        for finding in CHECKS["duplicate"].run()
        if finding.kind == kind
    }


# Incomplete facts -------------------------------------------------------------------------------


@pytest.mark.parametrize("name", TARGETS)
def test_a_fact_without_a_citation_is_found_and_one_with_it_is_not(name):
    bare, with_citation = MAKE[TARGETS[name]](), MAKE[TARGETS[name]]()
    make_citation(**{name: with_citation})
    kind = str(TARGETS[name]._meta.verbose_name)

    assert (kind, bare.pk) in findings("uncited")
    assert (kind, with_citation.pk) not in findings("uncited")


@pytest.mark.parametrize("name", TARGETS)
def test_a_fact_on_one_source_is_found_however_often_it_is_cited(name):
    single, double = MAKE[TARGETS[name]](), MAKE[TARGETS[name]]()
    source = make_source()
    for locator in ("1", "2"):
        make_citation(**{name: single}, source=source, locator=locator)
        make_citation(**{name: double})
    kind = str(TARGETS[name]._meta.verbose_name)

    assert findings("one-source") == {(kind, single.pk)}


def test_undated_facts_are_found_a_round_with_its_timing():
    track = make_track()
    spring = make_round(track=track, timing="in spring")
    make_round(track=track, start="2017")
    make_round(track=track, start="../2020")
    statement, document = make_statement(), make_document()
    make_statement(date="2017~")

    details = {(one.kind, one.key): one.detail for one in CHECKS["undated"].run()}
    assert details == {
        ("round", spring.pk): "in spring",
        ("statement", statement.pk): "",
        ("outcome document", document.pk): "",
    }


# Quotations -------------------------------------------------------------------------------------

EXCERPT = 'He said: "The ice is\n  breaking slowly", and left.'


@pytest.mark.parametrize("words", ["The ice is breaking slowly", "ice  is", "breaking\nslowly"])
def test_a_quotation_that_is_in_its_excerpt_is_not_found(words):
    source = make_source(excerpt=EXCERPT)
    make_citation(source=source, statement=make_statement(), quotation=words)
    make_citation(source=source, statement=make_statement(quotation=words))

    assert findings("orphaned") == findings("unchecked") == set()


@pytest.mark.parametrize(
    "words", ["the ice is breaking", "The ice was breaking", "ice is breaking, slowly", "The iced"]
)
def test_a_quotation_that_is_not_in_its_excerpt_to_the_letter_is_found(words):
    source = make_source(excerpt=EXCERPT)
    citation = make_citation(source=source, statement=make_statement(), quotation=words)
    statement = make_statement(quotation=words)
    make_citation(source=source, statement=statement)

    assert findings("orphaned") == {("citation", citation.pk), ("statement", statement.pk)}
    assert findings("unchecked") == set()


def test_a_quotation_without_a_stored_excerpt_is_unchecked():
    citation = make_citation(statement=make_statement(), quotation="Words")
    without_citation = make_statement(quotation="Words")

    assert findings("unchecked") == {("citation", citation.pk), ("statement", without_citation.pk)}
    assert findings("orphaned") == set()


def test_a_quotation_of_a_statement_may_be_in_the_excerpt_of_any_of_its_sources():
    statement = make_statement(quotation="slowly")
    make_citation(source=make_source(excerpt="Nothing of it."), statement=statement)
    make_citation(source=make_source(excerpt=EXCERPT), statement=statement)
    make_citation(source=make_source(), statement=statement)

    assert findings("orphaned") == set()


def test_few_excerpts_are_in_memory_at_once(monkeypatch):
    monkeypatch.setattr(_ExcerptCache, "MAX_SIZE", 3)
    sources = [make_source(excerpt=f"Text {place}") for place in range(9)]
    excerpts = _ExcerptCache()

    assert [excerpts[source.pk] for source in sources][-1] == "Text 8"
    assert len(excerpts) <= 3


# Likely duplicates ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ({"name": "Free Syrian Army"}, {"name": "free-syrian army"}),
        ({"name": "Pérez"}, {"name": "Perez"}),
        ({"name": "A", "aliases": ["Moscow"]}, {"name": "Moscow"}),
        ({"name": "A", "name_ar": "أحمد"}, {"name": "B", "name_ar": "احمد"}),
    ],
)
def test_actors_of_the_same_name_are_found(name, other):
    first, second = make_actor(**name), make_actor(**other)
    make_actor(name="Free Syrian Police")

    assert duplicates("actor") == {second.pk: first.pk}


@pytest.mark.parametrize(
    "url",
    [
        "http://www.example.org/a/",
        "https://example.org/a#part",
        "https://EXAMPLE.org/a?utm_source=x",
    ],
)
def test_sources_of_the_same_address_are_found(url):
    first = make_source(url="https://example.org/a")
    second = make_source(url=url)
    make_source(url="https://example.org/a?page=2")

    assert duplicates("source") == {second.pk: first.pk}


def test_sources_of_the_same_title_publisher_and_date_are_found():
    same = {"title": "Talks resume", "publisher": "TASS"}
    first, second = make_source(**same, published="2017"), make_source(**same, published="2017")
    make_source(**same, published="2018")
    make_source(**same)
    make_source(**same)

    assert duplicates("source") == {second.pk: first.pk}


def test_rounds_of_a_track_on_the_same_days_are_found_but_for_parts_of_others():
    track, venue = make_track(), make_venue()
    when = {"track": track, "venue": venue, "start": "2017-02-15", "number": None}
    first, second = make_round(**when), make_round(**when)
    make_round(**when, part_of=first)
    make_round(**when | {"venue": None})
    make_round(**when | {"start": ""})
    make_round(**when | {"start": ""})

    assert duplicates("round") == {second.pk: first.pk}


def test_documents_of_the_same_symbol_number_or_title_and_date_are_found():
    first = make_document(title="One", symbol="S/RES/2254 (2015)", pax_id=7)
    second = make_document(title="Two", symbol="S/RES/2254(2015)")
    third = make_document(title="Three", pax_id=7)
    fourth = make_document(title="one")
    make_document(title="One", date="2017")

    assert duplicates("outcome document") == {one.pk: first.pk for one in (second, third, fourth)}


def test_statements_of_a_speaker_on_a_day_that_say_nearly_the_same_are_found():
    speaker = make_actor()
    summary = "Demands that all detainees be released before the next round of negotiations."
    first = make_statement(speaker=speaker, date="2017-02-16", summary=summary)
    same = {"speaker": speaker, "date": "2017-02-16"}
    second = make_statement(**same, summary=summary.replace("Demands", "Asks"))
    make_statement(**same, summary="Demands that the detainees be counted before any negotiations.")
    make_statement(speaker=speaker, date="2017-02-17", summary=summary)
    make_statement(date="2017-02-16", summary=summary)

    assert duplicates("statement") == {second.pk: first.pk}


def test_the_number_of_comparisons_does_not_grow_with_the_square_of_the_statements():
    speaker = make_actor()
    for place in range(300):
        make_statement(speaker=speaker, summary=f"Says thing {place} on the negotiations agenda.")
    compared = 0

    class Counted(frozenset):
        def __and__(self, other: Any) -> Any:
            nonlocal compared
            compared += 1
            return super().__and__(other)

    with pytest.MonkeyPatch.context() as patch:
        words = likely_duplicates._words
        patch.setattr(likely_duplicates, "_words", lambda text: Counted(words(text)))
        list(likely_duplicates._find_statements())
    assert 0 < compared <= 3 * 300 * likely_duplicates.MAX_COMPARISONS


# Pages of findings ------------------------------------------------------------------------------


def test_a_page_of_findings_counts_all_of_them_and_holds_its_own_part():
    for _ in range(PAGE_SIZE + 3):
        make_statement()
    make_round()
    first, second = (
        read_findings_page("undated"),
        read_findings_page("undated", "statement", 2),
    )

    assert first.counts == {"round": 1, "statement": PAGE_SIZE + 3}
    assert (first.total, len(first.findings), first.pages) == (PAGE_SIZE + 4, PAGE_SIZE, 2)
    assert [row.finding.kind for row in second.findings] == ["statement"] * 3
    assert len(list(read_findings("undated"))) == first.total


# The checks that find nothing in what the next test makes.
NOT_FILLED = {
    "addressees",
    "far-from-round",
    "inside-names",
    "kind",
    "loaded-words",
    "long-quotation",
    "older-source",
    "orphaned",
    "outside-office",
    "own-press",
    "same-days",
    "third-parties",
    "translated-quotation",
    "unnamed",
}


@pytest.mark.parametrize("name", CHECKS)
def test_the_number_of_queries_does_not_grow_with_the_hits(name):
    def fill(count: int) -> None:
        for place in range(count):
            for model in TARGETS.values():
                MAKE[model]()
            make_citation(statement=make_statement(quotation="Q", summary=f"Same {place}"))
            make_actor(name="One name")
            make_sentence(rounds=[])

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert read_findings_page(name).total or name in NOT_FILLED
        return len(captured)

    fill(2)
    few = queries()
    fill(8)
    assert queries() <= few
