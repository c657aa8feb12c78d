"""Remarks, questions and answers, and the rooms of articles, for programs."""

from __future__ import annotations

from typing import Any

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import GenericViewSet

from journal.requests import asked, checked, created_code
from legislation import actions, permissions, queries
from legislation.models import Provision, Remark
from legislation.seen import seen_proposal, seen_remark, seen_round
from organizations.actors import actor_for


class RemarkOut(serializers.Serializer[Any]):
    """`place` is where the quoted words stand now, `{of, start, end, is_exact}`; null where they do not any more."""

    id = serializers.IntegerField()
    round = serializers.IntegerField()
    provision = serializers.IntegerField(allow_null=True)
    proposal = serializers.IntegerField(allow_null=True)
    parent: Any = serializers.IntegerField(allow_null=True)
    kind = serializers.ChoiceField(choices=Remark.Kind.choices)
    text = serializers.CharField()
    quoted = serializers.CharField()
    place = serializers.DictField(allow_null=True)
    person = serializers.DictField()
    organization = serializers.DictField(allow_null=True)
    created_at = serializers.CharField()
    edited_at = serializers.CharField(allow_null=True)
    settled_at = serializers.CharField(allow_null=True)

    def to_representation(self, row: Remark) -> dict[str, Any]:
        return queries.remark_facts(row, queries.texts_of if self.context.get("is_one") else None)


class RemarkTextIn(serializers.Serializer[Any]):
    text = serializers.CharField(max_length=4000)


class ReplyIn(RemarkTextIn):
    client_id = serializers.UUIDField()


class ProposalRemarkIn(ReplyIn):
    quoted = serializers.CharField(max_length=600, required=False, allow_blank=True)
    before = serializers.CharField(max_length=400, required=False, allow_blank=True)
    kind = serializers.ChoiceField(choices=Remark.Kind.choices, required=False)


class RemarkIn(ProposalRemarkIn):
    """`quoted` are words of the article; `before` what stands before them, where they stand twice."""

    provision = serializers.PrimaryKeyRelatedField[Provision](queryset=Provision.objects.all())


class RemarksAsked(serializers.Serializer[Any]):
    provision = serializers.IntegerField(required=False, min_value=1, max_value=2**63 - 1)


class RoomIdOut(serializers.Serializer[Any]):
    room = serializers.IntegerField()


class RemarkViewSet(GenericViewSet[Remark]):
    queryset = Remark.objects.none()
    serializer_class = RemarkOut

    def one(self, row: Remark, status: int = 200) -> Response:
        return Response(RemarkOut(row, context={"is_one": True}).data, status=status)

    @extend_schema(parameters=[RemarksAsked], responses=RemarkOut(many=True))
    def list(self, request: Request, pk: int) -> Response:
        """On articles in a round, or on one of them: the newest 200, and their answers."""
        rows = permissions.remarks_for(request.user).filter(round=seen_round(request, pk), proposal=None)
        if provision := asked(RemarksAsked, request).get("provision"):
            rows = rows.filter(provision=provision)
        return Response(RemarkOut(queries.listed_remarks(rows).order_by("-pk")[:200], many=True).data)

    @extend_schema(responses=RemarkOut(many=True))
    def of_proposal(self, request: Request, pk: int) -> Response:
        rows = permissions.remarks_for(request.user).filter(proposal=seen_proposal(request, pk))
        return Response(RemarkOut(queries.listed_remarks(rows).order_by("-pk")[:200], many=True).data)

    @extend_schema(request=RemarkIn, responses={201: RemarkOut, 200: RemarkOut})
    def create(self, request: Request, pk: int) -> Response:
        """On words of an article. 400 `not_in_text`, 409 `round_over`."""
        given = {"within": seen_round(request, pk), **checked(RemarkIn, request)}
        return self.one(actions.create_remark(actor=actor_for(request), **given), created_code())

    @extend_schema(request=ProposalRemarkIn, responses={201: RemarkOut, 200: RemarkOut})
    def on_proposal(self, request: Request, pk: int) -> Response:
        """On a proposal; `question` is one to its sponsor."""
        row = seen_proposal(request, pk)
        given = {"within": row.round, "proposal": row, **checked(ProposalRemarkIn, request)}
        return self.one(actions.create_remark(actor=actor_for(request), **given), created_code())

    def retrieve(self, request: Request, pk: int) -> Response:
        return self.one(seen_remark(request, pk))

    @extend_schema(request=RemarkTextIn, responses=RemarkOut)
    def partial_update(self, request: Request, pk: int) -> Response:
        given = checked(RemarkTextIn, request)
        return self.one(actions.edit_remark(actor=actor_for(request), remark=seen_remark(request, pk), **given))

    def destroy(self, request: Request, pk: int) -> Response:
        actions.delete_remark(actor=actor_for(request), remark=seen_remark(request, pk))
        return Response(status=204)

    @extend_schema(request=ReplyIn, responses={201: RemarkOut, 200: RemarkOut})
    def reply(self, request: Request, pk: int) -> Response:
        row, given = seen_remark(request, pk), checked(ReplyIn, request)
        return self.one(actions.reply_to_remark(actor=actor_for(request), remark=row, **given), created_code())

    @extend_schema(request=None, responses=RemarkOut)
    def settle(self, request: Request, pk: int) -> Response:
        return self.one(actions.settle_remark(actor=actor_for(request), remark=seen_remark(request, pk)))

    @extend_schema(request=None, responses=RemarkOut)
    def take_up(self, request: Request, pk: int) -> Response:
        row = seen_remark(request, pk)
        return self.one(actions.settle_remark(actor=actor_for(request), remark=row, is_settled=False))

    @extend_schema(request=None, responses=RoomIdOut)
    def room(self, request: Request, pk: int) -> Response:
        """Go into the room of an article, be it for the first time."""
        rows = permissions.provisions_for(request.user).select_related("instrument")
        room = actions.open_article_room(actor=actor_for(request), provision=get_object_or_404(rows, pk=pk))
        return Response({"room": room.pk})
