"""What can be imported: the kinds of rows, their columns, and how each cell is read.

The columns are those of the site's own files, so that a file taken from it, or its template,
can be filled in and brought back. What stands in a file beside them is told and left alone.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Model
from django.utils.text import slugify

from actors.models import Actor, ActorKind, Relation, RelationKind, Support
from talks.imports.cells import (
    Known,
    boolean,
    citations,
    date,
    number,
    one_of,
    participations,
    text,
    texts,
)
from talks.imports.faults import Wrong
from talks.models import (
    DocumentKind,
    OutcomeDocument,
    Round,
    Source,
    SourceKind,
    SourceSubkind,
    Statement,
    StatementKind,
    Status,
    Topic,
    Track,
    Venue,
)

Read = Callable[[Any, Known], Any]
DATE = "EDTF: 2017, 2017-02, 2017-02-16, 2017-02~; empty where no source gives it"
CITATIONS = (
    "one a line: source @ place (fields that it supports), "
    "as opposing-sides-agree-geneva @ 1.4 (start, venue)"
)
READ_ONLY = {"url", "earliest", "latest", "object_type", "citations"}  # of the site's own files


@dataclass(frozen=True)
class Column:
    """A column: its name in files, how a cell is read, and the field that holds the value.

    `names` is the model that a cell refers to. `also` are other names by which files know it.
    With `is_rows` its values are rows of their own beneath the thing.
    """

    name: str
    read: Read
    said: str = ""
    is_needed: bool = False
    field: str = ""
    also: tuple[str, ...] = ()
    names: type[Model] | None = None
    is_many: bool = False
    is_rows: bool = False

    @property
    def attribute(self) -> str:
        """The attribute of the model that takes the value."""
        field = self.field or self.name
        return f"{field}_id" if self.names and not self.is_many else field


@dataclass(frozen=True)
class Kind:
    """A kind of row.

    `key` names what tells one from another; `slug` makes one of a thing where none is given.
    """

    name: str
    model: type[Model]
    columns: tuple[Column, ...]
    key: tuple[str, ...] = ("slug",)
    slug: Callable[[Any, Known], str] = lambda thing, known: ""

    @property
    def by_name(self) -> Mapping[str, Column]:
        """The columns by every name that files may use."""
        return {name: column for column in self.columns for name in (column.name, *column.also)}


# Ways to read a cell ----------------------------------------------------------------------------


def _text(name: str, said: str = "", **more: Any) -> Column:
    return Column(name, lambda cell, known: text(cell), said, **more)


def _date(name: str, said: str = DATE) -> Column:
    return Column(name, lambda cell, known: date(cell), said)


def _number(name: str, said: str = "") -> Column:
    return Column(name, lambda cell, known: number(cell), said)


def _texts(name: str, said: str, **more: Any) -> Column:
    return Column(name, lambda cell, known: texts(cell), said, **more)


def _choice(name: str, choices: Any, **more: Any) -> Column:
    def read(cell: Any, known: Known) -> str:
        return one_of(choices.choices, cell)

    return Column(name, read, f"one of {', '.join(choices.values)}", **more)


def _choices(name: str, choices: Any) -> Column:
    def read(cell: Any, known: Known) -> list[str]:
        return [one_of(choices.choices, one) for one in texts(cell)]

    return Column(name, read, f"of {', '.join(choices.values)}, with semicolons between them")


def _one(name: str, model: type[Model], **more: Any) -> Column:
    def read(cell: Any, known: Known) -> int | None:
        return known.find(model, text(cell)) if text(cell) else None

    return Column(name, read, f"slug or name of a {_called(model)}", names=model, **more)


def _several(name: str, model: type[Model]) -> Column:
    def read(cell: Any, known: Known) -> list[int]:
        return [known.find(model, one) for one in texts(cell)]

    said = f"slugs or names of {model._meta.verbose_name_plural}, with semicolons between them"
    return Column(name, read, said, names=model, is_many=True)


def _called(model: type[Model]) -> str:
    return str(model._meta.verbose_name)


def _symbol(cell: Any, known: Known) -> str:
    """Read a country by the two letters of its code."""
    code = text(cell).upper()
    if code and not (len(code) == 2 and code.isascii() and code.isalpha()):
        raise Wrong("Two letters are expected, as SY (ISO 3166-1).")
    return code


SLUG = _text("slug", "what its address ends in; empty to have it made")
CITED = Column("citations", citations, CITATIONS, is_rows=True)
PARTICIPANTS = Column(
    "participants",
    participations,
    "actor and role, as: russia guarantor; united-nations mediator",
    is_rows=True,
)


# The kinds, each after those that it refers to --------------------------------------------------


def _words(*names: str) -> Callable[[Any, Known], str]:
    """Make a slug of what fields hold."""
    return lambda thing, known: slugify(" ".join(str(getattr(thing, name)) for name in names))


def _of_round(round: Any, known: Known) -> str:
    track = known.slug(Track, round.track_id)
    return f"{track}-{round.number}" if track and round.number else slugify(round.title)


def _of_statement(statement: Any, known: Known) -> str:
    return slugify(f"{known.slug(Actor, statement.speaker_id)} {statement.summary}")


SOURCES = Kind(
    "sources",
    Source,
    (
        SLUG,
        _text("title", is_needed=True),
        _choice("kind", SourceKind, is_needed=True),
        _choice("subkind", SourceSubkind),
        _text("publisher"),
        _text("author"),
        _date("published", DATE.replace("no source gives it", "it carries none")),
        _text("language", "BCP 47, as en or ar"),
        _text("address", "of the page, as https://example.org/a", field="url"),
        _text("accessed_via", "how it was read"),
        _text("excerpt", "what was read, word for word; not shown on the site"),
        _text("note"),
    ),
    slug=_words("title"),
)
ACTORS = Kind(
    "actors",
    Actor,
    (
        SLUG,
        _text("name", is_needed=True),
        _text("name_ar", "in Arabic"),
        _choice("classification", ActorKind, is_needed=True, field="kind", also=("kind",)),
        Column("country", _symbol, "ISO 3166-1 alpha-2, as SY"),
        _texts("other_names", "with semicolons between them", field="aliases", also=("aliases",)),
        _text("wikidata", "as Q148"),
        _text("description"),
        CITED,
    ),
    slug=_words("name"),
)
RELATIONS = Kind(
    "relations",
    Relation,
    (
        _one("subject", Actor, is_needed=True),
        _choice("kind", RelationKind, is_needed=True),
        _one("object", Actor, is_needed=True),
        _choices("support", Support),
        _text("role", "the office, or a detail, in words"),
        _date("start"),
        _date("end", "EDTF; .. where it goes on; empty where no source gives it"),
        CITED,
    ),
    key=("subject_id", "kind", "object_id", "start"),
)
ROUNDS = Kind(
    "rounds",
    Round,
    (
        SLUG,
        _text("title", "where track and number do not name it"),
        _one("track", Track, is_needed=True),
        _one("venue", Venue),
        _number("number", "its usual number"),
        _number("ordinal", "its place in its track; empty for the next"),
        _choice("status", Status, is_needed=True),
        _date("start"),
        _date("end"),
        _text("timing", "what is said of its time other than a date"),
        _text("format", "as proximity talks"),
        _text("agenda"),
        _text("outcome"),
        _text("note"),
        _several("topics", Topic),
        PARTICIPANTS,
        _one("part_of", Round),
        _one("realised_as", Round),
        CITED,
    ),
    slug=_of_round,
)
STATEMENTS = Kind(
    "statements",
    Statement,
    (
        SLUG,
        _one("speaker", Actor, is_needed=True),
        _one("on_behalf_of", Actor),
        _several("addressees", Actor),
        _choice("kind", StatementKind, is_needed=True),
        _date("date"),
        _one("round", Round),
        _text("summary", "in our own words", is_needed=True),
        _text("quotation", "the speaker's own words, without quotation marks"),
        Column("quotation_reread", lambda cell, known: boolean(cell), "yes or no"),
        _text("note"),
        _several("topics", Topic),
        CITED,
    ),
    slug=_of_statement,
)
DOCUMENTS = Kind(
    "documents",
    OutcomeDocument,
    (
        SLUG,
        _text("title", is_needed=True),
        _choice("kind", DocumentKind, is_needed=True),
        _date("date"),
        _one("round", Round),
        _several("parties", Actor),
        _text("symbol", "as S/RES/2254 (2015)"),
        _number("pax_id", "AgtId in the PA-X data set"),
        _text("summary", "in our own words"),
        CITED,
    ),
    slug=_words("title"),
)
KINDS: Mapping[str, Kind] = {
    kind.name: kind for kind in (SOURCES, ACTORS, RELATIONS, ROUNDS, STATEMENTS, DOCUMENTS)
}
