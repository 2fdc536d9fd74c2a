"""What changed in a round or a statement since it was loaded."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from record.editing.versions import list_changes
from talks.models import Round, Statement

MODELS: dict[str, type[Round] | type[Statement]] = {"rounds": Round, "statements": Statement}


@require_safe
def history(request: HttpRequest, kind: str, slug: str) -> HttpResponse:
    """Answer with the changes of a round or a statement, the newest first, field by field."""
    model = MODELS[kind]
    thing = get_object_or_404(model._default_manager.all(), slug=slug)
    context = {"thing": thing, "changes": list_changes(model, thing.pk)}
    return render(request, "talks/history.html", context)
