"""Reads an answer into a tree of elements, and gives their texts, links and ids."""

import json
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any
from xml.etree import ElementTree as Tree

from django.http import HttpResponse

# Tags that begin a new line: their texts are parted from what stands beside them.
BLOCKS = {"br", "dd", "div", "dt", "h1", "h2", "h3", "li", "p", "section", "td", "th", "title"}
ALONE = {"br", "hr", "img", "input", "link", "meta", "rect", "wbr"}  # tags without contents


class Page(HTMLParser):
    """The elements of an answer: of a page or a part of it.

    Raises ValueError if the elements are not properly nested, which browsers would silently repair.
    """

    def __init__(self, answer: HttpResponse | str) -> None:
        super().__init__()
        self.builder, self.open_tags = Tree.TreeBuilder(), ["page"]
        self.builder.start("page", {})
        self.feed(answer if isinstance(answer, str) else answer.content.decode())
        self.close()
        if self.open_tags != ["page"]:
            raise ValueError(f"never closed: {self.open_tags}")
        self.builder.end("page")
        self.root = self.builder.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.builder.start(tag, {name: value or "" for name, value in attrs})
        self.open_tags.append(tag)
        if tag in ALONE:
            self._close(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag not in ALONE:
            self._close(tag)

    def handle_data(self, data: str) -> None:
        self.builder.data(data)

    def _close(self, tag: str) -> None:
        if self.open_tags.pop() != tag:
            raise ValueError(f"{self.getpos()}: </{tag}> closes another element")
        self.builder.end(tag)

    def all(self, tag: str, *classes: str, within: Tree.Element | None = None) -> list[Any]:
        """Return the elements of a tag ("*" for any) that have all these classes, in order."""
        elements = (self.root if within is None else within).iter(None if tag == "*" else tag)
        wanted_classes = set(classes)
        return [one for one in elements if wanted_classes <= set(one.get("class", "").split())]

    def by_id(self, name: str) -> Tree.Element:
        """Return the one element of that id."""
        [element] = self.root.findall(f".//*[@id='{name}']")
        return element

    def ids(self) -> list[str]:
        """Return all ids; one that occurs twice is there twice."""
        return [one.get("id", "") for one in self.root.iter() if "id" in one.attrib]

    def text(self, within: Tree.Element | None = None) -> str:
        """Return the text that a reader sees, with single spaces."""
        return " ".join("".join(_texts(self.root if within is None else within)).split())

    def links(self, within: Tree.Element | None = None) -> list[tuple[str, str]]:
        """Return (address, text) of each link."""
        links = self.all("a", within=within)
        return [(link.get("href", ""), self.text(link)) for link in links]

    def entries(self) -> list[str]:
        """Return the addresses of the things in the list, in order."""
        return [self.links(entry)[0][0] for entry in self.all("li", "entry")]

    def figure(self) -> Any:
        """Return the figure of the timeline, as Plotly gets it."""
        return json.loads("".join(self.by_id("timeline-figure").itertext()))


def _texts(element: Tree.Element) -> Iterator[str]:
    if element.tag in ("script", "style"):
        return
    edge = " " if element.tag in BLOCKS else ""
    yield edge + (element.text or "")
    for child in element:
        yield from _texts(child)
        yield child.tail or ""
    yield edge
