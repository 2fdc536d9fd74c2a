"""What is saved by who may not publish waits for an editor, and touches nothing.

The form is the same, and so are its checks: what would be refused of an editor is refused here.
Only then it is kept as it was sent, instead of being saved.
"""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from record.editing.admin.conflicts import Clash, ConflictAwareAdmin, in_words
from record.editing.admin.keys import NO_KEY, is_key
from record.editing.form_merge import Fields, State, posted
from record.editing.models import PROPOSAL_FIELD, Proposal, read_short_text
from record.editing.models import State as Decided
from record.editing.roles import may_publish

DROPPED = ("csrfmiddlewaretoken", "_save", "_addanother", "_continue", PROPOSAL_FIELD)


class ProposingAdmin(ConflictAwareAdmin):
    """A thing that only who may publish changes; what others send becomes a proposal."""

    def publishes(self, request: HttpRequest) -> bool:
        """Say whether what is sent is saved, be it to be undone again after a look."""
        return getattr(request, "is_preview", False) or may_publish(request.user)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.publishes(request) and super().has_delete_permission(request, obj)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: Any) -> None:
        if self.publishes(request):
            super().save_model(request, obj, form, change)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: Any) -> None:
        if self.publishes(request):
            super().save_related(request, form, formsets, change)

    def construct_change_message(self, request: HttpRequest, *sent: Any) -> Any:
        return super().construct_change_message(request, *sent) if self.publishes(request) else []

    def log_addition(self, request: HttpRequest, obj: Any, message: Any) -> Any:
        return super().log_addition(request, obj, message) if self.publishes(request) else None

    def log_change(self, request: HttpRequest, obj: Any, message: Any) -> Any:
        return super().log_change(request, obj, message) if self.publishes(request) else None

    def response_add(self, request: HttpRequest, obj: Any, *more: Any) -> HttpResponse:
        if not self.publishes(request):
            return self._propose(request, obj, "")
        self._accept(request)
        return super().response_add(request, obj, *more)

    def response_change(self, request: HttpRequest, obj: Any) -> HttpResponse:
        if not self.publishes(request):
            return self._propose(request, obj, str(obj.pk))
        self._accept(request)
        return super().response_change(request, obj)

    def revision_view(self, request: HttpRequest, *more: Any, **named: Any) -> HttpResponse:
        self._only_publishers_restore(request)
        return super().revision_view(request, *more, **named)

    def recover_view(self, request: HttpRequest, *more: Any, **named: Any) -> HttpResponse:
        self._only_publishers_restore(request)
        return super().recover_view(request, *more, **named)

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> Any:
        """Tell the page whether it publishes, and for which proposal it is sent."""
        told = {
            "proposes": not self.publishes(request),
            "proposal": request.POST.get(PROPOSAL_FIELD),
            "why": read_short_text(request),
        }
        return super().changeform_view(request, object_id, form_url, (extra_context or {}) | told)

    def proposed(self, request: HttpRequest, proposal: Proposal) -> list[Clash]:
        """Return what a proposal would change of what stands, field by field."""
        thing = self.model._default_manager.filter(pk=proposal.target or None).first()
        theirs = self._state(request, thing)
        return list(self._changed(request, thing, theirs, posted(proposal.form_data(), theirs)))

    def _changed(self, request: HttpRequest, thing: Any, theirs: State, mine: State) -> Any:
        forms = self._forms(request, thing)

        def told(fields: Any, label: str, now: Fields, then: Fields) -> Any:
            for name, sent in then.items():
                if sent != now.get(name, []):
                    field = fields[name]
                    values = (in_words(field, it) for it in (now.get(name, []), sent))
                    yield Clash("", f"{label}{field.label}", "", *values)

        yield from told(forms[""].fields, "", theirs.own, mine.own)
        for prefix in theirs.names:
            rows = forms[prefix]
            fields, called = rows.empty_form.fields, str(rows.model._meta.verbose_name)
            stored = {str(form.instance.pk): str(form.instance) for form in rows.initial_forms}
            for key, row in theirs.rows[prefix].items():
                if key in mine.gone.get(prefix, set()):
                    yield Clash("", called, "", stored[key], "")
                else:
                    label = f"{called} “{stored[key]}”: "
                    yield from told(fields, label, row, mine.rows[prefix].get(key, row))
            for row in mine.added.get(prefix, []):
                yield from told(fields, f"new {called}: ", {}, row)

    def _propose(self, request: HttpRequest, obj: Any, target: str) -> HttpResponse:
        sent = {
            name: values
            for name, values in request.POST.lists()
            if name not in DROPPED and "\0" not in "".join([name, *values])
        }
        author: Any = request.user
        again = self._chosen(request).filter(author=author).first()
        proposal = again or Proposal(author=author, kind=self.opts.label_lower)
        proposal.target, proposal.form, proposal.title = target, sent, str(obj)[:200]
        proposal.why = read_short_text(request)
        proposal.save()
        told = "Proposed. It waits for an editor, and nothing of it can be seen until then."
        messages.success(request, told)
        return redirect(proposal)

    def _accept(self, request: HttpRequest) -> None:
        """Mark the proposal as accepted from which what has just been saved came."""
        chosen = self._chosen(request).first()
        if chosen and not getattr(request, "is_preview", False):
            chosen.decide(request.user, Decided.ACCEPTED)

    def _only_publishers_restore(self, request: HttpRequest) -> None:
        if request.method == "POST" and not may_publish(request.user):
            raise PermissionDenied

    def _chosen(self, request: HttpRequest) -> Any:
        """Return the waiting proposal from which what was sent came: one row, or none."""
        key = request.POST.get(PROPOSAL_FIELD, "")
        return Proposal.objects.waiting().filter(pk=key if is_key(key) else NO_KEY)
