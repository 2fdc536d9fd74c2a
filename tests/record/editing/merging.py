"""Merging in tests: carrying out a merge, and an actor that every table points at."""

from typing import Any

from actors.models import Actor
from record.editing.row_merge import Merge
from tests.factories import (
    make_actor,
    make_citation,
    make_context_note,
    make_document,
    make_participation,
    make_relation,
    make_round,
    make_statement,
    make_track_role,
)


def merge(duplicate: Any, target: Any) -> Merge:
    """Merge a duplicate into a target; return the plan that was carried out."""
    rows = type(target)._default_manager
    plan = Merge(target=rows.get(pk=target.pk), duplicate=rows.get(pk=duplicate.pk))
    plan.carry_out(user=None, why="One and the same")
    return plan


def refer_from_every_table(actor: Actor) -> None:
    """Make rows of every table that can point at an actor."""
    make_statement(speaker=actor, addressees=(make_actor(), actor))
    make_statement(on_behalf_of=actor)
    make_participation(actor=actor, round=make_round())
    make_relation(subject=actor)
    make_relation(object=actor)
    make_document(parties=(actor,), third_parties=(actor,))
    make_context_note(actors=(actor,))
    make_track_role(actor=actor)
    make_citation(actor=actor)
