"""Rows that were probably entered twice. Whether they were is for an editor to decide.

Rows are compared only within small groups that share something, never all with all. So the time
grows with the record and not with its square.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping
from itertools import groupby
from operator import itemgetter
from urllib.parse import parse_qsl, urlencode, urlsplit

from django.db.models import Model

from actors.models import Actor
from record.search.words import COMMON, WORD, fold
from talks.checks.findings import Finding
from talks.models import OutcomeDocument, Round, Source, Statement

CHUNK_SIZE = 2000  # rows that are fetched at once
MIN_COMMON_SHARE = 0.75  # of all the words in two summaries
MAX_COMPARISONS = 30  # each statement is compared with this many before it in its group

# The key of a row, a feature that a duplicate would share, and that feature in words.
Features = Iterable[tuple[int, Hashable, str]]


def find_likely_duplicates() -> Iterator[Finding]:
    """Yield each row that is like an earlier one, with what they share."""
    yield from _find_actors()
    yield from _find_sources()
    yield from _find_rounds()
    yield from _find_documents()
    yield from _find_statements()


def _find_shared(model: type[Model], features: Features) -> Iterator[Finding]:
    """Yield the rows of a model that share a feature with an earlier row."""
    first_keys: dict[Hashable, int] = {}
    pairs: dict[tuple[int, int], str] = {}
    for key, feature, words in features:
        earlier = first_keys.setdefault(feature, key)
        if earlier != key:
            pairs.setdefault((key, earlier), words)
    for (key, earlier), words in sorted(pairs.items()):
        yield Finding(model, key, words, (earlier,))


# Actors, sources, rounds, documents -------------------------------------------------------------


def _find_actors() -> Iterator[Finding]:
    rows = Actor.objects.order_by("pk").values_list("pk", "name", "name_ar", "aliases")
    yield from _find_shared(
        Actor,
        (
            (key, _letters(any_name), f"the same name “{any_name}”")
            for key, name, name_ar, aliases in rows
            for any_name in (name, name_ar, *aliases)
            if _letters(any_name)
        ),
    )


def _find_sources() -> Iterator[Finding]:
    columns = ("pk", "url", "title", "publisher", "published")
    rows = Source.objects.order_by("pk").values_list(*columns)
    yield from _find_shared(Source, _source_features(rows))


def _source_features(rows: Iterable[tuple[int, str, str, str, str]]) -> Features:
    for key, url, title, publisher, published in rows:
        if url:
            yield key, ("url", _normalise_url(url)), "the same address"
        if published:
            feature = (_letters(title), _letters(publisher), published)
            yield key, feature, "the same title, publisher and date"


def _find_rounds() -> Iterator[Finding]:
    rows = Round.objects.filter(part_of=None).exclude(earliest=None, latest=None).order_by("pk")
    columns = rows.values_list("pk", "track", "venue", "earliest", "latest", "status")
    words = "the same track, place and days"
    yield from _find_shared(Round, ((key, tuple(feature), words) for key, *feature in columns))


def _find_documents() -> Iterator[Finding]:
    columns = ("pk", "symbol", "pax_id", "title", "date")
    rows = OutcomeDocument.objects.order_by("pk").values_list(*columns)
    yield from _find_shared(OutcomeDocument, _document_features(rows))


def _document_features(rows: Iterable[tuple[int, str, int | None, str, str]]) -> Features:
    for key, symbol, pax_id, title, date in rows:
        if symbol:
            yield key, ("symbol", _letters(symbol)), f"the same symbol {symbol}"
        if pax_id:
            yield key, ("pax", pax_id), f"the same PA-X id {pax_id}"
        yield key, (_letters(title), date), "the same title and date"


# Statements -------------------------------------------------------------------------------------


def _find_statements() -> Iterator[Finding]:
    """Yield statements of one speaker on one day with nearly the same summary."""
    rows = Statement.objects.order_by("speaker", "date", "pk")
    columns = rows.values_list("speaker", "date", "pk", "summary").iterator(CHUNK_SIZE)
    for _, group in groupby(columns, key=itemgetter(0, 1)):
        for key, earlier in _similar_pairs({key: _words(summary) for _, _, key, summary in group}):
            yield Finding(
                Statement, key, "the same speaker, day and nearly the same words", (earlier,)
            )


def _similar_pairs(words_by_key: Mapping[int, frozenset[str]]) -> Iterator[tuple[int, int]]:
    """Yield pairs that share most of their words, each as a key and an earlier key.

    Only texts that have one of their three longest words in common are compared.
    """
    keys_by_word: dict[str, list[int]] = defaultdict(list)
    for key, words in words_by_key.items():
        for word in sorted(words, key=lambda word: (-len(word), word))[:3]:
            keys_by_word[word].append(key)
    pairs: dict[int, int] = {}
    for keys in keys_by_word.values():
        for position, key in enumerate(keys):
            for earlier in keys[max(0, position - MAX_COMPARISONS) : position]:
                common = words_by_key[key] & words_by_key[earlier]
                either = words_by_key[key] | words_by_key[earlier]
                if key not in pairs and len(common) >= MIN_COMMON_SHARE * len(either):
                    pairs[key] = earlier
    yield from sorted(pairs.items())


def _words(text: str) -> frozenset[str]:
    return frozenset(word for word in WORD.findall(_without_accents(text)) if word not in COMMON)


def _letters(text: str) -> str:
    """Return only the letters and digits of a name, without case, accents and Arabic points."""
    return "".join(WORD.findall(_without_accents(text)))


def _without_accents(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", fold(text)).casefold()
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


def _normalise_url(url: str) -> str:
    """Drop what does not change the page: scheme, "www.", campaign parameters and fragment."""
    parts = urlsplit(url.strip())
    host = re.sub(r"^www\.", "", parts.netloc.lower())
    query = [(name, value) for name, value in parse_qsl(parts.query) if not name.startswith("utm_")]
    return f"{host}{parts.path.rstrip('/')}?{urlencode(sorted(query))}"
