"""The search for programs."""

from __future__ import annotations

from typing import Any

from django.http import QueryDict
from django.utils.html import format_html, format_html_join
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.models import User
from journal.requests import asked
from search.models import SearchEntry
from search.queries import Asked, found, shown


class SearchIn(serializers.Serializer[Any]):
    """All of them narrow; at least words or one filter should be there, else everything is found, newest first."""

    q = serializers.CharField(required=False, allow_blank=True, default="", help_text='words, "quoted phrases"')
    kind = serializers.ChoiceField(choices=SearchEntry.Kind.choices, required=False, default="", allow_blank=True)
    room = serializers.IntegerField(required=False, min_value=1, max_value=2**53)
    person = serializers.IntegerField(required=False, min_value=1, max_value=2**53)
    organization = serializers.IntegerField(required=False, min_value=1, max_value=2**53)
    since = serializers.DateField(required=False)
    until = serializers.DateField(required=False)
    has_file = serializers.BooleanField(required=False, default=False)
    cursor = serializers.CharField(required=False, default="", allow_blank=True, max_length=40)


class FoundRoomOut(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    name = serializers.CharField()
    kind = serializers.CharField()


class FoundOut(serializers.Serializer[Any]):
    """`html` is the excerpt with each hit in <mark>; `href` is where it stands."""

    kind = serializers.ChoiceField(choices=SearchEntry.Kind.choices)
    id = serializers.IntegerField()
    href = serializers.CharField()
    title = serializers.CharField()
    excerpt = serializers.CharField()
    html = serializers.CharField()
    dir = serializers.ChoiceField(choices=["rtl", "ltr"])
    person = serializers.IntegerField(allow_null=True)
    organization = serializers.DictField(allow_null=True)
    room = FoundRoomOut(allow_null=True)
    seq = serializers.IntegerField(allow_null=True)
    at = serializers.CharField()


class FoundListOut(serializers.Serializer[Any]):
    results = FoundOut(many=True)
    next = serializers.CharField(allow_null=True)
    previous = serializers.CharField(allow_null=True)


class SearchView(APIView):
    @extend_schema(parameters=[SearchIn], responses=FoundListOut)
    def get(self, request: Request) -> Response:
        """Messages, files, people and organisations that the person may see and that have every word, newest first."""
        user = request.user
        assert isinstance(user, User)
        wanted = asked(SearchIn, request)
        cursor = wanted.pop("cursor")
        page = found(user, Asked(**wanted), cursor=cursor)
        results = [result(facts) for facts in shown(user, page.entries, wanted["q"])]
        return Response({"results": results, "next": address_of(request, page.next), "previous": None})


def result(facts: dict[str, Any]) -> dict[str, Any]:
    room = facts["room"]
    pieces = [format_html("<mark>{}</mark>" if piece.is_hit else "{}", piece.text) for piece in facts["pieces"]]
    kept = ("kind", "id", "href", "title", "excerpt", "dir", "person", "organization", "seq")
    return {
        **{name: facts[name] for name in kept},
        "html": format_html_join("", "{}", ((piece,) for piece in pieces)),
        "room": {name: room[name] for name in ("id", "name", "kind")} if room else None,
        "at": facts["moment"],
    }


def address_of(request: Request, cursor: str | None) -> str | None:
    if cursor is None:
        return None
    query: QueryDict = request.query_params.copy()
    query["cursor"] = cursor
    return request.build_absolute_uri(f"{request.path}?{query.urlencode()}")
