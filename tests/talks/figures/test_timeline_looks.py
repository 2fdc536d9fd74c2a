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

from talks.models import Status
from tests.factories import make_actor, make_round, make_statement, make_track, make_venue
from tests.talks.figures.drawing import drawn, items_of, points
from tests.talks.records import asked, questions

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("record")]

STYLES = (Path(__file__).resolve().parents[3] / "static/css/site.css").read_text()
CLEAR = "rgba(0,0,0,0)"


def test_statuses_differ_by_fill_and_shape_and_not_by_colour_alone():
    track = make_track(tone=2)
    looks = {}
    for status in Status:
        figure = drawn([make_round(track=track, status=status)])
        [mark] = points(figure, "round")
        over = [
            (more["marker"]["symbol"], more["x"] == mark["x"]) for more in points(figure, "over")
        ]
        filled = mark["marker"]["color"] != "var(--ground)"
        looks[status.value] = (filled, mark["marker"]["symbol"], *over)

    assert looks == {
        "held": (True, "hexagon"),
        "planned": (False, "hexagon"),
        "postponed": (False, "hexagon", ("hexagon", True)),
        "cancelled": (False, "hexagon", ("line-ne", True)),
    }


def test_the_tones_of_tracks_differ_in_shape_and_accent():
    figure = drawn([make_round(track=make_track(tone=tone)) for tone in range(1, 8)])
    marks = list(points(figure, "round"))

    assert len({mark["marker"]["symbol"] for mark in marks}) == 7
    assert [mark["marker"]["color"] for mark in marks] == [f"var(--tone-{n})" for n in range(1, 8)]


def test_marks_are_large_enough_to_be_hit_and_carry_their_number():
    track = make_track()
    rounds = [make_round(track=track, number=9), make_round(track=track, number=None)]
    marks = list(points(drawn(rounds), "round"))

    assert [mark["text"] for mark in marks] == ["9", ""]
    assert all(mark["marker"]["size"] >= 10 for mark in marks)
    assert all(
        mark["marker"]["size"] >= 10 for mark in points(drawn([make_statement()]), "statement")
    )


def test_a_statement_has_the_tone_of_its_round_else_that_of_none():
    at_round = make_statement(round=make_round(track=make_track(tone=3)))
    [first, second] = points(drawn([at_round, make_statement()]), "statement")

    assert first["marker"]["line"]["color"] == ["var(--tone-3)", "var(--tone-8)"]
    assert second["trace"] is first["trace"]


def values_of(thing: Any, *names: str) -> Iterator[Any]:
    """Yield all that stands under these names, at any depth."""
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
    colours = set(values_of(drawn(items_of(asked())), *names))

    assert CLEAR in colours and "var(--tone-1)" in colours
    for colour in colours - {CLEAR}:
        name = re.fullmatch(r"var\((--[\w-]+)\)", colour)
        assert name, colour
        assert re.search(rf"{name[1]}\s*:", STYLES), colour


# What goes over the wire -----------------------------------------------------------------------


@settings(max_examples=20)
@given(question=questions())
def test_the_figure_is_plain_json_that_plotly_accepts(question):
    figure = drawn(items_of(asked(**question)), question.get("lanes", "track"))
    again = json.loads(json.dumps(figure))

    assert go.Figure(again).to_plotly_json() == go.Figure(figure).to_plotly_json()
    assert {trace["type"] for trace in again["data"]} <= {"scatter", "bar"}


def test_nothing_goes_along_that_is_no_mark():
    items = items_of(asked())
    figure = drawn(items)

    assert len(json.dumps(figure["layout"]["template"])) < 60
    assert {"shapes", "annotations", "sliders"}.isdisjoint(figure["layout"])
    assert len(json.dumps(drawn([]))) < 2000
    assert len(json.dumps(figure)) < 2000 + 450 * len(items)


def test_where_nothing_is_left_the_figure_is_empty_and_valid():
    figure = drawn([])

    assert list(figure["data"]) == []
    assert figure["layout"]["meta"] == {"lanes": [], "rails": {}, "first": None, "last": None}


HOSTILE = '<b>"Bold"</b> & <a href="javascript:x()">it\'s</a> %{x} </script>'


def test_hostile_text_is_escaped_wherever_plotly_reads_mark_up():
    actor = make_actor(name=HOSTILE)
    track = make_track(short_name=HOSTILE[:40], position=1)
    round = make_round(
        track=track, venue=make_venue(city=HOSTILE), title=HOSTILE, timing=HOSTILE, start="2017"
    )
    statement = make_statement(speaker=actor, summary=HOSTILE, round=round)
    for by, label in (("track", HOSTILE[:40]), ("venue", HOSTILE), ("actor", HOSTILE)):
        figure = drawn([round, statement], by)
        texts = [*figure["layout"]["yaxis"]["ticktext"]]
        texts += [lane["label"] for lane in figure["layout"]["meta"]["lanes"]]
        texts += [text for mark in points(figure, "round", "statement") for text in mark["told"]]

        bare = [text.replace("<br>", "") for text in texts]
        assert not any("<" in text or ">" in text for text in bare)
        # Plotly would show these as they are.
        assert not any("&quot;" in text or "&#" in text for text in texts)
        assert label in [unescape(text) for text in texts]


def test_the_hover_says_what_it_is_when_where_and_in_whose_words():
    track, venue = make_track(short_name="Geneva"), make_venue(city="Geneva")
    round = make_round(
        track=track, venue=venue, status="planned", timing="As soon as it is safe", number=9
    )
    statement = make_statement(
        speaker=make_actor(name="Geir"), kind="call", date="2020-09", summary="Long words " * 20
    )
    figure = drawn([round, statement])

    [said] = points(figure, "statement")
    [met] = points(figure, "round")
    assert met["told"] == [
        "Geneva 9",
        "planned, date not given, Geneva<br>As soon as it is safe",
    ]
    assert said["told"][0] == "Geir, call"
    assert said["told"][1].startswith("September 2020<br>Long words Long words")
    assert said["told"][1].endswith("words …")
    assert len(said["told"][1].split("<br>")[1]) <= 72
