"""Reads cells as plain values: texts, lists of texts, numbers, dates, yes or no, and choices.

A cell is a text. In JSON and YAML it may be a list too; a text has semicolons or new lines
between the items of a list. Each of these functions raises `WrongCell` with what to do.
"""

import re
from collections.abc import Iterable

from talks.exports.formulas import undefuse
from talks.imports.faults import WrongCell
from talks.imports.tables import trim

FULL_DAY = re.compile(r"\d{4}-\d\d-\d\d")
TRUE, FALSE = {"yes", "true", "1", "x"}, {"no", "false", "0", ""}


def read_text(cell: object) -> str:
    """Read a text: without blanks and invisible marks around it, and with plain line ends."""
    if isinstance(cell, list | dict):
        raise WrongCell("This is a list: one text is expected.")
    text = trim(str(cell).replace("\r\n", "\n").replace("\r", "\n"))
    if "\0" in text or any("\ud800" <= letter <= "\udfff" for letter in text):
        raise WrongCell("It holds a character that is not allowed in a text: type it again.")
    if "\ufffd" in text:
        raise WrongCell(
            "It holds “\ufffd”, which replaces a lost letter: save the file as UTF-8 again."
        )
    return text


def read_texts(cell: object) -> list[str]:
    """Read a list of texts, each once, in their order."""
    if not isinstance(cell, list):
        cell = [undefuse(item.strip()) for item in re.split(r"[;\n]", read_text(cell))]
    return list(dict.fromkeys(filter(None, map(read_text, cell))))


def read_number(cell: object) -> int | None:
    """Read a whole number, None if the cell is empty."""
    text = read_text(cell)
    if not text:
        return None
    if not re.fullmatch(r"-?\d{1,18}", text, re.ASCII):
        raise WrongCell("Not a whole number.")
    return int(text)


def read_date(cell: object) -> str:
    """Read a date as it is written, and refuse one that a spreadsheet has rewritten.

    Whether it is a date at all is checked by its field.
    """
    text = read_text(cell)
    if re.fullmatch(r"\d{1,4}([./-])\d{1,2}\1\d{1,4}", text) and not FULL_DAY.fullmatch(text):
        raise WrongCell(
            "A spreadsheet has rewritten this date: write it as 2017-02-16, in a text cell."
        )
    if re.fullmatch(r"\d{5}(\.\d+)?", text):
        raise WrongCell(
            "This is a spreadsheet’s number for a day: write it as 2017-02-16, in a text cell."
        )
    return text


def read_boolean(cell: object) -> bool:
    """Read yes or no; an empty cell is no."""
    text = read_text(cell).casefold()
    if text not in TRUE | FALSE:
        raise WrongCell("Write yes or no.")
    return text in TRUE


def read_choice(choices: Iterable[tuple[object, object]], cell: object) -> str:
    """Read a choice by its value or its label, "" if the cell is empty."""
    text = read_text(cell)
    values = {
        str(name).casefold(): str(value) for value, label in choices for name in (label, value)
    }
    if text and text.casefold() not in values:
        all_values = ", ".join(dict.fromkeys(values.values()))
        raise WrongCell(f"There is no such choice: write one of {all_values}.")
    return values[text.casefold()] if text else ""


def read_country(cell: object) -> str:
    """Read a country by the two letters of its code."""
    code = read_text(cell).upper()
    if code and not (len(code) == 2 and code.isascii() and code.isalpha()):
        raise WrongCell("Two letters are expected, such as SY (ISO 3166-1).")
    return code
