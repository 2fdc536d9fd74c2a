"""What a check finds: a row of the record, and the names that people see for it."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Model

from actors.models import Relation
from talks.models import TARGETS, Citation, Participation, Round, Statement, TrackRole

# The related rows that appear in the name of a row, so that they are read along with it.
RELATED_IN_NAMES: dict[type[Model], tuple[str, ...]] = {
    Round: ("track",),
    Statement: ("speaker",),
    Relation: ("subject", "object"),
    TrackRole: ("track", "actor"),
    Participation: ("round__track", "actor"),
    Citation: (
        "source",
        *TARGETS,
        "round__track",
        "statement__speaker",
        "relation__subject",
        "relation__object",
        "track_role__track",
        "track_role__actor",
        "participation__round__track",
        "participation__actor",
    ),
}


def address_of(row: Any) -> str:
    """Return the text by which an explanation names a row; it is the same in every database.

    As "statement/kelly-craft-agree-to-a-ceasefire"; for a citation the fact, then its source and
    the place: "round/geneva-1#reuters-2012@1.4".
    """
    if isinstance(row, Citation):
        field = f" {row.reported_field}" if row.reported_field else ""
        return f"{address_of(row.fact)}#{row.source.slug}@{row.locator}{field}"
    return "/".join([row._meta.model_name, *map(str, row.natural_key())])


@dataclass(frozen=True)
class Finding:
    """A row that a check found: its model and primary key, a detail, and the keys of rows like it.

    `detail` says what the check saw ("the same address"), or is "".
    """

    model: type[Model]
    key: int
    detail: str = ""
    similar_keys: tuple[int, ...] = ()

    @property
    def kind(self) -> str:
        """What kind of row it is, in words: "statement", "outcome document"."""
        return str(self.model._meta.verbose_name)

    @property
    def edit_url_name(self) -> str:
        """The name of the URL pattern of the page on which such a row is edited."""
        return f"admin:{self.model._meta.app_label}_{self.model._meta.model_name}_change"


@dataclass(frozen=True)
class NamedFinding:
    """A finding with the name of its row, and the keys and names of the rows like it.

    `address` is what an explanation calls the row.
    """

    finding: Finding
    name: str
    address: str
    similar: list[tuple[int, str]]


def add_names(findings: Iterable[Finding]) -> list[NamedFinding]:
    """Look up the names of all rows that findings mention, with one query for each model."""
    rows = list(findings)
    keys_by_model: dict[type[Model], set[int]] = defaultdict(set)
    for finding in rows:
        keys_by_model[finding.model] |= {finding.key, *finding.similar_keys}
    names = {
        (model, key): (str(row), address_of(row))
        for model, keys in keys_by_model.items()
        for key, row in model._default_manager.select_related(*RELATED_IN_NAMES.get(model, ()))
        .in_bulk(list(keys))
        .items()
    }
    return [
        NamedFinding(
            finding,
            *names[finding.model, finding.key],
            [(key, names[finding.model, key][0]) for key in finding.similar_keys],
        )
        for finding in rows
    ]
