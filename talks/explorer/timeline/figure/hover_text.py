"""The text that the timeline shows when a reader points at a mark."""

from html import escape

from talks.explorer.timeline.figure.lane import Thing
from talks.models import Round, Statement

HOVER_TEMPLATE = "%{customdata.title}<br>%{customdata.lines}<extra></extra>"
LONGEST_LINE = 96  # characters; the browser breaks a line for the width at hand


def title_of(thing: Thing) -> str:
    """Return the title of a thing, escaped for Plotly."""
    if isinstance(thing, Statement):
        return escape_markup(f"{thing.speaker}, {thing.get_kind_display()}")
    return escape_markup(str(thing))


def lines_of(thing: Thing) -> str:
    """Return the lines under the title, joined by `<br>`: its dates and its place or its words."""
    if isinstance(thing, Round):
        city = thing.venue.city if thing.venue else ""
        facts = _join(thing.get_status_display(), thing.dates_in_words, city)
        lines = [facts, thing.timing]
    elif isinstance(thing, Statement):
        lines = [thing.dates_in_words, thing.summary]
    else:
        lines = [_join(thing.get_kind_display(), thing.dates_in_words, thing.symbol)]
    return "<br>".join(escape_markup(_shorten(line)) for line in lines if line)


def escape_markup(text: str) -> str:
    """Escape what Plotly would read as mark-up. It would show the entities of quotation marks."""
    return escape(text, quote=False)


def _join(*facts: str) -> str:
    return ", ".join(fact for fact in facts if fact)


def _shorten(line: str) -> str:
    if len(line) <= LONGEST_LINE:
        return line
    return line[: LONGEST_LINE - 2].rsplit(" ", 1)[0] + " …"
