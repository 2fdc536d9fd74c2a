"""Addresses of things by their slug, many to a page: Django's `reverse` takes 50 µs for each."""

from functools import cache

from django.urls import reverse

ANY = "any-slug"


def address(name: str, slug: str) -> str:
    """Return what `reverse` does of a pattern that takes a slug alone."""
    return _pattern(name).replace(ANY, slug)


@cache
def _pattern(name: str) -> str:
    return reverse(name, args=[ANY])
