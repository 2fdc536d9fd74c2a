"""What was asked, said in words and written as an address."""

from urllib.parse import parse_qs

import pytest
from django.http import QueryDict
from hypothesis import given, settings
from hypothesis import strategies as st

from actors.models import RelationKind
from talks.explorer.catalogue import select
from talks.explorer.question import CHOICES, Question, read_question
from tests.factories import make_actor, make_relation
from tests.records import ask, questions, undone

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("record")]


def again(query: str) -> Question:
    return read_question(QueryDict(query))


def said(question: Question) -> tuple[object, ...]:
    """Return all that a filter asks, the order of its values aside."""
    chosen = frozenset((name, v) for name, values in question.chosen.items() for v in values)
    return chosen, question.q, question.since, question.until, question.as_of


def looks(question: Question) -> tuple[object, ...]:
    look = question.look
    view = "/".join(map(str, look.view)) if look.view.closed else ""
    return look.lanes, str(look.open_path), look.page, view


def left(question: Question) -> list[int]:
    return list(select(question).possible)


LOOKS = st.fixed_dictionaries(
    {
        "open": st.sampled_from(["", "rounds/geneva-9", "statements/russia-political-solution"]),
        "page": st.integers(1, 3),
        "view": st.sampled_from(["", "2016-05-01/2017-02-28"]),
    }
)


# As an address ---------------------------------------------------------------------------------


@settings(max_examples=60)
@given(question=questions(), look=LOOKS)
def test_its_address_asks_the_same(question, look):
    first = ask(**question, **look)
    second = again(first.here)

    assert (said(second), looks(second)) == (said(first), looks(first))
    assert left(second) == left(first)
    assert second.here == first.here


@settings(max_examples=60)
@given(question=questions(), look=LOOKS)
def test_its_other_addresses_change_what_they_are_for_alone(question, look):
    first = ask(**question, **look)

    closed, turned = again(first.closed), again(f"{first.paging}page=2")
    narrowing = again(first.narrowing)
    assert looks(closed) == (first.look.lanes, "", *looks(first)[2:])
    assert looks(turned) == (*looks(first)[:2], 2, looks(first)[3])
    assert looks(narrowing) == ("track", "", 1, "")
    assert all(said(one) == said(first) for one in (closed, turned, narrowing))


def test_its_address_holds_nothing_that_need_not_be_said():
    question = ask(venue="geneva", q="", since=" 2017 ", lanes="track", page=1, status="unheard")

    assert question.here == "venue=geneva&since=2017"
    assert ask(lanes="venue").here == "lanes=venue"
    assert ask(open="rounds/geneva-9").here == "open=rounds/geneva-9"


def test_words_are_written_into_an_address_so_that_they_come_back():
    words = "“calm” & <b> 100% +1 #x ?a=b سلام"

    assert parse_qs(ask(q=words).here) == {"q": [words]}
    assert again(ask(q=words).here).q == words


# In words ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ({}, ""),
        ({"actor": "russia"}, "with Russia"),
        ({"actor": ["iran", "russia"], "venue": "geneva"}, "with Iran or Russia, in Geneva"),
        (
            {"actor": ["united-states", "iran", "russia"]},
            "with Iran, Russia or United States",
        ),
        ({"track": "astana"}, "on the track Astana process"),
        ({"status": ["planned", "held"]}, "held or planned"),
        ({"topic": "covid-19"}, "about COVID-19"),
        ({"kind": "call"}, "with statements or documents of the kind call"),
        ({"show": "documents"}, "only documents"),
        ({"evidence": "one-source"}, "resting on one source only"),
        ({"as_of": "2017-03"}, "as known by 31 March 2017"),
        ({"source": "first-source"}, "resting on First source"),
        ({"since": "2017", "until": "2018"}, "2017 to 2018"),
        ({"since": "2017", "until": "2017"}, "2017"),
        ({"since": "2017-02"}, "since February 2017"),
        ({"until": "2018-03-01"}, "until 1 March 2018"),
        ({"q": "calm {} %s"}, "saying “calm {} %s”"),
        (
            {"q": "calm", "venue": "astana", "since": "2017", "lanes": "actor", "page": 2},
            "in Astana, since 2017, saying “calm”",
        ),
    ],
)
def test_it_is_said_in_one_phrase(question, words):
    assert ask(**question).in_words() == words


