"""What pages say of themselves."""

from django import template

from talks.pages.references import FILES, Citable, refer_to

register = template.Library()


@register.inclusion_tag("talks/_reference.html", takes_context=True)
def reference(context: template.Context, kind: str, thing: Citable) -> dict[str, object]:
    """Say how to cite a page, in words and as files for reference managers."""
    return {
        "reference": refer_to(thing, context["request"]),
        "kind": kind,
        "slug": thing.slug,
        "suffixes": FILES,
    }
