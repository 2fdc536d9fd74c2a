"""What the record holds and how well it is witnessed: the numbers that the page About tells."""

from django.db.models import Count, Model, Q, QuerySet

from actors.models import Actor, Relation
from talks.models import Citation, OutcomeDocument, Round, Source, Statement, Track, Venue

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


def _numbers(model: type[Model], **conditions: Q) -> Numbers:
    counts = {name: Count("pk", filter=condition) for name, condition in conditions.items()}
    return model._default_manager.aggregate(all=Count("pk"), **counts)


def _single(fact: str) -> Numbers:
    """Count the facts of a kind that rest on one source, however often it is cited."""
    cited: QuerySet[Citation] = Citation.objects.exclude(**{fact: None}).order_by()
    by_fact = cited.values(fact).annotate(sources=Count("source", distinct=True))
    return {"single": by_fact.filter(sources=1).count()}
