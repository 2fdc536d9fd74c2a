"""Submissions that wait for an editor, and the proposal, which is one of them.

A proposal is a form as it was sent. It is stored apart from the record, in a table that no page,
file or count reads. So readers cannot see what is not published.
"""

from typing import Self, TypeVar

from django.apps import apps
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.http import HttpRequest, QueryDict
from django.urls import reverse
from django.utils import timezone

from record.editing.roles import AnyUser, may_publish

# Names of inputs: the key of the proposal that a form comes from, and the reason for a change.
PROPOSAL_FIELD = "_proposal"
WHY_FIELD = "_why"


def read_short_text(request: HttpRequest, name: str = WHY_FIELD) -> str:
    """Return a posted text trimmed and cut to 200 characters, without NUL for PostgreSQL."""
    return request.POST.get(name, "").replace("\0", "").strip()[:200]


class State(models.TextChoices):
    """What has been decided on a submission."""

    WAITING = "waiting", "waiting"
    ACCEPTED = "accepted", "accepted"
    DECLINED = "declined", "declined"
    WITHDRAWN = "withdrawn", "withdrawn"


Row = TypeVar("Row", bound="Submission", covariant=True)


class SubmissionQuerySet(models.QuerySet[Row]):
    """Submissions of one kind."""

    def waiting(self) -> Self:
        """Return those that nobody has decided on yet, oldest first."""
        return self.filter(state=State.WAITING).order_by("sent_at", "pk")

    def visible_to(self, user: AnyUser) -> Self:
        """Return those that a user may see: all for an editor, else the user's own."""
        return self if may_publish(user) else self.filter(author=user.pk)


class Submission(models.Model):
    """Something that an editor decides on: who sent it, when and why, and the decision.

    `sent_at` and `decided_at` are the times when it was sent and decided on. `word` is the editor's
    message to the author.
    """

    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="%(class)ss")
    sent_at = models.DateTimeField(auto_now_add=True)
    why = models.CharField(max_length=200, blank=True)
    state = models.CharField(max_length=12, choices=State, default=State.WAITING, db_index=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    word = models.CharField(max_length=200, blank=True, help_text="A message to the author.")

    objects = SubmissionQuerySet.as_manager()

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=State.values), name="%(class)s_is_in_a_known_state"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["waiting", "withdrawn"]) | Q(decided_by__isnull=False),
                name="%(class)s_is_decided_by_somebody",
            ),
        ]

    def get_absolute_url(self) -> str:
        """Return the address of the submission's page in the admin."""
        return reverse(
            f"admin:{self._meta.app_label}_{self._meta.model_name}_change", args=[self.pk]
        )

    def decide(self, user: AnyUser, state: State, word: str = "") -> bool:
        """Store a decision and return True; return False if somebody decided already."""
        updated = (
            type(self)
            .objects.waiting()
            .filter(pk=self.pk)
            .update(state=state, decided_by=user.pk, decided_at=timezone.now(), word=word)
        )
        return bool(updated)


class Proposal(Submission):
    """A form of the admin, sent by somebody who may not publish.

    `kind` names the model, such as "talks.round". `target` is the key of the row that it would
    change, "" for a new one. `form` holds lists of values by the names of the inputs.
    """

    kind = models.CharField(max_length=60)
    target = models.CharField(max_length=40, blank=True)
    title = models.CharField(max_length=200)
    form = models.JSONField()

    class Meta(Submission.Meta):
        ordering = ("sent_at", "pk")
        permissions = [("publish", "Can publish what is changed, and decide on proposals")]

    def __str__(self) -> str:
        return self.title

    @property
    def model(self) -> type[models.Model]:
        """The model of the row that it would change or add."""
        return apps.get_model(self.kind)

    @property
    def kind_in_words(self) -> str:
        name = str(self.model._meta.verbose_name)
        return name if self.target else f"new {name}"

    def form_data(self) -> QueryDict:
        """Return the form as the browser posted it."""
        query = QueryDict(mutable=True)
        for name, values in self.form.items():
            query.setlist(name, values)
        return query


class LoadedRow(models.Model):
    """A row of the record as an edition brought it in, so that an editor's change of it shows.

    `key` is the row's natural key as JSON, and `digest` that of its values at that time.
    """

    model = models.CharField(max_length=100)
    key = models.CharField(max_length=600)
    row = models.BigIntegerField(help_text="The primary key that it had.")
    digest = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["model", "key"], name="row_is_loaded_once"),
        ]

    def __str__(self) -> str:
        return f"{self.model} {self.key}"
