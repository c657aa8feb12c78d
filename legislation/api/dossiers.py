"""Dossiers for programs: what a round has, one made, its files and what they are, sent, void, verified."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.parsers import JSONParser, MultiPartParser
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import GenericViewSet

from accounts.tries import found_by_code
from files.examining import Examined, FileRefused, examine_bytes
from files.fields import LARGEST
from files.receiving import refusal
from journal.addresses import full_address
from journal.requests import checked, created_code
from legislation import actions, queries
from legislation.models import Dossier
from legislation.seen import seen_dossier, seen_round
from organizations.actors import actor_for, actor_named
from organizations.models import Organization

MOVES = [("sent", "sent"), ("void", "void"), ("making", "making")]


class ScanField(serializers.FileField):
    """A file that was looked at before any verb begins: files.examining.Examined."""

    def to_internal_value(self, data: Any) -> Examined:  # type: ignore[override]
        upload = super().to_internal_value(data)
        if upload.size is not None and upload.size > LARGEST:
            raise serializers.ValidationError(_("The file is too large: at most 15 MB here."), code="too_large")
        try:
            return examine_bytes(upload.read(), upload.name or "file")
        except FileRefused as refused:
            raise serializers.ValidationError(refusal(refused.code).messages, code=refused.code) from None


class DossierOut(serializers.Serializer[Any]):
    """`code` verifies a copy, `sha256` has the fingerprint of each file; both once it is frozen. `progress` is in
    percent while it is made; `days_without_answer` since it was sent, until every proposal of it has its last answer.
    """

    id = serializers.IntegerField()
    round = serializers.IntegerField()
    number = serializers.IntegerField()
    status = serializers.ChoiceField(choices=Dossier.Status.choices)
    status_reason = serializers.CharField()
    progress = serializers.IntegerField()
    addressee = serializers.CharField()
    code = serializers.CharField(allow_null=True)
    sha256 = serializers.DictField(child=serializers.CharField())
    created_at = serializers.CharField()
    frozen_at = serializers.CharField(allow_null=True)
    sent_on = serializers.CharField(allow_null=True)
    receipt_number = serializers.CharField()
    days_without_answer = serializers.IntegerField(allow_null=True)

    def to_representation(self, row: Dossier) -> dict[str, Any]:
        return queries.dossier_facts(row)


class DossierIn(serializers.Serializer[Any]):
    """Without `letter` the usual words."""

    client_id = serializers.UUIDField()
    addressee = serializers.CharField(max_length=200)
    letter = serializers.CharField(max_length=6000, required=False, allow_blank=True, default="")
    organization = serializers.PrimaryKeyRelatedField[Organization](queryset=Organization.objects.all(), required=False)


class DossierMoveIn(serializers.Serializer[Any]):
    """`sent` says on which day; `void` says why; `making` tries again what could not be made."""

    status = serializers.ChoiceField(choices=MOVES)
    sent_on = serializers.DateField(required=False)
    receipt_number = serializers.CharField(max_length=60, required=False, allow_blank=True, default="")
    scan = ScanField(required=False)
    reason = serializers.CharField(required=False, allow_blank=True, default="")


class DossierReceiptIn(serializers.Serializer[Any]):
    receipt_number = serializers.CharField(max_length=60)
    scan = ScanField(required=False)


class VerifiedDossierOut(serializers.Serializer[Any]):
    round = serializers.CharField()
    number = serializers.IntegerField()
    status = serializers.ChoiceField(choices=Dossier.Status.choices)
    status_reason = serializers.CharField()
    frozen_at = serializers.CharField()
    sent_on = serializers.CharField(allow_null=True)
    sha256 = serializers.DictField(child=serializers.CharField())
    is_replaced = serializers.BooleanField()


class RoundDossierViewSet(GenericViewSet[Dossier]):
    queryset = Dossier.objects.none()
    serializer_class = DossierOut
    permission_classes = (AllowAny,)
    ordering = ("-pk",)

    def get_queryset(self) -> QuerySet[Dossier]:
        return queries.dossiers_of(self.request.user, seen_round(self.request, self.kwargs["pk"]))

    @extend_schema(responses=DossierOut(many=True))
    def list(self, request: Request, pk: int) -> Response:
        page = self.paginate_queryset(self.get_queryset())
        return self.get_paginated_response(DossierOut(page, many=True).data)

    @extend_schema(request=DossierIn, responses={201: DossierOut, 200: DossierOut})
    def create(self, request: Request, pk: int) -> Response:
        row, given = seen_round(request, pk), checked(DossierIn, request)
        actor = actor_named(request, given)
        site = full_address(request, "/").rstrip("/")
        made = actions.create_dossier(actor=actor, row=row, site=site, **given)
        return Response(DossierOut(made).data, status=created_code())


class DossierViewSet(GenericViewSet[Dossier]):
    queryset = Dossier.objects.none()
    serializer_class = DossierOut
    permission_classes = (AllowAny,)
    parser_classes = (JSONParser, MultiPartParser)

    def retrieve(self, request: Request, pk: int) -> Response:
        return Response(DossierOut(seen_dossier(request, pk)).data)

    @extend_schema(request=DossierMoveIn, responses=DossierOut)
    def move(self, request: Request, pk: int) -> Response:
        """Send it, make it void, or try again what could not be made."""
        row, given = seen_dossier(request, pk), checked(DossierMoveIn, request)
        who: dict[str, Any] = {"actor": actor_for(request), "dossier": row}
        if given["status"] == "void":
            actions.void_dossier(**who, reason=given["reason"])
        elif given["status"] == "making":
            actions.retry_dossier(**who)
        else:
            if "sent_on" not in given:
                raise serializers.ValidationError({"sent_on": _("Say on which day.")}, code="required")
            sending: dict[str, Any] = {name: given.get(name) for name in ("sent_on", "receipt_number", "scan")}
            actions.send_dossier(**who, **sending)
        return self.retrieve(request, pk)

    @extend_schema(request=DossierReceiptIn, responses=DossierOut)
    def note_receipt(self, request: Request, pk: int) -> Response:
        row = seen_dossier(request, pk)
        actions.note_receipt(actor=actor_for(request), dossier=row, **checked(DossierReceiptIn, request))
        return self.retrieve(request, pk)


class VerifiedDossierViewSet(GenericViewSet[Dossier]):
    """What everybody may ask who holds a copy."""

    queryset = Dossier.objects.none()
    serializer_class = VerifiedDossierOut
    permission_classes = (AllowAny,)

    def retrieve(self, request: Request, code: str) -> Response:
        found = found_by_code(request, lambda: queries.verified_dossier(code))
        return Response(queries.verified_facts(found))
