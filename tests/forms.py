"""Reads the form of a page as a browser would send it, so that a test changes what it is about."""

from collections import defaultdict
from html.parser import HTMLParser
from typing import Any

from django.http import HttpResponse


class _Fields(HTMLParser):
    """Collects what the fields of a page hold; rows that only serve as a pattern are left out."""

    def __init__(self) -> None:
        super().__init__()
        self.held: dict[str, list[str]] = defaultdict(list)
        self.select = self.textarea = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        asked = {name: value or "" for name, value in attrs}
        name = asked.get("name", "")
        if "__prefix__" in name or "disabled" in asked or asked.get("type") == "submit":
            return
        if tag == "select":
            self.select = name
        elif tag == "option" and self.select and "selected" in asked:
            self.held[self.select].append(asked.get("value", ""))
        elif tag == "textarea":
            self.textarea = name
            self.held[name] = [""]
        elif tag == "input" and name and (asked.get("type") != "checkbox" or "checked" in asked):
            box = "on" if asked.get("type") == "checkbox" else ""
            self.held[name].append(asked.get("value", box))

    def handle_endtag(self, tag: str) -> None:
        if tag == "select":
            self.select = ""
        elif tag == "textarea":
            self.textarea = ""

    def handle_data(self, data: str) -> None:
        if self.textarea:
            self.held[self.textarea][0] += data


def typed(response: HttpResponse) -> dict[str, Any]:
    """Return what the fields of a page hold, by name: texts, or lists where there are several."""
    fields = _Fields()
    fields.feed(response.content.decode())
    held = {
        name: [text.removeprefix("\n") for text in texts] for name, texts in fields.held.items()
    }
    return {name: texts[0] if len(texts) == 1 else texts for name, texts in held.items()}
