"""JSON and YAML: lists by the name of their kind, and values as text."""

import json

import pytest

from talks.imports import files, trees
from talks.imports.faults import Unreadable
from tests.talks.imports.read_rows import read_faults, read_rows


def test_json_and_yaml_hold_lists_by_the_name_of_their_kind():
    as_json = json.dumps({"filter": "", "actors": [{"slug": "a"}], "rounds": [{"slug": "b"}]})
    as_yaml = b"actors:\n- slug: a\nrounds:\n- slug: b\n"

    for name, content in (("a.json", as_json.encode()), ("a.yaml", as_yaml)):
        tables = files.read_tables(name, content)
        assert [table.kind for table in tables] == ["actors", "rounds"]
        assert [[row.cells for row in table.rows()] for table in tables] == [
            [{"slug": "a"}],
            [{"slug": "b"}],
        ]


def test_values_of_json_are_texts_or_lists():
    content = b'[{"slug": 7, "name": true, "a": null, "b": ["x", 1], "c": {"d": 2.5}}]'

    assert read_rows(content, "a.json") == [
        {"slug": "7", "name": "yes", "a": "", "b": ["x", "1"], "c": {"d": "2.5"}}
    ]


def test_values_of_yaml_are_texts_as_they_are_written():
    content = b"- slug: no\n  date: 2017-02-16\n  number: 007\n  note: ~\n  time: 12:30\n"

    assert read_rows(content, "a.yaml") == [
        {"slug": "no", "date": "2017-02-16", "number": "007", "note": "", "time": "12:30"}
    ]


@pytest.mark.parametrize(
    ("name", "content"),
    [("a.json", b'[{"slug": "a", "slug": "b"}]'), ("a.yaml", b"- slug: a\n  slug: b\n")],
)
def test_a_name_that_is_twice_in_an_entry_is_a_fault(name, content):
    assert read_faults(content, name) == [(1, "slug", "")]


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("a.json", b'[{"slug": "a"},\n {"slug": }]', "line 2"),
        ("a.json", b'[{"slug": "a"} {"slug": "b"}]', "comma"),
        ("a.json", b"[" * 100_000, "JSON is broken"),
        ("a.yaml", b"- slug: a\n name: b\n", "line 2"),
        ("a.yaml", b"- &a {slug: a}\n- *a\n", "Line 2"),
    ],
)
def test_broken_json_and_yaml_are_reported_with_the_place(name, content, message):
    with pytest.raises(Unreadable, match=message):
        for table in files.read_tables(name, content):
            list(table.rows())


def test_a_list_that_is_twice_in_a_file_is_refused():
    for name, content in (("a.json", b'{"a": [], "a": []}'), ("a.yaml", b"a: []\na: []\n")):
        with pytest.raises(Unreadable, match="“a” is there twice"):
            files.read_tables(name, content)


def test_yaml_that_is_too_large_or_nested_too_deeply_is_refused(monkeypatch):
    with pytest.raises(Unreadable, match="nested too deeply"):
        files.read_tables("a.yaml", b"- a: " + b"[" * 30 + b"]" * 30)
    monkeypatch.setattr(trees, "MAX_YAML_SIZE", 20)
    assert read_rows(b"- slug: a\n", "a.yaml") == [{"slug": "a"}]
    with pytest.raises(Unreadable, match="split it"):
        files.read_tables("a.yaml", b"- slug: a\n  name: a longer one\n")


@pytest.mark.parametrize("number", ["9" * 5000, "1e999", "-0", "12345678901234567890"])
def test_any_number_of_json_is_read_as_text_or_refused(number):
    try:
        [row] = read_rows(f'[{{"number": {number}}}]'.encode(), "a.json")
    except Unreadable as error:
        assert "too long" in str(error)
    else:
        assert row["number"] in (number, "inf", "0")


def test_an_entry_that_is_not_an_object_is_a_fault():
    assert [row for row, _, _ in read_faults(b'[{"slug": "a"}, 7]', "a.json")] == [2]
