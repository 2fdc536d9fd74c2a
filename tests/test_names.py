"""Names in the site's code and its tests say what a thing is: no past participle stands for one."""

import ast
from collections.abc import Iterator

import pytest

from tests.sources import MODULES, ROOT, TESTS

PARTICIPLES = {
    "asked",
    "decided",
    "found",
    "given",
    "gone",
    "held",
    "kept",
    "known",
    "left",
    "listed",
    "made",
    "met",
    "named",
    "said",
    "seen",
    "sent",
    "shown",
    "told",
}
DOMAIN_WORDS = {"HELD"}  # a status of rounds in the database


def bound_participles(source: str) -> Iterator[tuple[int, str]]:
    """Yield (line, name) for each past participle that code binds to anything."""
    for node in ast.walk(ast.parse(source)):
        match node:
            case (
                ast.Name(id=str(name), ctx=ast.Store())
                | ast.Attribute(attr=str(name), ctx=ast.Store())
                | ast.arg(arg=str(name))
                | ast.FunctionDef(name=str(name))
                | ast.AsyncFunctionDef(name=str(name))
                | ast.ClassDef(name=str(name))
                | ast.alias(asname=str(name))
                | ast.ExceptHandler(name=str(name))
                | ast.MatchAs(name=str(name))
                | ast.MatchStar(name=str(name))
                | ast.MatchMapping(rest=str(name))
            ):
                if name not in DOMAIN_WORDS and name.strip("_").lower() in PARTICIPLES:
                    yield node.lineno, name


def test_no_past_participle_names_a_thing():
    lines = [
        f"{path.relative_to(ROOT)}:{line}: {name}"
        for path in (*MODULES, *TESTS)
        for line, name in bound_participles(path.read_text())
    ]
    assert not lines, "\n" + "\n".join(lines)


@pytest.mark.parametrize(
    "source",
    [
        "told = 1",
        "told, rows = 1, 2",
        "told: int = 1",
        "told += 1",
        "def read(told): ...",
        "def read(*told): ...",
        "def read(*, told=1): ...",
        "def told(): ...",
        "async def _told(): ...",
        "class Told: ...",
        "class Answer:\n    told: str",
        "self.told = 1",
        "TOLD = 1",
        "for told in rows: ...",
        "[told for told in rows]",
        "{key: 1 for key, told in rows}",
        "with open(path) as told: ...",
        "if (told := 1): ...",
        "lambda told: told",
        "import rows as told",
        "try: ...\nexcept ValueError as told: ...",
        "match rows:\n    case [*told]: ...",
    ],
)
def test_a_participle_that_names_a_thing_is_reported(source):
    assert [name.strip("_").lower() for _, name in bound_participles(source)] == ["told"]


@pytest.mark.parametrize(
    "source",
    ["class Status:\n    HELD = 1", "is_held = 1", "rows.held", "print(told)", "say('told')"],
)
def test_other_uses_of_a_participle_are_allowed(source):
    assert not list(bound_participles(source))
