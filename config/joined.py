"""Joins what the explorer needs into one style sheet and one script, for the sake of slow lines.

A browser asks for six files at a time, and each one asked for takes a journey there and back. The
sources stay apart: the sheets each in its layer, the scripts as modules that import each other.
"""

import os
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.core.files.storage import FileSystemStorage

SHEET = "css/explorer_page.css"
SHEETS = ("tokens", "base", "things", "filters", "explorer", "chart")
SCRIPT = "js/timeline_page.js"
ENTRY = "js/timeline/timeline.js"

_IMPORT = re.compile(r'^import \{([^}]*)\} from "(\.[^"]+)";\n', re.MULTILINE)
_EXPORT = re.compile(r"^export ((?:async )?(?:function|class|const) (\w+))", re.MULTILINE)


def join_sheets() -> str:
    """Return the style sheets of the explorer, one after the other."""
    return "\n".join((_sources() / f"css/{name}.css").read_text() for name in SHEETS)


def join_modules() -> str:
    """Return the modules of the timeline as one script, each after those that it imports.

    Each becomes a function that is called once and returns what the module exports, so that names
    which two modules use for themselves do not meet. Raise ValueError for other forms of import and
    export than `import { a, b } from "./c.js"` and `export function`, `class` or `const`.
    """
    functions: dict[Path, str] = {}
    _add_module(_sources() / ENTRY, functions)
    return "\n".join(functions.values())


def _add_module(path: Path, functions: dict[Path, str]) -> None:
    """Add the function of a module to the others, after those of the modules that it imports."""
    source = path.read_text()
    for _, address in _IMPORT.findall(source):
        imported = (path.parent / address).resolve()
        if imported not in functions:
            _add_module(imported, functions)
    names = ", ".join(name for _, name in _EXPORT.findall(source))

    def read_names(match: re.Match[str]) -> str:
        return f"const {{{match[1]}}} = {_constant(path.parent / match[2])};\n"

    body = _EXPORT.sub(r"\1", _IMPORT.sub(read_names, source))
    if other := re.search(r"^(?:import|export)\b.*", body, re.MULTILINE):
        raise ValueError(f"{path.name} cannot be joined: {other[0]}")
    functions[path] = f"const {_constant(path)} = (() => {{\n{body}return {{ {names} }};\n}})();\n"


def _constant(path: Path) -> str:
    """Return the name of the constant that holds what a module exports."""
    return "module_" + path.resolve().stem


def _sources() -> Path:
    return Path(settings.BASE_DIR).resolve() / "static"


FILES = {SHEET: join_sheets, SCRIPT: join_modules}


class JoinedFinder(BaseFinder):
    """Serves the two files, which it writes to VAR_DIR as often as their sources change."""

    def find(self, path: str, find_all: bool = False, **_: object) -> Any:  # noqa: FBT001, FBT002
        paths = [str(_write(path))] if path in FILES else []
        return paths if find_all else (paths[0] if paths else [])

    def list(
        self, ignore_patterns: Iterable[str] | None
    ) -> Iterator[tuple[str, FileSystemStorage]]:
        storage = FileSystemStorage(location=_folder())
        storage.prefix = None  # type: ignore[attr-defined]
        for name in FILES:
            _write(name)
            yield name, storage


def _folder() -> Path:
    return Path(settings.VAR_DIR) / "joined"


def _write(name: str) -> Path:
    """Write a file where its text is another than before, in one step for other processes."""
    path, text = _folder() / name, FILES[name]()
    if not path.exists() or path.read_text() != text:
        path.parent.mkdir(parents=True, exist_ok=True)
        new_file = path.with_suffix(f".{os.getpid()}")
        new_file.write_text(text)
        new_file.replace(path)
    return path
