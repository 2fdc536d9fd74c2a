"""Who took part in a round and as what, and who was invited but did not come."""

from dataclasses import dataclass

from actors.models import Actor
from talks.exports.rows.citations import Citations
from talks.exports.rows.column_types import Choice, Reference
from talks.exports.rows.columns import Column, Row
from talks.exports.rows.objects import Objects
from talks.models import Participation, RoundRole


@dataclass(frozen=True)
class Participants(Objects):
    """Actors, each with its role."""

    schema_name = "Participants"
    model = Participation
    rows = "participations"
    members = (
        Column("actor", Reference(Actor), "Who took part, or was to.", is_needed=True),
        Column("role", Choice(RoundRole), "The role of the actor in the round.", is_needed=True),
        Column(
            "citations",
            Citations(),
            "The sources cited for this role alone; an import leaves them as they are.",
        ),
    )
    required = frozenset({"actor", "role"})

    def item_to_cell(self, item: Row) -> str:
        """Write actor and role; a cell has no room for the sources, which are in JSON."""
        return f"{item['actor']} {item['role']}"

    @property
    def how_to_write(self) -> str:
        return "Actor and role, such as: russia guarantor; united-nations mediator."
