"""What all of the API shares: problem documents for refusals, pages of lists and how they are narrowed
(docs/protocol.md, section 3).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from http import HTTPStatus
from io import BytesIO
from typing import Any

from django.core.exceptions import PermissionDenied, RequestDataTooBig
from django.core.exceptions import ValidationError as Invalid
from django.db import DataError, models
from django.http import Http404
from django.utils.translation import gettext as _
from django_filters import rest_framework as filters
from rest_framework import exceptions
from rest_framework.pagination import CursorPagination
from rest_framework.parsers import JSONParser
from rest_framework.response import Response

from journal.ids import id_of
from journal.refusals import Conflict, TooSoon

PROBLEM = "application/problem+json"
Fault = tuple[str, str, str]  # the field ("" for the whole), a code, the words


class Json(JSONParser):
    """JSON of bounded size and depth: the framework's own reads as much as the server lets through."""

    def parse(self, stream: Any, media_type: Any = None, parser_context: Any = None) -> Any:
        body = (parser_context or {})["request"]._request.body
        if rb"\u0000" in body:
            raise exceptions.ParseError(_("A NUL is no letter."))
        try:
            return super().parse(BytesIO(body), media_type, parser_context)
        except RecursionError as error:
            raise exceptions.ParseError(_("This is nested too deeply.")) from error


class Pages(CursorPagination):
    """`{"results": […], "next": url or null, "previous": url or null}`, 50 a page; a viewset may set `ordering`."""

    page_size = 50
    ordering = "-pk"

    def get_ordering(self, request: Any, queryset: Any, view: Any) -> tuple[str, ...]:
        ordering = getattr(view, "ordering", None) or self.ordering
        return (ordering,) if isinstance(ordering, str) else tuple(ordering)

    def paginate_queryset(self, queryset: Any, request: Any, view: Any = None) -> list[Any] | None:
        """A cursor somebody made up is a page that does not exist."""
        try:
            return super().paginate_queryset(queryset, request, view)
        except (ValueError, OverflowError, Invalid, DataError) as error:
            raise exceptions.NotFound(_("There is no such page.")) from error

    def get_paginated_response(self, data: Any) -> Response:
        return Response({"results": data, "next": self.get_next_link(), "previous": self.get_previous_link()})


class ByKey(filters.CharFilter):  # type: ignore[misc]
    """Rows that belong to another one, named by its key. What no row has finds nothing, as does the key of a row that
    the asker may not see: the framework's own filter looks among all rows and answers the two differently.
    """

    def filter(self, found: Any, value: str) -> Any:
        key_column = self.model._meta.get_field(self.field_name).target_field
        key = id_of(value) if value and isinstance(key_column, models.IntegerField) else value
        return found.none() if key is None else super().filter(found, key)


class Filters(filters.FilterSet):  # type: ignore[misc]
    FILTER_DEFAULTS = {**filters.FilterSet.FILTER_DEFAULTS, models.ForeignKey: {"filter_class": ByKey}}


class Narrowing(filters.DjangoFilterBackend):  # type: ignore[misc]
    """`filterset_fields` of a viewset, without telling what exists."""

    filterset_base = Filters


def problem(error: Exception, context: dict[str, Any]) -> Response | None:
    """The one exception handler of the API: every refusal as a problem document; None for what is a fault of ours."""
    if isinstance(error, PermissionDenied) and not context["request"].user.is_authenticated:
        error = exceptions.NotAuthenticated()
    if isinstance(error, Invalid | exceptions.ValidationError):
        return invalid_input(list(faults_of(error)))
    if isinstance(error, exceptions.APIException):
        return of_framework(error)
    return of_django(error)


def of_django(error: Exception) -> Response | None:
    """What our verbs and Django itself raise."""
    if isinstance(error, Conflict):
        return document(409, error.code, error.detail, **error.more)
    if isinstance(error, TooSoon):
        waits = {"Retry-After": str(error.seconds)}
        return document(429, error.code, error.detail, waits, retry_after=error.seconds)
    if isinstance(error, Http404):
        return document(404, "not_found", _("There is nothing here that you may see."))
    if isinstance(error, PermissionDenied):
        return document(403, getattr(error, "code", "permission_denied"), str(error) or _("You may not do this."))
    if isinstance(error, RequestDataTooBig):
        return document(413, "too_large", _("This is more than can be received at once."))
    return None


def document(status: int, code: str, detail: str, headers: dict[str, str] | None = None, **more: Any) -> Response:
    """A problem document (RFC 9457) with our `code`; `more` are further members."""
    title = HTTPStatus(status).phrase
    body = {"type": "about:blank", "title": title, "status": status, "detail": detail, "code": code, **more}
    return Response(body, status=status, headers=headers, content_type=PROBLEM)


def of_framework(error: exceptions.APIException) -> Response:
    """What the framework raises by itself: not signed in, throttled, wrong method, unreadable body."""
    headers: dict[str, str] = {}
    if isinstance(error, exceptions.NotAuthenticated | exceptions.AuthenticationFailed):
        error.status_code, headers["WWW-Authenticate"] = 401, "Token"
    if wait := getattr(error, "wait", None):
        headers["Retry-After"] = str(int(wait))
    codes = error.get_codes()
    return document(error.status_code, codes if isinstance(codes, str) else "error", str(error.detail), headers)


def invalid_input(faults: list[Fault]) -> Response:
    """400: the code and words of a single fault, a general word for several, each below its field in `errors`."""
    fields: dict[str, list[dict[str, str]]] = {}
    for field, code, words in faults:
        if field:
            fields.setdefault(field, []).append({"code": code, "detail": words})
    lone = len(faults) == 1
    code, detail = faults[0][1:] if lone else ("invalid", _("Some of what was sent needs another look."))
    return document(400, code, detail, errors=fields) if fields else document(400, code, detail)


def faults_of(error: Invalid | exceptions.ValidationError) -> Iterator[Fault]:
    """Every fault that a ValidationError of Django or of the framework holds."""
    if isinstance(error, exceptions.ValidationError):
        yield from flattened(error.get_full_details())
    elif hasattr(error, "error_dict"):
        for field, errors in error.error_dict.items():
            yield from faults_of_list("" if field == "__all__" else field, errors)
    else:
        yield from faults_of_list("", error.error_list)


def faults_of_list(field: str, errors: Iterable[Invalid]) -> Iterator[Fault]:
    for error in errors:
        yield field, error.code or "invalid", " ".join(error.messages)


def flattened(details: Any, path: str = "") -> Iterator[Fault]:
    """The framework's nested details as faults; a field in a list within is named by its path: `people.2.name`."""
    if isinstance(details, dict) and set(details) == {"message", "code"}:
        yield path, str(details["code"]), str(details["message"])
    elif isinstance(details, dict):
        for name, inner in details.items():
            yield from flattened(inner, path if name == "non_field_errors" else joined(path, name))
    else:
        for place, inner in enumerate(details):
            is_fault = isinstance(inner, dict) and set(inner) == {"message", "code"}
            yield from flattened(inner, path if is_fault else joined(path, str(place)))


def joined(path: str, name: str) -> str:
    return f"{path}.{name}" if path else str(name)
