"""What somebody proposes to change, until an editor decides on it.

A proposal is the form as it was sent. It stands apart from the record, in no table that a page, a
file or a count reads: what is not published cannot be seen.
"""

from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.http import QueryDict
from django.urls import reverse

from actors.review.roles import may_publish

FIELD = "_proposal"  # by which a form tells from which proposal it comes


class State(models.TextChoices):
    """What became of a proposal."""

    WAITING = "waiting", "waiting"
    ACCEPTED = "accepted", "accepted"
    DECLINED = "declined", "declined"
    WITHDRAWN = "withdrawn", "withdrawn"


class ProposalQuerySet(models.QuerySet["Proposal"]):
    def waiting(self) -> "ProposalQuerySet":
        """Return what nobody has decided on yet, the oldest first."""
        return self.filter(state=State.WAITING).order_by("made", "pk")

    def seen_by(self, user: Any) -> "ProposalQuerySet":
        """Return those that somebody may see: editors all, others their own."""
        return self if may_publish(user) else self.filter(author=user.pk)


class Proposal(models.Model):
    """A form of the admin as somebody sent it who may not publish.

    `kind` names the model, as "talks.round"; `target` is the key of the row that it would change,
    empty for a new one. `form` holds the values by the names of the fields.
    """

    kind = models.CharField(max_length=60)
    target = models.CharField(max_length=40, blank=True)
    title = models.CharField(max_length=200)
    form = models.JSONField()
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="proposals")
    made = models.DateTimeField(auto_now_add=True)
    why = models.CharField(max_length=200, blank=True)
    state = models.CharField(max_length=12, choices=State, default=State.WAITING, db_index=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    decided = models.DateTimeField(null=True, blank=True)
    word = models.CharField(max_length=200, blank=True, help_text="What its author should know.")

    objects = ProposalQuerySet.as_manager()

    class Meta:
        ordering = ("made", "pk")
        permissions = [("publish", "Can publish what is changed, and decide on proposals")]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=State.values), name="proposal_is_in_a_known_state"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["waiting", "withdrawn"]) | Q(decided_by__isnull=False),
                name="proposal_is_decided_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("admin:review_proposal_change", args=[self.pk])

    @property
    def model(self) -> type[models.Model]:
        """The kind of row that it would change or add."""
        return apps.get_model(self.kind)

    @property
    def kind_in_words(self) -> str:
        name = str(self.model._meta.verbose_name)
        return name if self.target else f"new {name}"

    def sent(self) -> QueryDict:
        """Return the form as the browser sent it."""
        query = QueryDict(mutable=True)
        for name, values in self.form.items():
            query.setlist(name, values)
        return query
