"""A question in words and as an address."""

from urllib.parse import parse_qs

import pytest
from django.http import QueryDict
from hypothesis import given, settings
from hypothesis import strategies as st

from actors.models import RelationKind
from talks.explorer.catalogue import select
from talks.explorer.question import CHOICES, Question, read_question
from tests.factories import make_actor, make_relation
from tests.records import ask, questions, rollback

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("record")]


def read_query(query: str) -> Question:
    return read_question(QueryDict(query))


def what_is_asked(question: Question) -> tuple[object, ...]:
    """Return all that a filter asks, the order of its values aside."""
    values = frozenset((name, v) for name, values in question.chosen.items() for v in values)
    single = (question.direction, question.undated, question.since, question.until)
    return values, question.q, question.as_of, *single


def read_look(question: Question) -> tuple[object, ...]:
    look = question.look
    view = "/".join(map(str, look.view)) if look.view.closed else ""
    return look.lanes, str(look.open_path), look.page, view


def list_row_numbers(question: Question) -> list[int]:
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
def test_the_address_of_a_question_gives_the_same_question(question, look):
    first = ask(**question, **look)
    second = read_query(first.here)

    assert (what_is_asked(second), read_look(second)) == (what_is_asked(first), read_look(first))
    assert list_row_numbers(second) == list_row_numbers(first)
    assert second.here == first.here


@settings(max_examples=60)
@given(question=questions(), look=LOOKS)
def test_its_other_addresses_change_what_they_are_for_alone(question, look):
    first = ask(**question, **look)

    closed, turned = read_query(first.closed), read_query(f"{first.paging}page=2")
    narrowing = read_query(first.narrowing)
    assert read_look(closed) == (first.look.lanes, "", *read_look(first)[2:])
    assert read_look(turned) == (*read_look(first)[:2], 2, read_look(first)[3])
    assert read_look(narrowing) == ("track", "", 1, "")
    assert all(what_is_asked(one) == what_is_asked(first) for one in (closed, turned, narrowing))


def test_the_address_of_a_question_leaves_out_defaults():
    question = ask(venue="geneva", q="", since=" 2017 ", lanes="track", page=1, status="unheard")

    assert question.here == "venue=geneva&since=2017"
    assert ask(lanes="venue").here == "lanes=venue"
    assert ask(open="rounds/geneva-9").here == "open=rounds/geneva-9"


def test_words_are_written_into_an_address_so_that_they_come_back():
    words = "“calm” & <b> 100% +1 #x ?a=b سلام"

    assert parse_qs(ask(q=words).here) == {"q": [words]}
    assert read_query(ask(q=words).here).q == words


# In words ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ({}, ""),
        ({"actor": "russia"}, "by or with Russia"),
        ({"actor": ["iran", "russia"], "venue": "geneva"}, "by or with Iran or Russia, in Geneva"),
        (
            {"actor": ["united-states", "iran", "russia"]},
            "by or with Iran, Russia or United States",
        ),
        ({"actor": "russia", "direction": "to"}, "addressed to Russia"),
        ({"actor": "russia", "direction": "either"}, "involving Russia"),
        ({"actor": "russia", "show": "statements"}, "said by Russia, only statements"),
        ({"direction": "to"}, ""),
        ({"track": "astana"}, "in the Astana process"),
        ({"status": ["planned", "held"]}, "held or planned"),
        ({"topic": "covid-19"}, "about COVID-19"),
        ({"kind": "call"}, "type: call"),
        ({"show": "documents"}, "only documents"),
        ({"evidence": "one-source"}, "single source"),
        ({"as_of": "2017-03"}, "as known on 31 March 2017"),
        ({"source": "first-source"}, "resting on First source"),
        ({"since": "2017", "until": "2018"}, "2017 to 2018"),
        ({"since": "2017", "until": "2017"}, "2017"),
        ({"since": "2017-02"}, "from February 2017"),
        ({"until": "2018-03-01"}, "until 1 March 2018"),
        ({"q": "calm {} %s"}, "matching “calm {} %s”"),
        (
            {"q": "calm", "venue": "astana", "since": "2017", "lanes": "actor", "page": 2},
            "in Astana, from 2017, matching “calm”",
        ),
    ],
)
def test_a_question_is_one_phrase(question, words):
    assert ask(**question).in_words() == words


