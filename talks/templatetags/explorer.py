"""Pieces of the explorer that stand on a page by the hundred, and so are not templates."""

from typing import Any

from django import template
from django.utils.html import format_html, format_html_join

from talks.facets import Facet

register = template.Library()

OPTION = (
    '<label for="{0}-{1}"><input type="checkbox" id="{0}-{1}" name="{0}" value="{1}"{2}> '
    '<span class="option">{3}</span> <span class="tally" title="{4}">'
    '<span class="visually-hidden">, {4}</span><span aria-hidden="true">{5}</span></span></label>'
)


@register.simple_tag
def option(name: str, facet: Facet) -> str:
    """Write an option of a filter: a box to check, its label, and what it would leave."""
    checked, counts = " checked" if facet.chosen else "", facet.counts
    value, label = facet.option.value, facet.option.label
    return format_html(OPTION, name, value, checked, label, str(counts), counts.short)


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
