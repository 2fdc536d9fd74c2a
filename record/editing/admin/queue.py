"""Lists what waits for an editor, and lets an editor or the author decide on each."""

from typing import Any, cast

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect

from record.editing.models import State, Submission, SubmissionQuerySet, read_short_text
from record.editing.roles import may_publish


class QueueAdmin(admin.ModelAdmin):
    """A list of submissions: editors see all, others their own; nobody edits or deletes them.

    Declining and withdrawing are the same for all. `carry_out` does what else can be done with one
    kind of submission, such as publishing. Hooks: `get_queryset` and the permissions; a subclass's
    `change_view` builds the page and hands a POST to `decide`.
    """

    list_filter = ("state",)
    list_select_related = ("author",)

    def get_queryset(self, request: HttpRequest) -> SubmissionQuerySet:
        rows = cast(SubmissionQuerySet, super().get_queryset(request))
        return rows.visible_to(request.user)

    def has_change_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return False

    def get_submission(self, request: HttpRequest, key: object) -> Any:
        """Return the submission with this key.

        Raises 403 if the user may see none at all, and 404 if there is none or it is another's.
        """
        if not self.has_view_permission(request):
            raise PermissionDenied
        submission = self.get_object(request, str(key))
        if submission is None:
            raise Http404(f"There is no {self.opts.verbose_name} {key}.")
        return submission

    def page_context(self, request: HttpRequest, submission: Submission) -> dict[str, object]:
        """Return what the page of any submission needs: its state, and what the user may do."""
        return {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "submission": submission,
            "is_waiting": submission.state == State.WAITING,
            "is_own": submission.author_id == request.user.pk,
            "decides": may_publish(request.user),
        }

    def decide(self, request: HttpRequest, submission: Submission) -> HttpResponseBase:
        """Carry out the posted decision; raise 403 if the user may not take it.

        The row is locked meanwhile, so that a button that is pressed twice acts once.
        """
        with transaction.atomic():
            locked = self.get_queryset(request).select_for_update().get(pk=submission.pk)
            return self._decide_locked(request, locked)

    def _decide_locked(self, request: HttpRequest, submission: Submission) -> HttpResponseBase:
        action, word = request.POST.get("do", ""), read_short_text(request, "word")
        decides, is_own = may_publish(request.user), submission.author_id == request.user.pk
        if submission.state != State.WAITING:
            messages.error(request, f"It is {submission.state} already.")
        elif action == "decline" and decides:
            self._close(request, submission, State.DECLINED, word)
        elif action == "withdraw" and is_own:
            self._close(request, submission, State.WITHDRAWN)
        else:
            return self.carry_out(request, submission, action, decides=decides, is_own=is_own)
        return redirect(submission.get_absolute_url())

    def carry_out(
        self, request: HttpRequest, submission: Any, action: str, *, decides: bool, is_own: bool
    ) -> HttpResponseBase:
        """Carry out an action of this kind of submission; raise 403 for any other."""
        raise PermissionDenied

    def _close(
        self, request: HttpRequest, submission: Submission, state: State, word: str = ""
    ) -> None:
        submission.decide(request.user, state, word)
        messages.success(request, f"{submission}: {state.label}.")
