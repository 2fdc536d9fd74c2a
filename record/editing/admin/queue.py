"""Lists of what waits for an editor, and what an editor or its author does with each."""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect

from record.editing.models import State, Submission, read_short_text
from record.editing.roles import may_publish


class QueueAdmin(admin.ModelAdmin):
    """What was sent: editors see all, others their own; nobody edits or deletes it.

    `answer` does what a kind of it has of its own, beside being declined and withdrawn.
    """

    list_filter = ("state",)
    list_select_related = ("author",)

    def get_queryset(self, request: HttpRequest) -> Any:
        rows: Any = super().get_queryset(request)
        return rows.visible_to(request.user)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def get_submission(self, request: HttpRequest, key: Any) -> Any:
        """Return what was sent under a key, where who asks may see it; else raise 403 or 404."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        found = self.get_object(request, str(key))
        if found is None:
            raise Http404(f"There is no {self.opts.verbose_name} {key}.")
        return found

    def page_context(self, request: HttpRequest, sent: Submission) -> dict[str, Any]:
        """Return what the page of each says: where it stands, and what may be done with it."""
        return {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "sent": sent,
            "is_waiting": sent.state == State.WAITING,
            "is_own": sent.author_id == request.user.pk,
            "decides": may_publish(request.user),
        }

    def decide(self, request: HttpRequest, sent: Submission) -> HttpResponseBase:
        """Do with it what was chosen; raise 403 where that is not for who asks.

        Locked meanwhile: pressed twice, a button must not do it twice.
        """
        with transaction.atomic():
            locked = self.get_queryset(request).select_for_update().get(pk=sent.pk)
            return self._decided(request, locked)

    def _decided(self, request: HttpRequest, sent: Submission) -> HttpResponseBase:
        chosen, word = request.POST.get("do", ""), read_short_text(request, "word")
        decides, is_own = may_publish(request.user), sent.author_id == request.user.pk
        if sent.state != State.WAITING:
            messages.error(request, f"It is {sent.state} already.")
        elif chosen == "decline" and decides:
            self._close(request, sent, State.DECLINED, word)
        elif chosen == "withdraw" and is_own:
            self._close(request, sent, State.WITHDRAWN)
        else:
            return self.carry_out(request, sent, chosen, decides=decides, is_own=is_own)
        return redirect(sent.get_absolute_url())

    def carry_out(
        self, request: HttpRequest, sent: Any, chosen: str, *, decides: bool, is_own: bool
    ) -> HttpResponseBase:
        """Do what else can be chosen."""
        raise PermissionDenied

    def _close(self, request: HttpRequest, sent: Submission, state: State, word: str = "") -> None:
        sent.decide(request.user, state, word)
        messages.success(request, f"{sent}: {state.label}.")
