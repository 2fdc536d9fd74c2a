"""Caches answers for as long as the record does not change.

Every answer to a reader depends on the record, the code, the day and the question alone. So the
stamp of the record, that of the code, the day and the question make its entity tag (RFC 9110,
8.8.3) and the key under which it is cached. An edit renews the stamp in the database: whatever was
cached before is not found again, in any process.
"""

import hashlib
from collections.abc import Callable
from contextlib import suppress
from functools import cache as once
from pathlib import Path

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.http import quote_etag
from redis.exceptions import RedisError

from record.stamp import one_state

LIFETIME = 3600  # seconds
LARGEST_CACHED_ANSWER = 2_000_000  # bytes; larger ones are made again each time
UNCACHED_PATHS = ("/admin/", "/healthz")  # and what is below them
HEADERS = ("HTTP_HX_REQUEST", "HTTP_HX_TARGET")  # an answer depends on these too
CODE_FOLDERS = ("actors", "config", "record", "static", "talks", "templates")


class PageCacheMiddleware:
    """Answers 304 if the client's copy is current, else with the cached answer, else the view's.

    All parts of an answer are of one state of the record. Answers to signed-in users are private
    and not cached.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        is_read = request.method in ("GET", "HEAD")
        if not is_read or request.path.startswith(UNCACHED_PATHS):
            return self.get_response(request)
        with one_state() as stamp:
            if settings.DEBUG:
                return self.get_response(request)
            if settings.SESSION_COOKIE_NAME in request.COOKIES:
                response = self.get_response(request)
                patch_cache_control(response, private=True, no_cache=True)
                return response
            return self._answer_the_public(request, stamp)

    def _answer_the_public(self, request: HttpRequest, stamp: str) -> HttpResponse:
        # Pages say how to cite them, with the day on which they were read.
        parts = [stamp, release(), timezone.localdate().isoformat()]
        parts += [request.method or "", request.get_full_path()]
        parts += [request.META.get(name, "") for name in HEADERS]
        parts += ["gzip"] if "gzip" in request.META.get("HTTP_ACCEPT_ENCODING", "") else []
        key = hashlib.sha256("\0".join(parts).encode(errors="surrogatepass")).hexdigest()[:32]
        etag = quote_etag(key)
        conditional = get_conditional_response(request, etag=etag)
        if conditional is not None and conditional.status_code == 304:
            return _with_etag(conditional, etag)
        response = _read_cache(key) or self.get_response(request)
        if response.status_code != 200:
            return response
        if (
            not response.streaming
            and not response.cookies
            and len(response.content) < LARGEST_CACHED_ANSWER
        ):
            _write_cache(key, response)
        return _with_etag(response, etag)


def _read_cache(key: str) -> HttpResponse | None:
    with suppress(RedisError):  # without the cache, answers take longer but still come
        return cache.get(key)
    return None


def _write_cache(key: str, response: HttpResponse) -> None:
    with suppress(RedisError):
        cache.set(key, response, LIFETIME)


def _with_etag(response: HttpResponse, etag: str) -> HttpResponse:
    """Let browsers and proxies keep an answer if they ask before each use whether it is current."""
    response["ETag"] = etag
    patch_cache_control(response, public=True, no_cache=True)
    return response


@once
def release() -> str:
    """Return a stamp of the code, the same in every process that runs it."""
    files = [
        file
        for folder in CODE_FOLDERS
        for file in sorted((Path(settings.BASE_DIR) / folder).rglob("*"))
        if file.is_file() and "__pycache__" not in file.parts
    ]
    times = "".join(f"{file}{file.stat().st_mtime_ns}" for file in files)
    return hashlib.sha256(times.encode()).hexdigest()[:12]
