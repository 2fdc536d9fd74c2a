"""Saves a version of each edit, with who made it, when and why; lists and restores them."""

from typing import Any, ClassVar

from django.contrib.admin import AdminSite
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.models import LogEntry
from django.contrib.admin.utils import unquote
from django.core.exceptions import BadRequest
from django.db import models
from django.http import HttpRequest, HttpResponse
from reversion import is_active, is_registered, set_comment, unregister
from reversion.admin import VersionAdmin

from record.editing.admin.keys import is_key
from record.editing.models import read_short_text
from record.editing.versions import list_changes, save_baselines


class VersionedAdmin(VersionAdmin):
    """Adds versions of whole things, with the rows that they own and their many-to-many values.

    `owned` names the relations to those rows. By default they are those of the inlines. `not_owned`
    names inlines whose rows belong to other things too, so that restoring a version does not undo
    what was changed from their side. `also_owned` names further relations.

    Hooks: `reversion_register` says what a version holds; `change_view`, `delete_model` and
    `changelist_view` save a baseline before a first change; `log_addition` and `log_change` store
    why; `history_view` lists the changes.
    """

    not_owned: ClassVar[tuple[str, ...]] = ()
    also_owned: ClassVar[tuple[str, ...]] = ()
    owned: tuple[str, ...] = ()
    history_latest_first = True
    object_history_template = "admin/history.html"
    recover_list_template = "admin/deleted.html"

    def __init__(self, model: type[models.Model], admin_site: AdminSite) -> None:
        if is_registered(model):  # by an inline of another admin, or by an admin that this replaces
            unregister(model)
        super().__init__(model, admin_site)

    def reversion_register(self, model: type[models.Model], **options: Any) -> None:
        if model is self.model:
            owned = {*options.pop("follow", ()), *self.also_owned} - {*self.not_owned}
            options["follow"] = self.owned = tuple(sorted(owned))
        super().reversion_register(model, **options)

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, object] | None = None
    ) -> HttpResponse:
        """Save a baseline of every row before a bulk delete."""
        keys = request.POST.getlist(ACTION_CHECKBOX_NAME)
        if not all(map(is_key, keys)):
            raise BadRequest(f"{ACTION_CHECKBOX_NAME} holds something that is not a key.")
        if "post" in request.POST and self.has_delete_permission(request):
            save_baselines(self.model, keys)
        return super().changelist_view(request, extra_context)

    def publishes(self, request: HttpRequest) -> bool:
        """Return whether this request saves what it sends."""
        return True

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, object] | None = None,
    ) -> HttpResponse:
        """Save a baseline before a first change."""
        if request.method == "POST" and self.publishes(request):
            save_baselines(self.model, [unquote(object_id)])
        return super().change_view(request, object_id, form_url, extra_context)

    def delete_model(self, request: HttpRequest, obj: models.Model) -> None:
        save_baselines(self.model, [obj.pk])
        super().delete_model(request, obj)

    def log_change(
        self, request: HttpRequest, obj: models.Model, message: object
    ) -> LogEntry | None:
        entry = super().log_change(request, obj, message)
        self._store_why(request)
        return entry

    def log_addition(
        self, request: HttpRequest, obj: models.Model, message: object
    ) -> LogEntry | None:
        entry = super().log_addition(request, obj, message)
        self._store_why(request)
        return entry

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, object] | None = None
    ) -> HttpResponse:
        """List the versions, newest first, each with what it changed."""
        context = {**(extra_context or {}), "changes": list_changes(self.model, unquote(object_id))}
        return super().history_view(request, object_id, context)

    def _store_why(self, request: HttpRequest) -> None:
        """Store the reason that was typed with the version."""
        why = read_short_text(request)
        if why and is_active():
            set_comment(why)
