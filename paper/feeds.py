"""What calendar programs read again and again under one address: the same is not sent twice, nor too often."""

from __future__ import annotations

import time
from collections.abc import Callable
from hashlib import sha256

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified

OFTEN = 30  # seconds between two readings of one feed, over time
AT_ONCE = 10


def feed_answer(request: HttpRequest, name: str, written: Callable[[], bytes]) -> HttpResponse:
    """The calendar (paper/ics.py), or 304, or 429. `name` is that of the address in the cache; who may read it the
    caller has asked. `written` is called only when it may be read now.
    """
    if not may_read_now(name):
        return HttpResponse(status=429, headers={"Retry-After": str(OFTEN)})
    body = written()
    etag = f'"{sha256(body).hexdigest()[:32]}"'
    if request.headers.get("If-None-Match") == etag:
        return HttpResponseNotModified(headers={"ETag": etag})
    headers = {"ETag": etag, "Cache-Control": "private, max-age=300", "X-Robots-Tag": "noindex"}
    return HttpResponse(body, content_type="text/calendar; charset=utf-8", headers=headers)


def may_read_now(name: str) -> bool:
    """One reading in 30 seconds over time, ten at once; where the cache is gone everybody may."""
    here = int(time.time() / OFTEN)
    places = range(here, here + AT_ONCE)
    return any(cache.add(f"feed.{name}.{place}", True, timeout=(AT_ONCE + 1) * OFTEN) for place in places)
