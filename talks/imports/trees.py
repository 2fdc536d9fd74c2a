"""JSON and YAML as tables: a list of entries, or lists of entries by the name of their kind.

Each value is a text, a list or an object. A name that is twice in an entry is a fault: most
readers would silently take the last one.
"""

import json
from collections.abc import Iterator, Mapping
from functools import partial

import yaml

from talks.imports.faults import Fault, Unreadable
from talks.imports.tables import FileRow, FileTable

MAX_YAML_SIZE = 16 * 2**20  # bytes; in memory it takes about thirty times as much
MAX_YAML_DEPTH = 20  # levels; an entry needs five
REPEATED = "This name is twice in the entry: remove one."


class TreeObject(dict[str, object]):
    """An object that knows which of its names it was given twice."""

    def __init__(self, pairs: list[tuple[str, object]]) -> None:
        super().__init__(pairs)
        names = [name for name, _ in pairs]
        self.repeated_names = sorted({name for name in names if names.count(name) > 1})


def _find_lists(trees: list[object]) -> dict[str, list[object]]:
    """Return the lists of entries of a file's documents, by the names of their kinds.

    Raises `Unreadable` if a name is there twice.
    """
    lists: dict[str, list[object]] = {}
    for tree in trees:
        if isinstance(tree, list):
            lists.setdefault("", []).extend(tree)
        elif isinstance(tree, TreeObject):
            for name, value in tree.items():
                if isinstance(value, list):
                    lists.setdefault(name.strip().lower(), []).extend(value)
            for name in tree.repeated_names:
                raise Unreadable(f"“{name}” is there twice: make one list of both.")
    return lists


def _make_tables(lists: Mapping[str, list[object]]) -> list[FileTable]:
    def walk(entries: list[object]) -> Iterator[FileRow]:
        return (_make_row(number, entry) for number, entry in enumerate(entries, start=1))

    return [
        FileTable(kind, None, partial(walk, entries), "entry") for kind, entries in lists.items()
    ]


def _make_row(number: int, entry: object) -> FileRow:
    if not isinstance(entry, TreeObject):
        fault = Fault(number, "", str(entry)[:80], "Not an object with names and values.")
        return FileRow(number, {}, [fault])
    cells = {name.strip().lower(): _simplify(value) for name, value in entry.items()}
    faults = [Fault(number, name, "", REPEATED) for name in entry.repeated_names]
    return FileRow(number, cells, faults)


def _simplify(value: object) -> object:
    """Return what is a text in a table as a text; lists and objects stay."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, list):
        return [_simplify(item) for item in value]
    if isinstance(value, dict):
        return {name: _simplify(member) for name, member in value.items()}
    return str(value)


# JSON -------------------------------------------------------------------------------------------

EXPECTED = {  # what the standard library's messages mean
    "Expecting ',' delimiter": "a comma is missing, or a bracket at the end",
    "Expecting ':' delimiter": "a colon is missing",
    "Expecting value": "a value is missing",
    "Expecting property name enclosed in double quotes": "a name in quotation marks is missing",
    "Extra data": "there is more after the end",
}


def read_json(text: str) -> list[FileTable]:
    """Return the lists of a JSON file: the whole of it, or each list by its name."""
    try:
        tree = json.loads(text, object_pairs_hook=TreeObject)
    except json.JSONDecodeError as error:
        reason = EXPECTED.get(error.msg, error.msg)
        place = f"line {error.lineno}, character {error.colno}"
        raise Unreadable(f"The JSON is broken at {place}: {reason}.") from error
    except RecursionError as error:
        raise Unreadable("The JSON is broken: it is nested too deeply.") from error
    except ValueError as error:  # a number of thousands of digits
        raise Unreadable("The JSON is broken: a number is too long.") from error
    lists = _find_lists([tree])
    if not lists:
        raise Unreadable("The file holds no list of entries, such as {“statements”: [...]}.")
    return _make_tables(lists)


# YAML -------------------------------------------------------------------------------------------

SafeLoader: type[yaml.SafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class TextLoader(SafeLoader):  # type: ignore[misc, valid-type]
    """Makes texts of all scalars but null, as they are written: “no” is not a boolean."""


def _construct(loader: yaml.SafeLoader, node: yaml.Node) -> object:
    if isinstance(node, yaml.MappingNode):
        pairs = [[loader.construct_object(part, deep=True) for part in pair] for pair in node.value]
        return TreeObject([(str(name), value) for name, value in pairs])
    if isinstance(node, yaml.SequenceNode):
        return [loader.construct_object(item, deep=True) for item in node.value]
    return node.value


TextLoader.yaml_constructors = {
    "tag:yaml.org,2002:null": lambda loader, node: None,
    None: _construct,  # all other tags
}


def read_yaml(text: str) -> list[FileTable]:
    """Return the lists of a YAML file: the whole of it, or each list by its name."""
    if len(text) > MAX_YAML_SIZE:
        most = MAX_YAML_SIZE // 2**20
        raise Unreadable(f"The YAML has more than {most} MB: split it, or save it as JSON.")
    try:
        _check_events(text)
        lists = _find_lists(list(yaml.load_all(text, Loader=TextLoader)))
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        place = f" at line {mark.line + 1}, character {mark.column + 1}" if mark else ""
        reason = getattr(error, "problem", None) or getattr(error, "reason", "")
        raise Unreadable(f"The YAML is broken{place}: {reason}.") from error
    if not lists:
        raise Unreadable(
            "The file holds no list of entries, such as “statements:” with “- slug: ...”."
        )
    return _make_tables(lists)


def _check_events(text: str) -> None:
    """Raise `Unreadable` if a file has aliases or deep nesting, before it is loaded as a whole.

    A few aliases of aliases would fill the memory, and deep nesting the stack.
    """
    depth = 0
    for event in yaml.parse(text, Loader=TextLoader):
        if isinstance(event, yaml.AliasEvent):
            line = f"Line {event.start_mark.line + 1}" if event.start_mark else "A line"
            raise Unreadable(f"{line} refers to another place (*): write it out.")
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        if depth > MAX_YAML_DEPTH:
            raise Unreadable("The YAML is nested too deeply: an entry is flat.")
