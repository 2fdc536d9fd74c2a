"""Two editors at once: who saves over somebody's newer save is shown what both changed.

A form carries the state of the whole thing as it was opened. Where that no longer stands, nothing
is saved: what only one side changed is merged, what both changed is told, and the form is shown
again with all that was typed. So it is where the database refuses what another stored in the same
moment.
"""

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.core import serializers
from django.core.exceptions import BadRequest
from django.db import IntegrityError, models, transaction
from django.forms import ModelForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from reversion.errors import RevertError
from reversion.models import Version

from record.editing.admin.history import VersionedAdmin
from record.editing.admin.keys import is_key
from record.editing.form_merge import State, Typed, as_post, fields_of, merged_of, posted
from record.undoing import rolled_back

OPENED, THEIRS = "_opened", "_theirs"
REFUSED = (
    "Somebody saved this while you were editing. Nothing of yours is saved yet, and nothing is "
    "lost: what only one of you changed is put together below. Look it over, and save again."
)
REPEATED = (
    "Nothing is saved yet, and nothing of yours is lost: something of it is in the record already, "
    "or stands in it twice. Look it over, and save again."
)
CHANGED = "Somebody changed this while you were about to delete it. Look again before you do."


@dataclass(frozen=True)
class Clash:
    """A field that both changed: its label, what it was and would be, and what takes theirs."""

    take: str
    label: str
    base: str
    theirs: str
    mine: str


