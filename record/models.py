"""What rows of any sourced record have in common; every class here is abstract."""

from collections import defaultdict
from collections.abc import Collection
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models

from record.dates import BoundField


class Checked(models.Model):
    """A row that tells a broken constraint at the field where it can be mended.

    That field is the constraint's `violation_error_code`; without one, the row as a whole is told.
    """

    class Meta:
        abstract = True

    def validate_constraints(self, exclude: Collection[str] | None = None) -> None:
        """Check the stored days too, which no form holds, where the texts behind them are sound.

        Raises `ValidationError` by field.
        """
        unknown = set(exclude or ())
        bounds = (field for field in self._meta.fields if isinstance(field, BoundField))
        derived = {field.name for field in bounds if unknown.isdisjoint(field.of)}
        try:
            super().validate_constraints(unknown - derived)
        except ValidationError as broken:
            names = {field.name for field in self._meta.fields}
            told: dict[str, list[ValidationError]] = defaultdict(list)
            for field, errors in broken.error_dict.items():
                for error in errors:
                    told[error.code if error.code in names else field].append(error)
            raise ValidationError(dict(told)) from broken


class MergedQuerySet(models.QuerySet[Any]):
    """Rows with `former_slugs`: those of what was merged into them."""

    def successors(self) -> dict[str, str]:
        """Return the slug of today by each that led to a row once."""
        rows = self.exclude(former_slugs=[]).values_list("slug", "former_slugs")
        return {former: slug for slug, formers in rows for former in formers}


class Searched(models.Model):
    """A row that is found by words, which the database keeps in an index of its own.

    `searched_fields` hold the row's own words; `searched_names` are paths to the rows whose words
    count too, as the name of a statement's speaker does.
    """

    searched_fields: ClassVar[tuple[str, ...]] = ()
    searched_names: ClassVar[tuple[str, ...]] = ()

    class Meta:
        abstract = True
