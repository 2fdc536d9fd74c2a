"""What a filter leaves, told by a slow and obvious reading of every row."""

import datetime as dt
from collections.abc import Callable, Iterator
from itertools import combinations, product
from typing import Any

import pytest
from django.db.models import Model
from hypothesis import example, given, settings
from hypothesis import strategies as st

from actors.models import Actor, Relation
from record.dates import Bounds, bounds, span
from record.search import Term, parse
from talks.explorer.catalogue import select
from talks.explorer.question import CHOICES, PARAMETERS
from talks.models import (
    THING_TYPES,
    Citation,
    DocumentKind,
    OutcomeDocument,
    Round,
    Statement,
    StatementKind,
)
from tests.factories import make_actor, make_round, make_statement, make_track
from tests.records import (
    CHOOSABLE,
    PERIODS,
    WORDS,
    ask,
    questions,
    rows_of,
    select_by,
    undone,
)
from tests.talks.words import meets

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("record")]

# The obvious reading ---------------------------------------------------------------------------


def circle(slug: str) -> set[str]:
    """Return an actor and all who belong to it, step by step until nothing changes."""
    found: set[str] = {slug}
    while True:
        more = {
            relation.subject.slug
            for relation in Relation.objects.select_related("subject", "object")
            if relation.kind in ("member-of", "office-of") and relation.object.slug in found
        }
        if more <= found:
            return found
        found |= more


def round_of(row: Any) -> Round | None:
    return row if isinstance(row, Round) else row.round


def actors_of(row: Any) -> set[str]:
    if isinstance(row, Round):
        return {part.actor.slug for part in row.participations.all()}
    if isinstance(row, OutcomeDocument):
        return {actor.slug for actor in row.parties.all()}
    speakers = {actor.slug for actor in (row.speaker, row.on_behalf_of) if actor}
    return speakers | {actor.slug for actor in row.addressees.all()}


def kinds_of(row: Any) -> set[str]:
    if isinstance(row, Round):
        return {thing.kind for thing in (*row.statements.all(), *row.documents.all())}
    return {row.kind}


def topics_of(row: Any) -> set[str]:
    having = row.round if isinstance(row, OutcomeDocument) else row
    return {topic.slug for topic in having.topics.all()} if having else set()


def evidence_of(row: Any, citations: list[Citation]) -> set[str]:
    disputed = {"disputed"} if any(citation.nature for citation in citations) else set()
    alone = {"one-source"} if len({citation.source for citation in citations}) == 1 else set()
    return disputed | alone


def slug_of(thing: Any) -> set[str]:
    return {thing.slug} if thing else set()


VALUES: dict[str, Callable[[Any], set[str]]] = {
    "actor": actors_of,
    "venue": lambda row: slug_of(getattr(round_of(row), "venue", None)),
    "track": lambda row: slug_of(getattr(round_of(row), "track", None)),
    "topic": topics_of,
    "kind": kinds_of,
    "source": lambda row: {citation.source.slug for citation in row.citations.all()},
    "show": lambda row: {THING_TYPES[type(row)]},
}


def names_of(actor: Actor | None) -> list[str]:
    return [actor.name, actor.name_ar, *actor.aliases] if actor else []


def texts_of(row: Any) -> list[str]:
    if isinstance(row, OutcomeDocument):
        track = [row.round.track.name, row.round.track.short_name] if row.round else []
        return [row.title, row.summary, row.symbol, *track]
    if isinstance(row, Statement):
        names = [*names_of(row.speaker), *names_of(row.on_behalf_of)]
        return [row.summary, row.quotation, row.note, *names]
    city = row.venue.city if row.venue else ""
    own = [row.title, row.agenda, row.outcome, row.timing, row.format, row.note]
    return [*own, row.track.name, row.track.short_name, city]


def says(row: Any, term: Term) -> bool:
    is_its_number = isinstance(row, Round) and term.number is not None and term.number == row.number
    return (is_its_number or meets(term, texts_of(row))) != term.is_excluded


def days_of(row: Any) -> Bounds:
    return span(row.start, row.end) if isinstance(row, Round) else bounds(row.date)


def may_lie_within(days: Bounds, first: dt.date, last: dt.date) -> bool:
    return (days.earliest or dt.date.min) <= last and (days.latest or dt.date.max) >= first


def surely_lies_within(days: Bounds, first: dt.date, last: dt.date) -> bool:
    return (days.earliest or dt.date.min) >= first and (days.latest or dt.date.max) <= last


def window(question: dict[str, Any]) -> tuple[dt.date, dt.date]:
    since, until = bounds(question.get("since", "")), bounds(question.get("until", ""))
    first, last = since.earliest or dt.date.min, until.latest or dt.date.max
    return (first, last) if first <= last else (dt.date.min, dt.date.max)


