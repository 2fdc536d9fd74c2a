"""What a page asks in order to offer files."""

from django import template

from talks.exports.rows import COLUMNS, FORMATS

register = template.Library()


@register.simple_tag
def file_kinds() -> list[str]:
    """Return the kinds of things that there are files of."""
    return list(COLUMNS)


@register.simple_tag
def file_formats() -> list[str]:
    """Return the formats in which a kind can be had."""
    return list(FORMATS)
