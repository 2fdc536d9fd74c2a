"""The text that the timeline shows when a reader points at a mark."""

from html import escape

from record.dates import in_words
from talks.explorer.timeline.figure.lane import Thing
from talks.models import Round, Statement, Status

LONGEST_LINE = 80  # characters; the browser breaks a line for the width at hand


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
        successor = f"Held as {thing.realised_as}" if thing.realised_as else ""
        lines = [facts, thing.timing, successor, _announcement(thing)]
    elif isinstance(thing, Statement):
        lines = [thing.dates_in_words, thing.summary]
    else:
        lines = [_join(thing.get_kind_display(), thing.dates_in_words, thing.symbol)]
    return "<br>".join(escape_markup(_shorten(line)) for line in lines if line)


def _announcement(round: Round) -> str:
    """Say when a plan without a date was announced, as far as a source dates it."""
    day = getattr(round, "announced", None)
    if round.status == Status.HELD or round.earliest or not day:
        return ""
    return f"Announced in a source of {in_words(day.isoformat())}"


def escape_markup(text: str) -> str:
    """Escape what Plotly would read as mark-up. It would show the entities of quotation marks."""
    return escape(text, quote=False)


def _join(*facts: str) -> str:
    return ", ".join(fact for fact in facts if fact)


def _shorten(line: str) -> str:
    if len(line) <= LONGEST_LINE:
        return line
    return line[: LONGEST_LINE - 2].rsplit(" ", 1)[0] + " …"
