"""Keeping every version of what is edited: who changed it, when and why, and the way back."""

from typing import Any, ClassVar

from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
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
    """A thing whose versions are kept whole, with its rows beneath and its many-to-many values.

    `not_kept` names the rows beneath that belong to others too: to restore a version must not undo
    what was changed from their side. `also_kept` names what else belongs to a thing.
    """

    not_kept: ClassVar[tuple[str, ...]] = ()
    also_kept: ClassVar[tuple[str, ...]] = ()
    beneath: tuple[str, ...] = ()  # the rows that belong to it, as its versions hold them
    history_latest_first = True
    object_history_template = "admin/history.html"
    recover_list_template = "admin/deleted.html"

    def __init__(self, model: type[models.Model], *rest: Any) -> None:
        if is_registered(model):  # beneath another thing, or by pages that these replace
            unregister(model)
        super().__init__(model, *rest)

    def reversion_register(self, model: type[models.Model], **options: Any) -> None:
        if model is self.model:
            beneath = {*options.pop("follow", ()), *self.also_kept} - {*self.not_kept}
            options["follow"] = self.beneath = tuple(sorted(beneath))
        super().reversion_register(model, **options)

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """Keep what stood of all that is about to be deleted at once."""
        keys = request.POST.getlist(ACTION_CHECKBOX_NAME)
        if not all(map(is_key, keys)):
            raise BadRequest(f"{ACTION_CHECKBOX_NAME} holds what is no key.")
        if "post" in request.POST and self.has_delete_permission(request):
            save_baselines(self.model, keys)
        return super().changelist_view(request, extra_context)

    def publishes(self, request: HttpRequest) -> bool:
        """Say whether what is sent is saved."""
        return True

    def change_view(self, request: HttpRequest, object_id: str, *args: Any, **more: Any) -> Any:
        """Keep what stood, before it is changed a first time."""
        if request.method == "POST" and self.publishes(request):
            save_baselines(self.model, [unquote(object_id)])
        return super().change_view(request, object_id, *args, **more)

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        save_baselines(self.model, [obj.pk])
        super().delete_model(request, obj)

    def log_change(self, request: HttpRequest, obj: Any, message: Any) -> Any:
        entry = super().log_change(request, obj, message)
        self._tell_why(request)
        return entry

    def log_addition(self, request: HttpRequest, obj: Any, message: Any) -> Any:
        entry = super().log_addition(request, obj, message)
        self._tell_why(request)
        return entry

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Show the versions, the newest first, each with what it changed."""
        told = {"changes": list_changes(self.model, unquote(object_id))}
        return super().history_view(request, object_id, (extra_context or {}) | told)

    def _tell_why(self, request: HttpRequest) -> None:
        why = read_short_text(request)
        if why and is_active():
            set_comment(why)
