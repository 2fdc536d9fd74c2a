"""What the timeline says of an item when it is pointed at."""

from html import escape

from talks.explorer.timeline.figure.lane import Item
from talks.models import Round, Statement

LONGEST = 96  # characters of a line; the browser breaks it for the width at hand


def title(item: Item) -> str:
    """Return what an item is called, in Plotly's escapes."""
    told = f"{item.speaker}, {item.get_kind_display()}" if isinstance(item, Statement) else item
    return plain(str(told))


def lines(item: Item) -> str:
    """Return what else is said of it: its day and place or words, in Plotly's escapes."""
    if isinstance(item, Round):
        where = item.venue.city if item.venue else ""
        facts = [item.get_status_display(), item.dates_in_words, where]
        told = [_listed(*facts), item.timing]
    elif isinstance(item, Statement):
        told = [item.dates_in_words, item.summary]
    else:
        told = [_listed(item.get_kind_display(), item.dates_in_words, item.symbol)]
    return "<br>".join(plain(_short(line)) for line in told if line)


def plain(text: str) -> str:
    """Escape what Plotly would take for mark-up; quotation marks it would show as entities."""
    return escape(text, quote=False)


def _listed(*facts: str) -> str:
    return ", ".join(fact for fact in facts if fact)


def _short(line: str) -> str:
    return line if len(line) <= LONGEST else line[: LONGEST - 2].rsplit(" ", 1)[0] + " …"
