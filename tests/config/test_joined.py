"""The style sheet and the script of the explorer, each joined from several files."""

import re
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.contrib.staticfiles import finders

from config.joined import SCRIPT, SHEET, SHEETS, JoinedFinder, join_modules
from tests.script_imports import SCRIPTS, all_imports_of

CSS = SCRIPTS.parent / "css"


@pytest.fixture
def var_dir(tmp_path: Path, settings: LazySettings) -> Path:
    settings.VAR_DIR = tmp_path
    return tmp_path


@pytest.fixture
def modules(tmp_path: Path, settings: LazySettings) -> Path:
    """A site of which only the timeline's folder of modules exists, and is empty."""
    settings.BASE_DIR = tmp_path
    folder = tmp_path / "static/js/timeline"
    folder.mkdir(parents=True)
    return folder


@pytest.mark.usefixtures("var_dir")
def test_the_sheet_holds_those_of_the_explorer_in_the_order_of_the_layers() -> None:
    [order] = re.findall(r"^@layer ([\w, ]+);", (CSS / "tokens.css").read_text(), re.MULTILINE)

    assert [name for name in order.split(", ") if name in SHEETS] == list(SHEETS)
    sheet = Path(finders.find(SHEET) or "").read_text()
    assert [sheet.count((CSS / f"{name}.css").read_text()) for name in SHEETS] == [1] * len(SHEETS)


def test_the_script_holds_each_module_once_and_after_what_it_imports() -> None:
    script = join_modules()
    entry = SCRIPTS / "timeline/timeline.js"
    order = re.findall(r"^const module_(\w+) = \(\(\) => \{$", script, re.MULTILINE)

    assert sorted(order) == sorted(path.stem for path in {entry, *all_imports_of(entry)})
    bodies = re.split(r"^const module_.*\{$", script, flags=re.MULTILINE)[1:]
    exports: set[tuple[str, str]] = set()
    for module, body in zip(order, bodies, strict=True):
        for names, source in re.findall(r"^const \{([^}]*)\} = module_(\w+);$", body, re.MULTILINE):
            assert {(source, name.strip()) for name in names.split(",") if name.strip()} <= exports
        [names] = re.findall(r"^return \{ (.*) \};$", body, re.MULTILINE)
        exports |= {(module, name) for name in names.split(", ")}
    assert ("days", "toNumber") in exports


@pytest.mark.parametrize(
    "line", ['import "./days.js";', 'import * as days from "./days.js";', "export default 1;"]
)
def test_a_module_of_another_form_is_refused(modules: Path, line: str) -> None:
    (modules / "timeline.js").write_text(f"{line}\n")
    with pytest.raises(ValueError, match=r"timeline.js cannot be joined"):
        join_modules()


def test_a_changed_source_is_joined_again(modules: Path, var_dir: Path) -> None:
    (modules / "timeline.js").write_text("export const a = 1;\n")
    file = Path(finders.find(SCRIPT) or "")
    assert file == var_dir / "joined" / SCRIPT
    assert "const a = 1;" in file.read_text()

    (modules / "timeline.js").write_text("export const a = 2;\n")
    assert finders.find(SCRIPT, find_all=True) == [str(file)]
    assert "const a = 2;" in file.read_text()


def test_other_names_have_no_joined_file() -> None:
    assert JoinedFinder().find("js/other.js") == []


@pytest.mark.usefixtures("var_dir")
def test_both_are_collected() -> None:
    names = [name for name, storage in JoinedFinder().list([]) if storage.exists(name)]

    assert names == [SHEET, SCRIPT]
