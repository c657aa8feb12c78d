"""Sheets of paper for programs: printed ones, and what was filled in on them."""

from __future__ import annotations

from typing import Any

from django.http import Http404
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import GenericViewSet

from files.models import StoredFile
from journal.requests import checked, created_code
from meetings import actions, permissions, queries
from meetings.models import Ballot, PaperSheet, Participant
from organizations.actors import actor_for

MOST = 1000


class PaperSheetOut(serializers.Serializer[Any]):
    """`photos` are the addresses of the evidence, for those who type in; `photo` is the first of them."""

    id = serializers.IntegerField()
    session = serializers.IntegerField()
    kind = serializers.ChoiceField(choices=PaperSheet.Kind.choices)
    ballot = serializers.IntegerField(allow_null=True)
    code = serializers.CharField()
    printed_by = serializers.IntegerField()
    printed_at = serializers.DateTimeField()
    entered_by = serializers.IntegerField(allow_null=True)
    entered_at = serializers.DateTimeField(allow_null=True)
    photo = serializers.CharField(allow_null=True)
    photos = serializers.ListField(child=serializers.CharField())

    def to_representation(self, row: PaperSheet) -> dict[str, Any]:
        return queries.sheet_facts(row)


class PaperSheetIn(serializers.Serializer[Any]):
    kind = serializers.ChoiceField(choices=PaperSheet.Kind.choices)
    ballot = serializers.PrimaryKeyRelatedField[Ballot](queryset=Ballot.objects.all(), required=False, allow_null=True)


class PaperCountIn(serializers.Serializer[Any]):
    choice = serializers.IntegerField(min_value=1)
    votes = serializers.IntegerField(min_value=0, max_value=100_000)


class SaidIn(serializers.Serializer[Any]):
    organization = serializers.IntegerField(min_value=1)
    choice = serializers.IntegerField(min_value=1)


class EntryIn(serializers.Serializer[Any]):
    """`photos` (or one `photo`) came in pieces before. Of an attendance sheet `participants` who signed; of a show of
    hands `counts`; of a secret vote `counts` and who `voted` (organisations); of a named one `votes`.
    """

    photo = serializers.PrimaryKeyRelatedField[StoredFile](
        queryset=StoredFile.objects.all(), required=False, allow_null=True
    )
    photos = serializers.ListField(
        child=serializers.PrimaryKeyRelatedField(queryset=StoredFile.objects.all()),
        required=False,
        max_length=12,
        default=list,
    )
    participants = serializers.ListField(
        child=serializers.IntegerField(min_value=1), required=False, max_length=MOST, default=list
    )
    counts = PaperCountIn(many=True, required=False, default=list)
    voted = serializers.ListField(
        child=serializers.IntegerField(min_value=1), required=False, max_length=MOST, default=list
    )
    votes = SaidIn(many=True, required=False, default=list)


class PaperSheetViewSet(GenericViewSet[PaperSheet]):
    queryset = PaperSheet.objects.none()
    serializer_class = PaperSheetOut

    @extend_schema(responses=PaperSheetOut(many=True))
    def list(self, request: Request, pk: int) -> Response:
        """Of a session, the newest first."""
        rows = permissions.sheets_for(request.user).filter(session=self.session(request, pk)).order_by("-pk")
        return Response(PaperSheetOut(rows, many=True).data)

    @extend_schema(request=PaperSheetIn, responses={201: PaperSheetOut, 200: PaperSheetOut})
    def create(self, request: Request, pk: int) -> Response:
        """A sheet to print at `/paper-sheets/<id>/sheet.pdf`; one that waits to be typed in is given again."""
        row, given = self.session(request, pk), checked(PaperSheetIn, request)
        made = actions.print_sheet(actor=actor_for(request), session=row, **given)
        return Response(PaperSheetOut(made).data, status=created_code())

    @extend_schema(request=EntryIn, responses=PaperSheetOut)
    def enter(self, request: Request, pk: int) -> Response:
        """Type in what was filled in by hand. 409 `entered_already`, `doors_closed`, `already_voted`, `no_quorum`."""
        row = get_object_or_404(queries.listed_sheets(permissions.sheets_for(request.user)), pk=pk)
        given, actor = checked(EntryIn, request), actor_for(request)
        one = given.get("photo")
        photos = [*([one] if one else []), *given["photos"]]
        if row.kind == PaperSheet.Kind.ATTENDANCE:
            people = Participant.objects.filter(body=row.session.body_id, pk__in=given["participants"])
            actions.enter_attendance_sheet(actor=actor, sheet=row, people=people, photos=photos)
        else:
            actions.enter_ballot_sheet(
                actor=actor,
                sheet=row,
                photos=photos,
                counts={each["choice"]: each["votes"] for each in given["counts"]},
                voted=given["voted"],
                votes={each["organization"]: each["choice"] for each in given["votes"]},
            )
        row.refresh_from_db()
        return Response(PaperSheetOut(row).data)

    def session(self, request: Request, pk: int) -> Any:
        row = queries.seen_session(request.user, pk)
        if row is None or not permissions.can_print_sheet(actor_for(request), row):
            raise Http404
        return row
