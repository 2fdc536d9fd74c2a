"""Importing files: sending one, looking at what it would do, and doing it."""

import datetime as dt
import logging
from collections.abc import Iterator
from pathlib import PurePath
from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, transaction
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import URLPattern, path
from django.utils.html import format_html

from actors.models import Actor
from record.editing.admin.keys import SelectKeys, is_key
from record.editing.admin.queue import QueueAdmin
from record.editing.models import State
from record.stamp import cached_by_stamp
from talks.imports import blanks, importing
from talks.imports.faults import Unreadable
from talks.imports.files import ENCODINGS, LARGEST
from talks.imports.importing import Reading
from talks.imports.kinds import IMPORT_KINDS
from talks.imports.layouts import LAYOUTS
from talks.imports.models import FileImport
from talks.imports.report import SHOWN, Report
from talks.imports.writing import Keeping
from talks.models import Citation, Source, Statement, StatementKind, Status, Track

logger = logging.getLogger(__name__)
OPTIONS = ("country", "process", "source", "track", "status", "speaker", "statement_kind")
STEPS = "<!-- steps -->"  # where in its page the progress of an import is told


class FileForm(forms.ModelForm):
    """Takes a file that can be read; what its rows would do is told on its page."""

    file = forms.FileField(help_text="CSV, Excel (.xlsx), JSON or YAML; at most 64 MB.")
    kind = forms.ChoiceField(
        choices=[("", "Find out from the file"), *((name, name) for name in IMPORT_KINDS)],
        required=False,
        label="Its rows are",
    )
    layout = forms.ChoiceField(
        choices=[("", "The record's own"), *((name, one.label) for name, one in LAYOUTS.items())],
        required=False,
        label="Its columns are",
    )
    encoding = forms.ChoiceField(choices=list(ENCODINGS.items()), required=False)
    country = forms.CharField(required=False, help_text="PA-X: as the file has it. Empty: Syria.")
    process = forms.CharField(
        required=False, help_text="PA-X: a process by name or number, instead of a country."
    )
    source = forms.ModelChoiceField(
        Source.objects.all(),
        required=False,
        widget=SelectKeys(Citation._meta.get_field("source"), admin.site),
        help_text="What the rows rest on. Needed for TimelineJS; for PA-X empty for its data set.",
    )
    track = forms.ModelChoiceField(
        Track.objects.all(),
        required=False,
        help_text="TimelineJS as rounds; empty where the group of each event names it.",
    )
    status = forms.ChoiceField(choices=Status, required=False, help_text="TimelineJS as rounds.")
    speaker = forms.ModelChoiceField(
        Actor.objects.all(),
        required=False,
        widget=SelectKeys(Statement._meta.get_field("speaker"), admin.site),
        help_text="TimelineJS as statements; empty where the group of each event names the actor.",
    )
    statement_kind = forms.ChoiceField(
        choices=[("", "–"), *StatementKind.choices],
        required=False,
        help_text="TimelineJS as statements.",
    )

    class Meta:
        model = FileImport
        fields = ("kind", "layout", "encoding", "why")
        labels = {"why": "Why"}
        help_texts = {"why": "It is kept with each version that the import makes."}

    def clean(self) -> dict[str, Any]:
        """Take the file in, and refuse what cannot be read, with what to do."""
        data = super().clean() or self.cleaned_data
        file = data.get("file")
        if not file:
            return data
        sent = self.instance
        sent.name, sent.content = file.name[-200:], file.read(LARGEST + 1)
        chosen = {name: data.get(name) for name in OPTIONS if data.get(name)}
        sent.options = {name: getattr(value, "slug", value) for name, value in chosen.items()}
        for name in ("kind", "layout", "encoding"):
            setattr(sent, name, data.get(name, ""))
        try:
            _read(sent)
        except Unreadable as error:
            self.add_error("file", str(error))
        return data


def _read(sent: FileImport) -> Reading:
    """Return the tables of a file that was sent; raise `Unreadable` where it cannot be read."""
    return importing.read(
        sent.name,
        sent.content,
        kind=sent.kind,
        encoding=sent.encoding,
        layout=sent.layout,
        options=sent.options,
    )


@cached_by_stamp(16)
def _preview(key: int, made: dt.datetime, skip: int) -> Report:
    """Tell what a file, sent at a moment, would do to the record as it stands."""
    return importing.preview(_read(FileImport.objects.get(pk=key)), skip=skip)


