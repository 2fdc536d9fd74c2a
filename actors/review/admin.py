"""The queue of what waits, and what an editor or its author does with a proposal."""

from typing import Any
from urllib.parse import urlsplit

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import URLPattern, path, resolve, reverse
from django.utils import timezone

from actors.review.models import FIELD, Proposal, State
from actors.review.roles import may_publish


class _Shown(Exception):
    """Takes a page out of what is undone."""

    def __init__(self, page: HttpResponse) -> None:
        self.page = page


@admin.register(Proposal)
class ProposalAdmin(admin.ModelAdmin):
    """Proposals: editors see all, others their own."""

    list_display = ("title", "kind_in_words", "author", "made", "why", "state")
    list_filter = ("state",)
    list_select_related = ("author",)

    def get_queryset(self, request: HttpRequest) -> Any:
        rows: Any = super().get_queryset(request)
        return rows.seen_by(request.user)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def get_urls(self) -> list[URLPattern]:
        preview = self.admin_site.admin_view(self.preview)
        own = path("<int:key>/preview/", preview, name="review_proposal_preview")
        return [own, *super().get_urls()]

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """Show what a proposal would change, or do with it what was chosen."""
        proposal = self._proposal(request, object_id)
        if request.method == "POST":
            return self._decide(request, proposal)
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "proposal": proposal,
            "title": f"{proposal.kind_in_words.capitalize()}: {proposal}",
            "changes": self._of(proposal).proposed(request, proposal),
            "is_waiting": proposal.state == State.WAITING,
            "is_own": proposal.author_id == request.user.pk,
            "decides": may_publish(request.user),
        }
        return render(request, "admin/proposal.html", context)

    def preview(self, request: HttpRequest, key: int) -> HttpResponse:
        """Show the public page as it would be, and undo all that it took."""
        proposal = self._proposal(request, key)
        try:
            with transaction.atomic():
                request.is_preview = True  # type: ignore[attr-defined]
                answer = self._sent(request, proposal)
                if answer.status_code != 302:
                    raise _Shown(answer)
                rows = proposal.model._default_manager
                thing: Any = rows.get(pk=proposal.target) if proposal.target else rows.latest("pk")
                shown = urlsplit(thing.get_absolute_url())
                request.method, request.POST = "GET", QueryDict()
                request.GET = QueryDict(shown.query)
                view = resolve(shown.path)
                raise _Shown(view.func(request, *view.args, **view.kwargs))
        except _Shown as shown:
            return shown.page

    def _proposal(self, request: HttpRequest, key: Any) -> Proposal:
        if not self.has_view_permission(request):
            raise PermissionDenied
        found = self.get_object(request, str(key))
        if found is None:
            raise Http404(f"There is no proposal {key}.")
        return found

    def _of(self, proposal: Proposal) -> Any:
        """Return the pages of the kind of thing that is proposed."""
        return self.admin_site.get_model_admin(proposal.model)

    def _sent(self, request: Any, proposal: Proposal, *, look: bool = False) -> HttpResponse:
        """Send a proposal's form as if it had just been typed; with `look`, to be looked over."""
        pages, label = self._of(proposal), proposal.kind.replace(".", "_")
        sent = proposal.sent()
        sent[FIELD] = str(proposal.pk)
        sent["_why"] = f"Proposed by {proposal.author}: {proposal.why}"[:200]
        assert not request.FILES  # which, were it read later, would read the form anew
        request.method, request.POST, request.was_put_together = "POST", sent, look
        if proposal.target:
            url = reverse(f"admin:{label}_change", args=[proposal.target])
            answer = pages.change_view(request, proposal.target, url)
        else:
            answer = pages.add_view(request, reverse(f"admin:{label}_add"))
        return answer.render() if hasattr(answer, "render") else answer

    def _decide(self, request: HttpRequest, proposal: Proposal) -> HttpResponse:
        chosen, word = request.POST.get("do", ""), request.POST.get("word", "").strip()[:200]
        is_own, decides = proposal.author_id == request.user.pk, may_publish(request.user)
        if proposal.state != State.WAITING:
            messages.error(request, f"It is {proposal.state} already.")
        elif chosen == "accept" and decides:
            return self._sent(request, proposal)
        elif chosen == "open" and (decides or is_own):
            return self._sent(request, proposal, look=True)
        elif chosen == "decline" and decides:
            self._close(request, proposal, State.DECLINED, word)
        elif chosen == "withdraw" and is_own:
            self._close(request, proposal, State.WITHDRAWN, word)
        else:
            raise PermissionDenied
        return redirect(proposal)

    def _close(self, request: HttpRequest, proposal: Proposal, state: State, word: str) -> None:
        proposal.state, proposal.word = state, word
        proposal.decided_by_id, proposal.decided = request.user.pk, timezone.now()
        proposal.save()
        messages.success(request, f"{proposal.title}: {state.label}.")
