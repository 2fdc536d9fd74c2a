"""What the record holds and how well it is witnessed: the numbers that the page About tells."""

from typing import Any

from django.db.models import Count, Model, Q, QuerySet

from actors.models import Actor, Relation
from talks.models import TARGETS, Citation, OutcomeDocument, Round, Source, Statement, Track, Venue

Numbers = dict[str, int]


def inventory() -> dict[str, Numbers]:
    """Count what there is of each kind, as `all`, and what a reader should know of it.

    `single` is what rests on one source. The number of queries does not depend on the data.
    """
    quoted = ~Q(quotation="")
    return {
        "rounds": _numbers(Round, undated=Q(earliest=None)) | _single("round"),
        "statements": _numbers(
            Statement,
            undated=Q(earliest=None),
            quoted=quoted,
            reread=quoted & Q(quotation_reread=True),
        )
        | _single("statement"),
        "documents": _numbers(OutcomeDocument, numbered=Q(pax_id__isnull=False)),
        "sources": _numbers(
            Source,
            undated=Q(published=""),
            news=Q(kind="news"),
            aggregators=Q(subkind="aggregator"),
            blogs=Q(subkind__in=["blog", "personal-page"]),
            releases=Q(subkind__in=["government-release", "party-release"]),
        ),
        "actors": _numbers(Actor, arabic=~Q(name_ar="")),
        "venues": _numbers(Venue, placed=Q(latitude__isnull=False)),
        "tracks": _numbers(Track),
        "relations": _numbers(Relation),
        "citations": _numbers(Citation),
    }


def told_alone_by(source: str) -> Numbers:
    """Count what a source (its slug) alone tells, and the conferences that gather other rounds."""
    alone = {name: _alone(name, source) for name in ("round", "statement", "actor")}
    wholes = Round.objects.filter(parts__isnull=False).exclude(pk__in=alone["round"].values("pk"))
    counts = {name: rows.count() for name, rows in alone.items()}
    return counts | {"wholes": wholes.distinct().count()}


def _alone(fact: str, source: str) -> QuerySet[Any]:
    cited: QuerySet[Citation] = Citation.objects.exclude(**{fact: None})
    own, others = cited.filter(source__slug=source), cited.exclude(source__slug=source)
    rows: QuerySet[Any] = TARGETS[fact]._default_manager.filter(pk__in=own.values(fact))
    return rows.exclude(pk__in=others.values(fact))


def _numbers(model: type[Model], **conditions: Q) -> Numbers:
    counts = {name: Count("pk", filter=condition) for name, condition in conditions.items()}
    return model._default_manager.aggregate(all=Count("pk"), **counts)


def _single(fact: str) -> Numbers:
    """Count the facts of a kind that rest on one source, however often it is cited."""
    cited: QuerySet[Citation] = Citation.objects.exclude(**{fact: None}).order_by()
    by_fact = cited.values(fact).annotate(sources=Count("source", distinct=True))
    return {"single": by_fact.filter(sources=1).count()}
