"""Proposals: what each would change, a look at its page, and publishing it."""

from typing import Any
from urllib.parse import urlsplit

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import URLPattern, path, resolve, reverse

from record.editing.admin.queue import QueueAdmin
from record.editing.models import PROPOSAL_FIELD, WHY_FIELD, Proposal
from record.undoing import rolled_back

LOOK = "This is what was proposed, and nothing of it is saved yet. Look it over, and save."


@admin.register(Proposal)
class ProposalAdmin(QueueAdmin):
    """Proposals."""

    list_display = ("title", "kind_in_words", "author", "made", "why", "state")

    def has_add_permission(self, request: HttpRequest) -> bool:
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
    ) -> Any:
        """Show what a proposal would change, or do with it what was chosen."""
        proposal = self.get_submission(request, object_id)
        if request.method == "POST":
            return self.decide(request, proposal)
        context = self.page_context(request, proposal) | {
            "title": f"{proposal.kind_in_words.capitalize()}: {proposal}",
            "changes": self._of(proposal).proposed(request, proposal),
        }
        return render(request, "admin/proposal.html", context)

    def preview(self, request: HttpRequest, key: int) -> HttpResponse:
        """Show the public page as it would be, and undo all that it took."""
        proposal = self.get_submission(request, key)
        with rolled_back():
            request.is_preview = True  # type: ignore[attr-defined]
            answer = self._sent(request, proposal)
            if answer.status_code != 302:
                return answer
            rows = proposal.model._default_manager
            thing: Any = rows.get(pk=proposal.target) if proposal.target else rows.latest("pk")
            shown = urlsplit(thing.get_absolute_url())
            request.method, request.POST = "GET", QueryDict()
            request.GET = QueryDict(shown.query)
            view = resolve(shown.path)
            return view.func(request, *view.args, **view.kwargs)

    def carry_out(
        self, request: HttpRequest, sent: Any, chosen: str, *, decides: bool, is_own: bool
    ) -> HttpResponseBase:
        """Publish it, or open it in the form."""
        if chosen == "accept" and decides:
            return self._sent(request, sent)
        if chosen == "open" and (decides or is_own):
            return self._sent(request, sent, look=True)
        raise PermissionDenied

    def _of(self, proposal: Proposal) -> Any:
        """Return the pages of the kind of thing that is proposed."""
        return self.admin_site.get_model_admin(proposal.model)

    def _sent(self, request: Any, proposal: Proposal, *, look: bool = False) -> HttpResponse:
        """Send a proposal's form as if it had just been typed; with `look`, to be looked over."""
        pages, label = self._of(proposal), proposal.kind.replace(".", "_")
        sent = proposal.form_data()
        sent[PROPOSAL_FIELD] = str(proposal.pk)
        sent[WHY_FIELD] = proposal.why
        if pages.publishes(request):
            proposed = f"Proposed by {proposal.author}"
            sent[WHY_FIELD] = ": ".join(filter(None, [proposed, proposal.why]))[:200]
        assert not request.FILES  # which, were it read later, would read the form anew
        request.method, request.POST, request.refused = "POST", sent, LOOK if look else ""
        if proposal.target:
            url = reverse(f"admin:{label}_change", args=[proposal.target])
            answer = pages.change_view(request, proposal.target, url)
        else:
            answer = pages.add_view(request, reverse(f"admin:{label}_add"))
        return answer.render() if hasattr(answer, "render") else answer
