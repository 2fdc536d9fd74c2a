"""Sources: the publications that facts rest on."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import get_language_info

from record.dates import BoundField, EDTFField, in_words
from record.models import MergedQuerySet
from talks.models.things import Slugged, SlugManager


class SourceKind(models.TextChoices):
    """What a source is."""

    NEWS = "news", "news"
    ENCYCLOPEDIA = "encyclopedia", "encyclopedia"
    UN_DOCUMENT = "un-document", "UN document"
    JOINT_STATEMENT = "joint-statement", "joint statement"
    DATASET = "dataset", "data set"


class SourceSubkind(models.TextChoices):
    """A closer kind of source, where a reader should know it to judge how reliable it is."""

    GOVERNMENT_RELEASE = "government-release", "government release"
    PARTY_RELEASE = "party-release", "party's release"
    NGO_PAGE = "ngo-page", "page of an NGO"
    THINK_TANK = "think-tank", "think tank"
    REPRINT = "reprint", "reprint"
    AGGREGATOR = "aggregator", "aggregator"
    OPINION = "opinion", "opinion"
    BLOG = "blog", "blog"
    PERSONAL_PAGE = "personal-page", "personal page"


FURTHER_LANGUAGES = {"zh": "Chinese"}  # Django names it by its scripts only


def language_in_words(code: str) -> str:
    """Name a language by its BCP 47 code; the code itself if Django knows no name."""
    try:
        return str(get_language_info(code.lower())["name"])
    except KeyError:
        return FURTHER_LANGUAGES.get(code.lower(), code)


class SourceManager(SlugManager.from_queryset(MergedQuerySet)):  # type: ignore[misc]
    pass


class Source(Slugged):
    """A publication that facts rest on."""

    title = models.CharField(max_length=300)
    original_title = models.CharField(
        max_length=300,
        blank=True,
        help_text="In the source's own language, where the title above is a translation.",
    )
    kind = models.CharField(max_length=20, choices=SourceKind, db_index=True)
    subkind = models.CharField(max_length=20, choices=SourceSubkind, blank=True)
    publisher = models.CharField(max_length=160, blank=True)
    author = models.CharField(max_length=160, blank=True)
    published = EDTFField(help_text="EDTF; empty where the source carries no date.")
    earliest = BoundField("published")
    latest = BoundField("published", edge="latest")
    language = models.CharField(max_length=8, blank=True, help_text="BCP 47, such as en or ar.")
    url = models.URLField("address", max_length=600, blank=True)
    accessed_via = models.TextField(
        "how it was read",
        blank=True,
        help_text="For example: the opening of a stored copy.",
    )
    note = models.TextField(blank=True)
    excerpt = models.TextField(
        "stored excerpt",
        blank=True,
        help_text="What was read of it, word for word, so that quotations can be checked. It is "
        "not shown on the site.",
    )
    former_slugs = models.JSONField(
        default=list,
        blank=True,
        help_text="Its former slugs, one a line. Their addresses still lead here.",
    )

    objects = SourceManager()

    class Meta:
        ordering = ("title",)
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=SourceKind.values), name="source_is_of_a_known_kind"
            ),
            models.CheckConstraint(
                condition=Q(subkind__in=["", *SourceSubkind.values]),
                name="source_is_of_a_known_subkind_or_none",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("talks:source", args=[self.slug])

    @property
    def dates_in_words(self) -> str:
        return in_words(self.published)

    @property
    def is_in_another_language(self) -> bool:
        """Whether it is known to be in another language than these pages."""
        return bool(self.language) and not self.language.lower().startswith("en")

    @property
    def language_in_words(self) -> str:
        return language_in_words(self.language)
