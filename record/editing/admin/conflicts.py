"""Two editors at once: nobody overwrites a newer change without seeing it.

A form carries a mark of the whole thing as it was when the form was opened. If the thing has
changed since, nothing is saved. What only one side changed is merged, what both changed is listed,
and the form is shown again with all that was typed. The form also comes back where the database
refuses a save because somebody stored the same thing at the same moment.
"""

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.core import serializers
from django.core.exceptions import BadRequest
from django.db import IntegrityError, models, transaction
from django.forms import ModelForm
from django.forms.models import BaseInlineFormSet
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from reversion.errors import RevertError
from reversion.models import Version

from record.editing.admin.history import VersionedAdmin
from record.editing.admin.keys import is_key
from record.editing.admin.requests import FormRequest, hold_notice
from record.editing.admin.stored_forms import StoredForms
from record.editing.form_merge import Conflict, FormState
from record.editing.posted_forms import read_post, write_post
from record.editing.versions import stored_many_fields
from record.undoing import rolled_back

# Names of inputs: the mark of the state that was opened, and the values to take from the other.
OPENED_FIELD, THEIRS_FIELD = "_opened", "_theirs"
MERGED_NOTICE = (
    "Somebody saved this while you were editing. Nothing of yours is saved yet, and nothing is "
    "lost: what only one of you changed is merged below. Check the form, and save again."
)
REPEATED_NOTICE = (
    "Nothing is saved yet, and nothing of yours is lost. Something in this form is in the record "
    "already, or is here twice. Check the form, and save again."
)
CHANGED_BEFORE_DELETE = "Somebody changed this before you deleted it. Check it again first."


@dataclass(frozen=True)
class ConflictLine:
    """A conflict as the page lists it, in words.

    `checkbox_value` is what its checkbox sends: the name of the input and their values, as
    `name=JSON`.
    """

    checkbox_value: str
    label: str
    base: str
    theirs: str
    mine: str


