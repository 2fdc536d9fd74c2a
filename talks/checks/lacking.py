"""Facts that lack something: a citation, a second source, a date."""

from collections.abc import Iterator

from django.db.models import Q

from talks.checks.finding import Finding
from talks.models import TARGETS, Citation, OutcomeDocument, Round, Statement

CHUNK = 2000


def uncited() -> Iterator[Finding]:
    """Yield the facts that no citation backs."""
    for model in TARGETS.values():
        rows = model._default_manager.filter(citations=None).order_by("pk")
        for key in rows.values_list("pk", flat=True).iterator(CHUNK):
            yield Finding(model, key)


def on_one_source() -> Iterator[Finding]:
    """Yield the facts that rest on one source, however often it is cited."""
    for name, model in TARGETS.items():
        for key in Citation.objects.of_one_source(name).iterator(CHUNK):
            yield Finding(model, key)


def undated() -> Iterator[Finding]:
    """Yield rounds, statements and documents without a date, with what is said of their time."""
    open_ends = Q(earliest=None, latest=None)
    for key, timing in (
        Round.objects.filter(open_ends).order_by("pk").values_list("pk", "timing").iterator(CHUNK)
    ):
        yield Finding(Round, key, timing)
    for model in (Statement, OutcomeDocument):
        rows = model._default_manager.filter(open_ends).order_by("pk")
        for key in rows.values_list("pk", flat=True).iterator(CHUNK):
            yield Finding(model, key)
