"""The list of sources: what can be asked of it, and how many each option would leave.

A form reads the query string. A value that is wrong is told at its field and narrows nothing.
"""

from collections import Counter
from collections.abc import Callable, Mapping
from typing import Any, cast

from django import forms
from django.core.paginator import Page, Paginator
from django.db.models import Count, F, Q, QuerySet
from django.db.models.functions import Lower
from django.http import QueryDict
from django.utils.text import capfirst

from record.dates import YEARS
from talks.models import Source, SourceKind, SourceSubkind, language_in_words

PAGE_SIZE = 100
DATED, UNDATED = "dated", "undated"
NO_LANGUAGE = "und"  # BCP 47 for a language that is not determined
# What these say should be read beside another source.
WEAK = frozenset({SourceSubkind.AGGREGATOR, SourceSubkind.BLOG, SourceSubkind.PERSONAL_PAGE})

Labels = Mapping[str, str]
TIMES: Labels = {DATED: "With a date", UNDATED: "Without a date"} | {
    str(year): str(year) for year in reversed(YEARS)
}
SORTS: Labels = {
    "title": "Title",
    "date": "Date, newest first",
    "citations": "Citations, most first",
}
ORDERS: Mapping[str, Any] = {
    "date": F("earliest").desc(nulls_last=True),
    "citations": F("cited").desc(),
}


# What is asked ----------------------------------------------------------------------------------


class OneOf(forms.ChoiceField):
    """A list of which one option may be chosen; `what` says what the options are."""

    def __init__(self, what: str, labels: Labels, **options: Any) -> None:
        self.labels = labels
        wrong = f"“%(value)s” is no {what}: choose one from the list."
        super().__init__(
            choices=list(labels.items()),
            required=False,
            error_messages={"invalid_choice": wrong},
            **options,
        )


class SourceForm(forms.Form):
    """What is asked of the list of sources; `asked` holds what is right of it."""

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
    subkind = OneOf("kind of witness", dict(SourceSubkind.choices), label="Witness")
    published = OneOf("year from 1900 to 2100", TIMES)
    language = OneOf("language of a source here", {})
    sort = OneOf("order of the list", SORTS, label="Sort by")
    page = forms.IntegerField(
        min_value=1, required=False, error_messages={"invalid": "A page is a number, as 2."}
    )

    def __init__(self, query: QueryDict) -> None:
        super().__init__(query, label_suffix="")
        self.query = query
        codes = Source.objects.order_by("language").values_list("language", flat=True).distinct()
        language = self._list("language")
        language.labels = {code: language_in_words(code) for code in codes if code}
        language.labels |= {NO_LANGUAGE: "Not given"}
        language.choices = list(language.labels.items())
        self.full_clean()
        self._offer()

    @property
    def asked(self) -> dict[str, Any]:
        """What is asked, by parameter: values that are possible, and "" for what is not asked."""
        return self.cleaned_data

    @property
    def is_narrow(self) -> bool:
        """Whether anything narrows the list."""
        return any(self.asked.get(name) for name in CONDITIONS)

    def clean_publisher(self) -> str:
        """Return a publisher as the record spells it."""
        asked = self.cleaned_data["publisher"]
        same = (name for name in self._publishers() if name.casefold() == asked.casefold())
        found = next(same, "")
        if asked and not found:
            raise forms.ValidationError(
                "No publisher is called “%(asked)s”: choose one from the list, or look for a part "
                "of its name among the words.",
                params={"asked": asked},
            )
        return found

    def clean(self) -> dict[str, Any]:
        for name in self.fields:
            if len(set(filter(None, self.query.getlist(name)))) > 1:
                self.add_error(name, "This is asked for twice: choose one.")
        return self.cleaned_data

    def _list(self, name: str) -> OneOf:
        return cast(OneOf, self.fields[name])

    def _publishers(self) -> list[str]:
        return list(Source.objects.values_list("publisher", flat=True).distinct().order_by())

    def _offer(self) -> None:
        """Set beside each option how many it would leave, and leave out those without any."""
        for name, any_label in ANY.items():
            field, counts = self._list(name), COUNTS[name](self.asked)
            chosen = self.asked.get(name)
            options = [
                (value, f"{capfirst(label)} ({counts[value]})")
                for value, label in field.labels.items()
                if counts[value] or value == chosen
            ]
            cast(forms.Select, field.widget).choices = [("", any_label), *options]

    @property
    def publishers(self) -> list[tuple[str, int]]:
        """The publishers to choose from, each with how many sources it would leave."""
        return sorted(_count(self.asked, "publisher").items(), key=lambda one: one[0].casefold())


