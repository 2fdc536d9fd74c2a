"""Files that are no table, or too large, are refused with what to do."""

import io
import zipfile

import pytest

from talks.imports import files
from talks.imports.faults import Unreadable
from tests.talks.imports.read_rows import read_rows
from tests.talks.imports.sample_files import as_xlsx


def zip_files(names: dict[str, str]) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as inside:
        for name, text in names.items():
            inside.writestr(name, text)
    return content.getvalue()


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"\xd0\xcf\x11\xe0 old", r"\.xls\b"),
        (zip_files({"mimetype": "application/vnd.oasis.opendocument"}), "OpenDocument"),
        (zip_files({"hello.txt": "a"}), "not an Excel workbook"),
        (b"PK\x03\x04 broken", "damaged"),
        (as_xlsx([]), "empty"),
        (b"", "empty"),
        (b" \n\n", "empty"),
        (b"<!DOCTYPE html><html>", "web page"),
        (b"\x89PNG\r\n\x1a\n\0\0", "NUL bytes|UTF-8"),
    ],
    # by name: a zip holds the time, and workers would collect other tests
    ids=["xls", "ods", "zip", "broken", "sheet", "nothing", "blank", "html", "png"],
)
def test_other_files_are_refused_with_what_to_do(content, message):
    with pytest.raises(Unreadable, match=message):
        files.read_tables("a.csv", content)


def test_a_file_that_is_too_large_is_refused(monkeypatch):
    monkeypatch.setattr(files, "MAX_FILE_SIZE", 20)

    assert read_rows(b"slug,name\na,b\n") == [{"slug": "a", "name": "b"}]
    with pytest.raises(Unreadable, match="split it"):
        files.read_tables("a.csv", b"slug,name\nabcd,efghij\n")
