"""Which modules our scripts import, for tests of how the site serves them."""

import re
from pathlib import Path

from tests.sources import ROOT

SCRIPTS = ROOT / "static/js"
_IMPORT = re.compile(r'^(?:import|export)\b[^;]*?"(\.[^"]+)";', re.M)


def imports_of(module: Path) -> list[Path]:
    return [(module.parent / path).resolve() for path in _IMPORT.findall(module.read_text())]


def all_imports_of(module: Path) -> set[Path]:
    """Return the modules that a module imports, and those that these import."""
    modules, waiting = set[Path](), [module]
    while waiting:
        fresh = set(imports_of(waiting.pop())) - modules
        modules |= fresh
        waiting += fresh
    return modules
