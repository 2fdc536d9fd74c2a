"""How the timeline looks, what it says and what goes over the wire, as data."""

import json
import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import Any

import plotly.graph_objects as go
import pytest
from hypothesis import given, settings

from tests.factories import (
    make_actor,
    make_document,
    make_round,
    make_statement,
    make_track,
    make_venue,
)
from tests.records import ask, questions
from tests.talks.explorer.timeline.drawing import MARKS, items_of, points
from tests.talks.explorer.timeline.placing import draw_figure

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("record")]

STYLES = (Path(__file__).resolve().parents[4] / "static/css/tokens.css").read_text()
CLEAR = "rgba(0,0,0,0)"


def test_what_became_of_rounds_differs_by_fill_and_shape_and_not_by_colour_alone():
    track = make_track(tone=2)
    session = make_round(track=track, status="held")
    rounds = [
        session,
        make_round(track=track, status="planned"),
        make_round(track=track, status="postponed"),
        make_round(track=track, status="postponed", realised_as=session),
        make_round(track=track, status="cancelled"),
        make_round(track=track, status="never-held"),
    ]
    looks = []
    for round in rounds:
        figure = draw_figure([round])
        [mark] = points(figure, "round")
        more = [
            (other["trace"]["meta"], other["marker"]["symbol"])
            for other in points(figure, "ring", "gaps", "cross", "strike")
        ]
        is_filled = mark["marker"]["color"] not in ("var(--ground)", CLEAR)
        looks.append((mark["trace"]["name"], is_filled, mark["marker"]["symbol"], *more))

    assert looks == [
        ("held", True, "hexagon"),
        ("open", False, "hexagon"),
        ("open", False, "hexagon"),
        ("moved", False, "hexagon", ("ring", "hexagon"), ("gaps", "asterisk")),
        ("cancelled", False, "hexagon", ("strike", "line-ne")),
        ("never-held", False, "hexagon", ("ring", "hexagon"), ("cross", "x-thin")),
    ]


def test_the_tones_of_tracks_differ_in_shape_and_accent():
    figure = draw_figure([make_round(track=make_track(tone=tone)) for tone in range(1, 8)])
    marks = list(points(figure, "round"))

    assert len({mark["marker"]["symbol"] for mark in marks}) == 7
    assert [mark["marker"]["color"] for mark in marks] == list(range(1, 8))


def test_marks_are_large_enough_to_hit_and_carry_their_number():
    track = make_track()
    rounds = [make_round(track=track, number=9), make_round(track=track, number=None)]
    marks = list(points(draw_figure(rounds), "round"))

    assert [mark["text"] for mark in marks] == ["9", ""]
    assert all(mark["marker"]["size"] == 17 for mark in marks)
    [document] = points(draw_figure([make_document()]), "document")
    assert document["marker"]["size"] * 1.4 > 12  # a tall diamond is higher than its size


def test_statements_and_documents_have_the_tone_of_their_round():
    round = make_round(track=make_track(tone=3))
    items = [make_statement(round=round), make_statement(), make_document(round=round)]
    marks = list(points(draw_figure([*items, make_document()]), "statement", "document"))

    assert [mark["marker"]["line"]["color"] for mark in marks] == [3, 8, 3, 8]
    assert len({id(mark["trace"]) for mark in marks}) == 2


def values_of(thing: Any, *names: str) -> Iterator[Any]:
    """Yield the values under these names, at any depth."""
    if isinstance(thing, dict):
        for name, value in thing.items():
            if name in names:
                yield from value if isinstance(value, list | tuple) else [value]
            else:
                yield from values_of(value, *names)
    elif isinstance(thing, list | tuple):
        for value in thing:
            yield from values_of(value, *names)


def test_colours_are_names_that_the_style_sheet_knows():
    names = ("color", "bgcolor", "gridcolor", "paper_bgcolor", "plot_bgcolor", "bordercolor")
    colours = set(values_of(draw_figure(items_of(ask())), *names))

    tones = {f"var(--tone-{tone})" for tone in colours if isinstance(tone, int)}
    assert {CLEAR, 1} < colours
    for colour in {*(colour for colour in colours if isinstance(colour, str)), *tones} - {CLEAR}:
        name = re.fullmatch(r"var\((--[\w-]+)\)", colour)
        assert name, colour
        assert re.search(rf"{name[1]}\s*:", STYLES), colour


# What goes over the wire -----------------------------------------------------------------------


