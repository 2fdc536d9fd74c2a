"""What a file format is, and what its writer gets besides the things of a selection."""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from django.db.models import Model, QuerySet
from reversion.models import Revision

from talks.exports.rows import ROW_KINDS, AnyRowKind, Row

CHUNK = 2000  # things read at a time, each time with what belongs to them


@dataclass(frozen=True)
class Context:
    """What a file says besides its rows.

    `title` is the selection in words, "" if it is everything. `errors` are the messages on values
    of the query that were not used, by parameter. `absolute_url` makes a whole URL of a path.
    """

    kind: AnyRowKind
    title: str = ""
    errors: Mapping[str, Sequence[str]] = field(default_factory=dict)
    absolute_url: Callable[[str], str] = str

    @cached_property
    def last_change(self) -> dt.datetime | None:
        """When the record was last edited on the site; None if it is as it was loaded."""
        changes = Revision.objects.order_by("-date_created")
        return changes.values_list("date_created", flat=True).first()

    def rows(self, things: Iterable[Model]) -> Iterator[Row]:
        """Yield the row of each thing."""
        return map(self.kind.row, things)

    def json_rows(self, things: Iterable[Model]) -> Iterator[Row]:
        """Yield the row of each thing, with its values as JSON holds them."""
        types = {column.name: column.type for column in self.kind.published_columns}
        converted = [name for name, type_ in types.items() if type_.is_converted_for_json]
        for row in self.rows(things):
            for name in converted:
                row[name] = types[name].to_json(row[name])
            yield row


@dataclass(frozen=True)
class Format:
    """A format of files.

    `suffix` ends the address of a file, and `label` is what a link to it says. `write` yields a
    file piece by piece, and holds no more than a few things at a time. `only_kinds` names the kinds
    of rows that the format suits; None means all.
    """

    suffix: str
    label: str
    media_type: str
    write: Callable[[Iterable[Model], Context], Iterator[bytes]]
    only_kinds: frozenset[str] | None = None

    @property
    def kinds(self) -> list[str]:
        """The names of the kinds of rows that it suits."""
        return [name for name in ROW_KINDS if self.only_kinds is None or name in self.only_kinds]


def write_file(file_format: Format, things: Iterable[Model], context: Context) -> Iterator[bytes]:
    """Yield things as a file, piece by piece; memory does not grow with their number."""
    if isinstance(things, QuerySet):
        things = things.iterator(chunk_size=CHUNK)
    return file_format.write(things, context)
