"""What is left: rows narrowed by the values that a choice leads to."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Model, Q, QuerySet


def narrow(rows: QuerySet[Any], paths: tuple[str, ...], values: Iterable[Any]) -> QuerySet[Any]:
    """Keep the rows from which one of the paths leads to one of the values; each row once."""
    either = Q()
    for path in paths:
        either |= Q(**{f"{path}__in": values})
    if all(path in rows.query.annotations or leads_to_one(rows.model, path) for path in paths):
        return rows.filter(either)
    return rows.filter(pk__in=rows.model._default_manager.filter(either).values("pk"))


def leads_to_one(model: type[Model], path: str) -> bool:
    """Say whether a path cannot meet a row twice, so that it needs no query of its own."""
    here: Any = model
    for name in path.split("__"):
        step = here._meta.get_field(name)
        if step.many_to_many or step.one_to_many:
            return False
        here = step.related_model
    return True
