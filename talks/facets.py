"""How many rounds, statements and documents each option would leave: the counts beside filters.

The count of an option is what choosing it alone in its list would leave, under all that is asked
elsewhere. Where a time is asked for, rows whose dates are uncertain make two counts: certain and
possible. The number of queries does not depend on the data.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Case, Count, IntegerField, Model, QuerySet, Value, When

from actors.models import Actor, Relation, RelationKind
from talks.filters import ACTOR, Choice, Filter, Option
from talks.models import SIDES


@dataclass
class Tally:
    """A number of rows: all that are possible, and those of them that are certain."""

    possible: int = 0
    certain: int = 0

    def __str__(self) -> str:
        if self.certain == self.possible:
            return str(self.possible)
        return f"{self.certain}–{self.possible}"

    def of(self, noun: str) -> str:
        """Say it with its noun: "9 rounds", "no rounds", "3 certain, 9 possible rounds"."""
        nouns = noun if self.possible == 1 else f"{noun}s"
        if self.certain == self.possible:
            return f"{self.possible or 'no'} {nouns}"
        certain = f"{self.certain} certain, " if self.certain else ""
        return f"{certain}{self.possible} possible {nouns}"


@dataclass
class Counts:
    """What is left of rounds, of statements and of documents."""

    rounds: Tally = field(default_factory=Tally)
    statements: Tally = field(default_factory=Tally)
    documents: Tally = field(default_factory=Tally)

    @property
    def total(self) -> int:
        """How many rows are possible in all."""
        return self.rounds.possible + self.statements.possible + self.documents.possible

    def __str__(self) -> str:
        """Say all three: "9 rounds and 6 statements"; documents only where there are any."""
        rounds, statements = self.rounds.of("round"), self.statements.of("statement")
        if not self.documents.possible:
            return f"{rounds} and {statements}"
        return f"{rounds}, {statements} and {self.documents.of('document')}"


@dataclass
class Facet:
    """One option of a filter as the page shows it."""

    option: Option
    chosen: bool
    counts: Counts
    stances: list[tuple[str, Actor]] = field(default_factory=list)


def totals(asked: Filter) -> Counts:
    """Count what the filter leaves, in one query for each of the three."""
    counts = Counts()
    for model, side in SIDES.items():
        row = asked.apply(model.objects.all()).aggregate(
            possible=Count("pk"), certain=Count("pk", filter=asked.certain)
        )
        setattr(counts, side, Tally(**row))
    return counts


def left_out(asked: Filter) -> Counts:
    """Count what is missed only because its sources tell no day of theirs, with a day asked for."""
    counts = Counts()
    for model, side in SIDES.items():
        number = asked.left_out(model.objects.all()).count()
        setattr(counts, side, Tally(number, number))
    return counts


def facets(asked: Filter, choice: Choice) -> list[Facet]:
    """Return the options of a filter that are chosen or would leave something, in their order.

    Where there are many, the chosen ones and those that would leave most.
    """
    found = _facets(asked, choice, _count(asked, choice))
    offered = [facet for facet in found if facet.chosen or facet.counts.total]
    if not choice.most or len(offered) <= choice.most:
        return offered
    ranked = sorted(offered, key=lambda facet: (facet.chosen, facet.counts.total), reverse=True)
    least = {facet.option.value for facet in ranked[choice.most :] if not facet.chosen}
    return [facet for facet in offered if facet.option.value not in least]


def actors(asked: Filter) -> dict[str, list[Facet]]:
    """Return the actors that have a part in what is left, or are chosen, grouped by kind.

    Each comes with its counts, those of its circle included, and with whom it backs or opposes.
    """
    stances = _stances()
    groups = defaultdict(list)
    for facet in _facets(asked, ACTOR, _count_circles(asked)):
        if facet.chosen or facet.counts.total or asked.is_empty:
            facet.stances = stances.get(facet.option.pk, [])
            groups[facet.option.group].append(facet)
    return dict(groups)


def _stances() -> dict[int, list[tuple[str, Actor]]]:
    """Return whom each actor backs or opposes, and who opposes it, by its id; each said once."""
    # A dict keeps the order, and says once what two relations of different times both say.
    stances: dict[int, dict[tuple[str, Actor], None]] = defaultdict(dict)
    relations = Relation.objects.stances().select_related("subject", "object")
    for relation in relations.order_by("kind", "object__name", "subject__name", "pk"):
        stances[relation.subject_id][relation.kind, relation.object] = None
        if relation.kind == RelationKind.OPPOSES:
            stances[relation.object_id]["opposed by", relation.subject] = None
    return {actor: list(said) for actor, said in stances.items()}


def _facets(asked: Filter, choice: Choice, counts: dict[Any, Counts]) -> Iterator[Facet]:
    for option in asked.options[choice.name]:
        yield Facet(option, option.value in asked.chosen[choice.name], counts[option.value])


def _count(asked: Filter, choice: Choice) -> dict[Any, Counts]:
    if choice.condition:
        return _count_conditions(asked, choice)
    counts: dict[Any, Counts] = defaultdict(Counts)
    for model, side in SIDES.items():
        # No value is met on two paths of one model, so that none is counted twice.
        for path in asked.paths(choice, model, asked.day):
            rows = _others(asked, choice, model).order_by().values_list(path)
            counted = rows.annotate(
                possible=Count("pk", distinct=True),
                certain=Count("pk", distinct=True, filter=asked.certain),
            )
            for value, possible, certain in counted:
                if value is not None:
                    setattr(counts[value], side, Tally(possible, certain))
    return counts


def _count_conditions(asked: Filter, choice: Choice) -> dict[Any, Counts]:
    counts: dict[Any, Counts] = defaultdict(Counts)
    for model, side in SIDES.items():
        asking = {}
        for number, option in enumerate(asked.options[choice.name]):
            has = asked.has(choice, model, option.value)
            asking[f"possible_{number}"] = Count("pk", filter=has)
            asking[f"certain_{number}"] = Count("pk", filter=has & asked.certain)
        row = _others(asked, choice, model).aggregate(**asking)
        for number, option in enumerate(asked.options[choice.name]):
            tally = Tally(row[f"possible_{number}"], row[f"certain_{number}"])
            setattr(counts[option.value], side, tally)
    return counts


def _count_circles(asked: Filter) -> dict[Any, Counts]:
    """Count each row once for an actor, however many of its circle have a part in it."""
    counts: dict[Any, Counts] = defaultdict(Counts)
    yes, no = Value(1), Value(0)
    certainly = Case(When(asked.certain, then=yes), default=no, output_field=IntegerField())
    for model, side in SIDES.items():
        rows_of = defaultdict(set)
        others = asked.reach(_others(asked, ACTOR, model), ACTOR).order_by()
        for path in ACTOR.paths[model]:
            found = others.filter(**{f"{path}__isnull": False})
            for actor, row, sure in found.values_list(path, "pk", certainly):
                rows_of[actor].add((row, sure))
        for option in asked.options["actor"]:
            rows: set[tuple[int, int]] = set()
            for actor in asked.circle(option.pk):
                rows |= rows_of.get(actor, set())
            setattr(counts[option.value], side, Tally(len(rows), sum(sure for _, sure in rows)))
    return counts


def _others(asked: Filter, choice: Choice, model: type[Model]) -> QuerySet[Any]:
    return asked.apply(model._default_manager.all(), without=choice.name)
