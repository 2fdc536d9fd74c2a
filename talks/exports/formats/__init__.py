"""The formats of files: each module of this package is one, and defines `FORMAT`."""

from collections.abc import Mapping
from importlib import import_module
from pkgutil import iter_modules

from talks.exports.file_format import Format
from talks.exports.rows import ROW_KINDS


def _find_formats() -> list[Format]:
    names = sorted(module.name for module in iter_modules(__path__))
    return [import_module(f"{__name__}.{name}").FORMAT for name in names]


FORMATS: Mapping[str, Format] = {file_format.suffix: file_format for file_format in _find_formats()}
FORMATS_OF_KIND: Mapping[str, list[Format]] = {
    kind: [file_format for file_format in FORMATS.values() if kind in file_format.kinds]
    for kind in ROW_KINDS
}
