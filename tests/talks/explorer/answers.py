"""Answers of the explorer over HTTP, whole or in parts."""

from typing import Any

from django.http import HttpResponse
from django.test import Client

from tests.records import ask

PARTS = ("results", "explorer", "detail")


def get(question: Any = "", part: str = "", **headers: str) -> HttpResponse:
    """Request the explorer, or with `part` one part of it, as htmx does."""
    query = question if isinstance(question, str) else ask(**question).here
    if part:
        headers |= {"HX-Request": "true", "HX-Target": part}
    response = Client().get(f"/?{query}", headers=headers)
    assert response.status_code == 200
    return response
