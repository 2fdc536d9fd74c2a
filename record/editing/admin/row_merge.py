"""Merging two things into one in the admin: choosing, looking at it, doing it."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import NoReverseMatch, URLPattern, path, reverse

from record.editing.admin.base import RecordAdmin
from record.editing.admin.keys import SelectKeys
from record.editing.models import Proposal
from record.editing.roles import may_publish
from record.editing.row_merge import Merge

CHANGED = "The record has changed since you looked. Look again: what is shown is what stands now."


class MergeableAdmin(RecordAdmin):
    """A kind of thing of which two can be merged into one; its former address leads on."""

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.merge_view)
        name = f"{self.opts.app_label}_{self.opts.model_name}_merge"
        return [path("<int:key>/merge/", view, name=name), *super().get_urls()]

    def may_merge(self, request: HttpRequest) -> bool:
        """Say whether somebody may merge such things: who publishes, changes and deletes them."""
        may = self.has_change_permission(request) and self.has_delete_permission(request)
        return may and may_publish(request.user)

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> Any:
        told = {"merges": self.may_merge(request)}
        return super().change_view(request, object_id, form_url, (extra_context or {}) | told)

    def merge_view(self, request: HttpRequest, key: int) -> HttpResponse:
        """Ask into which other, show what that would do, and do it as it was shown."""
        if not self.may_merge(request):
            raise PermissionDenied
        gone = get_object_or_404(self.model, pk=key)
        form = self._form(request, gone)
        if not form.is_valid():
            return self._page(request, gone, form, None)
        with transaction.atomic():
            merge = self._merge(gone, form.cleaned_data["into"])
            if request.method != "POST":
                return self._page(request, gone, form, merge)
            is_free = not merge.obstacles and not self._waiting(gone)
            if merge.digest != request.POST.get("digest") or not is_free:
                messages.error(request, CHANGED)
                return self._page(request, gone, form, merge)
            merge.do(user=request.user, why=f"“{gone}” was merged into “{merge.kept}”"[:200])
        messages.success(request, f"“{gone}” is merged into “{merge.kept}”.")
        return redirect(f"admin:{self.opts.app_label}_{self.opts.model_name}_change", merge.kept.pk)

    def _merge(self, gone: Any, kept: Any) -> Merge:
        """Look at a merge of both as they stand, which nobody else may change meanwhile."""
        pair = self.model._default_manager.select_for_update().in_bulk([gone.pk, kept.pk])
        return Merge(pair[kept.pk], pair[gone.pk])

    def _waiting(self, gone: Any) -> Any:
        """Return the proposals that would change what would no longer be there."""
        return Proposal.objects.waiting().filter(kind=self.opts.label_lower, target=str(gone.pk))

    def _form(self, request: HttpRequest, gone: Any) -> forms.Form:
        pointing = next(one for one in self.opts.related_objects if one.one_to_many)
        others = self.model._default_manager.exclude(pk=gone.pk)
        into = forms.ModelChoiceField(
            others,
            label="Into",
            widget=SelectKeys(pointing.field, admin.site),
            error_messages={"invalid_choice": "Choose another one that is there."},
        )
        sent = request.POST if request.method == "POST" else request.GET
        return type("MergeForm", (forms.Form,), {"into": into})(sent or None)

    def _page(
        self, request: HttpRequest, gone: Any, form: forms.Form, merge: Merge | None
    ) -> HttpResponse:
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": f"Merge “{gone}” into another {self.opts.verbose_name}",
            "step": "Merge",
            "thing": gone,
            "form": form,
            "media": self.media + form.media,
            "merge": merge,
            "waiting": self._waiting(gone),
        }
        if merge:
            context["counts"] = [
                *((name, f"{count:,} moved") for name, count in merge.moved.items() if count),
                *((name, f"{count:,} joined") for name, count in merge.repeated.items() if count),
            ]
            context["obstacles"] = [(one.told, _page_of(one.row)) for one in merge.obstacles]
        return render(request, "admin/merge.html", context)


def _page_of(row: models.Model) -> str:
    """Return the address of a row's own page in the admin, "" where it has none."""
    name = f"admin:{row._meta.app_label}_{row._meta.model_name}_change"
    try:
        return reverse(name, args=[row.pk])
    except NoReverseMatch:
        return ""
