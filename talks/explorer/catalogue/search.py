"""What mentions some words, in its own texts or in the names beside it."""

from collections import Counter
from collections.abc import Iterator
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Any

from django.db.models import Model
from pyroaring import BitMap

from actors.models import Actor
from record.search import (
    Query,
    Reading,
    Term,
    count_words,
    matching_keys,
    parse,
    relevance_by_key,
)
from talks.explorer.catalogue.names import NamedNumbers, Names, find_nearest
from talks.explorer.catalogue.reading import MODELS, rows_of
from talks.models import OutcomeDocument, Round, Statement, Topic, Track, Venue

if TYPE_CHECKING:
    from talks.explorer.catalogue.catalogue import Catalogue

MOST_SLIPS = 2  # in a word that "did you mean" corrects


class Search:
    """Finds by words what a catalogue holds."""

    def __init__(self, catalogue: "Catalogue") -> None:
        self._catalogue = catalogue
        self.matching = lru_cache(maxsize=64)(self._find_any)
        self.read = lru_cache(maxsize=32)(self._read)
        self.mentioning = lru_cache(maxsize=32)(self._mentioning)
        self.ranking = lru_cache(maxsize=8)(self._ranking)

    def _read(self, text: str) -> Query:
        """Return what a text asks for, each word with the names that it may stand for.

        They sound alike, or are a slip away: those stand in only for what would find nothing.
        """
        query = parse(text)
        return Query(tuple(map(self._forgive, query.terms)), query.ignored)

    def _forgive(self, term: Term) -> Term:
        if term.exact or term.is_excluded:
            return term
        term = term.with_others(self._names.alike(term))
        return term if self._matching(term) else term.with_others(self._names.nearest(term))

    def _matching(self, term: Term) -> BitMap:
        """Return the numbers of what has a term, even one to be excluded."""
        return self.matching(term.readings)

    def _find_any(self, readings: tuple[Reading, ...]) -> BitMap:
        own = (self._catalogue.numbers(model, matching_keys(model, readings)) for model in MODELS)
        return self._names.matching(readings).union(*own)

    def _mentioning(self, text: str) -> BitMap:
        """Return the numbers of what mentions all terms of a text, and none that it excludes."""
        mentioning = self._catalogue.all
        for term in self.read(text).terms:
            matching = self._matching(term)
            mentioning = mentioning - matching if term.is_excluded else mentioning & matching
        return mentioning

    def _ranking(self, text: str) -> list[int]:
        """Return the numbers of what mentions a text: the best match first, then the newest.

        What has it only in a name beside it comes last.
        """
        relevances: dict[Any, int] = {}
        for model in MODELS:
            by_key = relevance_by_key(model, self.read(text))
            numbers = map(self._catalogue.number_of(model), by_key)
            relevances.update(zip(numbers, by_key.values(), strict=True))
        relevances.pop(None, None)  # what was added since
        mentioning, own = self.mentioning(text), BitMap(relevances)
        newest_first = self._catalogue.newest_first
        ranked = sorted(newest_first(mentioning & own), key=relevances.__getitem__, reverse=True)
        return [*ranked, *newest_first(mentioning - own)]

    def correct(self, text: str) -> str:
        """Return a text with the words that nothing mentions corrected, "" where none can be.

        Of the nearest words, that is taken which most texts have.
        """
        corrected = text
        for term in self.read(text).terms:
            if term.exact or term.is_excluded or self._matching(term):
                continue
            words = find_nearest(term, self._vocabulary) or find_nearest(
                term, self._vocabulary, MOST_SLIPS
            )
            if words:
                best = max(words, key=self._vocabulary.__getitem__)
                corrected = corrected.replace(" ".join(term.words), best)
        return corrected if corrected != text and self.mentioning(corrected) else ""

    @cached_property
    def _vocabulary(self) -> Counter[str]:
        counts: Counter[str] = Counter()
        searched_models: list[type[Model]] = [*MODELS, Actor, Track, Venue]
        for model in searched_models:
            counts.update(count_words(model))
        return counts

    # Names --------------------------------------------------------------------------------------

    @cached_property
    def _names(self) -> Names:
        return Names(self._read_names())

    def _read_names(self) -> Iterator[NamedNumbers]:
        catalogue = self._catalogue
        values = {name: catalogue.values(name) for name in ("venue", "track", "topic")}
        beside = catalogue.by_actor["either"].own
        for actor in Actor.objects.only("slug", "name", "name_ar", "aliases"):
            for text in (actor.name, actor.name_ar, *actor.aliases):
                yield NamedNumbers(text, beside.get(actor.slug, BitMap()))
        for venue in Venue.objects.all():
            for text in (venue.city, venue.former_names):
                yield NamedNumbers(text, values["venue"].get(venue.slug, BitMap()))
        for track in Track.objects.all():
            for text in (track.name, track.short_name):
                yield NamedNumbers(text, values["track"].get(track.slug, BitMap()))
        for topic in Topic.objects.all():
            yield NamedNumbers(topic.name, values["topic"].get(topic.slug, BitMap()))
        numbers_by_round = self._read_numbers_by_round()
        for round in rows_of(Round, catalogue.day).select_related("track"):
            numbers = numbers_by_round.get(round.pk, BitMap())
            for text in (str(round), f"{round.track.name} {round.number or ''}"):
                yield NamedNumbers(text, numbers)

    def _read_numbers_by_round(self) -> dict[int, BitMap]:
        """Return the numbers of each round, and of what was said at it and came of it."""
        catalogue = self._catalogue
        numbers: dict[int, BitMap] = {
            key: catalogue.numbers(Round, [key])
            for key in rows_of(Round, catalogue.day).values_list("pk", flat=True)
        }
        for model in (Statement, OutcomeDocument):
            rows = rows_of(model, catalogue.day).filter(round__isnull=False)
            for key, round_key in rows.values_list("pk", "round"):
                if round_key in numbers:
                    numbers[round_key] |= catalogue.numbers(model, [key])
        return numbers
