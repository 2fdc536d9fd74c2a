"""Pieces of the explorer that stand on a page by the hundred, and so are not templates."""

from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from django import template
from django.utils.html import format_html, format_html_join

from record.search import Query, cut_snippet, mentions, parse, split_by_hits
from talks.explorer.facets import Facet
from talks.models import Round, Statement

register = template.Library()

BOX = (
    '<label for="{0}-{1}"><input type="checkbox" id="{0}-{1}" name="{0}" value="{1}"{2}> '
    '<span class="option">{3}</span> '
)
TALLIED = (
    '{0}<span class="tally" title="{1}"><span class="visually-hidden">, {1}</span>'
    '<span aria-hidden="true">{2}</span></span></label>'
)


@register.simple_tag
def option(name: str, facet: Facet) -> str:
    """Write an option of a filter: a box to check, its label, and what it would leave."""
    box = _box(name, facet.option.value, facet.option.label, " checked" if facet.is_chosen else "")
    return format_html(TALLIED, box, str(facet.counts), facet.counts.short)


@lru_cache(maxsize=8192)
def _box(name: str, value: str, label: str, checked: str) -> str:
    return format_html(BOX, name, value, checked, label)


@register.simple_tag
def sources(thing: Any) -> str:
    """Write links to the sources of a thing, by number."""
    cited = thing.source_links
    links = format_html_join(
        "",
        ' <a href="{0}" title="{1}" aria-label="Source {2}: {1}">{2}</a>',
        (
            (citation.get_absolute_url(), citation.source, number)
            for number, citation in enumerate(cited, 1)
        ),
    )
    said = {0: "No source yet", 1: "Source:"}.get(len(cited), f"{len(cited)} sources:")
    return format_html('<span class="sources">{}{}</span>', said, links)


@register.simple_tag(takes_context=True)
def hits(context: Any, text: Any) -> str:
    """Write a text with what was searched for marked in it."""
    query = _searched(context)
    return _marked(query, str(text)) if query else str(text)


@register.simple_tag(takes_context=True)
def elsewhere(context: Any, thing: Any) -> str:
    """Where an entry shows nothing of what was searched for, tell in which other text it stands."""
    query = _searched(context)
    if query is None or any(mentions(query, str(text)) for text in _shown(thing) if text):
        return ""
    for label, text in _unseen(thing):
        if text and mentions(query, text):
            return format_html(FOUND, label, _marked(query, cut_snippet(query, text)))
    return ""


FOUND = '<p class="found">In its {}: {}</p>'


def _searched(context: Any) -> Query | None:
    words = getattr(context.get("question"), "q", "")
    return parse(words) if words else None


def _marked(query: Query, text: str) -> str:
    forms = {True: "<mark>{}</mark>", False: "{}"}
    told = (format_html(forms[is_hit], piece) for piece, is_hit in split_by_hits(query, text))
    return format_html_join("", "{}", ((piece,) for piece in told))


def _shown(thing: Any) -> tuple[Any, ...]:
    """Return the texts in which an entry of the list marks hits."""
    if isinstance(thing, Round):
        return thing, thing.outcome or thing.agenda, thing.track, thing.venue
    if isinstance(thing, Statement):
        return thing.speaker, thing.summary, thing.quotation, thing.on_behalf_of
    return thing, thing.summary, thing.symbol, thing.round and thing.round.track


def _unseen(thing: Any) -> Iterator[tuple[str, str]]:
    """Yield the other texts by which it is found, each with what it is."""
    for name in ("agenda", "timing", "format", "note"):
        yield name, getattr(thing, name, "")
    for name in ("speaker", "on_behalf_of"):
        actor = getattr(thing, name, None)
        for other in (actor.name_ar, *actor.aliases) if actor else ():
            yield f"{name.replace('_', ' ').removesuffix(' of')}’s other name", other
