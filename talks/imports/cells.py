"""What is typed into a cell, read as the value of a field; raises `Wrong` with what to do.

Lists are written one after the other with semicolons, as the files of the site write them; in JSON
and YAML they may be lists.
"""

import difflib
import re
from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import Model

from actors.models import Actor
from talks.exports.rows import undefused
from talks.imports.faults import Wrong
from talks.imports.tables import trimmed
from talks.models import Nature, Role, Round, Source, Topic, Track, Venue

# What else than its slug names a row, exactly: a field with a text, or with a list of texts.
NAMES: Mapping[type[Model], tuple[str, ...]] = {
    Actor: ("name", "name_ar", "aliases", "former_slugs"),
    Source: ("former_slugs",),
    Track: ("name", "short_name"),
    Venue: ("city",),
    Topic: ("name",),
    Round: (),
}
DAY = re.compile(r"\d{4}-\d\d-\d\d")
TRUE, FALSE = {"yes", "true", "1", "x"}, {"no", "false", "0", ""}


class Known:
    """The rows that cells may name, by slug or by an exact name; read once for each model.

    `failed` holds the slugs of rows of the same file that are wrong, so that who names them is
    not told that there is no such row.
    """

    def __init__(self) -> None:
        self._by_slug: dict[type[Model], dict[str, int]] = {}
        self._by_name: dict[type[Model], dict[str, set[int]]] = {}
        self._slugs: dict[type[Model], dict[int, str]] = {}
        self._successors: dict[type[Model], dict[str, str]] = {}
        self.failed: set[tuple[type[Model], str]] = set()

    def find(self, model: type[Model], text: str) -> int:
        """Return the key of the row that a text names; raise `Wrong` where none or several do."""
        self._read(model)
        found = self._by_slug[model].get(text)
        if found is not None:
            return found
        named = self._by_name[model].get(text.casefold(), set())
        kind = model._meta.verbose_name
        if len(named) > 1:
            raise Wrong(f"Several {model._meta.verbose_name_plural} are called so: give the slug.")
        if named:
            return next(iter(named))
        if (model, text) in self.failed:
            raise Wrong(f"The row of this {kind} is wrong too: mend that first.")
        raise Wrong(f"There is no such {kind}{self._near(model, text)}: give its slug, or add it.")

    def slug(self, model: type[Model], key: int | None) -> str:
        """Return the slug of a row by its key, "" for no row."""
        self._read(model)
        return self._slugs[model][key] if key else ""

    def now(self, model: type[Model], slug: str) -> str:
        """Return the slug of the row into which the one of a slug was merged, "" where none was."""
        if model not in self._successors:
            rows: Any = model._default_manager.all()
            self._successors[model] = rows.successors() if hasattr(rows, "successors") else {}
        return self._successors[model].get(slug, "")

    def add(self, row: Model) -> None:
        """Take in a row that has just been added."""
        model = type(row)
        if model in NAMES:
            self._read(model)
            self._take(model, row.pk, row.slug, [getattr(row, name) for name in NAMES[model]])  # type: ignore[attr-defined]

    def _read(self, model: type[Model]) -> None:
        if model not in self._by_slug:
            self._by_slug[model], self._by_name[model], self._slugs[model] = {}, {}, {}
            rows = model._default_manager.order_by("pk").values_list("pk", "slug", *NAMES[model])
            for key, slug, *names in rows:
                self._take(model, key, slug, names)

    def _take(self, model: type[Model], key: int, slug: str, names: Iterable[Any]) -> None:
        self._by_slug[model][slug], self._slugs[model][key] = key, slug
        for name in names:
            for one in name if isinstance(name, list) else [name]:
                if one:
                    self._by_name[model].setdefault(one.casefold(), set()).add(key)

    def _near(self, model: type[Model], text: str) -> str:
        """Suggest a slug that looks alike, where the list is short enough to be looked through."""
        slugs = self._by_slug[model]
        near = difflib.get_close_matches(text, slugs, 1) if len(slugs) < 5000 else []
        return f" (“{near[0]}” is near)" if near else ""


def text(cell: Any) -> str:
    """Read a text: trimmed, also of marks that nobody sees, and with plain line ends."""
    if isinstance(cell, list | dict):
        raise Wrong("It is a list, and one text is expected.")
    plain = trimmed(str(cell).replace("\r\n", "\n").replace("\r", "\n"))
    if "\0" in plain or any("\ud800" <= letter <= "\udfff" for letter in plain):
        raise Wrong("It holds a character that no text has: type it anew.")
    if "\ufffd" in plain:
        raise Wrong(
            "It holds “\ufffd”, which stands for a lost letter: save the file as UTF-8 anew."
        )
    return plain


def texts(cell: Any) -> list[str]:
    """Read a list of texts, each once, in their order."""
    if not isinstance(cell, list):
        cell = [undefused(item.strip()) for item in re.split(r"[;\n]", text(cell))]
    return list(dict.fromkeys(filter(None, map(text, cell))))


