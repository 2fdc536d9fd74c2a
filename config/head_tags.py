"""What the head of a page says of it: to browsers, to search engines, and where it is shared."""

from django import template
from django.utils.html import format_html

register = template.Library()


@register.simple_block_tag
def page_title(content: str) -> str:
    """Write the title of the page, for browsers and, by the Open Graph protocol, for cards."""
    title = '<title>{0}</title>\n  <meta property="og:title" content="{0}">'
    return format_html(title, content)


@register.simple_block_tag
def page_description(content: str) -> str:
    """Write what the page is about, for search engines and for cards."""
    description = (
        '<meta name="description" content="{0}">\n  <meta property="og:description" content="{0}">'
    )
    return format_html(description, content)
