"""Editing the explanations of findings that are let stand."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from record.editing.admin.base import RecordAdmin
from talks.models import Explanation


@admin.register(Explanation)
class ExplanationAdmin(RecordAdmin):
    """Explanations; the page of checks leads to a new one for each finding."""

    list_display = ("fact", "rule", "reason", "who", "day")
    list_filter = ("rule",)
    search_fields = ("rule", "fact", "reason", "who")
    ordering = ("rule", "fact")
    fields = (("rule", "fact"), "reason", ("who", "day"))

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """Begin with the name of the editor."""
        return {"who": request.user.get_username()} | super().get_changeform_initial_data(request)
