"""Merging a thing into another in the admin: choose the other, look at what changes, merge."""

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import NoReverseMatch, URLPattern, path, reverse

from record.editing.admin.base import RecordAdmin
from record.editing.admin.keys import SelectKeys
from record.editing.models import Proposal, SubmissionQuerySet
from record.editing.roles import may_publish
from record.editing.row_merge import Merge

RECORD_CHANGED = "The record has changed since you looked. Look again: this is how it is now."


class MergeableAdmin(RecordAdmin):
    """Adds the merging of two things into one; the address of the duplicate leads to the other.

    Hooks: `get_urls` adds the page for it, `change_view` shows the link to that page.
    """

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.merge_view)
        name = f"{self.opts.app_label}_{self.opts.model_name}_merge"
        return [path("<int:key>/merge/", view, name=name), *super().get_urls()]

    def may_merge(self, request: HttpRequest) -> bool:
        """Return whether a user may merge such things: they may publish, change and delete them."""
        may_edit = self.has_change_permission(request) and self.has_delete_permission(request)
        return may_edit and may_publish(request.user)

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, object] | None = None,
    ) -> HttpResponse:
        context = {**(extra_context or {}), "merges": self.may_merge(request)}
        return super().change_view(request, object_id, form_url, context)

    def merge_view(self, request: HttpRequest, key: int) -> HttpResponse:
        """Ask for the other thing, show what the merge would do, and carry out what was shown."""
        if not self.may_merge(request):
            raise PermissionDenied
        duplicate = get_object_or_404(self.model, pk=key)
        form = self._target_form(request, duplicate)
        if not form.is_valid():
            return self._merge_page(request, duplicate, form, None)
        with transaction.atomic():
            merge = self._plan_merge(duplicate, form.cleaned_data["into"])
            if request.method != "POST":
                return self._merge_page(request, duplicate, form, merge)
            can_merge = not merge.obstacles and not self._waiting_proposals(duplicate)
            if merge.digest != request.POST.get("digest") or not can_merge:
                messages.error(request, RECORD_CHANGED)
                return self._merge_page(request, duplicate, form, merge)
            why = f"“{duplicate}” was merged into “{merge.target}”"[:200]
            merge.carry_out(user=request.user, why=why)
        messages.success(request, f"“{duplicate}” is merged into “{merge.target}”.")
        name = f"admin:{self.opts.app_label}_{self.opts.model_name}_change"
        return redirect(name, merge.target.pk)

    def _plan_merge(self, duplicate: models.Model, target: models.Model) -> Merge:
        """Return a merge of two rows, which are locked for the rest of the transaction."""
        keys = [duplicate.pk, target.pk]
        rows = self.model._default_manager.select_for_update().in_bulk(keys)
        return Merge(target=rows[target.pk], duplicate=rows[duplicate.pk])

    def _waiting_proposals(self, duplicate: models.Model) -> SubmissionQuerySet:
        """Return the waiting proposals to change what would be deleted."""
        target = str(duplicate.pk)
        return Proposal.objects.waiting().filter(kind=self.opts.label_lower, target=target)

    def _target_form(self, request: HttpRequest, duplicate: models.Model) -> forms.Form:
        """Return the form that asks for the other thing, by any foreign key to its model."""
        relation = next(one for one in self.opts.related_objects if one.one_to_many)
        others = self.model._default_manager.exclude(pk=duplicate.pk)
        into = forms.ModelChoiceField(
            others,
            label="Into",
            widget=SelectKeys(relation.field, admin.site),
            error_messages={"invalid_choice": "Choose another one from the list."},
        )
        data = request.POST if request.method == "POST" else request.GET
        return type("TargetForm", (forms.Form,), {"into": into})(data or None)

    def _merge_page(
        self, request: HttpRequest, duplicate: models.Model, form: forms.Form, merge: Merge | None
    ) -> HttpResponse:
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": f"Merge “{duplicate}” into another {self.opts.verbose_name}",
            "step": "Merge",
            "thing": duplicate,
            "form": form,
            "media": self.media + form.media,
            "merge": merge,
            "waiting_proposals": self._waiting_proposals(duplicate),
        }
        if merge:
            counts = {"moved": merge.moved_counts, "joined": merge.joined_counts}
            context["counts"] = [
                (name, f"{count:,} {word}")
                for word, counter in counts.items()
                for name, count in counter.items()
                if count
            ]
            context["obstacles"] = [(it.message, _admin_address(it.row)) for it in merge.obstacles]
        return render(request, "admin/merge.html", context)


def _admin_address(row: models.Model) -> str:
    """Return the address of a row's own page in the admin, "" where it has none."""
    name = f"admin:{row._meta.app_label}_{row._meta.model_name}_change"
    try:
        return reverse(name, args=[row.pk])
    except NoReverseMatch:
        return ""
