"""Adding many statements of a round at once: the shared values once, then a row for each.

Each row is sent through the form of a statement as if it had been typed there, so that checks,
versions and proposals are the same. Either all rows are saved, or none.
"""

from typing import cast

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.widgets import AdminTextareaWidget, AdminTextInputWidget
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.forms.utils import ErrorDict
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.template.response import TemplateResponse

from actors.models import Actor
from record.editing.admin.base import TYPED_DATE
from record.editing.admin.keys import LoadedSelect, SelectKeys, SelectManyKeys, is_key
from record.editing.admin.requests import FormRequest
from record.editing.models import WHY_FIELD, read_short_text
from record.editing.roles import may_publish
from talks.models import Citation, Round, Source, Statement, StatementKind, Topic

ROWS_AT_ONCE = 5
MAX_ROWS = 200
SPEAKER_FIELDS = ("speaker", "on_behalf_of")
STATEMENT_FIELDS = ("kind", "date", "summary", "quotation", *SPEAKER_FIELDS)  # a row has these too


def _actor_field(name: str) -> forms.ModelChoiceField:
    widget = LoadedSelect(Statement._meta.get_field(name), admin.site)
    return forms.ModelChoiceField(Actor.objects.all(), required=False, widget=widget)


class SharedForm(forms.Form):
    """The values of every row that does not give its own."""

    kind = forms.ChoiceField(choices=StatementKind.choices)
    date = forms.CharField(
        required=False,
        widget=AdminTextInputWidget(TYPED_DATE),
        help_text="EDTF, such as 2017-02-16.",
    )
    source = forms.ModelChoiceField(
        Source.objects.all(),
        widget=SelectKeys(Citation._meta.get_field("source"), admin.site),
        help_text="Cited for everything that a row says.",
    )
    topics = forms.ModelMultipleChoiceField(
        Topic.objects.all(),
        required=False,
        widget=SelectManyKeys(Statement._meta.get_field("topics"), admin.site),
    )


class RowForm(forms.Form):
    """One statement; kind and date are taken from the shared form where they are empty."""

    speaker = _actor_field("speaker")
    on_behalf_of = _actor_field("on_behalf_of")
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
        """Check nothing here: the row is sent through the form of a statement, which checks it."""
        self._errors = ErrorDict()
        self.cleaned_data = {}

    def typed_value(self, name: str) -> str:
        """Return what was typed into a field, without spaces around it."""
        return str(self[name].value() or "").strip()


def add_many(request: HttpRequest, key: int) -> HttpResponse:
    """Show rows to fill in; save them all, or show beside each what is wrong."""
    statement_admin = admin.site.get_model_admin(Statement)
    if not statement_admin.has_add_permission(request):
        raise PermissionDenied
    round = get_object_or_404(Round.objects.select_related("track"), pk=key)
    post = request.POST if request.method == "POST" else None
    shared = SharedForm(post)
    rows = _build_rows(post)
    if post is not None and "_more" not in post:
        filled_rows = [row for row in rows if row.has_changed()]
        if not filled_rows:
            messages.error(request, "Fill in a row.")
        elif shared.is_valid():
            if _save_rows(request, statement_admin, round, shared, filled_rows):
                done = "added" if may_publish(request.user) else "proposed: they wait for an editor"
                messages.success(request, f"Statements {done}: {len(filled_rows)}.")
                return redirect("admin:talks_round_change", round.pk)
            messages.error(request, "Nothing is saved yet: correct the errors beside the rows.")
    return render(request, "admin/many_statements.html", _context(request, round, shared, rows))


def _build_rows(post: QueryDict | None) -> list[RowForm]:
    """Return the posted rows, and more of them if the editor asked for more."""
    number = str(post.get("rows")) if post else ""
    count = int(number) if is_key(number) else ROWS_AT_ONCE
    count = min(count + (ROWS_AT_ONCE if post and "_more" in post else 0), MAX_ROWS)
    rows = [RowForm(post, prefix=f"row-{place}") for place in range(count)]
    actor_keys = {row.typed_value(name) for row in rows for name in SPEAKER_FIELDS}
    actors = Actor.objects.in_bulk([int(key) for key in actor_keys if is_key(key)])
    for row in rows:
        for name in SPEAKER_FIELDS:
            key = row.typed_value(name)
            row.fields[name].widget.chosen_row = actors.get(int(key)) if is_key(key) else None
    return rows


def _save_rows(
    request: HttpRequest,
    statement_admin: admin.ModelAdmin,
    round: Round,
    shared: SharedForm,
    rows: list[RowForm],
) -> bool:
    """Save all rows and return True; if one is wrong, save none and return False."""
    with transaction.atomic():
        for row in rows:
            _send_row(request, statement_admin, round, shared, row)
        is_saved = not any(row.errors for row in rows)
        transaction.set_rollback(not is_saved)
    return is_saved


def _send_row(
    request: HttpRequest,
    statement_admin: admin.ModelAdmin,
    round: Round,
    shared: SharedForm,
    row: RowForm,
) -> None:
    """Send a row as the form of a new statement, and add its errors to the row."""
    form = _build_form(round, shared, row, read_short_text(request))
    # One message for each row would be too many: there is one for all.
    response = statement_admin.add_view(FormRequest(request, form, shows_messages=False))
    if response.status_code == 302:
        return
    context = cast(TemplateResponse, response).context_data or {}
    [citations] = context["inline_admin_formsets"]
    errors_by_field = {
        **dict(context["adminform"].form.errors),
        **dict(citations.formset.errors[0]),
        "citations": citations.formset.non_form_errors(),
    }
    if context["hold_notice"]:
        row.add_error(None, context["hold_notice"])
    for name, errors in errors_by_field.items():
        if errors:
            row.add_error(name if name in row.fields else None, [str(one) for one in errors])


def _build_form(round: Round, shared: SharedForm, row: RowForm, why: str) -> QueryDict:
    """Return what the form of a new statement would post for a row."""
    values = {name: row.typed_value(name) for name in STATEMENT_FIELDS}
    for name in ("kind", "date"):
        values[name] = values[name] or str(shared[name].value() or "")
    form = QueryDict(mutable=True)
    form.update(values | {"round": str(round.pk), "slug": "", WHY_FIELD: why})
    form.setlist("topics", [str(key) for key in shared["topics"].value() or []])
    form.update({"citations-TOTAL_FORMS": "1", "citations-INITIAL_FORMS": "0"})
    form["citations-0-source"] = str(shared["source"].value())
    form["citations-0-locator"] = row.typed_value("locator")
    form.setlist("citations-0-supports", [name for name in STATEMENT_FIELDS if values[name]])
    return form


def _context(
    request: HttpRequest, round: Round, shared: SharedForm, rows: list[RowForm]
) -> dict[str, object]:
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
