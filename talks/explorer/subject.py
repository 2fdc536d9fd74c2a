"""What a reader asks about, where it is one thing alone: one track, one actor or one venue."""

from dataclasses import dataclass

from django.db.models import Model

from actors.models import Actor
from talks.explorer.question import Question
from talks.models import Track, Venue

MODELS: dict[str, type[Model]] = {"track": Track, "venue": Venue, "actor": Actor}


@dataclass(frozen=True)
class Subject:
    """What it is, in a sentence, "" where the record has none; and the address of its page."""

    name: str
    description: str
    url: str


def read_subject(question: Question) -> Subject | None:
    """Return the one track, actor or venue that is asked about; None of several, or as of a day.

    Descriptions are those of today, so that they tell more than was known by an earlier day.
    """
    slugs = [(name, slug) for name in MODELS for slug in question.chosen.get(name, ())]
    if len(slugs) != 1 or question.day:
        return None
    [(name, slug)] = slugs
    row = MODELS[name]._default_manager.filter(slug=slug).first()
    if isinstance(row, Track):
        return Subject(row.name, row.description, row.get_absolute_url())
    if isinstance(row, Actor):
        description = row.description or f"{row.get_kind_display()}."
        return Subject(row.name, description, row.get_absolute_url())
    if isinstance(row, Venue):
        names = f", formerly {row.former_names}" if row.former_names else ""
        return Subject(row.city, f"City in {row.country_name}{names}.", row.get_absolute_url())
    return None
