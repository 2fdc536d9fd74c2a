"""The list of sources: its filters, and how many sources each option of a filter would leave.

A form reads the query string. A wrong value filters nothing, and its field says what is wrong.
"""

from collections import Counter
from collections.abc import Callable, Mapping
from typing import Any, cast

from django import forms
from django.core.paginator import Page, Paginator
from django.db.models import Count, F, OrderBy, Q, QuerySet
from django.db.models.functions import Lower
from django.http import QueryDict
from django.utils.text import capfirst

from record.dates import YEARS
from record.query_form import QueryForm
from talks.models import Source, SourceKind, SourceSubkind, language_in_words

PAGE_SIZE = 100
DATED, UNDATED = "dated", "undated"
NO_LANGUAGE = "und"  # BCP 47 for a language that is not determined
# Sources that a reader should check against another.
WEAK_SUBKINDS = frozenset(
    {SourceSubkind.AGGREGATOR, SourceSubkind.BLOG, SourceSubkind.PERSONAL_PAGE}
)

Labels = Mapping[str, str]
TIMES: Labels = {DATED: "With a date", UNDATED: "Without a date"} | {
    str(year): str(year) for year in reversed(YEARS)
}
SORTS: Labels = {
    "title": "Title",
    "date": "Date, newest first",
    "citations": "Citations, most first",
}
ORDERS: Mapping[str, OrderBy] = {
    "date": F("earliest").desc(nulls_last=True),
    "citations": F("citation_count").desc(),
}


# The form ---------------------------------------------------------------------------------------


class OneOf(forms.ChoiceField):
    """A list of options, one of which may be chosen; `noun` says what they are."""

    def __init__(self, noun: str, labels: Labels, **options: Any) -> None:
        self.labels = labels
        message = f"“%(value)s” is no {noun}: choose one from the list."
        super().__init__(
            choices=list(labels.items()),
            required=False,
            error_messages={"invalid_choice": message},
            **options,
        )


class SourceForm(QueryForm):
    """The filters of the list, its order and the number of the page."""

    q = forms.CharField(
        label="Words in title, publisher or author",
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"type": "search"}),
        error_messages={"null_characters_not_allowed": "Take out the NUL character."},
    )
    publisher = forms.CharField(
        required=False, widget=forms.TextInput(attrs={"list": "publishers", "type": "search"})
    )
    kind = OneOf("kind of source", dict(SourceKind.choices))
    subkind = OneOf("source type", dict(SourceSubkind.choices), label="Source type")
    published = OneOf("year from 1900 to 2100", TIMES)
    language = OneOf("language of a source here", {})
    sort = OneOf("order of the list", SORTS, label="Sort by")
    page = forms.IntegerField(
        min_value=1, required=False, error_messages={"invalid": "A page is a number, as 2."}
    )

    def __init__(self, query: QueryDict) -> None:
        self.query = query
        super().__init__(query)
        self._count_options()

    def full_clean(self) -> None:
        """Offer the languages that sources have, then read the query string."""
        codes = Source.objects.order_by("language").values_list("language", flat=True).distinct()
        language = self._list("language")
        language.labels = {code: language_in_words(code) for code in codes if code}
        language.labels |= {NO_LANGUAGE: "Not given"}
        language.choices = list(language.labels.items())
        super().full_clean()

    @property
    def is_narrow(self) -> bool:
        """Whether anything narrows the list."""
        return any(self.values.get(name) for name in CONDITIONS)

    def clean_publisher(self) -> str:
        """Return a publisher as the record spells it."""
        value: str = self.cleaned_data["publisher"]
        names = (name for name in self._publishers() if name.casefold() == value.casefold())
        publisher = next(names, "")
        if value and not publisher:
            raise forms.ValidationError(
                "No publisher is called “%(value)s”: choose one from the list, or look for a part "
                "of its name among the words.",
                params={"value": value},
            )
        return publisher

    def clean(self) -> dict[str, Any]:
        for name in self.fields:
            if len(set(filter(None, self.query.getlist(name)))) > 1:
                self.add_error(name, "This is asked for twice: choose one.")
        return self.cleaned_data

    def _list(self, name: str) -> OneOf:
        return cast(OneOf, self.fields[name])

    def _publishers(self) -> list[str]:
        return list(Source.objects.values_list("publisher", flat=True).distinct().order_by())

    def _count_options(self) -> None:
        """Add to each option how many sources it would leave, and drop those that leave none."""
        for name, any_label in ANY_LABELS.items():
            field, counts = self._list(name), COUNTS[name](self.values)
            chosen = self.values.get(name)
            options = [
                (value, f"{capfirst(label)} ({counts[value]})")
                for value, label in field.labels.items()
                if counts[value] or value == chosen
            ]
            cast(forms.Select, field.widget).choices = [("", any_label), *options]

    @property
    def publishers(self) -> list[tuple[str, int]]:
        """The publishers as options, each with the number of sources that it would leave."""
        return sorted(_count(self.values, "publisher").items(), key=lambda item: item[0].casefold())


