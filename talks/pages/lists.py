"""All rounds, statements, documents and venues as plain lists, page by page."""

from typing import Any

from django import forms
from django.core.paginator import Page, Paginator
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from record.query_form import PageField, QueryForm, TextField, quote_value
from talks.models import OutcomeDocument, Participation, Round, Statement, Venue

PAGE_SIZE = 100
UNDATED = "undated"


class YearField(TextField):
    """A year of four digits, or "undated"."""

    def read(self, text: str) -> str:
        if text == UNDATED or (text.isascii() and text.isdigit() and len(text) == 4):
            return text
        raise forms.ValidationError(f"Year: we can’t read “{quote_value(text)}”. Use 2017.")


class ListForm(QueryForm):
    """The year of a list and the number of its page."""

    year = YearField()
    page = PageField()


@require_safe
def rounds(request: HttpRequest) -> HttpResponse:
    """Answer with all rounds by track, in their order."""
    form = ListForm(request.GET)
    rows = Round.objects.for_list().order_by("track__position", "track__slug", "ordinal", "pk")
    context = {
        "form": form,
        "page": _page(rows, form),
        "missing": Participation.objects.that_stayed_away_or_left(),
    }
    return render(request, "talks/rounds.html", context)


@require_safe
def statements(request: HttpRequest) -> HttpResponse:
    """Answer with all statements by year, or with those of one year."""
    return render(request, "talks/statements.html", _by_year(request, Statement.objects.for_list()))


@require_safe
def documents(request: HttpRequest) -> HttpResponse:
    """Answer with all outcome documents by year, or with those of one year."""
    rows = OutcomeDocument.objects.for_list()
    return render(request, "talks/documents.html", _by_year(request, rows))


@require_safe
def venues(request: HttpRequest) -> HttpResponse:
    """Answer with all venues by country, each with its number of rounds."""
    venues = Venue.objects.annotate(round_count=Count("rounds"))
    return render(
        request, "talks/venues.html", {"venues": venues.order_by("country_name", "city", "pk")}
    )


def _by_year(request: HttpRequest, rows: QuerySet[Any]) -> dict[str, Any]:
    form = ListForm(request.GET)
    counts = rows.order_by().values_list("earliest__year").annotate(number=Count("*"))
    year = form.values["year"]
    if year:
        rows = rows.filter(Q(earliest=None) if year == UNDATED else Q(earliest__year=int(year)))
    return {
        "form": form,
        "page": _page(rows, form),
        "years": [(str(first or UNDATED), number) for first, number in _undated_last(counts)],
        "year": year,
    }


def _undated_last(counts: QuerySet[Any]) -> list[tuple[int | None, int]]:
    return sorted(counts, key=lambda pair: (pair[0] is None, pair[0]))


def _page(rows: QuerySet[Any], form: ListForm) -> Page[Any]:
    return Paginator(rows, PAGE_SIZE).get_page(form.values["page"])
