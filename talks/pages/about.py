"""What the explorer is, how its record was made, and where it is weak."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from talks.models import KIND_MEANINGS, Citation, Source
from talks.pages.disagreements import group_disagreements
from talks.pages.founding_document import FOUNDING_DOCUMENT, find_founding_document
from talks.pages.inventory import (
    count_facts_of_one_source,
    count_record,
    count_sources_by_language,
    count_statements_by_confidence,
    count_statements_by_voice,
    count_statements_by_year,
    find_months,
)


@require_safe
def about(request: HttpRequest) -> HttpResponse:
    """Answer with the method and its gaps, counted from the record as it is."""
    disagreements = group_disagreements(Citation.objects.differing())
    by_document = sum(row.is_of_founding_document for row in disagreements)
    context = {
        "counts": count_record(),
        "alone": count_facts_of_one_source(FOUNDING_DOCUMENT),
        "document": find_founding_document(),
        "is_wide": Source.objects.exclude(slug=FOUNDING_DOCUMENT).exists(),
        "months": find_months(),
        "by_confidence": count_statements_by_confidence(),
        "by_voice": count_statements_by_voice(),
        "by_year": count_statements_by_year(),
        "by_language": count_sources_by_language(),
        "kinds": [(kind.label, meaning) for kind, meaning in KIND_MEANINGS.items()],
        "by_document": by_document,
        "by_others": len(disagreements) - by_document,
    }
    return render(request, "talks/about.html", context)
