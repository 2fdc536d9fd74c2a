"""The count beside an option is that of the selection if one chooses it."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings

from actors.models import Actor
from talks.explorer import facets
from talks.explorer.catalogue import select
from talks.explorer.facets import Count, Counts, Facet
from talks.explorer.question import ACTOR, CHOICES, Question
from talks.models import THING_TYPES, Round
from tests.factories import make_actor, make_relation, make_round, make_statement
from tests.records import ask, questions, rollback, rows_of, select_by

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("record")]

LISTS = [choice for choice in CHOICES if choice is not ACTOR]


def count_rows(question: Question) -> list[tuple[int, int]]:
    """Count rows one by one: (possible, certain) of rounds, statements and documents."""
    counts = []
    for model in THING_TYPES:
        selection = select(question)
        certain = rows_of(selection, model, certain=True)
        counts.append((rows_of(selection, model).count(), certain.count()))
    return counts


def read_counts(counts: Counts) -> list[tuple[int, int]]:
    tallies = (counts.rounds, counts.statements, counts.documents)
    return [(tally.possible, tally.certain) for tally in tallies]


def flatten(groups: dict[str, list[Facet]]) -> list[Facet]:
    return [facet for group in groups.values() for facet in group]


def actor_facets(**question: Any) -> list[Facet]:
    return flatten(facets.group_actor_facets(select_by(**question)))


@settings(max_examples=40)
@given(question=questions())
def test_the_totals_count_the_selection(question):
    whole = ask(**question)

    assert read_counts(facets.count_selection(select(whole))) == count_rows(whole)


@pytest.mark.parametrize("choice", LISTS, ids=lambda choice: choice.name)
@settings(max_examples=10)
@given(question=questions())
def test_the_count_beside_an_option_is_that_of_its_own_selection(choice, question):
    facet_by_value = {
        facet.option.value: facet for facet in facets.list_facets(select_by(**question), choice)
    }

    for option in choice.options():
        expected = count_rows(ask(**question | {choice.name: option.value}))
        if option.value in facet_by_value:
            assert read_counts(facet_by_value[option.value].counts) == expected, option
        else:
            assert expected == [(0, 0)] * 3, option


@settings(max_examples=15)
@given(question=questions())
def test_the_count_beside_an_actor_is_that_of_its_own_selection(question):
    facet_by_value = {facet.option.value: facet for facet in actor_facets(**question)}

    for option in ACTOR.options():
        expected = count_rows(ask(**question | {"actor": option.value}))
        if option.value in facet_by_value:
            assert read_counts(facet_by_value[option.value].counts) == expected, option
        else:
            assert expected == [(0, 0)] * 3, option


@settings(max_examples=20)
@given(question=questions())
def test_chosen_options_stay_in_the_list_and_in_their_order(question):
    whole = ask(**question)

    for choice in CHOICES:
        option_facets = (
            flatten(facets.group_actor_facets(select(whole)))
            if choice is ACTOR
            else facets.list_facets(select(whole), choice)
        )
        chosen_values = [facet.option.value for facet in option_facets if facet.is_chosen]
        assert set(chosen_values) == set(whole.chosen[choice.name])
        order = [option.value for option in choice.options()]
        assert [f.option.value for f in option_facets] == [
            value for value in order if value in {f.option.value for f in option_facets}
        ]


def test_a_chosen_actor_stays_in_the_list_even_if_nothing_matches():
    whole = ask(actor="israel", venue="astana", kind="rejection", since="2050")

    assert facets.count_selection(select(whole)).total < Round.objects.count()
    chosen_values = {
        facet.option.value
        for facet in flatten(facets.group_actor_facets(select(whole)))
        if facet.is_chosen
    }
    assert chosen_values == {"israel"}


def test_of_many_options_the_list_has_the_commonest_and_the_chosen():
    sources = next(choice for choice in CHOICES if choice.name == "source")
    few = replace(sources, most=2)
    everything = facets.list_facets(select_by(), sources)
    ranked = sorted(everything, key=lambda facet: facet.counts.total, reverse=True)

    first_options = facets.list_facets(select_by(), few)
    assert {one.option.value for one in first_options} == {one.option.value for one in ranked[:2]}
    least = ranked[-1].option.value
    assert least in {one.option.value for one in facets.list_facets(select_by(source=least), few)}


def test_without_a_question_the_list_has_every_actor():
    nobody = {"israel", "saudi-arabia", "turkey"}

    assert nobody <= {facet.option.value for facet in actor_facets()}
    actors_in_geneva = {
        facet.option.value
        for facet in flatten(facets.group_actor_facets(select_by(venue="geneva")))
    }
    assert not nobody & actors_in_geneva


def test_actors_are_grouped_by_kind_in_reading_order():
    groups = facets.group_actor_facets(select_by())
    rows = list(Actor.objects.in_reading_order())

    assert list(groups) == list(dict.fromkeys(row.get_kind_display() for row in rows))
    for kind, group in groups.items():
        assert [facet.option.label for facet in group] == [
            row.name for row in rows if row.get_kind_display() == kind
        ]


def test_a_row_with_several_members_of_one_group_counts_once():
    with rollback():
        group = make_actor(slug="league")
        members = [make_actor(slug=f"of-league-{n}") for n in range(3)]
        for member in members:
            make_relation(subject=member, object=group, kind="member-of")
        make_round(participants=(group, *members))
        make_statement(speaker=members[0], on_behalf_of=group, addressees=(members[1], group))
        counts = {f.option.value: f.counts for f in actor_facets()}

    assert read_counts(counts["league"]) == [(1, 1), (1, 1), (0, 0)]
    assert read_counts(counts["of-league-0"]) == [(1, 1), (1, 1), (0, 0)]
    assert read_counts(counts["of-league-2"]) == [(1, 1), (0, 0), (0, 0)]


def test_an_actor_comes_with_whom_it_backs_or_opposes_and_who_opposes_it():
    stances = {
        facet.option.value: [(verb, actor.slug) for verb, actor in facet.stances]
        for facet in actor_facets()
    }

    assert stances["russia"] == [("backs", "syrian-government")]
    assert stances["syrian-government"] == [("opposes", "syrian-opposition")]
    assert stances["syrian-opposition"] == [("opposed by", "syrian-government")]
    assert stances["actor-a"] == [("backs", "actor-e"), ("opposed by", "actor-b")]
    assert stances["israel"] == []


def test_stances_of_an_actor_are_in_the_order_of_verbs_and_names():
    with rollback():
        actor, c, b, a = (make_actor(slug=slug) for slug in ("x", "other-c", "other-b", "other-a"))
        for kind, subject, object in (
            ("opposes", actor, c),
            ("opposes", actor, a),
            ("backs", actor, b),
            ("backs", actor, a),
            ("opposes", b, actor),
        ):
            make_relation(subject=subject, object=object, kind=kind)
        [facet] = [one for one in actor_facets() if one.option.value == "x"]

    assert [(verb, other.slug) for verb, other in facet.stances] == [
        ("backs", "other-a"),
        ("backs", "other-b"),
        ("opposes", "other-a"),
        ("opposes", "other-c"),
        ("opposed by", "other-b"),
    ]


@pytest.mark.parametrize(
    ("tally", "short", "long"),
    [
        (Count(), "0", "0 rounds"),
        (Count(1, 1), "1", "1 round"),
        (Count(9, 9), "9", "9 rounds"),
        (Count(9, 3), "3–9", "3–9 rounds"),
        (Count(1, 0), "0–1", "0–1 round"),
    ],
)
def test_a_count_is_written_alone_and_with_its_noun(tally, short, long):
    assert (str(tally), tally.with_noun("round")) == (short, long)


def test_uncertain_dates_give_a_certain_and_a_possible_count():
    counts = facets.count_selection(select_by(venue="geneva", since="2015"))

    assert str(counts) == "0–9 rounds, 0–6 statements"
    assert str(counts.certain) == "no results"
    assert str(facets.count_selection(select_by(venue="geneva"))) == "9 rounds, 6 statements"
