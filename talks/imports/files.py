"""Reads the bytes of a file as tables, by its format and its encoding.

Nothing is guessed: a file that could mean two things is refused, and the message says what to do.
"""

import codecs
import re
from pathlib import PurePath

from talks.imports.csv_files import read_csv
from talks.imports.faults import Unreadable
from talks.imports.tables import FileTable
from talks.imports.trees import read_json, read_yaml
from talks.imports.workbooks import read_workbook

MAX_FILE_SIZE = 64 * 2**20  # bytes
ENCODINGS = {
    "": "Find out (UTF-8, or UTF-16 with a byte order mark)",
    "cp1252": "Windows-1252 (Western European)",
    "cp1256": "Windows-1256 (Arabic)",
    "cp1254": "Windows-1254 (Turkish)",
    "cp1251": "Windows-1251 (Cyrillic)",
    "iso8859_6": "ISO 8859-6 (Arabic)",
    "mac_roman": "Mac Roman",
    "utf-16-le": "UTF-16, little endian",
    "utf-16-be": "UTF-16, big endian",
}
BYTE_ORDER_MARKS = {  # the longer first: that of UTF-32 begins like that of UTF-16
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF32_LE: "utf-32",
    codecs.BOM_UTF32_BE: "utf-32",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}


def read_tables(name: str, content: bytes, encoding: str = "") -> list[FileTable]:
    """Return the tables of a file; raise `Unreadable` with what to do if it cannot be read."""
    if len(content) > MAX_FILE_SIZE:
        raise Unreadable(
            f"The file has more than {MAX_FILE_SIZE // 2**20} MB: split it into several."
        )
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        raise Unreadable(
            "This is an Excel file of the old format (.xls), or one with a password: save it as "
            "“Excel workbook (.xlsx)” without a password."
        )
    if content.startswith(b"PK\x03\x04"):
        return read_workbook(content)
    text = decode(content, encoding)
    if not text.strip():
        raise Unreadable("The file is empty.")
    suffix = PurePath(name).suffix.lower()
    if suffix in (".yaml", ".yml"):
        return read_yaml(text)
    if suffix == ".json" or text.lstrip()[0] in "{[":
        return read_json(text)
    if re.match(r"\s*<(!doctype|html|\?xml)", text, re.IGNORECASE):
        raise Unreadable("This is a web page, not a table: was it saved instead of the file?")
    return [read_csv(text)]


def decode(content: bytes, encoding: str = "") -> str:
    """Return the text of a file; without an encoding, it has to be UTF-8 or have a mark."""
    mark = next((mark for mark in BYTE_ORDER_MARKS if content.startswith(mark)), None)
    if mark:
        encoding = BYTE_ORDER_MARKS[mark]
    elif not encoding and b"\0" in content[:4096]:
        raise Unreadable(
            "The file holds NUL bytes: it is not a text, or UTF-16 without a byte order mark. Save "
            "it as “CSV UTF-8”, or choose UTF-16 as its encoding."
        )
    try:
        return content.decode(encoding or "utf-8")
    except LookupError as error:
        raise Unreadable(
            f"There is no encoding “{encoding}”: write for example utf-8 or cp1256."
        ) from error
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        lines_before = content[: error.start].splitlines() or [b""]
        raise Unreadable(
            f"Line {line} holds the byte 0x{content[error.start]:02X} after "
            f"“{lines_before[-1][-20:].decode('ascii', 'replace')}”, "
            f"which is not {encoding or 'UTF-8'}. Save the file as “CSV UTF-8”, or choose the "
            "encoding in which it was saved."
        ) from error
