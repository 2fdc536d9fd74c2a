"""Participations: who took part in a round and as what, and who was invited but did not."""

from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.db import models
from django.db.models import Q

from actors.models import Actor
from record.models import Checked
from talks.models.evidence import first_of_each_source

if TYPE_CHECKING:
    from talks.models.citations import Citation


class RoundRole(models.TextChoices):
    """What an actor was in a round: one of the roles of those who took part, or how it missed it.

    Who walked out came and left, and so took part.
    """

    PARTY = "party", "party"
    MEDIATOR = "mediator", "mediator"
    GUARANTOR = "guarantor", "guarantor"
    OBSERVER = "observer", "observer"
    HOST = "host", "host"
    CONVENER = "convener", "convener"
    WALKED_OUT = "walked-out", "walked out"
    INVITED = "invited", "invited"
    ABSENT = "absent", "absent"
    DECLINED = "declined", "declined"


# The headings of a round's page: for one actor in this role, and for several.
ROLE_HEADINGS = {
    RoundRole.PARTY: ("Party", "Parties"),
    RoundRole.MEDIATOR: ("Mediator", "Mediators"),
    RoundRole.GUARANTOR: ("Guarantor", "Guarantors"),
    RoundRole.OBSERVER: ("Observer", "Observers"),
    RoundRole.HOST: ("Host", "Hosts"),
    RoundRole.CONVENER: ("Convener", "Conveners"),
}
# What became of the others, each under a heading of its own.
OTHER_HEADINGS = {
    RoundRole.WALKED_OUT: "Walked out",
    RoundRole.DECLINED: "Declined",
    RoundRole.ABSENT: "Stayed away",
    RoundRole.INVITED: "Invited",
}


class ParticipationQuerySet(models.QuerySet["Participation"]):
    def that_took_part(self) -> "ParticipationQuerySet":
        return self.filter(took_part=True)

    def that_missed_it(self) -> "ParticipationQuerySet":
        """Return those of actors who were invited, stayed away or declined."""
        return self.filter(took_part=False)

    def that_stayed_away_or_left(self) -> "ParticipationQuerySet":
        """Fetch those of actors who stayed away, declined or walked out, by round in time order."""
        rows = self.filter(role__in=(RoundRole.ABSENT, RoundRole.DECLINED, RoundRole.WALKED_OUT))
        return rows.for_actor().select_related("actor", "round__track")

    def rounds_attended(self) -> models.QuerySet[Any]:
        """Return the rounds in which the actors of these participations took part, each once."""
        round_model = apps.get_model("talks", "Round")  # its module imports this one
        rounds = round_model._default_manager
        return rounds.filter(pk__in=self.that_took_part().values("round"))

    def for_round(self) -> "ParticipationQuerySet":
        """Fetch what a round's page shows: the actors, and the sources cited for each by itself."""
        return self.select_related("actor").prefetch_related("citations__source")

    def for_actor(self) -> "ParticipationQuerySet":
        """Fetch what an actor's page shows: the rounds in time order, and the sources."""
        rows = self.select_related("round__track").prefetch_related("citations__source")
        return rows.order_by(models.F("round__earliest").asc(nulls_last=True), "pk")


class ParticipationManager(
    models.Manager.from_queryset(ParticipationQuerySet)  # type: ignore[misc]
):
    def get_by_natural_key(self, round: str, actor: str, role: str) -> "Participation":
        return self.get(round__slug=round, actor__slug=actor, role=role)


class Participation(Checked):
    """An actor in a round: one who took part or was to, or who was invited and did not come.

    `took_part` follows from the role, in the database itself. A participation can be cited by
    itself; else the citations of its round that support `participations` back it.
    """

    round = models.ForeignKey("talks.Round", models.CASCADE, related_name="participations")
    actor = models.ForeignKey(Actor, models.PROTECT, related_name="participations")
    role = models.CharField(max_length=20, choices=RoundRole)
    took_part: Any = models.GeneratedField(
        expression=~Q(role__in=["invited", "absent", "declined"]),  # type: ignore[arg-type]
        output_field=models.BooleanField(),
        db_persist=True,
        serialize=False,
    )

    objects = ParticipationManager()

    class Meta:
        ordering = ("pk",)
        constraints = [
            models.UniqueConstraint(
                fields=["round", "actor", "role"],
                name="actor_has_a_role_in_a_round_once",
                violation_error_message="The actor has this role in this round already: choose "
                "another, or remove this one.",
                violation_error_code="role",
            ),
            models.CheckConstraint(
                condition=Q(role__in=RoundRole.values), name="participation_has_a_known_role"
            ),
        ]

    def __str__(self) -> str:
        role = self.get_role_display()
        if self.role in OTHER_HEADINGS:
            return f"{self.actor}, {role}: {self.round}"
        return f"{self.actor}, {role} of {self.round}"

    def get_absolute_url(self) -> str:
        return self.round.get_absolute_url()

    def natural_key(self) -> tuple[str, str, str]:
        return (self.round.slug, self.actor.slug, self.role)

    @property
    def source_links(self) -> "list[Citation]":
        """The first citation of each source that is cited for it by itself."""
        return first_of_each_source(self.citations.all())

    natural_key.dependencies = ["talks.round", "actors.actor"]  # type: ignore[attr-defined]
