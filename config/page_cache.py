"""Answers that are kept while the record stands as it stood, and told apart from stale ones.

Every answer to a reader depends on the record, the code and the question alone. So the stamp of
the record, that of the code and the question make its entity tag (RFC 9110, 8.8.3) and the key
under which it is kept. An edit renews the stamp in the database: whatever was kept before is not
found again, in any process.
"""

import hashlib
from collections.abc import Callable
from contextlib import suppress
from functools import cache as once
from pathlib import Path

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.http import quote_etag
from redis.exceptions import RedisError

from record import stamp

KEPT = 3600  # seconds
LARGEST = 2_000_000  # bytes; what is larger is made anew
OWN_RULES = ("/admin/", "/healthz")
HEADERS = ("HTTP_HX_REQUEST", "HTTP_HX_TARGET")


class FreshMiddleware:
    """Answers 304 to who has the answer, hands out a kept one, else keeps what the view makes.

    Who has signed in gets answers of their own, which no cache on the way may keep.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        is_read = request.method in ("GET", "HEAD")
        if settings.DEBUG or not is_read or request.path.startswith(OWN_RULES):
            return self.get_response(request)
        if settings.SESSION_COOKIE_NAME in request.COOKIES:
            response = self.get_response(request)
            patch_cache_control(response, private=True, no_cache=True)
            return response
        return self._public(request)

    def _public(self, request: HttpRequest) -> HttpResponse:
        asked = [stamp.stamp(), release(), request.method or "", request.get_full_path()]
        asked += [request.META.get(name, "") for name in HEADERS]
        asked += ["gzip"] if "gzip" in request.META.get("HTTP_ACCEPT_ENCODING", "") else []
        key = hashlib.sha256("\0".join(asked).encode(errors="surrogatepass")).hexdigest()[:32]
        etag = quote_etag(key)
        known = get_conditional_response(request, etag=etag)
        if known is not None and known.status_code == 304:
            return _stamped(known, etag)
        response = _kept(key) or self.get_response(request)
        if response.status_code != 200:
            return response
        if not response.streaming and not response.cookies and len(response.content) < LARGEST:
            _keep(key, response)
        return _stamped(response, etag)


def _kept(key: str) -> HttpResponse | None:
    with suppress(RedisError):  # a cache that is down costs time, and no answer
        return cache.get(key)
    return None


def _keep(key: str, response: HttpResponse) -> None:
    with suppress(RedisError):
        cache.set(key, response, KEPT)


def _stamped(response: HttpResponse, etag: str) -> HttpResponse:
    """Let anyone keep an answer, who asks before each use whether it still stands."""
    response["ETag"] = etag
    patch_cache_control(response, public=True, no_cache=True)
    return response


@once
def release() -> str:
    """Return a stamp of the code, the same in every process that runs it."""
    files = [
        file
        for folder in ("actors", "config", "talks", "templates", "static")
        for file in sorted((Path(settings.BASE_DIR) / folder).rglob("*"))
        if file.is_file() and "__pycache__" not in file.parts
    ]
    told = "".join(f"{file}{file.stat().st_mtime_ns}" for file in files)
    return hashlib.sha256(told.encode()).hexdigest()[:12]