class ConflictAwareAdmin(VersionedAdmin):
    """Adds the check that nobody overwrites a newer change without seeing it.

    Hooks: `change_view` and `add_view` wrap each save, `delete_view` asks again after a change,
    `get_form` returns a form that never saves where the page only shows it again, and
    `changeform_view` tells the page why.
    """

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, object] | None = None,
    ) -> HttpResponse:
        """Show the form with the mark of its state; save only if that state is still current."""
        context = {**(extra_context or {})}
        if request.method == "POST":
            return self._save_or_hold(
                request,
                lambda post: self._save_change(post, object_id, form_url, context),
            )
        thing = self.get_object(request, unquote(object_id))
        context |= {"opened": self._state_mark(thing)} if thing else {}
        return super().change_view(request, object_id, form_url, context)

    def add_view(
        self,
        request: HttpRequest,
        form_url: str = "",
        extra_context: dict[str, object] | None = None,
    ) -> HttpResponse:
        """Show the form, or save what was typed into it."""
        add = super().add_view
        return self._save_or_hold(request, lambda post: add(post, form_url, extra_context))

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, object] | None = None,
    ) -> HttpResponse:
        """Tell the page why its form is shown again instead of being saved."""
        context = {**(extra_context or {}), "hold_notice": hold_notice(request)}
        return super().changeform_view(request, object_id, form_url, context)

    def delete_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, object] | None = None
    ) -> HttpResponse:
        """Delete a thing; if it has changed since the page asked for confirmation, ask again."""
        thing = self.get_object(request, unquote(object_id))
        session_key = f"deleting {request.path}"
        if thing is not None:
            now = self._state_mark(thing)
            before = request.session.get(session_key, now)
            request.session[session_key] = now
            if request.method == "POST" and before != now:
                messages.error(request, CHANGED_BEFORE_DELETE)
                return redirect(request.path)
        return super().delete_view(request, object_id, extra_context)

    def get_form(
        self, request: HttpRequest, obj: models.Model | None = None, **options: Any
    ) -> type[ModelForm]:
        """Return the form; one that is never valid where it must be shown before it is saved."""
        form = super().get_form(request, obj, **options)
        if not hold_notice(request):
            return form

        class HeldForm(form):  # type: ignore[valid-type, misc]
            def is_valid(self) -> bool:
                super().is_valid()
                return False

        return HeldForm

    def _save_or_hold(
        self, request: HttpRequest, save: Callable[[HttpRequest], HttpResponse]
    ) -> HttpResponse:
        """Save, or show the form again if the database refuses what the form accepted."""
        try:
            with transaction.atomic():
                return save(request)
        except IntegrityError:
            return save(FormRequest(request, request.POST, hold_notice=REPEATED_NOTICE))

    def _save_change(
        self, request: HttpRequest, object_id: str, form_url: str, context: dict[str, object]
    ) -> HttpResponse:
        """Save if nobody has changed the thing since, else show the form with both merged."""
        key, rows = unquote(object_id), self.model._default_manager
        thing = rows.select_for_update().filter(pk=key).first()
        if thing is None:
            return self._show_typed_values(request)
        form, notice = _take_theirs(request.POST), hold_notice(request)
        now, opened_mark = self._state_mark(thing), request.POST.get(OPENED_FIELD, "")
        if opened_mark and opened_mark.split(":")[0] != now.split(":")[0]:
            form, conflicts = self._merge_form(request, thing, form, opened_mark)
            context |= {"conflicts": conflicts, "is_merged": True}
            notice = MERGED_NOTICE
        form_request = FormRequest(request, form, hold_notice=notice)
        return super().change_view(form_request, object_id, form_url, context | {"opened": now})

    def _state_mark(self, thing: models.Model) -> str:
        """Return a digest of a thing's state, then ":" and the key of its newest version."""
        owned_rows = [
            row
            for rows in (getattr(thing, name).order_by("pk") for name in self.owned)
            for row in rows.prefetch_related(*stored_many_fields(rows.model))
        ]
        text = serializers.serialize("json", [thing, *owned_rows])
        newest = Version.objects.get_for_object(thing).values_list("pk", flat=True).first()
        return f"{hashlib.sha256(text.encode()).hexdigest()[:20]}:{newest or ''}"

    def _merge_form(
        self, request: HttpRequest, thing: models.Model, form: QueryDict, opened_mark: str
    ) -> tuple[QueryDict, list[ConflictLine]]:
        """Merge what was typed with what is stored now; return the merged form and conflicts."""
        stored_forms = self._stored_forms(request, thing)
        theirs = stored_forms.read_state()
        base = self._base_state(request, thing, opened_mark.partition(":")[2])
        merged, conflicts = FormState.merge(base, theirs, read_post(form, theirs))
        return write_post(form, merged), [_conflict_line(stored_forms, it) for it in conflicts]

    def _stored_forms(self, request: HttpRequest, thing: models.Model | None) -> StoredForms:
        """Return the forms of a thing as it is stored; of a new one, empty forms."""
        own = self.get_form(request, thing, change=True)(instance=thing)
        row_sets: dict[str, BaseInlineFormSet] = {}
        for row_set, inline in self.get_formsets_with_inlines(request, thing):
            prefix = row_set.get_default_prefix()
            row_sets[prefix] = row_set(
                instance=thing, prefix=prefix, queryset=inline.get_queryset(request)
            )
        return StoredForms(own, row_sets)

    def _base_state(
        self, request: HttpRequest, thing: models.Model, version_key: str
    ) -> FormState | None:
        """Return the state in which a form was opened: that of its version, else of the first.

        None where there is no version, or it cannot be restored today.
        """
        versions = Version.objects.get_for_object(thing)
        has_key = is_key(version_key)
        version = versions.filter(pk=version_key).first() if has_key else versions.last()
        if version is None:
            return None
        try:
            with rolled_back():
                version.revision.revert(delete=True)
                restored_thing = type(thing)._default_manager.get(pk=thing.pk)
                return self._stored_forms(request, restored_thing).read_state()
        except (RevertError, models.ProtectedError):
            return None

    def _show_typed_values(self, request: HttpRequest) -> HttpResponse:
        """Answer 409: say that the thing was deleted meanwhile, and show what was typed."""
        typed_values = {
            name: "\n".join(values)
            for name, values in request.POST.lists()
            if any(values) and not name.startswith(("_", "csrf")) and "_FORMS" not in name
        }
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "typed_values": typed_values,
        }
        return render(request, "admin/deleted_meanwhile.html", context, status=409)


def _conflict_line(stored_forms: StoredForms, conflict: Conflict) -> ConflictLine:
    place = conflict.place
    return ConflictLine(
        checkbox_value=f"{stored_forms.input_name(place)}={json.dumps(conflict.theirs)}",
        label=stored_forms.label(place),
        base=stored_forms.describe(place, conflict.base),
        theirs=stored_forms.describe(place, conflict.theirs),
        mine=stored_forms.describe(place, conflict.mine),
    )


def _take_theirs(form: QueryDict) -> QueryDict:
    """Return a form with the other editor's values where their checkboxes were ticked."""
    taken_values = form.getlist(THEIRS_FIELD)
    if not taken_values:
        return form
    form = form.copy()
    for taken in taken_values:
        name, _, values = taken.partition("=")
        try:
            form.setlist(name, list(map(str, json.loads(values))))
        except (TypeError, ValueError) as error:
            message = f"{THEIRS_FIELD} holds no field with its values: {taken[:80]}"
            raise BadRequest(message) from error
    return form
