"""Two rows that are one: all that points at the one is made to point at the other.

What points at a row is found by the models themselves, so that a table which is added later is
not forgotten. Nothing is lost unseen: a row that would repeat another is joined with it, and where
the two say different things the merge is refused until somebody has mended one.
"""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any, cast

from django.db import models
from django.db.models import F, Q
from reversion import get_registered_models
from reversion.revisions import _get_options

from record.dates import BoundField
from record.editing.versions import FieldChange, save_baselines, save_versions

AT_ONCE = 500  # things of which versions are kept at a time
FORMER, NAMES = "former_slugs", ("name", "name_ar", "aliases")


@dataclass(frozen=True)
class Link:
    """A table whose rows point at a model, and the columns by which they do.

    `owner` and `label` are what people call such rows: of a many-to-many field, its own model.
    """

    model: Any
    columns: tuple[str, ...]
    owner: Any
    label: str


def links(model: type[models.Model]) -> list[Link]:
    """Return all that points at a model, many-to-many fields included."""
    found: dict[Any, list[str]] = defaultdict(list)
    named: dict[Any, tuple[Any, str]] = {}
    relations: Any = model._meta.related_objects
    for relation in relations:
        table = relation.related_model
        if relation.many_to_many:
            through = relation.field.remote_field.through
            if through._meta.auto_created:
                found[through].append(f"{relation.field.m2m_reverse_field_name()}_id")
                named[through] = table, str(relation.field.verbose_name)
        else:
            found[table].append(relation.field.attname)
            named.setdefault(table, (table, ""))
    return [Link(table, tuple(columns), *named[table]) for table, columns in found.items()]


@dataclass(frozen=True)
class Obstacle:
    """Why two rows cannot be merged as they stand, and the row to mend."""

    told: str
    row: models.Model


@dataclass
class Merge:
    """What merging one row into another does: looked at before, and then done.

    `moved` and `repeated` count rows by what they are called; `filled` are empty fields that take
    the value of the one given up, `left` those in which the two differ: the kept one's stay.
    """

    kept: Any
    gone: Any
    moved: Counter[str] = field(default_factory=Counter)
    repeated: Counter[str] = field(default_factory=Counter)
    filled: list[FieldChange] = field(default_factory=list)
    left: list[FieldChange] = field(default_factory=list)
    obstacles: list[Obstacle] = field(default_factory=list)
    touched: dict[Any, set[Any]] = field(default_factory=lambda: defaultdict(set))

    def __post_init__(self) -> None:
        self._steps: list[tuple[Any, ...]] = []
        self._told = hashlib.sha256()
        self._join(self.kept, self.gone)
        self.touched[type(self.kept)].add(self.kept.pk)

    @property
    def digest(self) -> str:
        """What tells this merge from that of another state of the record."""
        return self._told.hexdigest()

    def do(self, *, user: Any, why: str) -> None:
        """Merge them, and keep versions of all that is touched; to be called in a transaction.

        Raises `ValueError` where there are obstacles.
        """
        if self.obstacles:
            raise ValueError(self.obstacles[0].told)
        model = type(self.kept)
        save_baselines(model, [self.gone.pk])
        for touched, keys in self._touched():
            save_baselines(touched, keys)
        for step, *args in self._steps:
            step(*args)
        for touched, keys in self._touched():
            save_versions(touched, keys, user=user, why=why)

    def _touched(self) -> Iterator[tuple[Any, list[Any]]]:
        for model, keys in self.touched.items():
            listed = sorted(keys)
            for start in range(0, len(listed), AT_ONCE):
                yield model, listed[start : start + AT_ONCE]

    # Looking -------------------------------------------------------------------------------------

    def _join(self, kept: Any, gone: Any) -> None:
        """Note the steps by which all of one row goes to another of its model."""
        for link in links(type(kept)):
            self._move(link, kept.pk, gone.pk)
        self._fill(kept, gone)
        self._step(kept.save)
        self._step(gone.delete)

    def _step(self, step: Any, *args: Any) -> None:
        self._steps.append((step, *args))

    def _move(self, link: Link, kept: Any, gone: Any) -> None:
        pointing = Q(*((name, gone) for name in link.columns), _connector=Q.OR)
        found = link.model._default_manager.filter(pointing).order_by("pk")
        rows = list(found if _unique(link.model) else found.only("pk", *link.columns))
        if not rows:
            return
        self._told.update(repr([link.model._meta.label, *(row.pk for row in rows)]).encode())
        self._touch(link, rows)
        there = self._there(link, kept) if _unique(link.model) else {}
        repeats = 0
        for row in rows:
            moved = {name: kept for name in link.columns if getattr(row, name) == gone}
            twin = _twin(row, moved, there)
            if twin is not None:
                repeats += 1
                self._join(twin, row)
            elif _points_at_itself(row, moved):
                self._hinder(f"“{row}” would be of itself: delete it, or change it.", row)
        called = str(link.owner._meta.verbose_name_plural)
        label = f"{called} ({link.label})" if link.label else called
        self.moved[label] += len(rows) - repeats
        self.repeated[label] += repeats
        for name in link.columns:
            rows_of_it = link.model._default_manager.filter(**{name: gone})
            self._step(lambda rows=rows_of_it, name=name: rows.update(**{name: kept}))

    def _there(self, link: Link, kept: Any) -> dict[Any, Any]:
        """Return the rows that point at the kept one already, by each rule and what it compares."""
        pointing = Q(*((name, kept) for name in link.columns), _connector=Q.OR)
        return {
            (rule, tuple(getattr(row, name) for name in rule)): row
            for row in link.model._default_manager.filter(pointing)
            for rule in _unique(link.model)
        }

    def _fill(self, kept: Any, gone: Any) -> None:
        """Fill what is empty in a row; where two rows differ that should say the same, object."""
        is_whole = gone is self.gone
        for column in _comparable(type(kept)):
            name, label = column.attname, str(column.verbose_name)
            ours, theirs = getattr(kept, name), getattr(gone, name)
            if name == FORMER:
                former = dict.fromkeys([*ours, gone.slug, *theirs])
                setattr(kept, name, [slug for slug in former if slug != kept.slug])
            elif name == "aliases":
                self._name(kept, gone)
            elif theirs in ("", None, [], False) or ours == theirs:
                continue
            elif ours in ("", None, [], False) or isinstance(ours, list):
                value = [*dict.fromkeys([*ours, *theirs])] if isinstance(ours, list) else theirs
                setattr(kept, name, value)
                if is_whole:
                    self.filled.append(FieldChange(label, "", str(theirs)))
            elif is_whole:
                self.left += [] if name in (*NAMES, "slug") else [_differs(column, ours, theirs)]
            else:
                told = f"“{kept}” is told twice, with another {label}: make them say the same."
                self._hinder(told, gone)
        self._told.update(repr((self.filled, self.left)).encode())

    def _name(self, kept: Any, gone: Any) -> None:
        """Keep all names of the one given up as other names of the kept one."""
        names = [gone.name, *([gone.name_ar] if kept.name_ar else []), *gone.aliases]
        own = {kept.name, kept.name_ar, ""}
        new = [name for name in dict.fromkeys(names) if name not in own | set(kept.aliases)]
        kept.aliases = [*kept.aliases, *new]
        if new:
            self.filled.append(FieldChange("other names", "", ", ".join(new)))

    def _hinder(self, told: str, row: Any) -> None:
        self.obstacles.append(Obstacle(told, row))
        self._told.update(told.encode())

    def _touch(self, link: Link, rows: Iterable[Any]) -> None:
        """Note the things whose versions hold these rows: what they belong to, else themselves."""
        holders = _holders(link)
        for row in rows:
            owned = [(model, getattr(row, name)) for model, name in holders if getattr(row, name)]
            for model, key in owned or [(link.model, row.pk)]:
                self.touched[model].add(key)
        # What is given up needs no version of its own: one of what stood is kept.
        self.touched[type(self.gone)].discard(self.gone.pk)


