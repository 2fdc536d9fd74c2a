"""Excel workbooks as tables: one for each sheet, its cells as the texts that a person sees."""

import datetime as dt
import io
import re
import zipfile
from collections.abc import Iterator
from typing import TypeAlias

from openpyxl import load_workbook
from openpyxl.cell.read_only import EmptyCell, ReadOnlyCell
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._read_only import ReadOnlyWorksheet

from talks.imports.faults import Fault, Unreadable, WrongCell
from talks.imports.tables import FileRow, FileTable, make_row, read_head

Cell: TypeAlias = ReadOnlyCell | EmptyCell
MAX_UNPACKED_SIZE = 320 * 2**20  # bytes


def read_workbook(content: bytes) -> list[FileTable]:
    """Return a table for each sheet that is not empty, named as the sheet is."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            _check_archive(archive)
        book = load_workbook(io.BytesIO(content), read_only=True)
        tables = [_read_sheet(sheet) for sheet in book.worksheets]
    except Unreadable:
        raise
    except Exception as error:  # of many types, depending on what is broken
        raise Unreadable("The workbook is damaged: open it, and save it again as .xlsx.") from error
    filled_tables = [table for table in tables if table is not None]
    if not filled_tables:
        raise Unreadable("The workbook is empty.")
    return filled_tables


def _check_archive(archive: zipfile.ZipFile) -> None:
    names = archive.namelist()
    if "mimetype" in names and "xl/workbook.xml" not in names:
        raise Unreadable("This is an OpenDocument file: save it as .xlsx or as CSV UTF-8.")
    if "xl/workbook.xml" not in names:
        raise Unreadable("This is not an Excel workbook: save the table as .xlsx or CSV UTF-8.")
    if sum(part.file_size for part in archive.infolist()) > MAX_UNPACKED_SIZE:
        raise Unreadable("The workbook is too large when unpacked: save it as CSV UTF-8.")


def _read_sheet(sheet: ReadOnlyWorksheet) -> FileTable | None:
    sheet.reset_dimensions()  # some programs write wrong ones
    head = next((cells for _, cells in _filled_rows(sheet)), None)
    if head is None:
        return None
    names = read_head([_cell_text(cell) for cell in head], f"The sheet “{sheet.title}”")

    def walk() -> Iterator[FileRow]:
        rows = _filled_rows(sheet)
        next(rows)
        for number, cells in rows:
            faults, texts = [], []
            for index, cell in enumerate(cells):
                try:
                    texts.append(_cell_text(cell))
                except WrongCell as error:
                    texts.append("")
                    name = names[index] if index < len(names) else get_column_letter(index + 1)
                    faults.append(Fault(number, name, str(cell.value), str(error)))
            texts += [""] * (len(names) - len(texts))
            row = make_row(number, texts, names)
            row.faults[:0] = faults
            yield row

    return FileTable(sheet.title.strip().lower(), names, walk)


def _filled_rows(sheet: ReadOnlyWorksheet) -> Iterator[tuple[int, list[Cell]]]:
    for number, cells in enumerate(sheet.iter_rows(), start=1):
        if any(not _is_empty(cell) for cell in cells):
            yield number, list(cells)


def _is_empty(cell: Cell) -> bool:
    return isinstance(cell, EmptyCell) or cell.value is None or str(cell.value).strip() == ""


def _cell_text(cell: Cell) -> str:
    """Return a cell as its sheet shows it; raise `WrongCell` if that would be a guess."""
    if _is_empty(cell):
        return ""
    value = cell.value
    if cell.data_type == "f":
        raise WrongCell("This is a formula: copy the cell, and paste its value in its place.")
    if cell.data_type == "e":
        raise WrongCell("This is an error of the spreadsheet: correct it there.")
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, dt.datetime):
        return _date_text(value, cell.number_format)
    if isinstance(value, dt.time | dt.timedelta):
        raise WrongCell(
            "This is a time of day, and the record holds days: format the cell as text."
        )
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def _date_text(value: dt.datetime, number_format: str) -> str:
    """Return a date as precisely as its cell shows it.

    Excel stores “Feb 2017” as the first of February; the format of the cell shows the difference.
    """
    if (value.hour, value.minute, value.second) != (0, 0, 0):
        raise WrongCell("This has a time of day, and the record holds days: leave the time out.")
    parts = re.sub(r'"[^"]*"|\[[^\]]*\]|\\.', "", number_format.lower())
    if "d" in parts or not set("my") & set(parts):
        return value.date().isoformat()
    return value.strftime("%Y-%m" if "m" in parts else "%Y")
