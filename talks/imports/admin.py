"""Importing files: upload one, look at a preview of what it would do, and import it."""

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
from record.editing.models import State, SubmissionQuerySet
from record.stamp import cached_by_stamp
from talks.imports import importing
from talks.imports.blanks import BLANK_FORMATS
from talks.imports.faults import Unreadable
from talks.imports.files import ENCODINGS, MAX_FILE_SIZE
from talks.imports.kinds import IMPORT_KINDS
from talks.imports.layouts import LAYOUTS
from talks.imports.models import FileImport
from talks.imports.reading import FileContents, read_file
from talks.imports.report import MAX_LISTED, Report
from talks.imports.writing import Attribution
from talks.models import Citation, Source, Statement, StatementKind, Status, Track

logger = logging.getLogger(__name__)
LAYOUT_OPTIONS = ("country", "process", "source", "track", "status", "speaker", "statement_kind")
PROGRESS = "<!-- progress -->"  # where in its page the progress of an import is shown


class FileForm(forms.ModelForm):
    """Accepts a file that can be read; its own page previews what its rows would do."""

    file = forms.FileField(
        help_text="CSV, Excel (.xlsx), JSON (at most 64 MB) or YAML (at most 16 MB)."
    )
    kind = forms.ChoiceField(
        choices=[("", "Find out from the file"), *((name, name) for name in IMPORT_KINDS)],
        required=False,
        label="Its rows are",
    )
    layout = forms.ChoiceField(
        choices=[
            ("", "The record's own"),
            *((name, layout.label) for name, layout in LAYOUTS.items()),
        ],
        required=False,
        label="Its columns are",
    )
    encoding = forms.ChoiceField(choices=list(ENCODINGS.items()), required=False)
    country = forms.CharField(
        required=False, help_text="PA-X: the country as the file spells it; if empty, Syria."
    )
    process = forms.CharField(
        required=False, help_text="PA-X: a process by name or number, instead of a country."
    )
    source = forms.ModelChoiceField(
        Source.objects.all(),
        required=False,
        widget=SelectKeys(Citation._meta.get_field("source"), admin.site),
        help_text="The source of the rows. Needed for TimelineJS; PA-X: if empty, its data set.",
    )
    track = forms.ModelChoiceField(
        Track.objects.all(),
        required=False,
        help_text="TimelineJS as rounds; leave it empty if the group of each event names it.",
    )
    status = forms.ChoiceField(choices=Status, required=False, help_text="TimelineJS as rounds.")
    speaker = forms.ModelChoiceField(
        Actor.objects.all(),
        required=False,
        widget=SelectKeys(Statement._meta.get_field("speaker"), admin.site),
        help_text="TimelineJS as statements; leave it empty if the group of each event names the "
        "actor.",
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
        help_texts = {"why": "This is saved with each version that the import makes."}

    def clean(self) -> dict[str, Any]:
        """Read the file, and refuse it with what to do if it cannot be read."""
        data = super().clean() or self.cleaned_data
        file = data.get("file")
        if not file:
            return data
        upload = self.instance
        upload.name, upload.content = file.name[-200:], file.read(MAX_FILE_SIZE + 1)
        options = {name: data[name] for name in LAYOUT_OPTIONS if data.get(name)}
        upload.options = {name: getattr(value, "slug", value) for name, value in options.items()}
        for name in ("kind", "layout", "encoding"):
            setattr(upload, name, data.get(name, ""))
        try:
            _read(upload)
        except Unreadable as error:
            self.add_error("file", str(error))
        return data


def _read(upload: FileImport) -> FileContents:
    """Return the tables of an uploaded file; raise `Unreadable` if it cannot be read."""
    return read_file(
        upload.name,
        upload.content,
        kind=upload.kind,
        encoding=upload.encoding,
        layout=upload.layout,
        options=upload.options,
    )


@cached_by_stamp(16)
def _preview(key: int, uploaded: dt.datetime, skip: int) -> Report:
    """Report what a file, uploaded at a moment, would do to the record as it is now."""
    return importing.preview(_read(FileImport.objects.get(pk=key)), skip=skip)


@admin.register(FileImport)
class FileImportAdmin(QueueAdmin):
    """Files."""

    form = FileForm
    add_form_template = "admin/import.html"
    list_display = ("name", "rows", "author", "sent_at", "why", "state", "outcome")
    fieldsets = (
        (None, {"fields": ("file", ("kind", "layout"), "encoding", "why")}),
        (
            "For files of PA-X and TimelineJS",
            {
                "fields": (
                    ("country", "process"),
                    "source",
                    ("track", "status"),
                    ("speaker", "statement_kind"),
                )
            },
        ),
    )

    @admin.display(description="rows")
    def rows(self, upload: FileImport) -> str:
        """Say what its rows are, if that was chosen."""
        return LAYOUTS[upload.layout].label if upload.layout else upload.kind or "–"

    def get_queryset(self, request: HttpRequest) -> SubmissionQuerySet:
        return super().get_queryset(request).defer("packed")

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.template)
        template_url = path(
            "template/<slug:kind>.<slug:suffix>", view, name="imports_fileimport_template"
        )
        return [template_url, *super().get_urls()]

    def add_view(
        self, request: HttpRequest, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        context = {
            "kinds": IMPORT_KINDS.values(),
            "formats": BLANK_FORMATS,
            "title": "Import a file",
        }
        return super().add_view(request, form_url, (extra_context or {}) | context)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: Any) -> None:
        """Save a file; it replaces a waiting file of the same name by the same author."""
        obj.author = request.user
        before = FileImport.objects.waiting().filter(author=obj.author, name=obj.name)
        before.update(state=State.WITHDRAWN)
        super().save_model(request, obj, form, change)

    def response_add(self, request: HttpRequest, obj: FileImport, *more: object) -> HttpResponse:
        return redirect(obj)

    def template(self, request: HttpRequest, kind: str, suffix: str) -> HttpResponse:
        """Answer with an empty file to fill in."""
        if kind not in IMPORT_KINDS or suffix not in BLANK_FORMATS:
            raise Http404(f"There is no template {kind}.{suffix}.")
        content_type, write = BLANK_FORMATS[suffix]
        headers = {"Content-Disposition": f'attachment; filename="{kind}.{suffix}"'}
        return HttpResponse(write(IMPORT_KINDS[kind]), content_type=content_type, headers=headers)

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> Any:
        """Show what a file would do, or carry out what the editor or author chose."""
        upload = self.get_submission(request, object_id)
        if request.method == "POST":
            return self.decide(request, upload)
        skip_text = request.GET.get("skip", "")
        skip = int(skip_text) if is_key(skip_text) else 0
        context = self.page_context(request, upload) | {"title": upload.name, "skip": skip}
        if upload.state == State.WAITING:
            try:
                context |= _page_context(_preview(upload.pk, upload.sent_at, skip), skip)
            except Unreadable as error:
                context["unreadable"] = str(error)
        return render(request, "admin/file.html", context)

    def carry_out(
        self,
        request: HttpRequest,
        submission: FileImport,
        action: str,
        *,
        decides: bool,
        is_own: bool,
    ) -> HttpResponseBase:
        """Import it."""
        if action != "import" or not decides:
            raise PermissionDenied
        request.META.pop(
            "HTTP_ACCEPT_ENCODING", None
        )  # a compressed answer would not arrive piece by piece
        return StreamingHttpResponse(self._stream_import(request, submission))

    def _stream_import(self, request: HttpRequest, upload: FileImport) -> Iterator[str]:
        """Import a file, and yield its page piece by piece: the progress, then the outcome."""
        context = self.page_context(request, upload) | {"title": upload.name}
        page = render_to_string("admin/importing.html", context, request)
        before, _, after = page.partition(PROGRESS)
        yield before
        row_count = 0
        report = Report()
        try:
            for rows in _import(request, upload, report):
                row_count += rows
                yield format_html("<p>Rows read: {}</p>\n", f"{row_count:,}")
            error = "" if report.is_correct else "Nothing was imported: something in it is wrong."
        except Unreadable as exception:
            error = f"Nothing was imported. {exception}"
        except DatabaseError:
            logger.exception("Importing file %s broke off", upload.pk)
            error = "Nothing was imported: the database broke off. Try again in a moment."
        message = error or f"Imported: {report.in_words()}."
        css_class = "errornote" if error else "success"
        yield format_html('<p class="{}" role="status">{}</p>\n', css_class, message)
        yield after


def _page_context(report: Report, skip: int) -> dict[str, object]:
    """Return the context of a page of a preview, with where the pages before and after begin."""
    next_skip = skip + MAX_LISTED
    return {
        "report": report,
        "notes": report.notes.most_common(50),
        "before": max(0, skip - MAX_LISTED) if skip else None,
        "after": next_skip if next_skip < report.outcome_count else None,
        "last": skip + len(report.outcomes),
    }


def _import(request: HttpRequest, upload: FileImport, report: Report) -> Iterator[int]:
    """Import a waiting file as a whole or not at all; yield how many more rows are read."""
    file_name = PurePath(upload.name).name
    why = ": ".join(filter(None, [f"Imported from {file_name}", upload.why]))[:200]
    expected_digest = request.POST.get("digest", "")
    with transaction.atomic():
        if not upload.decide(request.user, State.ACCEPTED):
            raise Unreadable("Somebody has decided on it already.")
        attribution = Attribution(request.user, why)
        yield from importing.run_import(
            _read(upload), report, attribution, expected_digest=expected_digest
        )
        FileImport.objects.filter(pk=upload.pk).update(outcome=report.in_words())
        if not report.is_correct:
            transaction.set_rollback(True)
