"""Excel workbooks as tables: a sheet each, its cells as the texts that a person sees in them."""

import datetime as dt
import io
import re
import zipfile
from collections.abc import Iterator
from typing import Any

from openpyxl import load_workbook
from openpyxl.cell.read_only import EmptyCell
from openpyxl.utils import get_column_letter

from talks.imports.faults import Fault, Unreadable, WrongCell
from talks.imports.tables import Row, Table, named, row_of

LARGEST_INSIDE = 320 * 2**20  # bytes, unpacked


def tables(content: bytes) -> list[Table]:
    """Return a table for each sheet that holds anything, named as the sheet is."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as inside:
            _look_over(inside)
        book = load_workbook(io.BytesIO(content), read_only=True)
        found = [_table(sheet) for sheet in book.worksheets]
    except Unreadable:
        raise
    except Exception as error:  # of many kinds, by what is broken in it
        raise Unreadable("The workbook is damaged: open it, and save it anew as .xlsx.") from error
    filled = [table for table in found if table is not None]
    if not filled:
        raise Unreadable("The workbook is empty.")
    return filled


def _look_over(inside: zipfile.ZipFile) -> None:
    names = inside.namelist()
    if "mimetype" in names and "xl/workbook.xml" not in names:
        raise Unreadable("This is an OpenDocument file: save it as .xlsx or as CSV UTF-8.")
    if "xl/workbook.xml" not in names:
        raise Unreadable("This is no Excel workbook: save the table as .xlsx or CSV UTF-8.")
    if sum(part.file_size for part in inside.infolist()) > LARGEST_INSIDE:
        raise Unreadable("The workbook is too large to be unpacked: save it as CSV UTF-8.")


def _table(sheet: Any) -> Table | None:
    sheet.reset_dimensions()  # some programs write wrong ones
    head = next((cells for _, cells in _filled(sheet)), None)
    if head is None:
        return None
    names = named([_text(cell) for cell in head], f"The sheet “{sheet.title}”")

    def walk() -> Iterator[Row]:
        rows = _filled(sheet)
        next(rows)
        for number, cells in rows:
            faults, texts = [], []
            for place, cell in enumerate(cells):
                try:
                    texts.append(_text(cell))
                except WrongCell as wrong:
                    texts.append("")
                    name = names[place] if place < len(names) else get_column_letter(place + 1)
                    faults.append(Fault(number, name, str(cell.value), str(wrong)))
            texts += [""] * (len(names) - len(texts))
            row = row_of(number, texts, names)
            row.faults[:0] = faults
            yield row

    return Table(sheet.title.strip().lower(), names, walk)


def _filled(sheet: Any) -> Iterator[tuple[int, list[Any]]]:
    for number, cells in enumerate(sheet.iter_rows(), start=1):
        if any(not _is_empty(cell) for cell in cells):
            yield number, list(cells)


def _is_empty(cell: Any) -> bool:
    return isinstance(cell, EmptyCell) or cell.value is None or str(cell.value).strip() == ""


def _text(cell: Any) -> str:
    """Say a cell as its sheet shows it; raise `WrongCell` where that would be a guess."""
    if _is_empty(cell):
        return ""
    value = cell.value
    if cell.data_type == "f":
        raise WrongCell("It is a formula: copy the cell and paste its value in its place.")
    if cell.data_type == "e":
        raise WrongCell("It is an error of the spreadsheet: mend it there.")
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, dt.datetime):
        return _date(value, cell.number_format)
    if isinstance(value, dt.time | dt.timedelta):
        raise WrongCell("It is a time of day: the record keeps days. Format the cell as text.")
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def _date(value: dt.datetime, shown: str) -> str:
    """Say a date as precisely as its cell shows it: Excel makes the first of it of “Feb 2017”."""
    if (value.hour, value.minute, value.second) != (0, 0, 0):
        raise WrongCell("This has a time of day: the record keeps days. Leave the time out.")
    parts = re.sub(r'"[^"]*"|\[[^\]]*\]|\\.', "", shown.lower())
    if "d" in parts or not set("my") & set(parts):
        return value.date().isoformat()
    return value.strftime("%Y-%m" if "m" in parts else "%Y")
