"""What an editor should look at, as a page of the admin."""

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from record.query_form import PageField, QueryForm
from talks.checks import CHECKS, listed


class PageForm(QueryForm):
    """Which page of a check's findings is asked for."""

    page = PageField()


@admin.site.admin_view
@require_safe
def check(request: HttpRequest) -> HttpResponse:
    """Answer with how much each check finds, and a page of what one of them does."""
    if not request.user.has_perm("talks.view_statement"):
        raise PermissionDenied
    name, kind = request.GET.get("check", ""), request.GET.get("kind", "")
    number = PageForm(request.GET).values["page"]
    chosen = name if name in CHECKS else next(iter(CHECKS))
    context = {
        **admin.site.each_context(request),
        "title": "Check the record",
        "checks": [(name, check, listed(name).total) for name, check in CHECKS.items()],
        "chosen": chosen,
        "check": CHECKS[chosen],
        "kind": kind,
        "found": listed(chosen, kind, number),
        "number": number,
    }
    return render(request, "admin/check.html", context)