# The sources that match -------------------------------------------------------------------------


def _words_condition(words: str) -> Q:
    condition = Q()
    for word in words.split():
        condition &= (
            Q(title__icontains=word) | Q(publisher__icontains=word) | Q(author__icontains=word)
        )
    return condition


def _published_condition(when: str) -> Q:
    """Return the condition that a source may be of a year, or that it is DATED or UNDATED."""
    if when in (DATED, UNDATED):
        return Q(earliest__isnull=when == UNDATED)
    return Q(earliest__year__lte=int(when), latest__year__gte=int(when))


CONDITIONS: Mapping[str, Callable[[str], Q]] = {
    "q": _words_condition,
    "publisher": lambda name: Q(publisher=name),
    "kind": lambda kind: Q(kind=kind),
    "subkind": lambda subkind: Q(subkind=subkind),
    "published": _published_condition,
    "language": lambda code: Q(language="" if code == NO_LANGUAGE else code),
}
ANY_LABELS: Labels = {
    "kind": "Any kind",
    "subkind": "Any type",
    "published": "Any time",
    "language": "Any language",
}


def filter_sources(values: Mapping[str, Any], *, without: str = "") -> QuerySet[Source]:
    """Return the sources that match all values, `without` the one of a parameter."""
    rows = Source.objects.all()
    for name, condition in CONDITIONS.items():
        if name != without and values.get(name):
            rows = rows.filter(condition(values[name]))
    return rows


def read_page(values: Mapping[str, Any]) -> Page[Any]:
    """Return one page of the sources that match, each with its `citation_count`.

    A number past the last page gives the last page.
    """
    rows = filter_sources(values).annotate(citation_count=Count("citations"))
    first_order = ORDERS.get(values.get("sort") or "title")
    rows = rows.order_by(*filter(None, [first_order]), Lower("title"), "pk")
    page: Page[Any] = Paginator(rows, PAGE_SIZE).get_page(values.get("page") or 1)
    page.object_list = list(page.object_list)
    return page


def _count(values: Mapping[str, Any], name: str) -> Counter[str]:
    rows = (
        filter_sources(values, without=name)
        .order_by()
        .values_list(name)
        .annotate(number=Count("*"))
    )
    return Counter({value: number for value, number in rows if value})


def _count_languages(values: Mapping[str, Any]) -> Counter[str]:
    rows = filter_sources(values, without="language").order_by().values_list("language")
    return Counter(
        {code or NO_LANGUAGE: number for code, number in rows.annotate(number=Count("*"))}
    )


def _count_times(values: Mapping[str, Any]) -> Counter[str]:
    """Count by year; a source with a vague date counts in each year that it may be of."""
    counts: Counter[str] = Counter()
    rows = filter_sources(values, without="published").order_by()
    years = rows.values_list("earliest__year", "latest__year").annotate(number=Count("*"))
    for first, last, number in years:
        counts[DATED if first else UNDATED] += number
        if first and last:
            counts.update({str(year): number for year in range(first, last + 1)})
    return counts


COUNTS: Mapping[str, Callable[[Mapping[str, Any]], Counter[str]]] = {
    "kind": lambda values: _count(values, "kind"),
    "subkind": lambda values: _count(values, "subkind"),
    "published": _count_times,
    "language": _count_languages,
}
