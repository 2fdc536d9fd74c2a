"""Encodings of a file: read by its byte order mark, or as one chooses."""

import pytest

from talks.imports import files
from talks.imports.faults import Unreadable
from tests.talks.imports.read_rows import read_rows

HEAD = "slug,name\n"


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "utf-16-le-marked", "utf-16-be-marked"]
)
def test_unicode_is_read_with_a_byte_order_mark_and_utf_8_without_one(encoding):
    text = f"{HEAD}a,روسيا – Россия\n"
    if encoding.endswith("-marked"):
        content = ("\ufeff" + text).encode(encoding.removesuffix("-marked"))
    else:
        content = text.encode(encoding)

    assert read_rows(content) == [{"slug": "a", "name": "روسيا – Россия"}]


@pytest.mark.parametrize(
    ("encoding", "name"),
    [("cp1252", "Kövesdi’s café"), ("cp1256", "روسيا"), ("iso8859_6", "روسيا"), ("mac_roman", "é")],
)
def test_another_encoding_is_refused_with_the_place_and_read_once_it_is_chosen(encoding, name):
    content = f"{HEAD}a,{name}\n".encode(encoding)

    with pytest.raises(Unreadable, match=r"Line 2 .*UTF-8.*encoding"):
        files.read_tables("a.csv", content)
    assert read_rows(content, encoding=encoding) == [{"slug": "a", "name": name}]


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_without_a_byte_order_mark_is_refused_until_it_is_chosen(encoding):
    content = f"{HEAD}a,b\n".encode(encoding)

    with pytest.raises(Unreadable, match="UTF-16"):
        files.read_tables("a.csv", content)
    assert read_rows(content, encoding=encoding) == [{"slug": "a", "name": "b"}]


def test_a_byte_order_mark_overrides_a_choice():
    assert read_rows("\ufeffslug\né\n".encode(), encoding="cp1252") == [{"slug": "é"}]