def test_several_values_of_a_filter_are_joined_by_or():
    parts = ask(actor=["iran", "russia"], venue="geneva").parts()

    assert [(part.words, part.label) for part in parts] == [
        ("by or with", "Iran"),
        ("or", "Russia"),
        ("in", "Geneva"),
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
            what_is_asked(ask(**question | {name: [v for v in values if v != value]})),
        )
        for name, values in whole.chosen.items()
        for value in values
    }
    if whole.is_timed:
        untimed = {k: v for k, v in question.items() if k not in ("since", "until")}
        without.add((whole.time_in_words(), what_is_asked(ask(**untimed))))
    if whole.undated != "yes":
        label = {"no": "without undated items", "only": "only undated items"}[whole.undated]
        without.add((label, what_is_asked(ask(**question | {"undated": ""}))))
    if whole.q:
        without.add((f"“{whole.q}”", what_is_asked(ask(**question | {"q": ""}))))
    if whole.as_of:
        without.add((whole.day_in_words, what_is_asked(ask(**question | {"as_of": ""}))))

    parts = whole.parts()
    assert len(parts) == len(without)
    assert {(part.label, what_is_asked(read_query(part.rest))) for part in parts} == without
    same_look = (whole.look.lanes, str(whole.look.open_path), 1, "")
    assert all(read_look(read_query(part.rest)) == same_look for part in parts)


def test_the_parts_of_a_question_have_the_words_that_join_them():
    parts = ask(actor="russia", track="astana", status="held", since="2017", q="calm").parts()

    assert [(part.words, part.label) for part in parts] == [
        ("by or with", "Russia"),
        ("in the", "Astana process"),
        ("", "held"),
        ("", "from 2017"),
        ("matching", "“calm”"),
    ]


# Who counts for whom ---------------------------------------------------------------------------


def test_a_question_names_the_members_counted_with_a_chosen_actor():
    assert ask(actor="united-nations").inclusions() == [
        "Includes members and representatives of United Nations, in their time: Geir Pedersen."
    ]
    assert ask(actor=["russia", "geir-pedersen"]).inclusions() == []


def test_members_of_members_are_named_for_each_actor():
    assert ask(actor=["actor-b", "actor-a"]).inclusions() == [
        "Includes members and representatives of Actor a, in their time: Actor b, Actor c, "
        "Actor d.",
        "Includes members and representatives of Actor b, in their time: Actor c, Actor d.",
    ]


def test_members_of_each_other_are_counted_once():
    [of_e], [of_f] = (
        ask(actor="actor-e").inclusions(),
        ask(actor="actor-f").inclusions(),
    )

    assert of_e.endswith(": Actor a, Actor b, Actor c, Actor d and 2 more.")
    assert of_f.endswith(": Actor a, Actor b, Actor c, Actor d and 2 more.")


def test_of_many_members_only_some_are_named():
    with rollback():
        group = make_actor(slug="league")
        for name in "pqrst":
            make_relation(
                subject=make_actor(slug=f"member-{name}"), object=group, kind=RelationKind.MEMBER_OF
            )
        [sentence] = ask(actor="league").inclusions()

    assert sentence.endswith("Member p, Member q, Member r, Member s and 1 more.")


def test_a_backer_is_not_counted_with_the_actor_that_it_backs():
    assert ask(actor="syrian-government").inclusions() == []


@pytest.mark.parametrize("choice", CHOICES, ids=lambda choice: choice.name)
def test_the_options_of_a_filter_differ_in_value_and_have_labels(choice):
    options = choice.options()

    assert options
    assert len({option.value for option in options}) == len(options)
    assert all(option.label for option in options)
