"""What a check finds, and what it is called."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Model

from actors.models import Relation
from talks.models import Citation, Round, Statement, TrackRole

# What the names of rows are made of, beside themselves.
ALONG: dict[type[Model], tuple[str, ...]] = {
    Round: ("track",),
    Statement: ("speaker",),
    Relation: ("subject", "object"),
    TrackRole: ("track", "actor"),
    Citation: ("source",),
}


@dataclass(frozen=True)
class Finding:
    """A row that a check found: its model and key, what is told of it, and rows like it."""

    model: Any
    key: Any
    told: str = ""
    others: tuple[Any, ...] = ()

    @property
    def kind(self) -> str:
        return str(self.model._meta.verbose_name)

    @property
    def page(self) -> str:
        """The name of the page on which such a row is edited."""
        return f"admin:{self.model._meta.app_label}_{self.model._meta.model_name}_change"


# A finding, what its row is called, and the keys and names of the others.
Named = tuple[Finding, str, list[tuple[Any, str]]]


def named(findings: Iterable[Finding]) -> list[Named]:
    """Return findings with the names of their rows and of the others, one query for each model."""
    listed = list(findings)
    keys: dict[Any, set[Any]] = defaultdict(set)
    for finding in listed:
        keys[finding.model] |= {finding.key, *finding.others}
    names = {
        model: model._default_manager.select_related(*ALONG.get(model, ())).in_bulk(list(wanted))
        for model, wanted in keys.items()
    }
    return [
        (
            finding,
            str(names[finding.model][finding.key]),
            [(key, str(names[finding.model][key])) for key in finding.others],
        )
        for finding in listed
    ]