class Then:
    """A row as it was known on a day, read from its citations one by one; today without a day."""

    def __init__(self, row: Any, day: dt.date | None) -> None:
        self.row, self.day = row, day
        self.citations = [cite for cite in row.citations.all() if self.counts(cite)]

    def counts(self, citation: Citation) -> bool:
        latest = bounds(citation.source.published).latest
        return self.day is None or (latest is not None and latest <= self.day)

    def is_known(self, field: str) -> bool:
        if self.day is None:
            return True
        return any(field in citation.supports for citation in self.citations)

    def is_there(self) -> bool:
        if self.day is None:
            return True
        ahead = days_of(self.row).earliest or dt.date.min
        return bool(self.citations) and (isinstance(self.row, Round) or ahead <= self.day)

    def days(self) -> Bounds:
        if not self.is_known("start" if isinstance(self.row, Round) else "date"):
            return Bounds(None, None)
        whole = days_of(self.row)
        if isinstance(self.row, Round) and self.row.end and not self.is_known("end"):
            return bounds(self.row.start)
        return whole

    def status(self) -> set[str]:
        round = round_of(self.row)
        if round is None or self.day is None:
            return {round.status} if round else set()
        days = days_of(round)
        if round.status == "held":
            return {"held" if (days.earliest or dt.date.min) <= self.day else "planned"}
        telling = [cite for cite in round.citations.all() if "status" in cite.supports]
        passed = not telling and days.latest is not None and days.latest <= self.day
        return {round.status if passed or any(map(self.counts, telling)) else "planned"}

    def values(self, name: str) -> set[str]:
        if name == "status":
            return self.status()
        if name == "evidence":
            return evidence_of(self.row, self.citations)
        if name == "actor" and isinstance(self.row, Round) and self.day:
            return VALUES[name](self.row) if self.is_known("participations") else set()
        return VALUES[name](self.row)


def stays(row: Any, question: dict[str, Any], circles: dict[str, set[str]]) -> bool:
    """Say whether a row answers to every part of a question, to any value of each."""
    then = Then(row, bounds(question.get("as_of", "")).latest)
    if not then.is_there():
        return False
    for name, values in question.items():
        if name == "q":
            good = all(says(row, term) for term in parse(values).terms)
        elif name in CHOOSABLE:
            listed = [values] if isinstance(values, str) else values
            wanted = {one for value in listed for one in circles.get(value, {value})}
            good = bool(then.values(name) & wanted)
        else:
            good = True
        if not good:
            return False
    return may_lie_within(then.days(), *window(question))


@pytest.fixture(scope="module")
def rows(record: None, django_db_blocker: Any) -> Iterator[dict[type[Model], list[Any]]]:
    """All rounds, statements and documents, with what hangs on them."""
    of_round = ("round__citations__source", "round__topics")
    with django_db_blocker.unblock():
        yield {
            Round: list(Round.objects.for_timeline().prefetch_related("statements", "documents")),
            Statement: list(Statement.objects.for_timeline().prefetch_related(*of_round)),
            OutcomeDocument: list(
                OutcomeDocument.objects.for_timeline().prefetch_related(*of_round)
            ),
        }


@pytest.fixture(scope="module")
def circles(record: None, django_db_blocker: Any) -> dict[str, set[str]]:
    with django_db_blocker.unblock():
        return {slug: circle(slug) for slug in Actor.objects.values_list("slug", flat=True)}


def left(question: dict[str, Any], model: Any) -> list[str]:
    return sorted(rows_of(select_by(**question), model).values_list("slug", flat=True))


def expected(
    question: dict[str, Any], model: Any, rows: Any, circles: dict[str, set[str]]
) -> list[str]:
    return sorted(row.slug for row in rows[model] if stays(row, question, circles))


# Each parameter, pairs, and all together -------------------------------------------------------

DOCUMENT = {
    "actor": (
        *("geir-pedersen", "united-nations", "syrian-government", "syrian-opposition"),
        *("constitutional-committee", "united-states", "russia", "kelly-craft", "turkey", "iran"),
        *("israel", "saudi-arabia", "international-community"),
    ),
    "venue": ("geneva", "astana"),
    "track": ("geneva", "constitutional-committee", "astana"),
    "status": ("held", "planned", "postponed"),
    "topic": (
        *("process", "covid-19", "ceasefire", "constitution"),
        *("terrorism", "foreign-forces", "refugees"),
    ),
    "kind": (*StatementKind.values, *DocumentKind.values),
    "evidence": ("disputed", "one-source"),
    "show": ("rounds", "statements", "documents"),
    "as_of": ("2020-06", "2021"),
    "source": ("opposing-sides-agree-geneva",),
    "q": ("geneva 9", "political solution", "12"),
    "since": ("2018", "2019-06", "2021-01-01"),
    "until": ("2018", "2019-06", "2021-12-31"),
}
EACH = pytest.mark.parametrize("model", list(THING_TYPES), ids=list(THING_TYPES.values()))


