"""What changed in a round, a statement or a document since it was loaded."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from record.editing.versions import list_changes
from talks.models import OutcomeDocument, Round, Statement

MODELS: dict[str, type[Round] | type[Statement] | type[OutcomeDocument]] = {
    "rounds": Round,
    "statements": Statement,
    "documents": OutcomeDocument,
}


@require_safe
def history(request: HttpRequest, kind: str, slug: str) -> HttpResponse:
    """Answer with the changes of a thing, the newest first, field by field."""
    model = MODELS[kind]
    thing = get_object_or_404(model._default_manager.all(), slug=slug)
    context = {"thing": thing, "changes": list_changes(model, thing.pk)}
    return render(request, "talks/history.html", context)
