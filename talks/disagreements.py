"""Where sources differ: what each reports beside what the record says, settled nowhere."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import models

from talks.models import Citation, Nature

GRAVITY = {nature: rank for rank, nature in enumerate(Nature.values)}


@dataclass(frozen=True)
class Disagreement:
    """One field of one fact, with all that sources report of it otherwise than the record."""

    fact: models.Model
    field: str
    nature: Nature
    reports: list[Citation]

    @property
    def field_in_words(self) -> str:
        return self.field.replace("_", " ")

    @property
    def recorded(self) -> str:
        """What the record says, in words; "" where the field is not one that it holds."""
        if self.field not in {field.name for field in self.fact._meta.fields}:
            return ""
        value: Any = getattr(self.fact, self.field)
        return "" if value is None else str(value)


def disagreements(citations: Iterable[Citation]) -> list[Disagreement]:
    """Group citations that report a difference by fact and field; the gravest first.

    Takes `Citation.objects.differing()`; a group has the gravest nature of its reports.
    """
    groups: dict[tuple[str, int, str], list[Citation]] = defaultdict(list)
    for citation in citations:
        groups[citation.target_name(), citation.fact.pk, citation.reported_field].append(citation)
    found = [
        Disagreement(
            reports[0].fact,
            field,
            Nature(min((report.nature for report in reports), key=GRAVITY.__getitem__)),
            reports,
        )
        for (_, _, field), reports in groups.items()
    ]
    return sorted(found, key=lambda one: GRAVITY[one.nature])
