"""The style sheets: each fills the layer of its name, and repeats nothing."""

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

FOLDER = Path(__file__).resolve().parent.parent / "static/css"
SHEETS = {path.stem: path.read_text() for path in sorted(FOLDER.glob("*.css"))}
UNLAYERED = {"admin", "desk"}  # as Django's own, which would win over any layer
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)


def read_selectors(sheet: str) -> Iterator[tuple[str, ...]]:
    """Yield each selector as a path: its layer, its conditions, and the selector itself."""
    path: list[str] = []
    for text, end in re.findall(r"([^{};]*)([{};])", COMMENT.sub("", sheet)):
        if end == "{":
            path.append(" ".join(text.split()))
            yield tuple(path)
        elif end == "}":
            path.pop()
    assert not path


def read_colours(sheet: str) -> list[tuple[str, str]]:
    """Return the custom properties that are a plain colour, with it, in the order of the file."""
    return re.findall(r"(--[\w-]+): (#[0-9a-f]{6});", sheet)


def test_each_style_sheet_of_the_site_fills_the_layer_of_its_name():
    order = re.findall(r"^@layer ([\w, ]+);", SHEETS["tokens"], re.MULTILINE)
    assert len(order) == 1
    assert set(order[0].split(", ")) == SHEETS.keys() - UNLAYERED
    for name, sheet in SHEETS.items():
        outermost = {path[0] for path in read_selectors(sheet)}
        if name in UNLAYERED:
            assert not {rule for rule in outermost if rule.startswith("@layer")}
        else:
            assert outermost == {f"@layer {name}"}


@pytest.mark.parametrize("name", SHEETS)
def test_no_selector_occurs_twice_under_the_same_conditions(name):
    times = Counter(path for path in read_selectors(SHEETS[name]) if not path[-1].startswith("@"))
    assert times
    assert [path for path, number in times.items() if number > 1] == []


@pytest.mark.parametrize("name", SHEETS)
def test_every_custom_property_that_is_used_is_set_somewhere(name):
    uses = set(re.findall(r"var\((--[\w-]+)\)", SHEETS[name]))  # those without a value to fall to
    django = {"--font-family-monospace"}
    sheets = SHEETS.values() if name in UNLAYERED else [SHEETS["tokens"]]
    assert (
        uses
        <= {declared for sheet in sheets for declared in re.findall(r"(--[\w-]+):", sheet)} | django
    )


def test_the_colours_of_the_admin_are_those_of_the_site():
    light, dark = (dict(read_colours(part)) for part in SHEETS["tokens"].split("@media"))
    pairs = re.findall(r"(--[\w-]+): light-dark\((#\w+), (#\w+)\);", SHEETS["admin"])
    shared = {name: (first, second) for name, first, second in pairs if name in light}
    assert {"--ground", "--ink", "--accent", "--line"} <= shared.keys()
    assert shared == {name: (light[name], dark[name]) for name in shared}


def test_every_colour_has_one_for_the_dark():
    light, dark = (dict(read_colours(part)) for part in SHEETS["tokens"].split("@media"))
    assert light
    assert light.keys() == dark.keys()
