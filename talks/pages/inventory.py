"""What the record holds and how well sources support it: the numbers on the page About."""

from typing import Any

from django.db.models import Count, Max, Min, Model, Q, QuerySet
from django.db.models.functions import Coalesce

from actors.models import Actor, ActorKind, Relation
from record.confidence import Confidence
from talks.models import (
    TARGETS,
    Citation,
    OutcomeDocument,
    Round,
    Source,
    Statement,
    Track,
    Venue,
    language_in_words,
)

Counts = dict[str, int]


def count_record() -> dict[str, Counts]:
    """Count the rows of each kind, as `all`, and those with features that a reader should know.

    `single` counts facts on one source. The number of queries does not depend on the data.
    """
    quoted = ~Q(quotation="")
    return {
        "rounds": _count(Round, undated=Q(earliest=None)) | _count_on_one_source("round"),
        "statements": _count(
            Statement,
            undated=Q(earliest=None),
            quoted=quoted,
            reread=quoted & Q(quotation_reread=True),
        )
        | _count_on_one_source("statement"),
        "documents": _count(OutcomeDocument, numbered=Q(pax_id__isnull=False)),
        "sources": _count(
            Source,
            undated=Q(published=""),
            news=Q(kind="news"),
            aggregators=Q(subkind="aggregator"),
            blogs=Q(subkind__in=["blog", "personal-page"]),
            releases=Q(subkind__in=["government-release", "party-release"]),
        ),
        "actors": _count(Actor, arabic=~Q(name_ar="")),
        "venues": _count(Venue, placed=Q(latitude__isnull=False)),
        "tracks": _count(Track),
        "relations": _count(Relation),
        "citations": _count(Citation),
    }


def count_statements_by_confidence() -> dict[str, int]:
    """Count the statements that were checked twice, once, or are not confirmed, by these words."""
    numbers = _count_by(Statement.objects.values_list("confidence"))
    return {str(label): numbers.get(value, 0) for value, label in Confidence.choices}


def count_statements_by_voice() -> dict[str, int]:
    """Count statements by the kind of actor for whom they were made, as `ActorKind` lists them.

    A person who speaks for nobody else counts as a person.
    """
    kind = Coalesce("on_behalf_of__kind", "speaker__kind")
    numbers = _count_by(Statement.objects.annotate(voice=kind).values_list("voice"))
    return {str(label): numbers[value] for value, label in ActorKind.choices if value in numbers}


def count_statements_by_year() -> dict[int, int]:
    """Count the statements of each year by their first day; those without one are left out."""
    dated = Statement.objects.exclude(earliest=None)
    return dict(sorted(_count_by(dated.values_list("earliest__year")).items()))


def count_sources_by_language() -> dict[str, int]:
    """Count the sources in each language, by its name, the largest first."""
    numbers = _count_by(Source.objects.exclude(language="").values_list("language"))
    by_name: dict[str, int] = {}
    for code, number in sorted(numbers.items(), key=lambda item: (-item[1], item[0])):
        name = language_in_words(code)
        by_name[name] = by_name.get(name, 0) + number
    return by_name


def find_months() -> tuple[str, str]:
    """Return the months of the first and the last dated thing: "November 2011", "" for none."""
    days = [
        model._default_manager.filter(latest__isnull=False).aggregate(
            Min("earliest"), Max("latest")
        )
        for model in (Round, Statement, OutcomeDocument)
    ]
    firsts = [one["earliest__min"] for one in days if one["earliest__min"]]
    lasts = [one["latest__max"] for one in days if one["latest__max"]]
    return (
        f"{min(firsts):%B %Y}" if firsts else "",
        f"{max(lasts):%B %Y}" if lasts else "",
    )


def _count_by(values: Any) -> dict[Any, int]:
    return dict(values.order_by().annotate(Count("pk")))


def count_facts_of_one_source(slug: str) -> Counts:
    """Count the facts that rest on one given source only.

    `rounds_with_sessions` counts the other rounds that have sessions, such as conferences.
    """
    rows_by_target = {
        target: _facts_of_one_source(target, slug) for target in ("round", "statement", "actor")
    }
    rounds_with_sessions = Round.objects.filter(parts__isnull=False)
    rounds_with_sessions = rounds_with_sessions.exclude(pk__in=rows_by_target["round"].values("pk"))
    counts = {target: rows.count() for target, rows in rows_by_target.items()}
    return counts | {"rounds_with_sessions": rounds_with_sessions.distinct().count()}


def _facts_of_one_source(target: str, slug: str) -> QuerySet[Model]:
    citations: QuerySet[Citation] = Citation.objects.exclude(**{target: None})
    own, others = citations.filter(source__slug=slug), citations.exclude(source__slug=slug)
    rows = TARGETS[target]._default_manager.filter(pk__in=own.values(target))
    return rows.exclude(pk__in=others.values(target))


def _count(model: type[Model], **conditions: Q) -> Counts:
    counts = {name: Count("pk", filter=condition) for name, condition in conditions.items()}
    return model._default_manager.aggregate(all=Count("pk"), **counts)


def _count_on_one_source(target: str) -> Counts:
    """Count the facts of a kind that rest on one source, however often it is cited."""
    citations: QuerySet[Citation] = Citation.objects.exclude(**{target: None}).order_by()
    by_fact = citations.values(target).annotate(sources=Count("source", distinct=True))
    return {"single": by_fact.filter(sources=1).count()}
