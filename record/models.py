"""Abstract models for the rows of any record that cites its sources."""

from collections import defaultdict
from collections.abc import Collection
from typing import Any, ClassVar, TypeAlias, TypeVar

from django.core.exceptions import ValidationError
from django.db import models

from record.dates import BoundField

AnyField: TypeAlias = "models.Field[Any, Any]"
Row = TypeVar("Row", bound=models.Model, covariant=True)


class Checked(models.Model):
    """A row that reports a broken constraint at the field where it can be corrected.

    That field is the constraint's `violation_error_code`. Without one, the error is reported for
    the row as a whole.
    """

    class Meta:
        abstract = True

    def validate_constraints(self, exclude: Collection[str] | None = None) -> None:
        """Check the constraints; raise `ValidationError` by field.

        Forms exclude the derived days because they have no input for them. They are still
        checked, unless a text that they derive from is wrong.
        """
        excluded = set(exclude or ())
        bounds = (field for field in self._meta.fields if isinstance(field, BoundField))
        derived = {field.name for field in bounds if excluded.isdisjoint(field.of)}
        try:
            super().validate_constraints(excluded - derived)
        except ValidationError as broken:
            names = {field.name for field in self._meta.fields}
            errors_by_field: dict[str, list[ValidationError]] = defaultdict(list)
            for field, errors in broken.error_dict.items():
                for error in errors:
                    errors_by_field[error.code if error.code in names else field].append(error)
            raise ValidationError(dict(errors_by_field)) from broken


class MergedQuerySet(models.QuerySet[Row]):
    """Rows with `former_slugs`: the slugs of the rows that were merged into them."""

    def successors(self) -> dict[str, str]:
        """Return the current slugs of rows by their former slugs."""
        rows = self.exclude(former_slugs=[]).values_list("slug", "former_slugs")
        return {former: slug for slug, formers in rows for former in formers}


class Searched(models.Model):
    """A row that can be found by words; the database keeps an index of them.

    `searched_fields` are the fields with the row's own words.
    """

    searched_fields: ClassVar[tuple[str, ...]] = ()

    class Meta:
        abstract = True


def form_fields(model: type[models.Model]) -> list[AnyField]:
    """Return the fields that an editor fills in a model's form, many-to-many ones included.

    Relations that have a model of their own, such as the participants of a round, are left out.
    """
    fields = [field for field in model._meta.fields if field.editable and not field.primary_key]
    for field in model._meta.many_to_many:
        through = field.remote_field.through
        if through and through._meta.auto_created:
            fields.append(field)
    return fields
