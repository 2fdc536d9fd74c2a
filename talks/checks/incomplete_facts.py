"""Facts that lack a citation, a second source or a date; sentences that rest on no fact."""

from collections.abc import Iterator

from django.db.models import Exists, OuterRef, Q

from talks.checks.findings import Finding
from talks.models import (
    TARGETS,
    Citation,
    Era,
    EraSentence,
    OutcomeDocument,
    Participation,
    Round,
    Statement,
    Venue,
)

CHUNK_SIZE = 2000  # rows that are fetched at once


def find_uncited() -> Iterator[Finding]:
    """Yield the facts that no citation backs.

    A participation is also backed by the citations of its round that support `participations`, and
    a venue by those of its rounds.
    """
    for model in TARGETS.values():
        rows = model._default_manager.filter(citations=None).order_by("pk")
        if model is Participation:
            of_round = Citation.objects.filter(round=OuterRef("round"))
            rows = rows.exclude(Exists(of_round.supporting("participations")))
        elif model is Venue:
            of_rounds = Citation.objects.filter(round__venue=OuterRef("pk"))
            rows = rows.exclude(Exists(of_rounds))
        for key in rows.values_list("pk", flat=True).iterator(CHUNK_SIZE):
            yield Finding(model, key)


def find_on_one_source() -> Iterator[Finding]:
    """Yield the facts that rest on one source, however often it is cited."""
    for name, model in TARGETS.items():
        for key in Citation.objects.of_one_source(name).iterator(CHUNK_SIZE):
            yield Finding(model, key)


def find_undated() -> Iterator[Finding]:
    """Yield rounds, statements and documents without a date; the detail of a round is `timing`."""
    without_a_day = Q(earliest=None, latest=None)
    rounds = Round.objects.filter(without_a_day).order_by("pk").values_list("pk", "timing")
    for key, timing in rounds.iterator(CHUNK_SIZE):
        yield Finding(Round, key, timing)
    for model in (Statement, OutcomeDocument):
        rows = model._default_manager.filter(without_a_day).order_by("pk")
        for key in rows.values_list("pk", flat=True).iterator(CHUNK_SIZE):
            yield Finding(model, key)


def find_resting_on_nothing() -> Iterator[Finding]:
    """Yield the eras with a sentence that rests on nothing; the detail is the sentence."""
    sentences = EraSentence.objects.resting_on_nothing().order_by("pk")
    for key, text in sentences.values_list("era", "text").iterator(CHUNK_SIZE):
        yield Finding(Era, key, text)