@cache
def _holders(link: Link) -> list[tuple[Any, str]]:
    """Return which models' versions hold the rows of a table, and by which column."""
    if link.owner is not link.model:  # a many-to-many field
        back = next(
            one.attname
            for one in link.model._meta.fields
            if one.related_model is link.owner and one.attname not in link.columns
        )
        return [(link.owner, back)]
    relations: list[tuple[Any, Any]] = [
        (model, relation)
        for model in get_registered_models()
        for relation in model._meta.related_objects
    ]
    return [
        (model, relation.field.attname)
        for model, relation in relations
        if relation.related_model is link.model and relation.name in _get_options(model).follow
    ]


@cache
def _unique(model: type[models.Model]) -> list[tuple[str, ...]]:
    """Return the columns of each rule that lets rows of a model not repeat."""
    meta: Any = model._meta
    rules = [rule for rule in meta.constraints if isinstance(rule, models.UniqueConstraint)]
    return [
        tuple(meta.get_field(name).attname for name in names)
        for names in (*(rule.fields for rule in rules), *meta.unique_together)
    ]


def _twin(row: Any, moved: Mapping[str, Any], there: Mapping[Any, Any]) -> Any:
    """Return the row that this one would repeat; what compares nothing repeats nothing."""
    for rule in _unique(row.__class__):
        compared = tuple(moved.get(name, getattr(row, name)) for name in rule)
        if None not in compared and (rule, compared) in there:
            return there[rule, compared]
    return None


def _points_at_itself(row: Any, moved: Mapping[str, Any]) -> bool:
    """Say whether a row would name the same thing in two fields that must differ."""
    for rule in row._meta.constraints:
        condition = getattr(rule, "condition", None)
        if isinstance(condition, Q) and condition.negated and len(condition.children) == 1:
            name, other = cast(tuple[str, Any], condition.children[0])
            if isinstance(other, F):
                fields = map(row._meta.get_field, (name, cast(Any, other).name))
                ends = [moved.get(one.attname, getattr(row, one.attname)) for one in fields]
                if ends[0] == ends[1]:
                    return True
    return False


def _comparable(model: Any) -> list[Any]:
    """Return the fields in which two rows may differ that are one: not keys, not derived days."""
    unique = {name for rule in _unique(model) for name in rule}
    fields: list[Any] = [
        one
        for one in model._meta.concrete_fields
        if not (one.primary_key or isinstance(one, BoundField) or one.attname in unique)
    ]
    return sorted(fields, key=lambda one: one.attname == "name_ar")  # other names look at it first


def _differs(column: Any, ours: Any, theirs: Any) -> FieldChange:
    told = (dict(column.flatchoices).get(value, value) for value in (ours, theirs))
    return FieldChange(str(column.verbose_name), *map(str, told))
