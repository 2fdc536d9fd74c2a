"""JSON: one object with the selection in words, the errors of the query, and a list of rows."""

import json
from collections.abc import Iterable, Iterator

from django.db.models import Model

from talks.exports.file_format import Context, Format


def write_json(things: Iterable[Model], context: Context) -> Iterator[bytes]:
    """Write the object piece by piece; its list of rows is named as their kind."""
    kind = context.kind
    head = json.dumps({"filter": context.title, "errors": context.errors})
    yield f'{head[:-1]}, "{kind.name}": ['.encode()
    for index, row in enumerate(context.json_rows(things)):
        yield (",\n" if index else "\n").encode() + json.dumps(row).encode()
    yield b"\n]}\n"


FORMAT = Format("json", "JSON", "application/json", write_json)
