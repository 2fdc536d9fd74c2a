"""The article with which the record began. Pages show separately what it alone says.

A site may hold a record without it. Then `find_founding_document` returns None, nothing is cited
from it, and the pages leave out their sentences about it.
"""

from talks.models import Source

FOUNDING_DOCUMENT = "opposing-sides-agree-geneva"  # the slug of its source


def find_founding_document() -> Source | None:
    return Source.objects.filter(slug=FOUNDING_DOCUMENT).first()
