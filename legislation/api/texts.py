"""Texts in time, for programs: a law on a day, what changed between two, the texts of a provision; changing them; a law
as Akoma Ntoso.
"""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.utils import timezone
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import ViewSet

from journal.requests import asked, checked, created_code, of_seen, row_among
from legislation import actions
from legislation.api.imports import CHANGED_BY
from legislation.models import Instrument, Kind, Provision
from legislation.queries import texts as queries
from legislation.seen import seen_law, seen_provision, seen_text
from organizations.actors import actor_for
from paper.answers import made_answer


class DayIn(serializers.Serializer[Any]):
    on = serializers.DateField(required=False)


class DaysIn(serializers.Serializer[Any]):
    before = serializers.DateField()
    after = serializers.DateField(required=False)


class TextOut(serializers.Serializer[Any]):
    """`valid_from` null: from the beginning; `valid_to` is the first day on which it no longer holds."""

    id = serializers.IntegerField()
    heading = serializers.CharField(allow_blank=True)
    text = serializers.CharField(allow_blank=True)
    change = serializers.CharField()
    valid_from = serializers.DateField(allow_null=True)
    valid_to = serializers.DateField(allow_null=True)
    changed_by = serializers.IntegerField(allow_null=True)
    note = serializers.CharField(allow_blank=True)
    sha256 = serializers.CharField()


class SaidOut(TextOut):
    """What a provision says on a day."""

    provision = serializers.IntegerField()
    parent = serializers.IntegerField(allow_null=True)  # type: ignore[assignment]
    kind = serializers.CharField()
    label = serializers.CharField(allow_blank=True)  # type: ignore[assignment]
    eid = serializers.CharField()
    is_repealed = serializers.BooleanField()


class PieceOut(serializers.Serializer[Any]):
    """`kind`: same, removed, added; `is_spelling` where nothing but the spelling changed."""

    kind = serializers.CharField()
    text = serializers.CharField()
    is_spelling = serializers.BooleanField()


class ComparedOut(serializers.Serializer[Any]):
    """`state`: changed, inserted, repealed."""

    provision = serializers.IntegerField()
    label = serializers.CharField(allow_blank=True)  # type: ignore[assignment]
    eid = serializers.CharField()
    state = serializers.CharField()
    is_spelling = serializers.BooleanField()
    heading = PieceOut(many=True)
    text = PieceOut(many=True)


class CauseIn(serializers.Serializer[Any]):
    valid_from = serializers.DateField()
    changed_by = serializers.PrimaryKeyRelatedField[Instrument](
        queryset=Instrument.objects.all(), required=False, allow_null=True
    )
    note = serializers.CharField(required=False, allow_blank=True, max_length=600)


class SeenIn(CauseIn):
    """`seen`: the hash of the text it was written against; another one is answered with 409 `stale`."""

    seen = serializers.CharField(required=False, allow_blank=True, max_length=64)


class ChangeIn(SeenIn):
    client_id = serializers.UUIDField()
    heading = serializers.CharField(required=False, allow_blank=True, max_length=400)
    text = serializers.CharField(allow_blank=True)


class ProvisionIn(CauseIn):
    """`after` one that stands in `parent` (null: at the top), or as its first."""

    client_id = serializers.UUIDField()
    kind = serializers.ChoiceField(choices=Kind.choices)
    label = serializers.CharField(allow_blank=True, max_length=80)  # type: ignore[assignment]
    heading = serializers.CharField(required=False, allow_blank=True, max_length=400)
    text = serializers.CharField(required=False, allow_blank=True)
    parent = serializers.IntegerField(required=False, allow_null=True)  # type: ignore[assignment]
    after = serializers.IntegerField(required=False, allow_null=True)


class CorrectIn(serializers.Serializer[Any]):
    heading = serializers.CharField(required=False, allow_blank=True, max_length=400)
    text = serializers.CharField(required=False, allow_blank=True, source="words")
    note = serializers.CharField(required=False, allow_blank=True, max_length=600)


class LawTextViewSet(ViewSet):
    @extend_schema(parameters=[DayIn], responses=SaidOut(many=True))
    def retrieve(self, request: Request, pk: int) -> Response:
        """The law as it is in force on a day (today, if none is said), in reading order."""
        rows = queries.text_on(seen_law(request, pk), asked(DayIn, request).get("on"))
        return Response(SaidOut([queries.said_facts(row) for row in rows], many=True).data)

    @extend_schema(parameters=[DaysIn], responses=ComparedOut(many=True))
    def compare(self, request: Request, pk: int) -> Response:
        """What changed between two days, word by word."""
        law, given = seen_law(request, pk), asked(DaysIn, request)
        rows = queries.compared(law, given["before"], given.get("after") or timezone.localdate())
        return Response(ComparedOut([queries.compared_facts(row) for row in rows], many=True).data)

    @extend_schema(parameters=[DayIn], responses={(200, "application/xml"): OpenApiTypes.BINARY})
    def akn(self, request: Request, pk: int) -> HttpResponse:
        """The law on a day as Akoma Ntoso; it is brought back by a call of its imports."""
        law, day = seen_law(request, pk), asked(DayIn, request).get("on") or timezone.localdate()
        return made_answer(queries.akoma_of(law, day), f"{law.code}-{day.isoformat()}.xml")

    @extend_schema(request=ProvisionIn, responses={201: TextOut, 200: TextOut})
    def insert(self, request: Request, pk: int) -> Response:
        """A new provision from a day on."""
        law, given = seen_law(request, pk), of_seen(request, checked(ProvisionIn, request), CHANGED_BY)
        rows = law.provisions.select_related("parent")
        given |= {name: row_among(rows, given.get(name), name) for name in ("parent", "after")}
        made = actions.insert_provision(actor=actor_for(request), instrument=law, **given)
        return Response(newest(made), status=created_code())


def newest(provision: Provision) -> dict[str, Any]:
    text = queries.current_text(provision)
    return dict(TextOut(queries.text_facts(text)).data) if text else {}


class ProvisionTextViewSet(ViewSet):
    @extend_schema(responses=TextOut(many=True))
    def list(self, request: Request, pk: int) -> Response:
        """The texts of a provision, the newest first."""
        rows = queries.history_of(seen_provision(request, pk))
        facts = [queries.text_facts(row.after) for row in rows if row.after is not None]
        return Response(TextOut(facts, many=True).data)

    @extend_schema(request=ChangeIn, responses={201: TextOut, 200: TextOut})
    def change(self, request: Request, pk: int) -> Response:
        """It says this from a day on."""
        row, given = seen_provision(request, pk), of_seen(request, checked(ChangeIn, request), CHANGED_BY)
        made = actions.change_text(actor=actor_for(request), provision=row, **given)
        return Response(TextOut(queries.text_facts(made)).data, status=created_code())

    @extend_schema(request=SeenIn, responses=TextOut)
    def repeal(self, request: Request, pk: int) -> Response:
        """It says nothing any more from a day on, nor does what stands in it."""
        row, given = seen_provision(request, pk), of_seen(request, checked(SeenIn, request), CHANGED_BY)
        return Response(newest(actions.repeal_provision(actor=actor_for(request), provision=row, **given)))


class OwnTextViewSet(ViewSet):
    @extend_schema(request=CorrectIn, responses=TextOut)
    def partial_update(self, request: Request, pk: int) -> Response:
        """Our copy was wrong: the law said this all along."""
        text, given = seen_text(request, pk), checked(CorrectIn, request)
        made = actions.correct_text(actor=actor_for(request), text=text, **given)
        return Response(TextOut(queries.text_facts(made)).data)
