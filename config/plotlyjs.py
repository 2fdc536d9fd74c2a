"""Finds plotly.js for the browser: the basic bundle from npm, else the full file in the wheel."""

from collections.abc import Iterable, Iterator
from importlib import resources
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.core.files.storage import FileSystemStorage

SCRIPT = "plotly/plotly.min.js"


def bundle() -> Path:
    """Return the file to serve as plotly.min.js.

    The basic bundle (scatter, bar, pie) is a quarter as large as the full one. `npm ci` installs
    it; without Node, the full file in the plotly wheel does the same.
    """
    basic = settings.BASE_DIR / "node_modules/plotly.js-basic-dist-min/plotly-basic.min.js"
    full = Path(str(resources.files("plotly"))) / "package_data/plotly.min.js"
    return basic if basic.exists() else full


class PlotlyFinder(BaseFinder):
    """Serves `bundle()` as plotly/plotly.min.js."""

    def find(self, path: str, find_all: bool = False, **_: object) -> Any:  # noqa: FBT001, FBT002
        paths = [str(bundle())] if path == SCRIPT else []
        return paths if find_all else (paths[0] if paths else [])

    def list(
        self, ignore_patterns: Iterable[str] | None
    ) -> Iterator[tuple[str, FileSystemStorage]]:
        yield SCRIPT, _OneFile()


class _OneFile(FileSystemStorage):
    """A storage that contains only the bundle, under the name by which it is served."""

    prefix = None

    def path(self, name: str) -> str:
        return str(bundle())
