"""Reads the fields of a page as a browser would send them, so that a test changes only its own."""

from collections import defaultdict
from typing import Any

from django.http import HttpResponse
from selectolax.lexbor import LexborHTMLParser, LexborNode


def read_form(response: HttpResponse) -> dict[str, Any]:
    """Return the values of the fields of a page by name: a text, or a list if there are several.

    Rows that are only a pattern for new ones are left out, as are buttons and disabled fields.
    """
    values: defaultdict[str, list[str]] = defaultdict(list)
    for field in LexborHTMLParser(response.content.decode()).css("input, select, textarea"):
        name, kind = field.attributes.get("name"), field.attributes.get("type")
        if name and "__prefix__" not in name and kind != "submit" and _is_sent(field):
            values[name] += _read_values(field)
    return {name: texts[0] if len(texts) == 1 else texts for name, texts in values.items() if texts}


def _is_sent(field: LexborNode) -> bool:
    if field.attributes.get("type") == "checkbox" and "checked" not in field.attributes:
        return False
    return "disabled" not in field.attributes


def _read_values(field: LexborNode) -> list[str]:
    if field.tag == "select":
        selected_options = field.css("option[selected]")
        return [option.attributes.get("value") or "" for option in selected_options]
    if field.tag == "textarea":
        return [field.text()]
    box = "on" if field.attributes.get("type") == "checkbox" else ""
    return [field.attributes.get("value", box) or ""]
