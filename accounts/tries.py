"""Codes that nobody has, counted: who tries is stopped for a while. Where the cache is gone nobody is held up."""

from __future__ import annotations

from allauth.account.adapter import get_adapter
from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

WITHIN = 600  # seconds
VISITOR_TRIES = 30  # of one address: a hall full of people shares one


def key_of(what: str, request: HttpRequest) -> str:
    """For a visitor without an account: the address as sign-in knows it, behind proxies too."""
    try:
        return f"{what}.{get_adapter().get_client_ip(request)}"
    except PermissionDenied:  # a bare socket has none: those share a count
        return what


def is_barred(key: str, tries: int) -> bool:
    return int(cache.get(key, 0)) >= tries


def count_one(key: str) -> None:
    cache.add(key, 0, timeout=WITHIN)
    try:
        cache.incr(key)
    except ValueError:
        return
