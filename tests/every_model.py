"""A row of each model that editors edit, and the rows that its form has beneath it."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import models

from actors.models import Actor, Relation
from talks.admin.citations import citable_fields
from talks.models import (
    TARGET_OF,
    TARGETS,
    Citation,
    ContextNote,
    Era,
    Explanation,
    OutcomeDocument,
    Participation,
    Round,
    Source,
    Statement,
    Topic,
    Track,
    TrackRole,
    Venue,
)
from tests.factories import (
    make_actor,
    make_citation,
    make_context_note,
    make_document,
    make_era,
    make_explanation,
    make_participation,
    make_relation,
    make_round,
    make_sentence,
    make_source,
    make_statement,
    make_topic,
    make_track,
    make_track_role,
    make_venue,
)

# A disagreement: what a source says otherwise than the record.
DIFFERENCE = {"reported_field": "name", "reported_value": "rebels", "nature": "naming"}


def _make_citation() -> Citation:
    """Make a citation of another type of fact each time."""
    name = list(TARGETS)[Citation.objects.count() % len(TARGETS)]
    return make_citation(**{name: MAKE[TARGETS[name]]()})


# How to make a row of each model. It fills every column of the model's list, and no two rows
# share a row that they refer to.
MAKE: dict[type[models.Model], Callable[[], Any]] = {
    Actor: make_actor,
    Relation: make_relation,
    Track: make_track,
    TrackRole: make_track_role,
    Venue: make_venue,
    Participation: make_participation,
    Explanation: make_explanation,
    Topic: make_topic,
    Round: lambda: make_round(venue=make_venue(), part_of=make_round(), topics=(make_topic(),)),
    Statement: lambda: make_statement(
        round=make_round(), on_behalf_of=make_actor(), addressees=(make_actor(),)
    ),
    OutcomeDocument: lambda: make_document(round=make_round(), parties=(make_actor(),)),
    ContextNote: lambda: make_context_note(actors=(make_actor(),), topics=(make_topic(),)),
    Source: make_source,
    Era: make_era,
    Citation: _make_citation,
}


def _make_citation_beneath(fact: models.Model) -> Citation:
    """Make a citation that backs every field of a fact and differs from its name."""
    return make_citation(
        **{TARGET_OF[type(fact)]: fact}, supports=list(citable_fields(type(fact))), **DIFFERENCE
    )


# How to make each row that can stand beneath a row of a model.
BENEATH: dict[type[models.Model], list[Callable[[Any], Any]]] = {
    Actor: [lambda actor: make_relation(subject=actor), lambda actor: make_relation(object=actor)],
    Track: [lambda track: make_track_role(track=track)],
    Round: [lambda round: make_participation(round=round)],
    Era: [
        lambda era: make_sentence(
            era=era,
            rounds=[make_round()],
            documents=[make_document()],
            statements=[make_statement()],
            tracks=[make_track()],
        )
    ],
}
for _model in TARGET_OF:
    BENEATH.setdefault(_model, []).append(_make_citation_beneath)

ours = pytest.mark.parametrize("model", MAKE, ids=lambda model: model.__name__)
