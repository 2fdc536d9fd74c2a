"""What each check finds, and what comes near and is let be."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from talks.checks import CHECKS, ON_A_PAGE, listed, walk
from talks.checks.quotations import _Excerpts
from talks.models import TARGETS
from tests.every_model import MAKE
from tests.factories import (
    make_actor,
    make_citation,
    make_document,
    make_round,
    make_source,
    make_statement,
    make_track,
    make_venue,
)

pytestmark = pytest.mark.django_db


def found(name: str) -> set[tuple[str, Any]]:
    return {(finding.kind, finding.key) for finding in CHECKS[name].find()}


def pairs(kind: str) -> dict[Any, Any]:
    """Return the rows of a kind that may be told twice, each with the earlier one."""
    return {one.key: one.others[0] for one in CHECKS["duplicate"].find() if one.kind == kind}


# What is lacking --------------------------------------------------------------------------------


@pytest.mark.parametrize("name", TARGETS)
def test_a_fact_without_a_citation_is_found_and_one_with_it_is_not(name):
    bare, cited = MAKE[TARGETS[name]](), MAKE[TARGETS[name]]()
    make_citation(**{name: cited})
    kind = str(TARGETS[name]._meta.verbose_name)

    assert (kind, bare.pk) in found("uncited")
    assert (kind, cited.pk) not in found("uncited")


@pytest.mark.parametrize("name", TARGETS)
def test_a_fact_on_one_source_is_found_however_often_it_is_cited(name):
    single, double = MAKE[TARGETS[name]](), MAKE[TARGETS[name]]()
    source = make_source()
    for locator in ("1", "2"):
        make_citation(**{name: single}, source=source, locator=locator)
        make_citation(**{name: double})
    kind = str(TARGETS[name]._meta.verbose_name)

    assert found("one-source") == {(kind, single.pk)}


def test_what_has_no_date_is_found_with_what_is_said_of_its_time():
    track = make_track()
    spring = make_round(track=track, timing="in spring")
    make_round(track=track, start="2017")
    make_round(track=track, start="../2020")
    said, agreed = make_statement(), make_document()
    make_statement(date="2017~")

    findings = {(one.kind, one.key): one.told for one in CHECKS["undated"].find()}
    assert findings == {
        ("round", spring.pk): "in spring",
        ("statement", said.pk): "",
        ("outcome document", agreed.pk): "",
    }


# Quotations -------------------------------------------------------------------------------------

EXCERPT = 'He said: "The ice is\n  breaking slowly", and left.'


@pytest.mark.parametrize("words", ["The ice is breaking slowly", "ice  is", "breaking\nslowly"])
def test_a_quotation_that_is_in_its_excerpt_is_right(words):
    source = make_source(excerpt=EXCERPT)
    make_citation(source=source, statement=make_statement(), quotation=words)
    make_citation(source=source, statement=make_statement(quotation=words))

    assert found("orphaned") == found("unchecked") == set()


@pytest.mark.parametrize(
    "words", ["the ice is breaking", "The ice was breaking", "ice is breaking, slowly", "The iced"]
)
def test_a_quotation_that_is_not_there_to_the_letter_is_orphaned(words):
    source = make_source(excerpt=EXCERPT)
    citation = make_citation(source=source, statement=make_statement(), quotation=words)
    statement = make_statement(quotation=words)
    make_citation(source=source, statement=statement)

    assert found("orphaned") == {("citation", citation.pk), ("statement", statement.pk)}
    assert found("unchecked") == set()


def test_where_nothing_is_stored_a_quotation_cannot_be_checked():
    citation = make_citation(statement=make_statement(), quotation="Words")
    uncited = make_statement(quotation="Words")

    assert found("unchecked") == {("citation", citation.pk), ("statement", uncited.pk)}
    assert found("orphaned") == set()


def test_a_statement_may_quote_any_of_its_sources():
    statement = make_statement(quotation="slowly")
    make_citation(source=make_source(excerpt="Nothing of it."), statement=statement)
    make_citation(source=make_source(excerpt=EXCERPT), statement=statement)
    make_citation(source=make_source(), statement=statement)

    assert found("orphaned") == set()


def test_few_excerpts_are_in_memory_at_once(monkeypatch):
    monkeypatch.setattr(_Excerpts, "MOST", 3)
    sources = [make_source(excerpt=f"Text {place}") for place in range(9)]
    excerpts = _Excerpts()

    assert [excerpts[source.pk] for source in sources][-1] == "Text 8"
    assert len(excerpts) <= 3


# What may be told twice -------------------------------------------------------------------------


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

    assert pairs("actor") == {second.pk: first.pk}


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

    assert pairs("source") == {second.pk: first.pk}


def test_sources_of_the_same_title_publisher_and_date_are_found():
    same = {"title": "Talks resume", "publisher": "TASS"}
    first, second = make_source(**same, published="2017"), make_source(**same, published="2017")
    make_source(**same, published="2018")
    make_source(**same)
    make_source(**same)

    assert pairs("source") == {second.pk: first.pk}


def test_rounds_of_a_track_on_the_same_days_are_found_but_for_parts_of_others():
    track, venue = make_track(), make_venue()
    when = {"track": track, "venue": venue, "start": "2017-02-15", "number": None}
    first, second = make_round(**when), make_round(**when)
    make_round(**when, part_of=first)
    make_round(**when | {"venue": None})
    make_round(**when | {"start": ""})
    make_round(**when | {"start": ""})

    assert pairs("round") == {second.pk: first.pk}


def test_documents_of_the_same_symbol_number_or_title_and_date_are_found():
    first = make_document(title="One", symbol="S/RES/2254 (2015)", pax_id=7)
    second = make_document(title="Two", symbol="S/RES/2254(2015)")
    third = make_document(title="Three", pax_id=7)
    fourth = make_document(title="one")
    make_document(title="One", date="2017")

    assert pairs("outcome document") == {one.pk: first.pk for one in (second, third, fourth)}


def test_statements_of_a_speaker_on_a_day_that_say_nearly_the_same_are_found():
    speaker = make_actor()
    said = "Demands that all detainees be released before the next round of negotiations."
    first = make_statement(speaker=speaker, date="2017-02-16", summary=said)
    same = {"speaker": speaker, "date": "2017-02-16"}
    second = make_statement(**same, summary=said.replace("Demands", "Asks"))
    make_statement(**same, summary="Demands that the detainees be counted before any negotiations.")
    make_statement(speaker=speaker, date="2017-02-17", summary=said)
    make_statement(date="2017-02-16", summary=said)

    assert pairs("statement") == {second.pk: first.pk}


def test_many_statements_of_one_speaker_on_one_day_take_no_square_of_time():
    speaker = make_actor()
    for place in range(300):
        make_statement(speaker=speaker, summary=f"Says thing {place} on the negotiations agenda.")
    compared = 0

    class Counted(frozenset):
        def __and__(self, other: Any) -> Any:
            nonlocal compared
            compared += 1
            return super().__and__(other)

    from talks.checks import duplicates

    with pytest.MonkeyPatch.context() as patch:
        words = duplicates._words
        patch.setattr(duplicates, "_words", lambda text: Counted(words(text)))
        list(duplicates._statements())
    assert 0 < compared <= 3 * 300 * duplicates.COMPARED


# Lists ------------------------------------------------------------------------------------------


def test_a_page_counts_all_and_holds_its_own():
    for _ in range(ON_A_PAGE + 3):
        make_statement()
    make_round()
    first, second = listed("undated"), listed("undated", "statement", 2)

    assert first.counts == {"round": 1, "statement": ON_A_PAGE + 3}
    assert (first.total, len(first.findings), first.pages) == (ON_A_PAGE + 4, ON_A_PAGE, 2)
    assert [finding.kind for finding, *_ in second.findings] == ["statement"] * 3
    assert len(list(walk("undated"))) == first.total


@pytest.mark.parametrize("name", CHECKS)
def test_the_number_of_queries_does_not_grow_with_what_is_found(name):
    def fill(count: int) -> None:
        for place in range(count):
            for model in TARGETS.values():
                MAKE[model]()
            make_citation(statement=make_statement(quotation="Q", summary=f"Same {place}"))
            make_actor(name="One name")

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert listed(name).total or name == "orphaned"
        return len(captured)

    fill(2)
    few = queries()
    fill(8)
    assert queries() <= few
