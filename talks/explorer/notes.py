"""The sources of a page, numbered in the order in which the page names them.

On paper a link leads nowhere: each page ends with its sources, with titles and addresses, under
the numbers that stand beside the facts.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.utils.html import format_html

from talks.models import Source

BLANK = re.compile(r"<\?(\d+)\?>")  # a text on the page cannot hold it: its "<" would be escaped


class Notes:
    """Gives each source of a page its number, from 1."""

    def __init__(self) -> None:
        self._numbers: dict[Source, int] = {}

    def number(self, source: Source) -> int | str:
        return self._numbers.setdefault(source, len(self._numbers) + 1)

    def __iter__(self) -> Iterator[Source]:
        return iter(self._numbers)


class Blanks(Notes):
    """Leaves a blank for each number, in HTML that is stored and put into many pages."""

    def number(self, source: Source) -> str:
        return format_html("<?{}?>", super().number(source))


@dataclass(frozen=True)
class BlankedHtml:
    """HTML with a blank for the number of each of its sources."""

    html_format: str
    sources: tuple[Source, ...]

    def fill(self, notes: Notes) -> str:
        """Return the HTML with the numbers that its sources have on a page."""
        return format_html(self.html_format, "", *map(notes.number, self.sources))


def make_blanked(html: str, sources: Iterable[Source]) -> BlankedHtml:
    """Store HTML that was rendered with `Blanks` which numbered these sources."""
    escaped = html.replace("{", "{{").replace("}", "}}")
    return BlankedHtml(BLANK.sub(r"{\1}", escaped), tuple(sources))


def add_notes(request: HttpRequest) -> dict[str, Any]:
    """Give each page numbers of its own: a context processor."""
    return {"source_notes": Notes()}
