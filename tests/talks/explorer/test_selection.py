"""The selection of a question: each parameter, pairs of them, and all together."""

from collections.abc import Iterator
from itertools import combinations, product
from typing import Any

import pytest
from django.db.models import Model
from hypothesis import given, settings

from talks.explorer.catalogue import select
from talks.explorer.question import CHOICES, PARAMETERS
from talks.models import THING_TYPES, DocumentKind, OutcomeDocument, Round, Statement, StatementKind
from tests.records import CHOOSABLE, PERIODS, WORDS, ask, questions, rows_of, select_by
from tests.talks.explorer.oracle import Memberships, is_selected, read_memberships

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("record")]


@pytest.fixture(scope="module")
def rows(record: None, django_db_blocker: Any) -> Iterator[dict[type[Model], list[Any]]]:
    """All rounds, statements and documents, with what hangs on them."""
    of_round = ("round__citations__source", "round__topics", "round__statements__topics")
    with django_db_blocker.unblock():
        yield {
            Round: list(
                Round.objects.for_timeline().prefetch_related("statements__topics", "documents")
            ),
            Statement: list(Statement.objects.for_timeline().prefetch_related(*of_round)),
            OutcomeDocument: list(
                OutcomeDocument.objects.for_timeline().prefetch_related(*of_round)
            ),
        }


@pytest.fixture(scope="module")
def memberships(record: None, django_db_blocker: Any) -> Memberships:
    with django_db_blocker.unblock():
        return read_memberships()


def select_slugs(question: dict[str, Any], model: Any) -> list[str]:
    return sorted(rows_of(select_by(**question), model).values_list("slug", flat=True))


def read_slugs(
    question: dict[str, Any], model: Any, rows: Any, memberships: Memberships
) -> list[str]:
    return sorted(row.slug for row in rows[model] if is_selected(row, question, memberships))


DOCUMENT = {
    "actor": (
        "geir-pedersen", "united-nations", "syrian-government", "syrian-opposition",
        "constitutional-committee", "united-states", "russia", "kelly-craft", "turkey", "iran",
        "israel", "saudi-arabia", "international-community",
    ),
    "venue": ("geneva", "astana"),
    "track": ("geneva", "constitutional-committee", "astana"),
    "status": ("held", "planned", "postponed"),
    "topic": (
        "process", "covid-19", "ceasefire", "constitution",
        "terrorism", "foreign-forces", "refugees",
    ),
    "kind": (*StatementKind.values, *DocumentKind.values),
    "plan": ("moved", "open"),
    "evidence": ("disputed", "detail", "one-source"),
    "show": ("rounds", "statements", "documents"),
    "as_of": ("2020-06", "2021"),
    "direction": ("by", "to", "either"),
    "undated": ("yes", "no", "only"),
    "source": ("opposing-sides-agree-geneva",),
    "q": ("geneva 9", "political solution", "12"),
    "since": ("2018", "2019-06", "2021-01-01"),
    "until": ("2018", "2019-06", "2021-12-31"),
}  # fmt: skip
EACH = pytest.mark.parametrize("model", list(THING_TYPES), ids=list(THING_TYPES.values()))


@EACH
@pytest.mark.parametrize("name", DOCUMENT)
def test_each_value_selects_the_rows_that_have_it(name, model, rows, memberships):
    values = {**CHOOSABLE, "q": WORDS, **dict.fromkeys(("since", "until", "as_of"), PERIODS)}
    for value in (*values.get(name, ()), *DOCUMENT[name]):
        question = {name: value}
        assert select_slugs(question, model) == read_slugs(question, model, rows, memberships), (
            question
        )


@EACH
@pytest.mark.parametrize("pair", list(combinations(DOCUMENT, 2)), ids=" and ".join)
def test_two_parameters_select_rows_that_match_both(pair, model, rows, memberships):
    # The test above has each value alone; about four values of each parameter are enough here.
    some = (DOCUMENT[name][:: 1 + len(DOCUMENT[name]) // 5] for name in pair)
    for values in product(*some):
        question = dict(zip(pair, values, strict=True))
        assert select_slugs(question, model) == read_slugs(question, model, rows, memberships), (
            question
        )


@settings(max_examples=100)
@given(question=questions())
def test_any_question_selects_rows_that_match_all_of_it(question, rows, memberships):
    for model in THING_TYPES:
        assert select_slugs(question, model) == read_slugs(question, model, rows, memberships)


@pytest.mark.parametrize("name", CHOOSABLE)
def test_several_values_of_a_filter_select_what_has_any_of_them(name, rows, memberships):
    for question in ({name: pair} for pair in combinations(CHOOSABLE[name], 2)):
        for model in THING_TYPES:
            of_either = select_slugs(question, model)
            assert of_either == read_slugs(question, model, rows, memberships), question
            alone = [select_slugs({name: value}, model) for value in question[name]]
            assert set(of_either) == set().union(*alone)


def test_the_test_data_has_rows_for_every_parameter(rows, memberships):
    looks = {"lanes", "order", "folded", "open", "view", "page", "after", "before", "print"}
    assert {*DOCUMENT, *looks} == set(PARAMETERS)
    for name, values in CHOOSABLE.items():
        sizes = [
            len(read_slugs({name: value}, model, rows, memberships))
            for value in values
            for model in rows
        ]
        assert len(set(sizes)) > 2, f"{name} hardly tells rows apart: {sizes}"


@pytest.mark.parametrize("choice", CHOICES, ids=lambda choice: choice.name)
def test_a_parameter_that_is_set_aside_selects_everything(choice, rows):
    for value in CHOOSABLE[choice.name]:
        question = ask(**{choice.name: value})
        for model in THING_TYPES:
            selection = select(question)
            numbers = selection.without(choice.name) & selection.catalogue.by_type[model]
            assert len(numbers) == len(rows[model])
