"""Proposals: shows what each would change, previews its page, and publishes it."""

from typing import Any, cast

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import URLPattern, path, resolve, reverse

from record.editing.admin.proposing import ProposingAdmin
from record.editing.admin.queue import QueueAdmin
from record.editing.admin.requests import FormRequest, PreviewPageRequest
from record.editing.models import PROPOSAL_FIELD, WHY_FIELD, Proposal
from record.undoing import rolled_back

OPENED_NOTICE = "This is what was proposed. Nothing of it is saved yet: check it, and save."


@admin.register(Proposal)
class ProposalAdmin(QueueAdmin):
    """The queue of proposals."""

    list_display = ("title", "kind_of_change", "author", "sent_at", "why", "state")

    @admin.display(description="kind")
    def kind_of_change(self, proposal: Proposal) -> str:
        return proposal.kind_in_words

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
        extra_context: dict[str, object] | None = None,
    ) -> Any:
        """Show what a proposal would change, or carry out the decision on it."""
        proposal = self.get_submission(request, object_id)
        if request.method == "POST":
            return self.decide(request, proposal)
        context = self.page_context(request, proposal) | {
            "title": f"{proposal.kind_in_words.capitalize()}: {proposal}",
            "changes": self._target_admin(proposal).list_proposed_changes(request, proposal),
        }
        return render(request, "admin/proposal.html", context)

    def preview(self, request: HttpRequest, key: int) -> HttpResponse:
        """Show the public page as the proposal would make it; what this saves is rolled back.

        If the proposal cannot be saved, show its form with the errors.
        """
        proposal = self.get_submission(request, key)
        with rolled_back():
            response = self._send_form(request, proposal, is_preview=True)
            if response.status_code != 302:
                return response
            rows = proposal.model._default_manager
            thing: Any = rows.get(pk=proposal.target) if proposal.target else rows.latest("pk")
            page_request = PreviewPageRequest(request, thing.get_absolute_url())
            view = resolve(page_request.path)
            return view.func(page_request, *view.args, **view.kwargs)

    def carry_out(
        self, request: HttpRequest, submission: Any, action: str, *, decides: bool, is_own: bool
    ) -> HttpResponseBase:
        """Publish the proposal, or open it in the form."""
        if action == "accept" and decides:
            return self._send_form(request, submission)
        if action == "open" and (decides or is_own):
            return self._send_form(request, submission, hold_notice=OPENED_NOTICE)
        raise PermissionDenied

    def _target_admin(self, proposal: Proposal) -> ProposingAdmin:
        """Return the admin of the kind of thing that the proposal would change."""
        return cast(ProposingAdmin, self.admin_site.get_model_admin(proposal.model))

    def _send_form(
        self,
        request: HttpRequest,
        proposal: Proposal,
        *,
        is_preview: bool = False,
        hold_notice: str = "",
    ) -> HttpResponse:
        """Send a proposal's form as if it had just been typed; with a notice, only show it."""
        target_admin, label = self._target_admin(proposal), proposal.kind.replace(".", "_")
        form = proposal.form_data()
        form[PROPOSAL_FIELD] = str(proposal.pk)
        form[WHY_FIELD] = proposal.why
        if is_preview or target_admin.publishes(request):
            author = f"Proposed by {proposal.author}"
            form[WHY_FIELD] = ": ".join(filter(None, [author, proposal.why]))[:200]
        form_request = FormRequest(request, form, is_preview=is_preview, hold_notice=hold_notice)
        if proposal.target:
            url = reverse(f"admin:{label}_change", args=[proposal.target])
            response = target_admin.change_view(form_request, proposal.target, url)
        else:
            response = target_admin.add_view(form_request, reverse(f"admin:{label}_add"))
        return response.render() if hasattr(response, "render") else response
