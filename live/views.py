"""For those who watch over the process, and what the program says of itself."""

from __future__ import annotations

import redis
from django.conf import settings
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe


@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """The process is up."""
    return HttpResponse("ok", content_type="text/plain")


@require_safe
def readyz(request: HttpRequest) -> JsonResponse:
    """200 when the database and the channel layer are reachable, else 503: {"database": true, "layer": false}."""
    reached = {"database": reaches_database(), "layer": reaches_layer()}
    return JsonResponse(reached, status=200 if all(reached.values()) else 503)


def reaches_database() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return False
    return True


def reaches_layer() -> bool:
    """The layer in memory is always there."""
    if not settings.REDIS_URL:
        return True
    try:
        with redis.Redis.from_url(settings.REDIS_URL, socket_timeout=1, socket_connect_timeout=1) as layer:
            return bool(layer.ping())
    except redis.RedisError:
        return False


@require_safe
def about(request: HttpRequest) -> HttpResponse:
    """Which program this is, under which licence, and where its source is: open to everybody, as the licence asks."""
    return render(request, "live/about.html", {"version": settings.VERSION, "source": settings.SOURCE_URL})
