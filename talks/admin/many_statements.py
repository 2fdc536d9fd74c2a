"""Many statements of a round at once: what they share is typed once, then a row for each.

Each row is sent through the form of a statement as if it had been typed there, so that checks,
versions and what waits for an editor are the same. All are saved, or none.
"""

from copy import copy
from operator import itemgetter
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.widgets import AdminTextareaWidget, AdminTextInputWidget
from django.contrib.messages.storage.fallback import FallbackStorage
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.forms.utils import ErrorDict
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render

from actors.models import Actor
from record.editing.admin.base import TYPED_DATE
from record.editing.admin.keys import LoadedSelect, SelectKeys, SelectManyKeys, is_key
from record.editing.models import WHY_FIELD, read_short_text
from record.editing.roles import may_publish
from talks.models import Citation, Round, Source, Statement, StatementKind, Topic

ROWS = 5
MOST = 200
SPEAKERS = ("speaker", "on_behalf_of")
OWN = ("kind", "date", "summary", "quotation", *SPEAKERS)  # of a row, and of a statement


def _actor(name: str) -> forms.ModelChoiceField:
    widget = LoadedSelect(Statement._meta.get_field(name), admin.site)
    return forms.ModelChoiceField(Actor.objects.all(), required=False, widget=widget)


class SharedForm(forms.Form):
    """What holds of every row that does not say otherwise."""

    kind = forms.ChoiceField(choices=StatementKind.choices)
    date = forms.CharField(
        required=False, widget=AdminTextInputWidget(TYPED_DATE), help_text="EDTF, as 2017-02-16."
    )
    source = forms.ModelChoiceField(
        Source.objects.all(),
        widget=SelectKeys(Citation._meta.get_field("source"), admin.site),
        help_text="It is cited for all that a row says.",
    )
    topics = forms.ModelMultipleChoiceField(
        Topic.objects.all(),
        required=False,
        widget=SelectManyKeys(Statement._meta.get_field("topics"), admin.site),
    )


class RowForm(forms.Form):
    """One statement; what is left empty in kind and date is as above."""

    speaker = _actor("speaker")
    on_behalf_of = _actor("on_behalf_of")
    kind = forms.ChoiceField(choices=[("", "as above"), *StatementKind.choices], required=False)
    date = forms.CharField(required=False, widget=AdminTextInputWidget(TYPED_DATE))
    summary = forms.CharField(
        required=False, widget=AdminTextareaWidget({"rows": 2, "dir": "auto"})
    )
    quotation = forms.CharField(
        required=False, widget=AdminTextareaWidget({"rows": 2, "dir": "auto"})
    )
    locator = forms.CharField(required=False, widget=AdminTextInputWidget())

    def full_clean(self) -> None:
        """Find nothing wrong: that is for the form of a statement, through which it is sent."""
        self._errors = ErrorDict()
        self.cleaned_data = {}

    def typed(self, name: str) -> str:
        """Return what was typed into a field."""
        return str(self[name].value() or "").strip()


def add_many(request: HttpRequest, key: int) -> HttpResponse:
    """Show rows to be filled in, save them all, or say beside each what is wrong."""
    statements = admin.site.get_model_admin(Statement)
    if not statements.has_add_permission(request):
        raise PermissionDenied
    round = get_object_or_404(Round.objects.select_related("track"), pk=key)
    sent = request.POST if request.method == "POST" else None
    shared = SharedForm(sent)
    rows = _rows(sent)
    filled = [row for row in rows if row.has_changed()]
    if sent is not None and "_more" not in sent and shared.is_valid() and filled:
        with transaction.atomic():
            for row in filled:
                _send(request, statements, round, shared, row)
            is_refused = any(row.errors for row in filled)
            transaction.set_rollback(is_refused)
        if is_refused:
            messages.error(request, "Nothing is saved yet: mend what is told beside the rows.")
        else:
            done = "added" if may_publish(request.user) else "proposed: they wait for an editor"
            messages.success(request, f"Statements {done}: {len(filled)}.")
            return redirect("admin:talks_round_change", round.pk)
    elif sent is not None and "_more" not in sent and not filled:
        messages.error(request, "Fill in a row.")
    return render(request, "admin/many_statements.html", _context(request, round, shared, rows))


def _rows(sent: QueryDict | None) -> list[RowForm]:
    """Return the rows that were sent, and more where these are asked for."""
    said = str(sent.get("rows")) if sent else ""
    count = int(said) if is_key(said) else ROWS
    count = min(count + (ROWS if sent and "_more" in sent else 0), MOST)
    rows = [RowForm(sent, prefix=f"row-{place}") for place in range(count)]
    chosen = {row.typed(name) for row in rows for name in SPEAKERS}
    actors = Actor.objects.in_bulk([int(key) for key in chosen if is_key(key)])
    for row in rows:
        for name in SPEAKERS:
            key = row.typed(name)
            row.fields[name].widget.loaded = actors.get(int(key)) if is_key(key) else None
    return rows


def _send(
    request: HttpRequest, statements: Any, round: Round, shared: SharedForm, row: RowForm
) -> None:
    """Send a row as the form of a new statement, and note what is wrong with it."""
    again: Any = copy(request)
    again.POST = _form(round, shared, row, read_short_text(request))
    again._messages = FallbackStorage(again)  # what is said of each alone is not shown
    answer = statements.add_view(again)
    if answer.status_code == 302:
        return
    context = answer.context_data
    [cited] = context["inline_admin_formsets"]
    told = {**dict(context["adminform"].form.errors), **dict(cited.formset.errors[0])}
    told["citations"] = cited.formset.non_form_errors()
    if refused := getattr(again, "refused", ""):
        row.add_error(None, refused)
    for name, errors in filter(itemgetter(1), told.items()):
        row.add_error(name if name in row.fields else None, [str(one) for one in errors])


def _form(round: Round, shared: SharedForm, row: RowForm, why: str) -> QueryDict:
    """Return what the form of a new statement would send of a row."""
    said = {name: row.typed(name) for name in OWN}
    for name in ("kind", "date"):
        said[name] = said[name] or str(shared[name].value() or "")
    form = QueryDict(mutable=True)
    form.update(said | {"round": str(round.pk), "slug": "", WHY_FIELD: why})
    form.setlist("topics", [str(key) for key in shared["topics"].value() or []])
    form.update({"citations-TOTAL_FORMS": "1", "citations-INITIAL_FORMS": "0"})
    form["citations-0-source"] = str(shared["source"].value())
    form["citations-0-locator"] = row.typed("locator")
    form.setlist("citations-0-supports", [name for name in OWN if said[name]])
    return form


def _context(
    request: HttpRequest, round: Round, shared: SharedForm, rows: list[RowForm]
) -> dict[str, Any]:
    return {
        **admin.site.each_context(request),
        "opts": Round._meta,
        "title": f"Add statements to {round}",
        "step": "Add statements",
        "thing": round,
        "shared": shared,
        "rows": rows,
        "proposes": not may_publish(request.user),
        "why": read_short_text(request),
        "media": shared.media + rows[0].media,
    }
