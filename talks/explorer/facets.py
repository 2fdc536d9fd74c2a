"""How many rounds, statements and documents each option would leave: the counts beside filters.

The count of an option is what choosing it alone in its list would leave, under all that is asked
elsewhere. Where a time is asked for, rows whose dates are uncertain make two counts: certain and
possible. All are read off the catalogue, exact whatever its size.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from heapq import heappush, heappushpop

from django.http import QueryDict
from pyroaring import BitMap

from actors.models import Actor, Relation, RelationKind
from record.stamp import cached_by_stamp
from talks.explorer import knowledge
from talks.explorer.catalogue import Selection, select
from talks.explorer.question import ACTOR, Choice, Option, Question, read_question
from talks.models import THING_TYPES

NONE = BitMap()
MOST_ACTORS = 160  # of more, those with the largest part are offered


@dataclass(frozen=True)
class Count:
    """A number of things: all that are possible, and those of them that are certain."""

    possible: int = 0
    certain: int = 0

    def __str__(self) -> str:
        if self.certain == self.possible:
            return str(self.possible)
        return f"{self.certain}–{self.possible}"

    def with_noun(self, noun: str) -> str:
        """Say it with its noun: "9 rounds", "1,204 rounds", "3–9 rounds"."""
        number = f"{self.possible:,}"
        if self.certain != self.possible:
            number = f"{self.certain:,}–{number}"
        return f"{number} {noun if self.possible == 1 else noun + 's'}"


@dataclass(frozen=True)
class Counts:
    """How many rounds, statements and documents there are."""

    rounds: Count = Count()
    statements: Count = Count()
    documents: Count = Count()

    @property
    def total(self) -> int:
        """How many things are possible in all."""
        return self.rounds.possible + self.statements.possible + self.documents.possible

    @property
    def short(self) -> str:
        """All three in signs: "9 · 6 · 1", "– · 6 · –"."""
        counts = (self.rounds, self.statements, self.documents)
        return " · ".join(str(count) if count.possible else "–" for count in counts)

    @property
    def certain(self) -> "Counts":
        """Those of them that are certain."""
        numbers = [one.certain for one in (self.rounds, self.statements, self.documents)]
        return Counts(*(Count(number, number) for number in numbers))

    @property
    def parts(self) -> list[str]:
        """What there is, each with its noun: "9 rounds", "6 statements"."""
        by_noun = {"round": self.rounds, "statement": self.statements, "document": self.documents}
        return [count.with_noun(noun) for noun, count in by_noun.items() if count.possible]

    def __str__(self) -> str:
        """Say what there is: "9 rounds, 6 statements"; "no results" where there is nothing."""
        return ", ".join(self.parts) or "no results"


@dataclass
class Facet:
    """One option of a filter as the page shows it.

    `own_counts` tell what of it an actor did without its circle; None where that is all.
    """

    option: Option
    is_chosen: bool
    counts: Counts
    own_counts: Counts | None = None
    stances: list[tuple[str, Actor]] = field(default_factory=list)


def count_selection(selection: Selection) -> Counts:
    """Count what the question leaves."""
    return _counter(selection, selection.possible)(selection.catalogue.all)


def count_perhaps_known(question: Question) -> Counts:
    """Count what is missing as of a day only because its sources give no day of their own."""
    assert question.day
    selection = select(replace(question, as_of=""))
    counts = {}
    for model, thing_type in THING_TYPES.items():
        rows = knowledge.perhaps_known_by(model._default_manager.all(), question.day)
        numbers = selection.catalogue.numbers(model, rows.values_list("pk", flat=True))
        number = numbers.intersection_cardinality(selection.possible)
        counts[thing_type] = Count(number, number)
    return Counts(**counts)


def list_facets(selection: Selection, choice: Choice) -> list[Facet]:
    """Return the options of a filter that are chosen or would leave something, in their order.

    Where there are many, the chosen ones and those that would leave most.
    """
    return _facets(selection, choice, most=choice.most)


def group_actor_facets(selection: Selection) -> dict[str, list[Facet]]:
    """Return the actors that have a part in the selection, or are chosen, grouped by kind.

    Each comes with its counts, those of its circle included and its own apart, and with whom it
    backs or opposes. Of many, those come that have the largest part.
    """
    question = selection.question
    stances = stances_by_actor(question.day)
    own = selection.catalogue.by_actor[question.direction].own
    count = _counter(selection, selection.without(ACTOR.name))
    groups = defaultdict(list)
    for facet in _facets(selection, ACTOR, most=MOST_ACTORS, everyone=question.is_empty):
        facet.stances = stances.get(facet.option.pk, [])
        if len(question.options.circle(facet.option.pk)) > 1:
            own_counts = count(own[facet.option.value])
            facet.own_counts = own_counts if own_counts != facet.counts else None
        groups[facet.option.group].append(facet)
    return dict(groups)


@dataclass(frozen=True)
class ActorCounts:
    """What there is of an actor in the whole record: with its circle, and of that its own."""

    counts: Counts
    own: Counts


@cached_by_stamp(1)
def count_by_actor() -> dict[str, ActorCounts]:
    """Count what each actor did, by its slug, as the filter by actor does."""
    selection = select(read_question(QueryDict()))
    count = _counter(selection, selection.possible)
    numbers = selection.catalogue.by_actor["by"]
    return {
        slug: ActorCounts(count(numbers.with_circle[slug]), count(numbers.own[slug]))
        for slug in numbers.own
    }


@cached_by_stamp(4)
def stances_by_actor(day: dt.date | None) -> dict[int, list[tuple[str, Actor]]]:
    """Return whom each actor backs or opposes, and who opposes it, by its key; each said once.

    As of a day, only those that a source of then tells of.
    """
    # A dict keeps the order, and says once what two relations of different times both say.
    stances: dict[int, dict[tuple[str, Actor], None]] = defaultdict(dict)
    relations = Relation.objects.stances().select_related("subject", "object")
    if day:
        relations = knowledge.facts_known_by(relations, day)
    for relation in relations.order_by("kind", "object__name", "subject__name", "pk"):
        stances[relation.subject_id][relation.kind, relation.object] = None
        if relation.kind == RelationKind.OPPOSES:
            stances[relation.object_id]["opposed by", relation.subject] = None
    return {actor_key: list(of_actor) for actor_key, of_actor in stances.items()}


def _facets(
    selection: Selection, choice: Choice, *, most: int, everyone: bool = False
) -> list[Facet]:
    """Return the options that are chosen or leave something, or all; of many those of most."""
    numbers = selection.without(choice.name)
    values = selection.catalogue.values(choice.name, selection.question.direction)
    options = selection.question.options[choice.name]
    chosen = selection.question.chosen[choice.name]
    sizes = _count_largest(numbers, values, most or len(options))
    offered = [it for it in options if sizes.get(it.value) or it.value in chosen or everyone]
    if most and len(offered) > most:
        ranked = sorted(
            offered, key=lambda it: (it.value in chosen, sizes.get(it.value, 0)), reverse=True
        )
        largest = {it.value for it in ranked[: max(most, len(chosen))]}
        offered = [it for it in offered if it.value in largest]
    count = _counter(selection, numbers)
    return [Facet(it, it.value in chosen, count(values.get(it.value, NONE))) for it in offered]


def _count_largest(numbers: BitMap, values: Mapping[str, BitMap], most: int) -> dict[str, int]:
    """Count how many of some numbers each value has, the largest value first.

    `values` come largest first: it stops when no later value can reach the top `most`.
    """
    sizes: dict[str, int] = {}
    best: list[int] = []
    for value, having in values.items():
        if len(best) == most and len(having) < best[0]:
            break
        sizes[value] = numbers.intersection_cardinality(having)
        (heappush if len(best) < most else heappushpop)(best, sizes[value])
    return sizes


def _counter(selection: Selection, numbers: BitMap) -> Callable[[BitMap], Counts]:
    """Return a function that counts those of some numbers that a set of numbers holds."""
    uncertain = numbers - selection.certain
    by_type = [
        (thing_type, numbers & of_type, uncertain & of_type)
        for thing_type, of_type in zip(
            THING_TYPES.values(), selection.catalogue.by_type.values(), strict=True
        )
    ]

    def count(having: BitMap) -> Counts:
        counts = {}
        for thing_type, possible, unsure in by_type:
            number = possible.intersection_cardinality(having)
            doubtful = unsure.intersection_cardinality(having) if number and unsure else 0
            counts[thing_type] = Count(number, number - doubtful)
        return Counts(**counts)

    return count