class ConflictAwareAdmin(VersionedAdmin):
    """A thing that nobody saves over another's newer save unseen."""

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """Show the form with the state that it shows; save only where that still stands."""
        context = extra_context or {}
        if request.method == "POST":
            return self._saved(request, partial(self._save, request, object_id, form_url, context))
        thing = self.get_object(request, unquote(object_id))
        context |= {"opened": self._opened(thing)} if thing else {}
        return super().change_view(request, object_id, form_url, context)

    def add_view(
        self, request: HttpRequest, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Show the form, or save what was typed into it."""
        return self._saved(request, partial(super().add_view, request, form_url, extra_context))

    def delete_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Delete what still stands as it did when the question was asked, else ask again."""
        thing, asked = self.get_object(request, unquote(object_id)), f"deleting {request.path}"
        if thing is not None:
            now = self._opened(thing)
            before = request.session.get(asked, now)
            request.session[asked] = now
            if request.method == "POST" and before != now:
                messages.error(request, CHANGED)
                return redirect(request.path)
        return super().delete_view(request, object_id, extra_context)

    def get_form(self, request: HttpRequest, obj: Any = None, **options: Any) -> type[ModelForm]:
        """Let no form pass that is to be looked over first."""
        form = super().get_form(request, obj, **options)
        if not getattr(request, "refused", ""):
            return form

        class Refused(form):  # type: ignore[valid-type, misc]
            def is_valid(self) -> bool:
                super().is_valid()
                return False

        return Refused

    def _saved(self, request: Any, save: Callable[[], HttpResponse]) -> HttpResponse:
        """Save, or show the form again where the database finds what the form could not."""
        try:
            with transaction.atomic():
                return save()
        except IntegrityError:
            request.refused = REPEATED
            return save()

    def _save(
        self, request: HttpRequest, object_id: str, form_url: str, context: dict[str, Any]
    ) -> HttpResponse:
        """Save what still stands as it was opened, else put together what both changed."""
        key, rows = unquote(object_id), self.model._default_manager
        thing = rows.select_for_update().filter(pk=key).first()
        if thing is None:
            return self._deleted(request)
        now, opened = self._opened(thing), request.POST.get(OPENED, "")
        _take_theirs(request)
        if opened and opened.split(":")[0] != now.split(":")[0]:
            clashes = self._put_together(request, thing, opened)
            context |= {"clashes": clashes, "is_put_together": True}
        return super().change_view(request, object_id, form_url, context | {"opened": now})

    def _opened(self, thing: models.Model) -> str:
        """Return what tells the state of a thing from any other, and its newest version's key."""
        beneath = [row for name in self.beneath for row in getattr(thing, name).order_by("pk")]
        text = serializers.serialize("json", [thing, *beneath])
        newest = Version.objects.get_for_object(thing).values_list("pk", flat=True).first()
        return f"{hashlib.sha256(text.encode()).hexdigest()[:20]}:{newest or ''}"

    def _put_together(self, request: Any, thing: Any, opened: str) -> list[Clash]:
        """Put what stands and what was typed in place of what was posted; return the clashes."""
        theirs = self._state(request, thing)
        mine = posted(request.POST, theirs)
        base = self._state_then(request, thing, opened.partition(":")[2])
        merged, clashing = merged_of(base, theirs, mine)
        forms = self._forms(request, thing)
        request.POST = as_post(request.POST, merged)
        request.refused = REFUSED
        return [_clash(forms, *each) for each in clashing]

    def _forms(self, request: HttpRequest, thing: Any) -> dict[str, Any]:
        """Return the form of a thing under "", and the sets of rows beneath it by their prefix."""
        refused = getattr(request, "refused", "")
        request.refused = ""  # type: ignore[attr-defined]
        forms: dict[str, Any] = {"": self.get_form(request, thing, change=True)(instance=thing)}
        for rows, inline in self.get_formsets_with_inlines(request, thing):
            prefix = rows.get_default_prefix()
            forms[prefix] = rows(
                instance=thing, prefix=prefix, queryset=inline.get_queryset(request)
            )
        request.refused = refused  # type: ignore[attr-defined]
        return forms

    def _state(self, request: HttpRequest, thing: Any) -> State:
        forms = self._forms(request, thing)
        state = State(own=fields_of(forms.pop("")))
        for prefix, rows in forms.items():
            state.rows[prefix] = {
                str(form.instance.pk): fields_of(form, {rows.fk.name})
                for form in rows.initial_forms
            }
            state.names[prefix] = list(fields_of(rows.empty_form, {rows.fk.name}))
        return state

    def _state_then(self, request: HttpRequest, thing: Any, version: str) -> State | None:
        """Return the state that a form was opened on: that of a version, else of the first."""
        kept = Version.objects.get_for_object(thing)
        then = kept.filter(pk=version).first() if is_key(version) else kept.last()
        if then is None:
            return None
        try:
            with rolled_back():
                then.revision.revert(delete=True)
                return self._state(request, type(thing)._default_manager.get(pk=thing.pk))
        except (RevertError, models.ProtectedError):
            return None

    def _deleted(self, request: HttpRequest) -> HttpResponse:
        """Tell that a thing was deleted meanwhile, and hand back what was typed."""
        typed = {
            name: "\n".join(values)
            for name, values in request.POST.lists()
            if any(values) and not name.startswith(("_", "csrf")) and "_FORMS" not in name
        }
        context = {**self.admin_site.each_context(request), "opts": self.opts, "typed": typed}
        return render(request, "admin/gone.html", context, status=409)


def _clash(forms: Mapping[str, Any], prefix: str, key: str, name: str, *values: Typed) -> Clash:
    """Say a clash in words, with the name of its field in the form."""
    if not prefix:
        field, sent, label = forms[""].fields[name], name, forms[""].fields[name].label
    else:
        rows = forms[prefix]
        keys = [str(form.instance.pk) for form in rows.initial_forms]
        field, sent = rows.empty_form.fields[name], f"{prefix}-{keys.index(key)}-{name}"
        row = rows.initial_forms[keys.index(key)].instance
        label = f"{row._meta.verbose_name} “{row}”, {field.label}"
    take = f"{sent}={json.dumps(values[1])}"
    return Clash(take, str(label), *(in_words(field, value) for value in values))


def in_words(field: Any, values: Typed) -> str:
    if hasattr(field, "queryset"):
        return ", ".join(str(row) for row in field.queryset.filter(pk__in=values))
    labels = {str(value): str(label) for value, label in getattr(field, "choices", ())}
    return ", ".join(labels.get(value, value) for value in values)


def _take_theirs(request: Any) -> None:
    """Put what stands in the place of what was typed, where the editor chose so."""
    chosen = request.POST.getlist(THEIRS)
    if chosen:
        request.POST = request.POST.copy()
        for each in chosen:
            name, _, values = each.partition("=")
            try:
                request.POST.setlist(name, list(map(str, json.loads(values))))
            except (TypeError, ValueError) as error:
                raise BadRequest(f"{THEIRS} holds no field with its values: {each[:80]}") from error