@admin.register(FileImport)
class FileImportAdmin(QueueAdmin):
    """Files."""

    form = FileForm
    add_form_template = "admin/import.html"
    list_display = ("name", "what", "author", "made", "why", "state", "outcome")
    fieldsets = (
        (None, {"fields": ("file", ("kind", "layout"), "encoding", "why")}),
        (
            "For files of PA-X and TimelineJS",
            {
                "fields": (
                    *(("country", "process"), "source"),
                    *(("track", "status"), ("speaker", "statement_kind")),
                )
            },
        ),
    )

    @admin.display(description="rows")
    def what(self, sent: FileImport) -> str:
        """Say what its rows are, as far as that was said."""
        return LAYOUTS[sent.layout].label if sent.layout else sent.kind or "–"

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).defer("packed")

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.template)
        own = path("template/<slug:kind>.<slug:suffix>", view, name="imports_fileimport_template")
        return [own, *super().get_urls()]

    def add_view(
        self, request: HttpRequest, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        told = {"kinds": IMPORT_KINDS.values(), "formats": blanks.FORMATS, "title": "Import a file"}
        return super().add_view(request, form_url, (extra_context or {}) | told)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: Any) -> None:
        """Take a file in; one of the same name that its sender had waiting makes way for it."""
        obj.author = request.user
        before = FileImport.objects.waiting().filter(author=obj.author, name=obj.name)
        before.update(state=State.WITHDRAWN)
        super().save_model(request, obj, form, change)

    def response_add(self, request: HttpRequest, obj: Any, *more: Any) -> HttpResponse:
        return redirect(obj)

    def template(self, request: HttpRequest, kind: str, suffix: str) -> HttpResponse:
        """Give an empty file to fill in."""
        if kind not in IMPORT_KINDS or suffix not in blanks.FORMATS:
            raise Http404(f"There is no template {kind}.{suffix}.")
        content_type, write = blanks.FORMATS[suffix]
        named = {"Content-Disposition": f'attachment; filename="{kind}.{suffix}"'}
        return HttpResponse(write(IMPORT_KINDS[kind]), content_type=content_type, headers=named)

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> Any:
        """Show what a file would do, or do with it what was chosen."""
        sent = self.get_submission(request, object_id)
        if request.method == "POST":
            return self.decide(request, sent)
        asked = request.GET.get("skip", "")
        skip = int(asked) if is_key(asked) else 0
        context = self.page_context(request, sent) | {"title": sent.name, "skip": skip}
        if sent.state == State.WAITING:
            try:
                context |= _paged(_preview(sent.pk, sent.made, skip), skip)
            except Unreadable as error:
                context["unreadable"] = str(error)
        return render(request, "admin/file.html", context)

    def carry_out(
        self, request: HttpRequest, sent: Any, chosen: str, *, decides: bool, is_own: bool
    ) -> HttpResponseBase:
        """Import it."""
        if chosen != "import" or not decides:
            raise PermissionDenied
        request.META.pop("HTTP_ACCEPT_ENCODING", None)  # compressed, it would be held back
        return StreamingHttpResponse(self._told(request, sent))

    def _told(self, request: HttpRequest, sent: FileImport) -> Iterator[str]:
        """Import a file, and tell meanwhile how far it is; the page ends with what came of it."""
        context = self.page_context(request, sent) | {"title": sent.name}
        page = render_to_string("admin/importing.html", context, request)
        before, _, after = page.partition(STEPS)
        yield before
        done = 0
        report = Report()
        try:
            for rows in _import(request, sent, report):
                done += rows
                yield format_html("<p>Rows read: {}</p>\n", f"{done:,}")
            wrong = "" if report.is_right else "Nothing was imported, for something in it is wrong."
        except Unreadable as error:
            wrong = f"Nothing was imported. {error}"
        except DatabaseError:
            logger.exception("Importing file %s broke off", sent.pk)
            wrong = "Nothing was imported: the database broke off. Try again in a moment."
        said = f"Imported: {report.in_words()}."
        kind = "errornote" if wrong else "success"
        yield format_html('<p class="{}" role="status">{}</p>\n', kind, wrong or said)
        yield after


def _paged(report: Report, skip: int) -> dict[str, Any]:
    told = report.counts["new"] + report.counts["changed"]
    return {
        "report": report,
        "notes": report.notes.most_common(50),
        "before": max(0, skip - SHOWN) if skip else None,
        "after": skip + SHOWN if skip + SHOWN < told else None,
        "last": skip + len(report.outcomes),
    }


def _import(request: HttpRequest, sent: FileImport, report: Report) -> Iterator[int]:
    """Import a file that waits, or nothing of it; yield how many rows more are read."""
    why = ": ".join(filter(None, [f"Imported from {PurePath(sent.name).name}", sent.why]))[:200]
    looked_at = request.POST.get("digest", "")
    with transaction.atomic():
        if not sent.decide(request.user, State.ACCEPTED):
            raise Unreadable("Somebody has decided on it already.")
        keeping = Keeping(request.user, why)
        yield from importing.run(_read(sent), report, keeping, looked_at=looked_at)
        FileImport.objects.filter(pk=sent.pk).update(outcome=report.in_words())
        if not report.is_right:
            transaction.set_rollback(True)
