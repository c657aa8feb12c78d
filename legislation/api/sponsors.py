"""Organisations that put a proposal forward together, for programs."""

from __future__ import annotations

from typing import Any

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.status import HTTP_204_NO_CONTENT as NO_CONTENT
from rest_framework.viewsets import GenericViewSet

from journal.requests import checked, created_code
from legislation import actions, queries
from legislation.api.proposals import SponsorOut, actor_of_call
from legislation.models import Sponsor
from legislation.seen import seen_proposal, seen_sponsor
from organizations.actors import actor_for
from organizations.permissions import organizations_for, running_memberships


class SponsorIn(serializers.Serializer[Any]):
    organization = serializers.IntegerField()


class SponsorAnswerIn(serializers.Serializer[Any]):
    accepts = serializers.BooleanField()


class SponsorViewSet(GenericViewSet[Sponsor]):
    queryset = Sponsor.objects.none()
    serializer_class = SponsorOut
    pagination_class = None

    @extend_schema(responses=SponsorOut(many=True))
    def list(self, request: Request, pk: int) -> Response:
        return Response(queries.whole_proposal(seen_proposal(request, pk))["sponsors"])

    @extend_schema(request=SponsorIn, responses={201: SponsorOut, 200: SponsorOut})
    def create(self, request: Request, pk: int) -> Response:
        """Ask an organisation; asking again answers with the first question."""
        proposal, given = seen_proposal(request, pk), checked(SponsorIn, request)
        organization = get_object_or_404(organizations_for(request.user), pk=given["organization"])
        actor = actor_of_call(request, proposal)
        made = actions.ask_sponsor(actor=actor, proposal=proposal, organization=organization)
        return Response(queries.sponsor_facts(made), status=created_code())

    @extend_schema(request=SponsorAnswerIn, responses=SponsorOut)
    def answer(self, request: Request, pk: int) -> Response:
        """By the signatory of the organisation that was asked."""
        row, given = seen_sponsor(request, pk), checked(SponsorAnswerIn, request)
        verb = actions.accept_sponsorship if given["accepts"] else actions.decline_sponsorship
        answered = verb(actor=actor_for(request, own_of(request, row)), sponsor=row)
        return Response(queries.sponsor_facts(answered))

    @extend_schema(responses={204: None})
    def destroy(self, request: Request, pk: int) -> Response:
        """Take part no longer, or take back the question."""
        row = seen_sponsor(request, pk)
        own = own_of(request, row)
        actor = actor_for(request, own) if own else actor_of_call(request, row.proposal)
        actions.end_sponsorship(actor=actor, sponsor=row)
        return Response(status=NO_CONTENT)


def own_of(request: Request, row: Sponsor) -> int | None:
    """The organisation that was asked, where the caller belongs to it."""
    is_own = running_memberships(request.user).filter(organization=row.organization_id).exists()
    return row.organization_id if is_own else None
