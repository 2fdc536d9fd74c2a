"""References to the pages of rounds, statements, documents and sources, as readers cite them."""

import datetime as dt
import re
from dataclasses import dataclass
from typing import TypeAlias

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_safe

from record.dates import in_words
from talks.models import OutcomeDocument, Round, Source, Statement

SITE = "Syrian peace talks"
Citable: TypeAlias = Round | Statement | OutcomeDocument | Source
MODELS: dict[str, type[Citable]] = {
    "rounds": Round,
    "statements": Statement,
    "documents": OutcomeDocument,
    "sources": Source,
}
SPECIAL_IN_BIBTEX = re.compile(r"([#$%&_{}])")


@dataclass(frozen=True)
class Reference:
    """What a reader cites: a page of this site, or for a source the publication itself.

    `date` is when the publication came out, in EDTF, and "" for a page of this site; `day` is when
    the page was read.
    """

    key: str
    title: str
    publisher: str
    address: str
    day: dt.date
    author: str = ""
    date: str = ""

    def __str__(self) -> str:
        author = f"{self.author.rstrip('.')}. " if self.author else ""
        publisher = f" {self.publisher}." if self.publisher else ""
        date = f" {in_words(self.date)}." if self.date else ""
        day = f"{self.day.day} {self.day:%B %Y}"
        return f"{author}“{self.title}.”{publisher}{date} {self.address} (accessed {day})."

    def as_bibtex(self) -> str:
        """Return it as an entry of BibTeX, with the fields of biblatex's `online`."""
        texts = {"title": self.title, "author": self.author, "organization": self.publisher}
        fields = {
            name: SPECIAL_IN_BIBTEX.sub(r"\\\1", text.replace("\\", ""))
            for name, text in texts.items()
        }
        fields |= {"date": self.date, "url": self.address, "urldate": self.day.isoformat()}
        # Braces within braces: styles keep the capitals of the title, and bodies as one name.
        lines = [
            f"  {name} = {{{{{value}}}}}," if name in texts else f"  {name} = {{{value}}},"
            for name, value in fields.items()
            if value
        ]
        return "\n".join([f"@online{{{self.key},", *lines, "}", ""])

    def as_ris(self) -> str:
        """Return it as a record of RIS, with lines that end as the format asks."""
        year_month_day = [*self.date.split("-"), "", ""][:3] if self.has_plain_date else []
        fields = [
            ("TY", "ELEC"),
            ("TI", self.title),
            ("AU", self.author),
            ("PB", self.publisher),
            ("DA", "/".join([*year_month_day, ""]) if year_month_day else ""),
            ("UR", self.address),
            ("Y2", f"{self.day:%Y/%m/%d/}"),
        ]
        lines = [f"{tag}  - {value}" for tag, value in fields if value]
        return "\r\n".join([*lines, "ER  - ", ""])

    @property
    def has_plain_date(self) -> bool:
        """Whether the date is a year, a month or a day, which is all that RIS can write."""
        return bool(re.fullmatch(r"\d{4}(-\d{2}){0,2}", self.date))


def refer_to(thing: Citable, request: HttpRequest) -> Reference:
    """Return the reference to a thing as read on this day at the address of the request."""
    address = request.build_absolute_uri(thing.get_absolute_url())
    day = timezone.localdate()
    if isinstance(thing, Source):
        return Reference(
            thing.slug,
            thing.original_title or thing.title,
            thing.publisher,
            thing.url or address,
            day,
            thing.author,
            thing.published,
        )
    title = thing.title if isinstance(thing, Statement) else f"{thing}, {thing.dates_in_words}"
    return Reference(thing.slug, title, SITE, address, day)


FILES = {
    "bib": ("application/x-bibtex", Reference.as_bibtex),
    "ris": ("application/x-research-info-systems", Reference.as_ris),
}


@require_safe
def reference(request: HttpRequest, kind: str, slug: str, suffix: str) -> HttpResponse:
    """Answer with the reference to a thing as a file for reference managers."""
    thing = get_object_or_404(MODELS[kind]._default_manager.all(), slug=slug)
    media_type, write = FILES[suffix]
    response = HttpResponse(
        write(refer_to(thing, request)), content_type=f"{media_type}; charset=utf-8"
    )
    response["Content-Disposition"] = f'attachment; filename="{slug}.{suffix}"'
    return response
