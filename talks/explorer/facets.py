"""How many rounds, statements and documents each option would leave: the counts beside filters.

The count of an option is what choosing it alone in its list would leave, under all that is asked
elsewhere. Where a time is asked for, rows whose dates are uncertain make two counts: certain and
possible. All are read off the catalogue, exact whatever its size.
"""

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from heapq import heappush, heappushpop

from pyroaring import BitMap

from actors.models import Actor, Relation, RelationKind
from record.stamp import cached_by_stamp
from talks.explorer.catalogue import Selection
from talks.explorer.question import ACTOR, Choice, Option, Question
from talks.models import THING_TYPES

NONE = BitMap()
MOST_ACTORS = 160  # of more, those with the largest part are offered


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
            return f"{self.possible:,} {nouns}" if self.possible else f"no {nouns}"
        certain = f"{self.certain:,} certain, " if self.certain else ""
        return f"{certain}{self.possible:,} possible {nouns}"


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

    @property
    def short(self) -> str:
        """All three in signs: "9 · 6 · 1", "– · 6"; documents only where there are any."""
        said = [str(tally) if tally.possible else "–" for tally in (self.rounds, self.statements)]
        return " · ".join([*said, *([str(self.documents)] if self.documents.possible else [])])

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


def totals(found: Selection) -> Counts:
    """Count what the filter leaves."""
    return _counter(found, found.possible)(found.catalogue.all)


def left_out(asked: Question) -> Counts:
    """Count what is missed only because its sources tell no day of theirs, with a day asked for."""
    counts = Counts()
    for model, side in THING_TYPES.items():
        number = asked.left_out(model.objects.all()).count()
        setattr(counts, side, Tally(number, number))
    return counts


def facets(found: Selection, choice: Choice) -> list[Facet]:
    """Return the options of a filter that are chosen or would leave something, in their order.

    Where there are many, the chosen ones and those that would leave most.
    """
    return _facets(found, choice, most=choice.most)


def actors(found: Selection) -> dict[str, list[Facet]]:
    """Return the actors that have a part in what is left, or are chosen, grouped by kind.

    Each comes with its counts, those of its circle included, and with whom it backs or opposes. Of
    many, those come that have the largest part.
    """
    said = stances()
    groups = defaultdict(list)
    for facet in _facets(found, ACTOR, most=MOST_ACTORS, everyone=found.asked.is_empty):
        facet.stances = said.get(facet.option.pk, [])
        groups[facet.option.group].append(facet)
    return dict(groups)


@cached_by_stamp(1)
def stances() -> dict[int, list[tuple[str, Actor]]]:
    """Return whom each actor backs or opposes, and who opposes it, by its id; each said once."""
    # A dict keeps the order, and says once what two relations of different times both say.
    stances: dict[int, dict[tuple[str, Actor], None]] = defaultdict(dict)
    relations = Relation.objects.stances().select_related("subject", "object")
    for relation in relations.order_by("kind", "object__name", "subject__name", "pk"):
        stances[relation.subject_id][relation.kind, relation.object] = None
        if relation.kind == RelationKind.OPPOSES:
            stances[relation.object_id]["opposed by", relation.subject] = None
    return {actor: list(said) for actor, said in stances.items()}


def _facets(found: Selection, choice: Choice, *, most: int, everyone: bool = False) -> list[Facet]:
    """Return the options that are chosen or leave something, or all; of many those of most."""
    numbers, values = found.without(choice.name), found.catalogue.values[choice.name]
    options, chosen = found.asked.options[choice.name], found.asked.chosen[choice.name]
    left = _largest(numbers, values, most or len(options))
    offered = [it for it in options if left.get(it.value) or it.value in chosen or everyone]
    if most and len(offered) > most:
        ranked = sorted(
            offered, key=lambda it: (it.value in chosen, left.get(it.value, 0)), reverse=True
        )
        kept = {it.value for it in ranked[: max(most, len(chosen))]}
        offered = [it for it in offered if it.value in kept]
    count = _counter(found, numbers)
    return [Facet(it, it.value in chosen, count(values.get(it.value, NONE))) for it in offered]


def _largest(numbers: BitMap, values: Mapping[str, BitMap], most: int) -> dict[str, int]:
    """Count what is left of values, at least of the `most` of which most is left.

    The largest come first; of the rest, which need not be counted, less can be left.
    """
    left: dict[str, int] = {}
    best: list[int] = []
    for value, having in values.items():
        if len(best) == most and len(having) < best[0]:
            break
        left[value] = numbers.intersection_cardinality(having)
        (heappush if len(best) < most else heappushpop)(best, left[value])
    return left


def _counter(found: Selection, numbers: BitMap) -> Callable[[BitMap], Counts]:
    """Return what counts those of some numbers that have a value, given all that have it."""
    doubtful = numbers - found.certain
    sides = [
        (side, numbers & of, doubtful & of)
        for side, of in zip(THING_TYPES.values(), found.catalogue.sides.values(), strict=True)
    ]

    def count(having: BitMap) -> Counts:
        counts = Counts()
        for side, possible, unsure in sides:
            left = possible.intersection_cardinality(having)
            doubt = unsure.intersection_cardinality(having) if left and unsure else 0
            setattr(counts, side, Tally(left, left - doubt))
        return counts

    return count
