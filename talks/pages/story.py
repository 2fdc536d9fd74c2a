"""The story of the talks: its eras, each with its sentences, their notes and its figure."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import count
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from record.dates import mark_day
from talks.models import Era, EraSentence, OutcomeDocument, Round, Statement, Track
from talks.pages.stretch import Stretch, build_stretch


@dataclass(frozen=True)
class Note:
    """A thing on which sentences of an era rest, and its number in the whole story."""

    number: int
    thing: Any

    @property
    def kind(self) -> str:
        """What it is, in words: "round", "outcome document", "statement", "track"."""
        return str(self.thing._meta.verbose_name)

    @property
    def name(self) -> str:
        """Its name; of a statement the speaker, since its page has the words."""
        return str(self.thing.speaker if isinstance(self.thing, Statement) else self.thing)

    @property
    def dates_in_words(self) -> str:
        return "" if isinstance(self.thing, Track) else self.thing.dates_in_words


@dataclass(frozen=True)
class Passage:
    """A sentence of the story, and its notes."""

    sentence: EraSentence
    notes: Sequence[Note]


@dataclass(frozen=True)
class Chapter:
    """An era as the page tells it: its passages, all of their notes, and its stretch of time."""

    era: Era
    passages: Sequence[Passage]
    notes: Sequence[Note]
    stretch: Stretch

    @property
    def course(self) -> list[Passage]:
        """What happened."""
        return [passage for passage in self.passages if not passage.sentence.is_turn]

    @property
    def turns(self) -> list[Passage]:
        """What changed, and why."""
        return [passage for passage in self.passages if passage.sentence.is_turn]


@require_safe
def story(request: HttpRequest) -> HttpResponse:
    """Answer with the story, era by era."""
    chapters = read_chapters()
    tracks = Track.objects.in_time_order()
    return render(request, "talks/story.html", {"chapters": chapters, "tracks": tracks})


def read_chapters() -> list[Chapter]:
    """Return the eras in their order; the number of queries does not depend on how many."""
    eras = list(Era.objects.for_page())
    rounds = Round.objects.select_related("track").in_time_order()
    documents = OutcomeDocument.objects.select_related("round__track").in_time_order()
    drawing = list(rounds), list(documents), list(_days_of_statements())
    numbers = count(1)
    chapters = []
    for era in eras:
        notes: dict[Any, Note] = {}
        passages = []
        for sentence in era.sentences.all():
            supports = list(sentence.supports())
            for thing in supports:
                if thing not in notes:
                    notes[thing] = Note(next(numbers), thing)
            passages.append(Passage(sentence, [notes[thing] for thing in supports]))
        assert era.earliest and era.latest
        stretch = build_stretch(era.earliest, era.latest, *drawing)
        chapters.append(Chapter(era, passages, list(notes.values()), stretch))
    return chapters


def _days_of_statements() -> Iterator[dt.date]:
    """Yield the days at which statements are marked, each once."""
    dates = Statement.objects.order_by().values_list("earliest", "latest", "date").distinct()
    for first, last, text in dates:
        if first and last:
            yield mark_day(first, last, text)
