"""The rows that cells may refer to, by slug or by an exact name."""

import difflib
from collections.abc import Iterable, Mapping

from django.db.models import Model

from actors.models import Actor
from record.models import MergedQuerySet
from talks.imports.faults import WrongCell
from talks.models import Round, Source, Topic, Track, Venue

# The fields that name a row exactly, besides its slug; each holds a text or a list of texts.
NAME_FIELDS: Mapping[type[Model], tuple[str, ...]] = {
    Actor: ("name", "name_ar", "aliases", "former_slugs"),
    Source: ("former_slugs",),
    Track: ("name", "short_name"),
    Venue: ("city",),
    Topic: ("name",),
    Round: (),
}
MAX_SLUGS_TO_COMPARE = 5000  # with more slugs, the search for a similar one takes too long


class Directory:
    """Finds rows by what files call them; each model is read once, when first asked for.

    `wrong_slugs` holds model and slug of the wrong rows of the same file, so that a reference to
    them is not reported as unknown.
    """

    def __init__(self) -> None:
        self._keys_by_slug: dict[type[Model], dict[str, int]] = {}
        self._keys_by_name: dict[type[Model], dict[str, set[int]]] = {}
        self._slugs_by_key: dict[type[Model], dict[int, str]] = {}
        self._successors: dict[type[Model], dict[str, str]] = {}
        self.wrong_slugs: set[tuple[type[Model], str]] = set()

    def find(self, model: type[Model], text: str) -> int:
        """Return the key of the row that a text names.

        Raises `WrongCell` if no row or several rows have this name.
        """
        self._read(model)
        key = self._keys_by_slug[model].get(text)
        if key is not None:
            return key
        keys = self._keys_by_name[model].get(text.casefold(), set())
        if len(keys) > 1:
            names = model._meta.verbose_name_plural
            raise WrongCell(f"Several {names} have this name: use the slug.")
        if keys:
            return next(iter(keys))
        name = model._meta.verbose_name
        if (model, text) in self.wrong_slugs:
            raise WrongCell(f"The row of this {name} is wrong too: correct that first.")
        similar = self._find_similar(model, text)
        raise WrongCell(f"There is no such {name}{similar}: use its slug, or add it.")

    def slug(self, model: type[Model], key: int | None) -> str:
        """Return the slug of a row by its key, "" for no row."""
        self._read(model)
        return self._slugs_by_key[model][key] if key else ""

    def successor(self, model: type[Model], slug: str) -> str:
        """Return the slug of the row into which one was merged, "" if it was not merged."""
        if model not in self._successors:
            rows = model._default_manager.all()
            self._successors[model] = rows.successors() if isinstance(rows, MergedQuerySet) else {}
        return self._successors[model].get(slug, "")

    def add(self, row: Model) -> None:
        """Add a row that has just been stored."""
        model = type(row)
        if model in NAME_FIELDS:
            self._read(model)
            names = [getattr(row, name) for name in NAME_FIELDS[model]]
            self._enter(model, row.pk, row.slug, names)  # type: ignore[attr-defined]

    def _read(self, model: type[Model]) -> None:
        if model not in self._keys_by_slug:
            self._keys_by_slug[model] = {}
            self._keys_by_name[model] = {}
            self._slugs_by_key[model] = {}
            rows = model._default_manager.order_by("pk")
            for key, slug, *names in rows.values_list("pk", "slug", *NAME_FIELDS[model]):
                self._enter(model, key, slug, names)

    def _enter(
        self, model: type[Model], key: int, slug: str, names: Iterable[str | list[str]]
    ) -> None:
        self._keys_by_slug[model][slug], self._slugs_by_key[model][key] = key, slug
        for name in names:
            for text in name if isinstance(name, list) else [name]:
                if text:
                    self._keys_by_name[model].setdefault(text.casefold(), set()).add(key)

    def _find_similar(self, model: type[Model], text: str) -> str:
        """Suggest a similar slug in brackets, "" if there is none or there are too many slugs."""
        slugs = self._keys_by_slug[model]
        if len(slugs) >= MAX_SLUGS_TO_COMPARE:
            return ""
        similar = difflib.get_close_matches(text, slugs, 1)
        return f" (did you mean “{similar[0]}”?)" if similar else ""