@settings(max_examples=20)
@given(question=questions())
def test_the_figure_is_plain_json_that_plotly_accepts(question):
    figure = draw_figure(items_of(ask(**question)), question.get("lanes", "track"))

    assert json.loads(json.dumps(figure)) == figure
    go.Figure(figure)  # which raises at whatever Plotly does not know
    assert {trace["type"] for trace in figure["data"]} <= {"scatter", "bar"}


def test_plotly_rejects_a_symbol_that_it_does_not_know():
    figure = draw_figure([make_round()])
    figure["data"][-1]["marker"]["symbol"] = ["no-such-symbol"]

    with pytest.raises(ValueError, match="symbol"):
        go.Figure(figure)


def test_the_texts_of_a_thing_are_sent_once_however_many_lanes_it_has():
    actors = [make_actor() for _ in range(3)]
    round = make_round(participants=actors)
    marks = list(points(draw_figure([round], "actor"), "round"))

    assert [mark["lane"] for mark in marks] == [0, 1, 2]
    assert [len(mark["texts"]) for mark in marks] == [2, 0, 0]


def test_the_figure_holds_little_besides_its_marks():
    items = items_of(ask())
    figure = draw_figure(items)

    assert len(json.dumps(figure["layout"]["template"])) < 60
    assert {"shapes", "annotations", "sliders"}.isdisjoint(figure["layout"])
    assert len(json.dumps(draw_figure([]))) < 2000
    assert len(json.dumps(figure)) < 2000 + 320 * len(items)


def test_a_figure_without_things_is_empty_and_valid():
    figure = draw_figure([])

    assert list(figure["data"]) == []
    nothing = {"lanes": [], "rails": {}, "first": None, "last": None, "partial": False}
    meta = figure["layout"]["meta"]
    assert {key: meta[key] for key in meta if key != "marks"} == nothing


HOSTILE = '<b>"Bold"</b> & <a href="javascript:x()">it\'s</a> %{x} </script>'


def test_hostile_text_is_escaped_wherever_plotly_reads_mark_up():
    actor = make_actor(name=HOSTILE)
    track = make_track(short_name=HOSTILE[:40], position=1)
    round = make_round(
        track=track, venue=make_venue(city=HOSTILE), title=HOSTILE, timing=HOSTILE, start="2017"
    )
    statement = make_statement(speaker=actor, summary=HOSTILE, round=round)
    document = make_document(title=HOSTILE, symbol=HOSTILE[:60], round=round)
    for by, label in (("track", HOSTILE[:40]), ("venue", HOSTILE), ("actor", HOSTILE)):
        figure = draw_figure([round, statement, document], by)
        texts = [text for mark in points(figure, *MARKS) for text in mark["texts"]]

        bare = [text.replace("<br>", "") for text in texts]
        assert not any("<" in text or ">" in text for text in bare)
        # Plotly would show these as they are.
        assert not any("&quot;" in text or "&#" in text for text in texts)
        assert HOSTILE in [unescape(text) for text in texts]
        # Lanes are named in the page, as text.
        assert label in [lane["label"] for lane in figure["layout"]["meta"]["lanes"]]


def test_the_hover_text_names_the_thing_its_date_and_its_place_or_words():
    track, venue = make_track(short_name="Geneva"), make_venue(city="Geneva")
    round = make_round(
        track=track, venue=venue, status="planned", timing="As soon as it is safe", number=9
    )
    statement = make_statement(
        speaker=make_actor(name="Geir"), kind="call", date="2020-09", summary="Long words " * 20
    )
    document = make_document(
        title="Final communiqué", symbol="A/66/865", date="2012-06-30", kind="communique"
    )
    figure = draw_figure([round, statement, document])

    [document_mark] = points(figure, "document")
    assert document_mark["texts"] == ["Final communiqué", "communiqué, 30 June 2012, A/66/865"]
    [statement_mark] = points(figure, "statement")
    [round_mark] = points(figure, "round")
    assert round_mark["texts"] == [
        "Geneva 9",
        "planned, date not given, Geneva<br>As soon as it is safe",
    ]
    assert statement_mark["texts"][0] == "Geir, call"
    assert statement_mark["texts"][1].startswith("September 2020<br>Long words Long words")
    assert re.search(r"(Long|words) …$", statement_mark["texts"][1])
    assert len(statement_mark["texts"][1].split("<br>")[1]) <= 80
