"""Pieces of the explorer that a page holds by the hundred, and so are not templates.

A template took 70 ms for 244 options on a busy machine, where this took 4.
"""

from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from django import template
from django.utils.html import format_html, format_html_join

from actors.models import Actor
from record.search import Query, cut_snippet, mentions, split_by_hits
from talks.explorer.catalogue import select
from talks.explorer.facets import ActorCounts, Facet, count_by_actor
from talks.explorer.timeline.figure.lane import Thing
from talks.models import Round, Statement

register = template.Library()

BOX = (
    '<label for="{0}-{1}"><input type="checkbox" id="{0}-{1}" name="{0}" value="{1}"{2}> '
    '<span class="option">{3}</span> '
)
COUNTED_BOX = (
    '{0}<span class="tally" title="{1}"><span class="visually-hidden">, {1}</span>'
    '<span aria-hidden="true">{2}</span></span></label>'
)


@register.simple_tag
def option(name: str, facet: Facet) -> str:
    """Write an option of a filter: a box to check, its label, and what it would leave."""
    box = _box(name, facet.option.value, facet.option.label, " checked" if facet.is_chosen else "")
    return format_html(COUNTED_BOX, box, str(facet.counts), facet.counts.short)


@lru_cache(maxsize=8192)
def _box(name: str, value: str, label: str, checked: str) -> str:
    return format_html(BOX, name, value, checked, label)


@register.simple_tag(takes_context=True)
def sources(context: Any, thing: Any) -> str:
    """Write links to the sources of a thing, by their numbers on the page."""
    citations, notes = thing.source_links, context["source_notes"]
    links = format_html_join(
        "",
        ' <a href="{0}" title="{1}" aria-label="Source {2}: {1}">{2}</a>',
        (
            (citation.get_absolute_url(), citation.source, notes.number(citation.source))
            for citation in citations
        ),
    )
    number = len(citations)
    label = {0: "No source yet", 1: "Source:"}.get(number, f"{number} sources:")
    return format_html('<span class="sources">{}{}</span>', label, links)


@register.simple_tag(takes_context=True)
def note(context: Any, source: Any) -> str:
    """Write the number of a source on the page, which is seen on paper only."""
    return format_html(
        '<span class="paper-only note-number">[{}]</span>', context["source_notes"].number(source)
    )


@register.simple_tag(takes_context=True)
def entry_html(context: Any, entry: Any) -> str:
    """Write an entry of the list, with the numbers that its sources have on this page."""
    return entry.html.fill(context["source_notes"])


@register.simple_tag
def counts_of(actor: Actor) -> ActorCounts | None:
    """Return what there is of an actor, with its circle and its own."""
    return count_by_actor().get(actor.slug)


@register.simple_tag(takes_context=True)
def hits(context: Any, text: Any) -> str:
    """Write a text with what was searched for marked in it."""
    query = _search_query(context)
    return _mark_hits(query, str(text)) if query else str(text)


@register.simple_tag(takes_context=True)
def elsewhere(context: Any, thing: Thing) -> str:
    """Where an entry shows nothing of what was searched for, say which other text has it."""
    query = _search_query(context)
    if query is None or any(mentions(query, str(text)) for text in _entry_texts(thing) if text):
        return ""
    for label, text in _other_texts(thing):
        if text and mentions(query, text):
            snippet = _mark_hits(query, cut_snippet(query, text))
            return format_html('<p class="found">In its {}: {}</p>', label, snippet)
    return ""


def _search_query(context: Any) -> Query | None:
    question = context.get("question")
    if not question or not question.q:
        return None
    return select(question).catalogue.search.read(question.q)


def _mark_hits(query: Query, text: str) -> str:
    forms = {True: "<mark>{}</mark>", False: "{}"}
    pieces = (format_html(forms[is_hit], piece) for piece, is_hit in split_by_hits(query, text))
    return format_html_join("", "{}", ((piece,) for piece in pieces))


def _entry_texts(thing: Thing) -> tuple[Any, ...]:
    """Return the texts in which an entry of the list marks hits."""
    if isinstance(thing, Round):
        return thing, thing.outcome or thing.agenda, thing.track, thing.venue
    if isinstance(thing, Statement):
        return thing.speaker, thing.summary, thing.quotation, thing.on_behalf_of
    return thing, thing.summary, thing.symbol, thing.round and thing.round.track


def _other_texts(thing: Thing) -> Iterator[tuple[str, str]]:
    """Yield all texts by which a thing is found, each with what it is."""
    for name in thing.searched_fields:
        text = getattr(thing, name)
        yield name.replace("_", " "), ", ".join(text) if isinstance(text, list) else text
    for name in ("speaker", "on_behalf_of"):
        actor = getattr(thing, name, None)
        for other_name in (actor.name_ar, *actor.aliases) if actor else ():
            yield f"{name.replace('_', ' ').removesuffix(' of')}’s other name", other_name