def test_that_any_of_several_values_will_do_is_said_between_them():
    parts = ask(actor=["iran", "russia"], venue="geneva").parts()

    assert [(part.words, part.label) for part in parts] == [
        *(("with", "Iran"), ("or", "Russia"), ("in", "Geneva")),
    ]


@settings(max_examples=60)
@given(question=questions(), look=LOOKS)
def test_each_part_leads_to_the_same_without_it(question, look):
    whole = ask(**question, **look)
    labels = {
        (name, option.value): option.label
        for name, options in whole.options.by_filter.items()
        for option in options
    }
    without = {
        (
            labels[name, value],
            said(ask(**question | {name: [v for v in values if v != value]})),
        )
        for name, values in whole.chosen.items()
        for value in values
    }
    if whole.is_timed:
        untimed = {k: v for k, v in question.items() if k not in ("since", "until")}
        without.add((whole.time_in_words(), said(ask(**untimed))))
    if whole.q:
        without.add((f"“{whole.q}”", said(ask(**question | {"q": ""}))))
    if whole.as_of:
        without.add((whole.day_in_words, said(ask(**question | {"as_of": ""}))))

    parts = whole.parts()
    assert len(parts) == len(without)
    assert {(part.label, said(again(part.rest))) for part in parts} == without
    same_look = (whole.look.lanes, str(whole.look.open_path), 1, "")
    assert all(looks(again(part.rest)) == same_look for part in parts)


def test_parts_are_said_with_what_joins_them():
    parts = ask(actor="russia", track="astana", status="held", since="2017", q="calm").parts()

    assert [(part.words, part.label) for part in parts] == [
        ("with", "Russia"),
        ("on the track", "Astana process"),
        ("", "held"),
        ("", "since 2017"),
        ("saying", "“calm”"),
    ]


# Who counts for whom ---------------------------------------------------------------------------


def test_it_says_who_is_counted_with_a_chosen_actor():
    assert ask(actor="united-nations").inclusions() == [
        "United Nations includes those who belong to it or speak for it: Geir Pedersen."
    ]
    assert ask(actor=["russia", "geir-pedersen"]).inclusions() == []


def test_it_says_so_of_members_of_members_and_for_each_actor_apart():
    assert ask(actor=["actor-b", "actor-a"]).inclusions() == [
        "Actor a includes those who belong to it or speak for it: Actor b, Actor c, Actor d.",
        "Actor b includes those who belong to it or speak for it: Actor c, Actor d.",
    ]


def test_in_a_ring_each_is_counted_with_each_other_once():
    [of_e], [of_f] = (
        ask(actor="actor-e").inclusions(),
        ask(actor="actor-f").inclusions(),
    )

    assert of_e.endswith(": Actor a, Actor b, Actor c, Actor d and 2 more.")
    assert of_f.endswith(": Actor a, Actor b, Actor c, Actor d and 2 more.")


def test_many_who_are_counted_are_named_in_part():
    with undone():
        group = make_actor(slug="league")
        for name in "pqrst":
            make_relation(
                subject=make_actor(slug=f"member-{name}"), object=group, kind=RelationKind.MEMBER_OF
            )
        [said] = ask(actor="league").inclusions()

    assert said.endswith("Member p, Member q, Member r, Member s and 1 more.")


def test_one_who_backs_another_is_not_counted_with_it():
    assert ask(actor="syrian-government").inclusions() == []


@pytest.mark.parametrize("choice", CHOICES, ids=lambda choice: choice.name)
def test_the_options_of_a_filter_are_told_apart_by_value_and_label(choice):
    options = choice.options()

    assert options
    assert len({option.value for option in options}) == len(options)
    assert all(option.label for option in options)