# What is left -----------------------------------------------------------------------------------


def _says(words: str) -> Q:
    found = Q()
    for word in words.split():
        found &= Q(title__icontains=word) | Q(publisher__icontains=word) | Q(author__icontains=word)
    return found


def _appeared(when: str) -> Q:
    """Return the condition that a source may have appeared in a year, or has a date, or none."""
    if when in (DATED, UNDATED):
        return Q(earliest__isnull=when == UNDATED)
    return Q(earliest__year__lte=int(when), latest__year__gte=int(when))


CONDITIONS: Mapping[str, Callable[[str], Q]] = {
    "q": _says,
    "publisher": lambda name: Q(publisher=name),
    "kind": lambda kind: Q(kind=kind),
    "subkind": lambda subkind: Q(subkind=subkind),
    "published": _appeared,
    "language": lambda code: Q(language="" if code == NO_LANGUAGE else code),
}
ANY: Labels = {
    "kind": "Any kind",
    "subkind": "Any witness",
    "published": "Any time",
    "language": "Any language",
}


def narrowed(asked: Mapping[str, Any], *, without: str = "") -> QuerySet[Source]:
    """Return the sources that are asked for, `without` one parameter."""
    rows = Source.objects.all()
    for name, condition in CONDITIONS.items():
        if name != without and asked.get(name):
            rows = rows.filter(condition(asked[name]))
    return rows


def page(asked: Mapping[str, Any]) -> Page[Any]:
    """Return one page of the sources asked for, each with `cited`: how many citations name it.

    A number past the last page gives the last page.
    """
    rows = narrowed(asked).annotate(cited=Count("citations"))
    first = ORDERS.get(asked.get("sort") or "title")
    rows = rows.order_by(*filter(None, [first]), Lower("title"), "pk")
    found: Page[Any] = Paginator(rows, PAGE_SIZE).get_page(asked.get("page") or 1)
    found.object_list = list(found.object_list)
    return found


def _count(asked: Mapping[str, Any], name: str) -> Counter[str]:
    rows = narrowed(asked, without=name).order_by().values_list(name).annotate(number=Count("*"))
    return Counter({value: number for value, number in rows if value})


def _count_languages(asked: Mapping[str, Any]) -> Counter[str]:
    rows = narrowed(asked, without="language").order_by().values_list("language")
    return Counter(
        {code or NO_LANGUAGE: number for code, number in rows.annotate(number=Count("*"))}
    )


def _count_times(asked: Mapping[str, Any]) -> Counter[str]:
    """Count by year: a source whose date is not sure counts in each year that it may be of."""
    counts: Counter[str] = Counter()
    rows = narrowed(asked, without="published").order_by()
    years = rows.values_list("earliest__year", "latest__year").annotate(number=Count("*"))
    for first, last, number in years:
        counts[DATED if first else UNDATED] += number
        if first and last:
            counts.update({str(year): number for year in range(first, last + 1)})
    return counts


COUNTS: Mapping[str, Callable[[Mapping[str, Any]], Counter[str]]] = {
    "kind": lambda asked: _count(asked, "kind"),
    "subkind": lambda asked: _count(asked, "subkind"),
    "published": _count_times,
    "language": _count_languages,
}
