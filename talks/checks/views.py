"""The admin's page of what an editor should look at."""

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from talks.checks import CHECKS, read_findings_page
from talks.checks.forms import CheckForm


@admin.site.admin_view
@require_safe
def check(request: HttpRequest) -> HttpResponse:
    """Answer with the number of findings of each check, and a page of the findings of one."""
    if not request.user.has_perm("talks.view_statement"):
        raise PermissionDenied
    form = CheckForm(request.GET)
    check_name = form.values.get("check") or next(iter(CHECKS))
    kind = form.values.get("kind") or ""
    page_number = form.values.get("page") or 1
    context = {
        **admin.site.each_context(request),
        "title": "Check the record",
        "checks": [(name, check, read_findings_page(name).total) for name, check in CHECKS.items()],
        "check_name": check_name,
        "check": CHECKS[check_name],
        "kind": kind,
        "problems": form.problems,
        "page": read_findings_page(check_name, kind, page_number),
        "page_number": page_number,
    }
    return render(request, "admin/check.html", context)
