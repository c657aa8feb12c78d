"""Figures for those who watch over an instance, and nobody else."""

from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.crypto import constant_time_compare
from django.views.decorators.http import require_safe
from django_prometheus.exports import ExportToDjangoView

LOOPBACK = {"127.0.0.1", "::1"}
FORWARDED = ("X-Forwarded-For", "X-Forwarded-Host", "X-Real-Ip", "Forwarded")


@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    """Prometheus' text format, for callers on this machine or with METRICS_TOKEN; to others there is nothing here."""
    if not (is_from_here(request) or has_token(request)):
        raise Http404
    figures: HttpResponse = ExportToDjangoView(request)
    return figures


def is_from_here(request: HttpRequest) -> bool:
    """A proxy on the same machine is also on loopback, but it says for whom it asks."""
    is_forwarded = any(name in request.headers for name in FORWARDED)
    return request.META.get("REMOTE_ADDR") in LOOPBACK and not is_forwarded


def has_token(request: HttpRequest) -> bool:
    expected = settings.METRICS_TOKEN
    given = request.headers.get("Authorization", "")
    return bool(expected) and constant_time_compare(given, f"Bearer {expected}")
