"""Empty files to be filled in, one for each kind of row and each format."""

import csv
import io
import json
from collections.abc import Callable, Mapping

import yaml
from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from talks.imports.kinds import ImportKind
from talks.imports.reading import HELP_SHEET

TEXT_FORMAT = "@"  # Excel leaves a cell of this format as it is typed
FORMATTED_ROWS = 1000


def _write_csv(kind: ImportKind) -> bytes:
    lines = io.StringIO()
    csv.writer(lines).writerow(column.name for column in kind.columns)
    return lines.getvalue().encode("utf-8-sig")


def _write_workbook(kind: ImportKind) -> bytes:
    """Write two sheets: one to be filled in, as text, and one that explains each column."""
    book = Workbook()
    sheet, help_sheet = book.worksheets[0], book.create_sheet(HELP_SHEET)
    sheet.title = kind.name
    help_sheet.append(["column", "needed", "what it takes"])
    for index, column in enumerate(kind.columns, start=1):
        sheet.cell(1, index, column.name).font = Font(bold=True)
        sheet.column_dimensions[get_column_letter(index)].width = 24
        for row in range(2, FORMATTED_ROWS):
            sheet.cell(row, index).number_format = TEXT_FORMAT
        is_needed = "yes" if column.is_needed else ""
        help_sheet.append([column.name, is_needed, column.how_to_fill])
    sheet.freeze_panes = "A2"
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def _write_json(kind: ImportKind) -> bytes:
    return json.dumps(_empty_entry(kind), indent=2).encode()


def _write_yaml(kind: ImportKind) -> bytes:
    lines = [f"# {column.name}: {column.how_to_fill}" for column in kind.columns]
    entry = yaml.safe_dump(_empty_entry(kind), sort_keys=False)
    return "\n".join([*lines, entry]).encode()


def _empty_entry(kind: ImportKind) -> Mapping[str, list[dict[str, str]]]:
    return {kind.name: [{column.name: "" for column in kind.columns}]}


# The media type of each format, and the function that writes it, by suffix.
BLANK_FORMATS: Mapping[str, tuple[str, Callable[[ImportKind], bytes]]] = {
    "csv": ("text/csv; charset=utf-8", _write_csv),
    "xlsx": (
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        _write_workbook,
    ),
    "json": ("application/json", _write_json),
    "yaml": ("application/yaml", _write_yaml),
}