@EACH
@pytest.mark.parametrize("name", DOCUMENT)
def test_each_value_alone_leaves_the_rows_that_have_it(name, model, rows, circles):
    values = {**CHOOSABLE, "q": WORDS, "since": PERIODS, "until": PERIODS, "as_of": PERIODS}
    for value in (*values[name], *DOCUMENT[name]):
        question = {name: value}
        assert left(question, model) == expected(question, model, rows, circles), question


@EACH
@pytest.mark.parametrize("pair", list(combinations(DOCUMENT, 2)), ids=" and ".join)
def test_two_parameters_leave_what_answers_to_both(pair, model, rows, circles):
    # Each value stands alone in the test above; in pairs some four of each will do.
    some = (DOCUMENT[name][:: 1 + len(DOCUMENT[name]) // 5] for name in pair)
    for values in product(*some):
        question = dict(zip(pair, values, strict=True))
        assert left(question, model) == expected(question, model, rows, circles), question


@settings(max_examples=100)
@given(question=questions())
def test_any_question_leaves_what_answers_to_all_of_it(question, rows, circles):
    for model in THING_TYPES:
        assert left(question, model) == expected(question, model, rows, circles)


@pytest.mark.parametrize("name", CHOOSABLE)
def test_of_several_values_any_will_do(name, rows, circles):
    for question in ({name: pair} for pair in combinations(CHOOSABLE[name], 2)):
        for model in THING_TYPES:
            of_either = left(question, model)
            assert of_either == expected(question, model, rows, circles), question
            alone = [left({name: value}, model) for value in question[name]]
            assert set(of_either) == set().union(*alone)


def test_the_document_and_the_record_put_every_parameter_to_the_test(rows, circles):
    looks = {"lanes", "order", "folded", "open", "view", "page", "after", "before"}
    assert {*DOCUMENT, *looks} == set(PARAMETERS)
    for name, values in CHOOSABLE.items():
        sizes = [
            len(expected({name: value}, model, rows, circles)) for value in values for model in rows
        ]
        assert len(set(sizes)) > 2, f"{name} hardly tells rows apart: {sizes}"


@pytest.mark.parametrize("choice", CHOICES, ids=lambda choice: choice.name)
def test_a_parameter_put_aside_narrows_nothing(choice, rows):
    for value in CHOOSABLE[choice.name]:
        question = ask(**{choice.name: value})
        for model in THING_TYPES:
            selection = select(question)
            numbers = selection.without(choice.name) & selection.catalogue.by_type[model]
            assert len(numbers) == len(rows[model])


# Uncertain dates --------------------------------------------------------------------------------

YEARS = st.integers(2010, 2020)
MONTHS = st.builds("{}-{:02}".format, YEARS, st.integers(1, 12))
DAYS = st.dates(dt.date(2010, 1, 1), dt.date(2020, 12, 31)).map(str)
SURE = YEARS.map(str) | MONTHS | DAYS
DATES = st.one_of(
    SURE,
    st.builds("{}{}".format, SURE, st.sampled_from("~?%")),
    st.builds("{}-XX".format, YEARS),
    st.builds("{}/..".format, SURE),
    st.builds("../{}".format, SURE),
    st.just(""),
    st.tuples(DAYS, DAYS).map(sorted).map("/".join),
)


def starts_and_ends() -> st.SearchStrategy[tuple[str, str]]:
    both = st.tuples(DAYS, DAYS).map(lambda days: tuple(sorted(days)))
    return both | st.tuples(DATES, st.just(""))


@settings(max_examples=60)
@given(
    spans=st.lists(starts_and_ends(), max_size=4),
    dates=st.lists(DATES, max_size=4),
    since=SURE | st.just(""),
    until=SURE | st.just(""),
)
@example([("2017-05-31", "2017-06-01")], ["2017-06~", "2017-06"], "2017-06", "2017-06")
@example([("../2017", ""), ("2017/..", ""), ("", "")], ["../2017-06", "2017-06/.."], "2017-06", "")
@example([("../2017", ""), ("2017/..", ""), ("", "")], ["../2017-06", "2017-06/.."], "", "2017-06")
def test_a_time_leaves_what_may_lie_in_it_and_tells_what_surely_does(spans, dates, since, until):
    timed = ask(since=since, until=until)
    within = window({"since": since, "until": until})
    with undone():
        track, speaker = make_track(), make_actor()
        made = (
            [make_round(track=track, start=start, end=end) for start, end in spans],
            [make_statement(speaker=speaker, date=date) for date in dates],
        )
        selection = select(timed)
        for model, rows in zip((Round, Statement), made, strict=True):
            mine = {row.pk for row in rows}
            possible = [row.pk for row in rows if may_lie_within(days_of(row), *within)]
            certain = [row.pk for row in rows if surely_lies_within(days_of(row), *within)]
            for keys, is_certain in ((possible, False), (certain, True)):
                selected = rows_of(selection, model, certain=is_certain)
                assert set(selected.values_list("pk", flat=True)) & mine == set(keys)
            assert set(certain) <= set(possible)
