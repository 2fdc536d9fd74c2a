"""What somebody proposes to change, until an editor decides on it.

A proposal is the form as it was sent. It stands apart from the record, in no table that a page, a
file or a count reads: what is not published cannot be seen.
"""

from typing import Any, Self

from django.apps import apps
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.http import HttpRequest, QueryDict
from django.urls import reverse
from django.utils import timezone

from record.editing.roles import may_publish

PROPOSAL_FIELD = "_proposal"  # by which a form tells from which proposal it comes
WHY_FIELD = "_why"  # in which it says why


def read_short_text(request: HttpRequest, name: str = WHY_FIELD) -> str:
    """Return what was typed beside a form: trimmed, cut, without NUL, which PostgreSQL refuses."""
    return request.POST.get(name, "").replace("\0", "").strip()[:200]


class State(models.TextChoices):
    """What became of something that was sent."""

    WAITING = "waiting", "waiting"
    ACCEPTED = "accepted", "accepted"
    DECLINED = "declined", "declined"
    WITHDRAWN = "withdrawn", "withdrawn"


class SubmissionQuerySet(models.QuerySet[Any]):
    """What was sent to be decided on."""

    def waiting(self) -> Self:
        """Return what nobody has decided on yet, the oldest first."""
        return self.filter(state=State.WAITING).order_by("made", "pk")

    def visible_to(self, user: Any) -> Self:
        """Return what somebody may see: editors all, others their own."""
        return self if may_publish(user) else self.filter(author=user.pk)


class Submission(models.Model):
    """Something that waits for an editor: who sent it, when and why, and what became of it."""

    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="%(class)ss")
    made = models.DateTimeField(auto_now_add=True)
    why = models.CharField(max_length=200, blank=True)
    state = models.CharField(max_length=12, choices=State, default=State.WAITING, db_index=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    decided = models.DateTimeField(null=True, blank=True)
    word = models.CharField(max_length=200, blank=True, help_text="What its author should know.")

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
        """Return the address of its page in the admin."""
        return reverse(
            f"admin:{self._meta.app_label}_{self._meta.model_name}_change", args=[self.pk]
        )

    def decide(self, user: Any, state: State, word: str = "") -> bool:
        """Note what somebody decided of it; say whether it still waited, else nothing is noted."""
        said = {"decided_by": user.pk, "decided": timezone.now(), "word": word}
        waiting: Any = type(self)._default_manager
        return bool(waiting.waiting().filter(pk=self.pk).update(state=state, **said))


class Proposal(Submission):
    """A form of the admin as somebody sent it who may not publish.

    `kind` names the model, as "talks.round"; `target` is the key of the row that it would change,
    empty for a new one. `form` holds the values by the names of the fields.
    """

    kind = models.CharField(max_length=60)
    target = models.CharField(max_length=40, blank=True)
    title = models.CharField(max_length=200)
    form = models.JSONField()

    class Meta(Submission.Meta):
        ordering = ("made", "pk")
        permissions = [("publish", "Can publish what is changed, and decide on proposals")]

    def __str__(self) -> str:
        return self.title

    @property
    def model(self) -> type[models.Model]:
        """The kind of row that it would change or add."""
        return apps.get_model(self.kind)

    @property
    def kind_in_words(self) -> str:
        name = str(self.model._meta.verbose_name)
        return name if self.target else f"new {name}"

    def form_data(self) -> QueryDict:
        """Return the form as the browser sent it."""
        query = QueryDict(mutable=True)
        for name, values in self.form.items():
            query.setlist(name, values)
        return query
