"""If a user may not publish, what they save becomes a proposal, and the record does not change.

The form and its checks are the same for all: what would be refused if an editor sent it is refused
here too. Only a form that passes them is stored as a proposal.
"""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.contrib.admin.models import LogEntry
from django.core.exceptions import PermissionDenied
from django.db import models
from django.forms import BaseModelFormSet, ModelForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from record.editing.admin.conflicts import ConflictAwareAdmin
from record.editing.admin.keys import NO_KEY, is_key
from record.editing.admin.requests import in_preview
from record.editing.models import (
    PROPOSAL_FIELD,
    Proposal,
    State,
    SubmissionQuerySet,
    read_short_text,
)
from record.editing.posted_forms import read_post
from record.editing.roles import may_publish
from record.editing.versions import FieldChange

UNPROPOSED_INPUTS = ("csrfmiddlewaretoken", "_save", "_addanother", "_continue", PROPOSAL_FIELD)
PROPOSED_NOTICE = "Proposed. It waits for an editor; nobody else can see it until then."


class ProposingAdmin(ConflictAwareAdmin):
    """Adds proposals: users who may publish save; what others send waits for an editor.

    Hooks: `save_model`, `save_related`, `construct_change_message` and `log_*` do nothing for a
    proposal, `response_add` and `response_change` store it. Deleting and restoring are for those
    who publish: `has_delete_permission`, and `revision_view` and `recover_view` of reversion.
    """

    def publishes(self, request: HttpRequest) -> bool:
        """Return whether this request saves; true in a preview too, which is rolled back."""
        return in_preview(request) or may_publish(request.user)

    def has_delete_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return self.publishes(request) and super().has_delete_permission(request, obj)

    def save_model(
        self,
        request: HttpRequest,
        obj: models.Model,
        form: ModelForm,
        change: bool,  # noqa: FBT001
    ) -> None:
        if self.publishes(request):
            super().save_model(request, obj, form, change)

    def save_related(
        self,
        request: HttpRequest,
        form: ModelForm,
        formsets: Sequence[BaseModelFormSet],
        change: bool,  # noqa: FBT001
    ) -> None:
        if self.publishes(request):
            super().save_related(request, form, formsets, change)

    def construct_change_message(self, request: HttpRequest, *args: object) -> list[object]:
        return super().construct_change_message(request, *args) if self.publishes(request) else []

    def log_addition(
        self, request: HttpRequest, obj: models.Model, message: object
    ) -> LogEntry | None:
        return super().log_addition(request, obj, message) if self.publishes(request) else None

    def log_change(
        self, request: HttpRequest, obj: models.Model, message: object
    ) -> LogEntry | None:
        return super().log_change(request, obj, message) if self.publishes(request) else None

    def response_add(self, request: HttpRequest, obj: models.Model, *args: object) -> HttpResponse:
        if not self.publishes(request):
            return self._propose(request, obj, target="")
        self._accept_proposal(request)
        return super().response_add(request, obj, *args)

    def response_change(self, request: HttpRequest, obj: models.Model) -> HttpResponse:
        if not self.publishes(request):
            return self._propose(request, obj, target=str(obj.pk))
        self._accept_proposal(request)
        return super().response_change(request, obj)

    def revision_view(self, request: HttpRequest, *args: object, **options: object) -> HttpResponse:
        self._refuse_restoring(request)
        return super().revision_view(request, *args, **options)

    def recover_view(self, request: HttpRequest, *args: object, **options: object) -> HttpResponse:
        self._refuse_restoring(request)
        return super().recover_view(request, *args, **options)

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, object] | None = None,
    ) -> HttpResponse:
        """Tell the page whether it publishes, and which proposal its form comes from."""
        context = {
            **(extra_context or {}),
            "proposes": not self.publishes(request),
            "proposal": request.POST.get(PROPOSAL_FIELD),
            "why": read_short_text(request),
        }
        return super().changeform_view(request, object_id, form_url, context)

    def list_proposed_changes(self, request: HttpRequest, proposal: Proposal) -> list[FieldChange]:
        """Return what a proposal would change in the record as it is now, field by field."""
        thing = self.model._default_manager.filter(pk=proposal.target or None).first()
        stored_forms = self._stored_forms(request, thing)
        state = stored_forms.read_state()
        proposed_state = read_post(proposal.form_data(), state)
        return [stored_forms.describe_change(change) for change in state.diff(proposed_state)]

    def _propose(self, request: HttpRequest, obj: models.Model, *, target: str) -> HttpResponse:
        """Store the posted form as a proposal, in place of the author's own that it comes from."""
        form = {
            name: values
            for name, values in request.POST.lists()
            if name not in UNPROPOSED_INPUTS and "\0" not in "".join([name, *values])
        }
        author: Any = request.user
        earlier = self._proposals_of_form(request).filter(author=author).first()
        proposal = earlier or Proposal(author=author, kind=self.opts.label_lower)
        proposal.target, proposal.form, proposal.title = target, form, str(obj)[:200]
        proposal.why = read_short_text(request)
        proposal.save()
        messages.success(request, PROPOSED_NOTICE)
        return redirect(proposal)

    def _accept_proposal(self, request: HttpRequest) -> None:
        """Mark the proposal that the saved form comes from, if any, as accepted."""
        proposal = self._proposals_of_form(request).first()
        if proposal and not in_preview(request):
            proposal.decide(request.user, State.ACCEPTED)

    def _refuse_restoring(self, request: HttpRequest) -> None:
        """Raise 403 if a user who may not publish tries to restore a version."""
        if request.method == "POST" and not may_publish(request.user):
            raise PermissionDenied

    def _proposals_of_form(self, request: HttpRequest) -> SubmissionQuerySet:
        """Return the waiting proposal that the posted form comes from: one row, or none."""
        key = request.POST.get(PROPOSAL_FIELD, "")
        return Proposal.objects.waiting().filter(pk=key if is_key(key) else NO_KEY)
