"""Reads an answer as a browser would: elements, their texts, links and names."""

import json
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any
from xml.etree import ElementTree as Tree

from django.http import HttpResponse

BLOCKS = {"br", "dd", "div", "dt", "h1", "h2", "h3", "li", "p", "section", "td", "th", "title"}
ALONE = {"br", "hr", "img", "input", "link", "meta", "rect", "wbr"}  # what holds nothing


class Page(HTMLParser):
    """An answer, whole or a part of a page; raises ValueError where elements are not nested."""

    def __init__(self, answer: HttpResponse | str) -> None:
        super().__init__()
        self.builder, self.open = Tree.TreeBuilder(), ["page"]
        self.builder.start("page", {})
        self.feed(answer if isinstance(answer, str) else answer.content.decode())
        self.close()
        if self.open != ["page"]:
            raise ValueError(f"left open: {self.open}")
        self.builder.end("page")
        self.root = self.builder.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.builder.start(tag, {name: value or "" for name, value in attrs})
        self.open.append(tag)
        if tag in ALONE:
            self._leave(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag not in ALONE:
            self._leave(tag)

    def handle_data(self, data: str) -> None:
        self.builder.data(data)

    def _leave(self, tag: str) -> None:
        if self.open.pop() != tag:
            raise ValueError(f"{self.getpos()}: </{tag}> closes something else")
        self.builder.end(tag)

    def all(self, tag: str, *classes: str, within: Tree.Element | None = None) -> list[Any]:
        """Return the elements of a tag ("*" for any) that have all these classes, in order."""
        found = (self.root if within is None else within).iter(None if tag == "*" else tag)
        return [one for one in found if set(classes) <= set(one.get("class", "").split())]

    def named(self, name: str) -> Tree.Element:
        """Return the one element of that id."""
        [found] = self.root.findall(f".//*[@id='{name}']")
        return found

    def ids(self) -> list[str]:
        """Return all ids, repeated ones as often as they stand."""
        return [one.get("id", "") for one in self.root.iter() if "id" in one.attrib]

    def text(self, within: Tree.Element | None = None) -> str:
        """Return what there is to read, blanks folded."""
        return " ".join("".join(_texts(self.root if within is None else within)).split())

    def links(self, within: Tree.Element | None = None) -> list[tuple[str, str]]:
        """Return (address, text) of each link."""
        found = self.all("a", within=within)
        return [(link.get("href", ""), self.text(link)) for link in found]

    def entries(self) -> list[str]:
        """Return the addresses of the rounds and statements of its list, in order."""
        return [self.links(entry)[0][0] for entry in self.all("li", "entry")]

    def figure(self) -> Any:
        """Return the figure that the browser draws."""
        return json.loads("".join(self.named("timeline-figure").itertext()))


def _texts(element: Tree.Element) -> Iterator[str]:
    if element.tag in ("script", "style"):
        return
    edge = " " if element.tag in BLOCKS else ""
    yield edge + (element.text or "")
    for child in element:
        yield from _texts(child)
        yield child.tail or ""
    yield edge
