"""Files that are broken on purpose: each is reported, and none breaks the import."""

import json
from collections.abc import Iterator
from random import Random
from typing import Any

import pytest
import yaml

from talks.imports import importing
from talks.imports.faults import Unreadable
from talks.imports.reading import read_file
from talks.models import Statement
from tests.talks.imports.pax_files import pax_row, write_pax
from tests.talks.imports.sample_files import (
    as_csv,
    as_xlsx,
    make_speaker_and_source,
    preview_file,
    statement_row,
)

pytestmark = pytest.mark.django_db
INSERTED = (
    b'"',
    b"\n",
    b"\r",
    b",",
    b";",
    b"{",
    b"[",
    b"]",
    b"\xff",
    b"\0",
    b"'",
    b"&",
    b"*a",
    b"!!x ",
    b"null",
    b"1e999",
    b"-",
    b"\t",
    b"\xef\xbb\xbf",
    "\u202e".encode(),
)


def whole() -> Iterator[tuple[str, bytes, dict[str, Any]]]:
    """Yield a right file of each format and layout."""
    rows = [statement_row(number) for number in range(3)]
    yield "a.csv", as_csv(rows), {}
    yield "a.json", json.dumps({"statements": rows}).encode(), {}
    yield "a.yaml", yaml.safe_dump({"statements": rows}).encode(), {}
    sheet = as_xlsx([rows[0], *(row.values() for row in rows)], title="statements")
    yield "a.xlsx", sheet, {}
    yield "p.csv", write_pax([pax_row(1, Part="Russia")]), {"layout": "pax"}
    event = {"start_date": {"year": "2017"}, "text": {"headline": "x"}, "group": "g"}
    options = {"layout": "timelinejs", "options": {"source": "paper"}}
    yield "t.json", json.dumps({"events": [event]}).encode(), options


def broken(content: bytes, chance: Random) -> bytes:
    """Change, cut, repeat or insert a few bytes."""
    damaged = bytearray(content)
    for _ in range(chance.choice([1, 2, 5, 20])):
        at = chance.randrange(len(damaged) or 1)
        match chance.randrange(4):
            case 0:
                damaged[at : at + 1] = bytes([chance.randrange(256)])
            case 1:
                del damaged[at : at + chance.choice([1, 3, 30])]
            case 2:
                damaged[at:at] = chance.choice(INSERTED)
            case 3:
                damaged[at:at] = damaged[at : at + 50]
    return bytes(damaged)


def test_a_damaged_file_is_refused_or_its_faults_are_reported():
    make_speaker_and_source()
    chance = Random(5)
    refused_count = wrong_count = right_count = 0
    for name, content, options in whole():
        assert preview_file(content, name, **options).counts["new"] or "group" in str(content)
        for _ in range(120):
            try:
                report = preview_file(broken(content, chance), name, **options)
                wrong_count, right_count = (
                    wrong_count + (not report.is_correct),
                    right_count + report.is_correct,
                )
            except Unreadable as error:
                refused_count += 1
                assert str(error)
    assert min(refused_count, wrong_count, right_count) > 30
    assert not Statement.objects.exists()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.yaml", b"[" * 100_000),
        ("a.yaml", b"- " + b"{a: " * 50_000),
        ("a.yaml", b"- {a: " + b"[" * 20_000 + b"]" * 20_000 + b"}"),
        ("a.yaml", b"a: b"),
        ("a.yaml", b"just words"),
        ("a.yaml", b"%YAML 9\n"),
        ("a.json", b"7"),
        ("a.json", b"null"),
        ("a.json", b'{"statements": {"a": 1}}'),
        ("a.json", b'{"a"'),
        ("a.json", b"["),
        ("a.json", b"[" + b'{"a":' * 50_000),
        ("a.csv", b'"'),
        ("a.csv", b"sep=;\n"),
        ("a.csv", b"\xef\xbb\xbf"),
    ],
)
def test_a_file_without_rows_is_refused(name, content):
    with pytest.raises(Unreadable):
        importing.preview(read_file(name, content, kind="statements"))


@pytest.mark.parametrize("content", [b"[[1]]", b'["a"]', b'[{"slug": {"a": 1}}]'])
def test_entries_of_the_wrong_type_are_reported(content):
    assert not preview_file(content, "a.json", kind="statements").is_correct


def test_an_unknown_encoding_is_refused():
    with pytest.raises(Unreadable, match="no encoding “klingon”"):
        read_file("a.csv", b"slug\n", encoding="klingon")
