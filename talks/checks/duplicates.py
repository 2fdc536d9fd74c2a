"""What is probably told twice. It is for a person to say whether it is.

Rows are compared within small groups that share something, never all with all, so that the time
grows with the record and not with its square.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping
from itertools import groupby
from operator import itemgetter
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

from actors.models import Actor
from record.search.words import COMMON, WORD, fold
from talks.checks.finding import Finding
from talks.models import OutcomeDocument, Round, Source, Statement

CHUNK = 2000
ALIKE = 0.75  # of the words of both, how many are in each
COMPARED = 30  # statements of a group that are compared with each other


def probable_duplicates() -> Iterator[Finding]:
    """Yield each row that is like one that was there before it, with what they share."""
    yield from _actors()
    yield from _sources()
    yield from _rounds()
    yield from _documents()
    yield from _statements()


Shared = Iterable[tuple[Any, Hashable, str]]


def _repeats(model: Any, shared: Shared) -> Iterator[Finding]:
    """Yield the rows of a model that share something with earlier ones: key, what, and in words."""
    first: dict[Hashable, Any] = {}
    told: dict[tuple[Any, Any], str] = {}
    for key, what, words in shared:
        earlier = first.setdefault(what, key)
        if earlier != key:
            told.setdefault((key, earlier), words)
    for (key, earlier), words in sorted(told.items()):
        yield Finding(model, key, words, (earlier,))


# Actors, sources, rounds, documents -------------------------------------------------------------


def _actors() -> Iterator[Finding]:
    rows = Actor.objects.order_by("pk").values_list("pk", "name", "name_ar", "aliases")
    yield from _repeats(
        Actor,
        (
            (key, _letters(called), f"the same name “{called}”")
            for key, name, name_ar, aliases in rows
            for called in (name, name_ar, *aliases)
            if _letters(called)
        ),
    )


def _sources() -> Iterator[Finding]:
    columns = ("pk", "url", "title", "publisher", "published")
    yield from _repeats(Source, _of_sources(Source.objects.order_by("pk").values_list(*columns)))


def _of_sources(rows: Iterable[tuple[Any, ...]]) -> Shared:
    for key, url, title, publisher, published in rows:
        if url:
            yield key, ("url", _address(url)), "the same address"
        if published:
            same = (_letters(title), _letters(publisher), published)
            yield key, same, "the same title, publisher and date"


def _rounds() -> Iterator[Finding]:
    rows = Round.objects.filter(part_of=None).exclude(earliest=None, latest=None).order_by("pk")
    listed = rows.values_list("pk", "track", "venue", "earliest", "latest", "status")
    told = "the same track, place and days"
    yield from _repeats(Round, ((key, tuple(same), told) for key, *same in listed))


def _documents() -> Iterator[Finding]:
    columns = ("pk", "symbol", "pax_id", "title", "date")
    rows = OutcomeDocument.objects.order_by("pk").values_list(*columns)
    yield from _repeats(OutcomeDocument, _of_documents(rows))


def _of_documents(rows: Iterable[tuple[Any, ...]]) -> Shared:
    for key, symbol, pax_id, title, date in rows:
        if symbol:
            yield key, ("symbol", _letters(symbol)), f"the same symbol {symbol}"
        if pax_id:
            yield key, ("pax", pax_id), f"the same PA-X id {pax_id}"
        yield key, (_letters(title), date), "the same title and date"


# Statements -------------------------------------------------------------------------------------


def _statements() -> Iterator[Finding]:
    """Yield statements of a speaker on a day that say nearly the same words."""
    rows = Statement.objects.order_by("speaker", "date", "pk")
    columns = ("speaker", "date", "pk", "summary")
    listed = rows.values_list(*columns).iterator(CHUNK)
    for _, together in groupby(listed, key=itemgetter(0, 1)):
        for key, earlier in _alike({key: _words(summary) for _, _, key, summary in together}):
            yield Finding(
                Statement, key, "the same speaker, day and nearly the same words", (earlier,)
            )


def _alike(said: Mapping[Any, frozenset[str]]) -> Iterator[tuple[Any, Any]]:
    """Yield pairs that share most of their words; only what shares its longest ones is compared."""
    groups: dict[Hashable, list[Any]] = defaultdict(list)
    for key, words in said.items():
        longest = sorted(words, key=lambda word: (-len(word), word))[:3]
        for word in longest:
            groups[word].append(key)
    found: dict[Any, Any] = {}
    for keys in groups.values():
        for place, key in enumerate(keys):
            for earlier in keys[max(0, place - COMPARED) : place]:
                common, either = said[key] & said[earlier], said[key] | said[earlier]
                if key not in found and len(common) >= ALIKE * len(either):
                    found[key] = earlier
    yield from sorted(found.items())


def _words(text: str) -> frozenset[str]:
    return frozenset(word for word in WORD.findall(_plain(text)) if word not in COMMON)


def _letters(text: str) -> str:
    """Return the letters and digits of a name alone, without case, accents and Arabic points."""
    return "".join(WORD.findall(_plain(text)))


def _plain(text: str) -> str:
    parted = unicodedata.normalize("NFKD", fold(text)).casefold()
    return "".join(letter for letter in parted if not unicodedata.combining(letter))


def _address(url: str) -> str:
    """Return an address as it is the same page's: without scheme, www, campaign and place in it."""
    parts = urlsplit(url.strip())
    host = re.sub(r"^www\.", "", parts.netloc.lower())
    asked = [(name, value) for name, value in parse_qsl(parts.query) if not name.startswith("utm_")]
    return f"{host}{parts.path.rstrip('/')}?{urlencode(sorted(asked))}"
