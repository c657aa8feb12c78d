"""Codes that nobody has, counted: who tries is stopped for a while. Where the cache is gone nobody is held up."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from allauth.account.adapter import get_adapter
from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _

from journal.refusals import TooSoon

WITHIN = 600  # seconds
VISITOR_TRIES = 30  # of one address: a hall full of people shares one
Found = TypeVar("Found")


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


def found_by_code(request: HttpRequest, find: Callable[[], Found | None]) -> Found:
    """In a call of a visitor: what bears the code. 404 where nothing does, TooSoon for who tried too many."""
    key = key_of("verify", request)
    if is_barred(key, VISITOR_TRIES):
        raise TooSoon(_("Too many wrong codes. Wait a little."), code="too_many_tries", seconds=WITHIN)
    found = find()
    if found is None:
        count_one(key)
        raise Http404
    return found
