"""The links by which pages offer files."""

from django import template

from talks.exports.formats import FORMATS_OF_KIND
from talks.exports.rows import ROW_KINDS, AnyRowKind

register = template.Library()


@register.simple_tag
def file_kinds() -> list[str]:
    """Return the kinds of rows that there are files of."""
    return list(FORMATS_OF_KIND)


@register.simple_tag
def row_kinds() -> list[AnyRowKind]:
    """Return the kinds of rows in files, with their columns and what these mean."""
    return list(ROW_KINDS.values())


@register.inclusion_tag("talks/_files.html")
def files(
    kind: str, *, query: str = "", separator: str = " · ", names_kind: bool = False
) -> dict[str, object]:
    """Link the files of a kind of row, one in each format, under a query.

    With `names_kind` each link also names the kind, for screen readers that read links alone.
    """
    return {
        "kind": kind,
        "formats": FORMATS_OF_KIND[kind],
        "query": query,
        "separator": separator,
        "names_kind": names_kind,
    }
