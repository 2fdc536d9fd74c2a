"""Finds plotly.js for the browser: the basic bundle from npm, else the full one in the wheel."""

from importlib import resources
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.core.files.storage import FileSystemStorage

SCRIPT = "plotly/plotly.min.js"


def bundle() -> Path:
    """Return the file to serve; both kinds answer to the name plotly.min.js.

    The basic bundle (scatter, bar, pie) weighs a quarter of the full one. It is there after
    `npm ci`; without Node the full file that the plotly wheel carries does the same.
    """
    basic = settings.BASE_DIR / "node_modules/plotly.js-basic-dist-min/plotly-basic.min.js"
    full = Path(str(resources.files("plotly"))) / "package_data/plotly.min.js"
    return basic if basic.exists() else full


class PlotlyFinder(BaseFinder):
    """Serves `bundle()` as plotly/plotly.min.js."""

    def find(self, path: str, find_all: bool = False, **_: Any) -> Any:  # noqa: FBT001, FBT002
        found = [str(bundle())] if path == SCRIPT else []
        return found if find_all else (found[0] if found else [])

    def list(self, ignore_patterns: Any) -> Any:
        yield SCRIPT, _OneFile()


class _OneFile(FileSystemStorage):
    """A storage that holds the bundle alone, under its served name."""

    prefix = None

    def path(self, name: str) -> str:
        return str(bundle())