def number(cell: Any) -> int | None:
    """Read a whole number, None where the cell is empty."""
    plain = text(cell)
    if not plain:
        return None
    if not re.fullmatch(r"-?\d{1,18}", plain, re.ASCII):
        raise Wrong("It is no whole number.")
    return int(plain)


def date(cell: Any) -> str:
    """Read a date as it stands; one that a spreadsheet has rewritten is refused as such."""
    plain = text(cell)
    if re.fullmatch(r"\d{1,4}([./-])\d{1,2}\1\d{1,4}", plain) and not DAY.fullmatch(plain):
        raise Wrong(
            "A spreadsheet has rewritten this date: write it as 2017-02-16, in a text cell."
        )
    if re.fullmatch(r"\d{5}(\.\d+)?", plain):
        raise Wrong(
            "It is a spreadsheet’s number for a day: write it as 2017-02-16, in a text cell."
        )
    return plain


def boolean(cell: Any) -> bool:
    """Read yes or no; an empty cell is no."""
    plain = text(cell).casefold()
    if plain not in TRUE | FALSE:
        raise Wrong("Write yes or no.")
    return plain in TRUE


def one_of(choices: Iterable[tuple[Any, Any]], cell: Any) -> str:
    """Read a choice by its value or its label."""
    plain = text(cell)
    values = {str(one).casefold(): str(value) for value, label in choices for one in (label, value)}
    if plain and plain.casefold() not in values:
        known = ", ".join(dict.fromkeys(values.values()))
        raise Wrong(f"There is no such choice: write one of {known}.")
    return values[plain.casefold()] if plain else ""


def participations(cell: Any, known: Known) -> list[tuple[int, str]]:
    """Read who took part as what: “russia guarantor; un mediator”, or objects of these."""
    found = []
    for item in cell if isinstance(cell, list) else texts(cell):
        if isinstance(item, dict):
            actor, role = text(item.get("actor", "")), text(item.get("role", ""))
        else:
            actor, _, role = text(item).rpartition(" ")
        try:
            key, what = known.find(Actor, actor.strip()), one_of(Role.choices, role)
        except Wrong as wrong:
            raise Wrong(f"“{actor} {role}”: {wrong} An actor and its role are expected.") from wrong
        if not what:
            raise Wrong(f"“{actor}” has no role: write one of {', '.join(Role.values)} after it.")
        found.append((key, what))
    return list(dict.fromkeys(found))


# Citations --------------------------------------------------------------------------------------

# source @ locator (supports) "quotation" [nature: field = value | days]
CITED = re.compile(
    r"(?P<source>[-\w]+)(?:\s+@\s+(?P<locator>.*?))?"
    r"(?:\s+\((?P<supports>(?:\w+(?:\s*,\s*\w+)*)?)\))?"
    r'(?:\s+"(?P<quotation>.*)")?'
    r"(?:\s+\[(?P<nature>[-\w]+): (?P<reported_field>.*?) = (?P<reported_value>.*?)"
    r"(?: \| (?P<reported_days>[-0-9X~?%./]+))?\])?"
)
NEXT = re.compile(r";\s*(?=[-\w]+\s+@\s)")  # where another begins in the same line
AS = "source @ place (field, field)"
TEXTS = {"locator", "quotation", "reported_field", "reported_value", "reported_days"}


def citations(cell: Any, known: Known) -> list[dict[str, Any]]:
    """Read citations, one a line, as values of fields; what is not said is left out.

    Raises `Wrong` with the form that is expected.
    """
    items = cell if isinstance(cell, list) else _lines(text(cell))
    return [_citation(item, known) for item in items]


def _lines(cell: str) -> list[str]:
    lines: list[str] = []
    for line in cell.split("\n"):
        lines += [line] if set('"[') & set(line) else NEXT.split(line)
    return [line.strip() for line in lines if line.strip()]


def _citation(item: Any, known: Known) -> dict[str, Any]:
    if isinstance(item, dict):
        said = dict(item)
    else:
        matched = CITED.fullmatch(text(item))
        if not matched:
            raise Wrong(f"“{text(item)[:60]}” is not read: write {AS}, one a line.")
        said = {name: value for name, value in matched.groupdict().items() if value is not None}
    if beyond := set(said) - {"source", "supports", "nature"} - TEXTS:
        raise Wrong(f"A citation has no {', '.join(sorted(beyond))}.")
    read: dict[str, Any] = {name: " ".join(text(said[name]).split()) for name in TEXTS & set(said)}
    read["source_id"] = known.find(Source, text(said.get("source", "")))
    if "nature" in said:
        read["nature"] = one_of(Nature.choices, said["nature"])
    if "supports" in said:
        fields = said["supports"]
        fields = fields if isinstance(fields, list) else re.split(r"[,;]", text(fields))
        read["supports"] = list(dict.fromkeys(filter(None, map(text, fields))))
    return {"locator": "", "reported_field": "", **read}
