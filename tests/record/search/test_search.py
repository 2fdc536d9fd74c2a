"""On either database, words find the same rows as a slow and obvious reading of all texts."""

from typing import Any

import pytest
from django.db import connection
from hypothesis import given, settings
from hypothesis import strategies as st

from actors.models import Actor
from record.search import parse, relevance_by_key
from talks.explorer import results
from talks.explorer.catalogue import select
from talks.models import OutcomeDocument, Round, Statement
from tests.factories import make_actor, make_document, make_round, make_statement, make_track
from tests.records import ask, rollback, rows_of
from tests.talks.words import TERMS, TEXTS, keys_matching, meets

pytestmark = pytest.mark.django_db


def find_rows(query: str, model: Any = Statement) -> set[Any]:
    return set(rows_of(select(ask(q=query)), model))


def list_in_order(query: str) -> list[Any]:
    """Return what the explorer lists for words, the best match first."""
    page = results.read_page(select(ask(q=query, order="relevance")))
    return [entry.thing for entry in page.entries]


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ("negotiation", "The negotiations went on."),
        ("negotiations", "One more negotiation"),
        ("CEASEFIRE", "a ceasefire holds"),
        ("communique", "The communiqué was read."),
        ("communiqué", "COMMUNIQUE"),
        ("cease*", "The ceasefire holds."),
        ('"political process"', "a political process, owned by Syrians"),
        ("process political", "a political process"),
        ("-turkey russia", "Russia spoke."),
        ("هدنة", "الهُدْنَة: هُدْنَةٌ"),
        ("الاسد", "الأسد"),
        ("سوريه", "سوريا أو سورية"),
        ("2254", "القرار ٢٢٥٤"),
        ("strasse", "Straße"),
        ("S/RES/2254", "resolution S/RES/2254 (2015)"),
        ("the truce", "a truce"),
        ("cease", "The ceasefire holds."),
    ],
)
def test_words_find_a_text_that_mentions_them(query, text):
    matching, other = make_statement(summary=text), make_statement(summary="Nothing of the kind.")

    assert find_rows(query) == {matching}
    assert other not in find_rows(query)


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ('"process political"', "a political process"),
        ('"truce. Talks"', "Talks, then a truce"),
        ("fire", "ceasefire"),
        ("-turkey russia", "Russia and Turkey spoke."),
        ("truce aid", "a truce"),
        ("-truce", "truces"),
    ],
)
def test_words_do_not_find_a_text_that_says_something_else(query, text):
    assert make_statement(summary=text) not in find_rows(query)


def test_a_phrase_does_not_match_across_two_texts():
    make_statement(summary="a long truce", quotation="holds well")

    assert not find_rows('"truce holds"')


def test_words_match_in_the_texts_and_in_the_names_of_related_rows():
    lavrov = make_actor(slug="lavrov", name="Sergey Lavrov", aliases=["Foreign minister"])
    assad = make_actor(slug="assad", name="Bashar Assad", name_ar="بشار الأسد")
    matching = make_statement(speaker=lavrov, summary="A ceasefire holds.")
    other = make_statement(speaker=assad, on_behalf_of=lavrov, summary="No ceasefire.")

    assert find_rows("lavrov ceasefire") == {matching, other}
    assert find_rows("ceasefire -bashar") == {matching}
    assert find_rows("الاسد") == {other}
    assert find_rows("minister holds") == {matching}


def test_rounds_are_found_by_track_venue_and_number_and_documents_by_their_track():
    track = make_track(slug="lake", name="Lake talks", short_name="Lake")
    first, twelfth = (make_round(track=track, number=number) for number in (1, 12))
    paper = make_document(round=first, symbol="S/2012/522", title="A road map")

    assert find_rows("lake", Round) == {first, twelfth}
    assert find_rows("12 lake", Round) == {twelfth}
    assert find_rows("lake map", OutcomeDocument) == {paper}
    assert find_rows('"S/2012/522"', OutcomeDocument) == {paper}


def test_a_row_is_found_at_once_whatever_way_it_was_written():
    statement = make_statement(summary="first")
    Statement.objects.filter(pk=statement.pk).update(summary="second")
    assert (find_rows("first"), find_rows("second")) == (set(), {statement})
    with connection.cursor() as cursor:
        cursor.execute("UPDATE talks_statement SET summary = %s", ["third"])
    assert (find_rows("second"), find_rows("third")) == (set(), {statement})
    Actor.objects.filter(pk=statement.speaker_id).update(name="Renamed")
    assert find_rows("renamed third") == {statement}
    [other] = Statement.objects.bulk_create(
        [Statement(slug="in-bulk", speaker=statement.speaker, kind="call", summary="third")]
    )
    assert find_rows("third") == {statement, other}
    statement.delete()
    assert find_rows("third") == {other}


def test_matches_are_ordered_by_relevance_and_then_newest_first():
    twice = make_statement(summary="A truce there, a truce here.", date="2012")
    long = make_statement(summary=f"A truce {'and much besides ' * 20}.", date="2020")
    old, new = (
        make_statement(summary="A truce there, a calm here.", date=date)
        for date in ("2013", "2014")
    )

    relevances = relevance_by_key(Statement, parse("truce"))

    assert relevances[twice.pk] > relevances[new.pk] == relevances[old.pk] > relevances[long.pk] > 0
    assert [row.pk for row in list_in_order("truce")] == [twice.pk, new.pk, old.pk, long.pk]


@settings(max_examples=150)
@given(
    st.lists(
        st.text(max_size=12)
        | st.sampled_from(["AND", "OR", "NEAR", "*", "-", '"', "“", ":", "^", "(", ")", "&", "|"])
        | st.sampled_from(["!", "<->", "\\", "'", "%", "%s", "\x00", "😀", "a*", '-"x y"', "ـ"]),
        max_size=8,
    ).map(" ".join)
)
def test_any_text_is_a_query(text):
    for model in (Round, Statement, OutcomeDocument):
        relevance_by_key(model, parse(text))
        keys_matching(model, text)


# As a slow and obvious reading finds it ---------------------------------------------------------


@settings(max_examples=60)
@given(texts=st.lists(TEXTS, min_size=1, max_size=5), terms=st.lists(TERMS, min_size=1, max_size=3))
def test_a_search_finds_the_same_as_reading_every_text(texts, terms):
    query = " ".join(terms)
    with rollback():
        speaker = make_actor(slug="nobody", name="Nobody")
        rows = [make_statement(speaker=speaker, summary=text) for text in texts]
        expected = {
            row
            for row in rows
            if all(meets(term, [row.summary]) != term.is_excluded for term in parse(query).terms)
        }
        assert find_rows(query) == expected
