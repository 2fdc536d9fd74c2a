"""The hits that are marked in a text are those that the database finds."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from record.search import cut_snippet, mentions, parse, split_by_hits
from talks.models import Statement
from tests.factories import make_actor, make_statement
from tests.records import rollback
from tests.talks.words import TERMS, TEXTS, keys_matching

pytestmark = pytest.mark.django_db


def mark_hits(query: str, text: str) -> str:
    pieces = split_by_hits(parse(query), text)
    return "".join(f"[{piece}]" if is_hit else piece for piece, is_hit in pieces)


@pytest.mark.parametrize(
    ("query", "text", "expected"),
    [
        ("negotiation", "The negotiations went on.", "The [negotiations] went on."),
        ("truce aid", "Aid, then a truce.", "[Aid], then a [truce]."),
        ('"political process"', "a political  process", "a [political  process]"),
        ('"political process"', "a process, political", "a process, political"),
        ("cease*", "The ceasefire ceased", "The [ceasefire] [ceased]"),
        ("communique", "Communiqués", "[Communiqués]"),
        ("russia -turkey", "Russia and Turkey", "[Russia] and Turkey"),
        ("هدنة", "الهُدْنَة: هُدْنَةٌ", "[الهُدْنَة]: [هُدْنَةٌ]"),
        ("2254", "القرار ٢٢٥٤", "القرار [٢٢٥٤]"),
        ("strasse", "in der Straße", "in der [Straße]"),
        ("S/RES/2254", "S/RES/2254 (2015)", "[S/RES/2254] (2015)"),
        ("<b>", "<b>bold</b>", "<[b]>bold</[b]>"),
        ("truce", "", ""),
    ],
)
def test_hits_are_marked_as_they_are_written_in_the_text(query, text, expected):
    assert mark_hits(query, text) == expected


@given(query=st.text(max_size=12), text=st.text(max_size=40))
def test_the_pieces_together_are_the_text(query, text):
    assert "".join(piece for piece, _ in split_by_hits(parse(query), text)) == text


@settings(max_examples=80)
@given(text=TEXTS, term=TERMS)
def test_a_text_has_a_hit_just_when_the_database_finds_it(text, term):
    query = term.lstrip("-")
    with rollback():
        make_statement(speaker=make_actor(slug="nobody", name="Nobody"), summary=text)
        assert mentions(parse(query), text) == bool(keys_matching(Statement, query))


def test_a_snippet_is_the_text_around_the_first_hit():
    long = f"{'before ' * 20}the truce holds {'after ' * 20}".strip()
    part = cut_snippet(parse("truce"), long)

    assert "truce" in part and part.startswith("…") and part.endswith("…")
    assert len(part) < 100
    assert cut_snippet(parse("truce"), "A truce.") == "A truce."
