"""What is left: rows narrowed by the values that a choice leads to, or by a word."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import Model, Q, QuerySet

from talks.models import OutcomeDocument, Round, Statement


def narrow(rows: QuerySet[Any], paths: tuple[str, ...], values: Iterable[Any]) -> QuerySet[Any]:
    """Keep the rows from which one of the paths leads to one of the values; each row once."""
    either = Q()
    for path in paths:
        either |= Q(**{f"{path}__in": values})
    if all(path in rows.query.annotations or _leads_to_one(rows.model, path) for path in paths):
        return rows.filter(either)
    return rows.filter(pk__in=rows.model._default_manager.filter(either).values("pk"))


def _leads_to_one(model: type[Model], path: str) -> bool:
    """Whether a path cannot meet a row twice, so that it needs no query of its own."""
    here: Any = model
    for name in path.split("__"):
        step = here._meta.get_field(name)
        if step.many_to_many or step.one_to_many:
            return False
        here = step.related_model
    return True


SAYING: Mapping[type[Model], tuple[str, ...]] = {
    Round: (
        *("title", "agenda", "outcome", "timing", "format"),
        *("track__name", "track__short_name", "venue__city"),
    ),
    Statement: ("summary", "quotation", "speaker__name", "on_behalf_of__name"),
    OutcomeDocument: ("title", "summary", "symbol"),
}


def says(model: type[Model], word: str) -> Q:
    """Return the condition that a row says a word, or is the round of that number."""
    either = Q()
    for path in SAYING[model]:
        either |= Q(**{f"{path}__icontains": word})
    if model is Round and word.isascii() and word.isdigit() and len(word) < 4:
        either |= Q(number=int(word))
    return either
