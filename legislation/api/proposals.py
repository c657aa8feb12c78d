"""Proposals for programs: the same verbs as the pages."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.status import HTTP_204_NO_CONTENT as NO_CONTENT
from rest_framework.viewsets import GenericViewSet

from accounts.models import User
from journal.actors import Actor
from journal.queries import head
from journal.requests import checked, created_code
from legislation import actions, permissions, queries
from legislation.api.rounds import OrganizationMarkOut
from legislation.models import Amendment, Proposal
from legislation.seen import seen_proposal, seen_round
from legislation.states import HANDED_IN, RETURNED, SUBMITTED, WITHDRAWN
from organizations.actors import actor_for, actor_named
from organizations.models import Organization

MOVES = [(each, each) for each in (HANDED_IN, SUBMITTED, RETURNED, WITHDRAWN)]


class NamedPersonOut(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    name = serializers.CharField()


class AmendmentWordsOut(serializers.Serializer[Any]):
    """One change; `before` is the text it was written against, and `base_sha256` its hash."""

    id = serializers.IntegerField()
    kind = serializers.ChoiceField(choices=Amendment.Kind.choices)
    provision = serializers.IntegerField(allow_null=True)
    label: Any = serializers.CharField()
    base_sha256 = serializers.CharField()
    before_heading = serializers.CharField()
    before = serializers.CharField()
    new_kind = serializers.CharField()
    new_label = serializers.CharField()
    new_heading = serializers.CharField()
    new_text = serializers.CharField()
    term = serializers.CharField()
    new_term = serializers.CharField()
    note = serializers.CharField()
    version = serializers.IntegerField()

    def to_representation(self, facts: dict[str, Any]) -> dict[str, Any]:
        return facts


class SponsorOut(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    organization = OrganizationMarkOut()
    status = serializers.CharField()

    def to_representation(self, facts: dict[str, Any]) -> dict[str, Any]:
        return facts


class KeptWordingOut(serializers.Serializer[Any]):
    number = serializers.IntegerField()
    person = serializers.IntegerField()
    at = serializers.DateTimeField()


class ProposalOut(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    code = serializers.CharField()
    round = serializers.IntegerField()
    title = serializers.CharField()
    rationale = serializers.CharField()
    effect = serializers.CharField()
    status = serializers.ChoiceField(choices=Proposal.Status.choices)
    status_reason = serializers.CharField()
    is_waiting_in_sight = serializers.BooleanField()
    version = serializers.IntegerField()
    author = NamedPersonOut()
    organization = OrganizationMarkOut()
    taken_over = serializers.IntegerField(allow_null=True)
    merged_into = serializers.IntegerField(allow_null=True)
    endorsements = serializers.IntegerField()
    remarks = serializers.IntegerField()
    submitted_at = serializers.CharField(allow_null=True)

    def to_representation(self, row: Proposal) -> dict[str, Any]:
        return queries.proposal_facts(row)


class OneProposalOut(ProposalOut):
    head = serializers.IntegerField()
    amendments = AmendmentWordsOut(many=True)
    writers = NamedPersonOut(many=True)
    sponsors = SponsorOut(many=True)
    versions = KeptWordingOut(many=True)

    def to_representation(self, row: Proposal) -> dict[str, Any]:
        return {"head": head(row.stream), **queries.whole_proposal(row)}


class WholeKeptWordingOut(KeptWordingOut):
    shown = serializers.JSONField()


class ProposalChangesIn(serializers.Serializer[Any]):
    title = serializers.CharField(max_length=200)
    rationale = serializers.CharField(max_length=8000, required=False, allow_blank=True)
    effect = serializers.CharField(max_length=4000, required=False, allow_blank=True)
    version = serializers.IntegerField(required=False)


class ProposalIn(serializers.Serializer[Any]):
    client_id = serializers.UUIDField()
    title = serializers.CharField(max_length=200)
    rationale = serializers.CharField(max_length=8000, required=False, allow_blank=True)
    effect = serializers.CharField(max_length=4000, required=False, allow_blank=True)
    organization = serializers.PrimaryKeyRelatedField[Organization](queryset=Organization.objects.all(), required=False)


class ProposalStatusIn(serializers.Serializer[Any]):
    """`reason` where it is returned or withdrawn; `version`, of the wording that is signed."""

    status = serializers.ChoiceField(choices=MOVES)
    reason = serializers.CharField(max_length=300, required=False, allow_blank=True, default="")
    version = serializers.IntegerField(required=False)


class WaitingIn(serializers.Serializer[Any]):
    is_shown = serializers.BooleanField()


class TakeOverIn(serializers.Serializer[Any]):
    client_id = serializers.UUIDField()
    organization = serializers.PrimaryKeyRelatedField[Organization](queryset=Organization.objects.all(), required=False)


@extend_schema(parameters=[OpenApiParameter("status", str), OpenApiParameter("provision", int)])
class ProposalViewSet(GenericViewSet[Proposal]):
    queryset = Proposal.objects.none()
    serializer_class = ProposalOut
    ordering = ("-pk",)

    def list(self, request: Request, pk: int) -> Response:
        """Those of a round; `?status=`, `?provision=` of those that change it."""
        asked = request.query_params
        rows: QuerySet[Proposal] = queries.proposals_of(request.user, seen_round(request, pk))
        if asked.get("status", "") in Proposal.Status.values:
            rows = rows.filter(status=asked["status"])
        if asked.get("provision", "").isdecimal() and len(asked["provision"]) < 19:
            rows = rows.filter(amendments__provision=int(asked["provision"])).distinct()
        page = self.paginate_queryset(rows)
        return self.get_paginated_response(ProposalOut(page, many=True).data)

    @extend_schema(request=ProposalIn, responses={201: OneProposalOut, 200: OneProposalOut})
    def create(self, request: Request, pk: int) -> Response:
        row, given = seen_round(request, pk), checked(ProposalIn, request)
        actor = actor_named(request, given)
        made = actions.create_proposal(actor=actor, row=row, **given)
        return Response(OneProposalOut(seen_proposal(request, made.pk)).data, status=created_code())

    @extend_schema(responses=OneProposalOut)
    def retrieve(self, request: Request, pk: int) -> Response:
        return Response(OneProposalOut(seen_proposal(request, pk)).data)

    @extend_schema(request=ProposalChangesIn, responses=OneProposalOut)
    def partial_update(self, request: Request, pk: int) -> Response:
        """409 `stale` where another writer changed it since `version`."""
        row, given = seen_proposal(request, pk), checked(ProposalChangesIn, request, partial=True)
        actions.edit_proposal(actor=actor_of_call(request, row), proposal=row, **given)
        return Response(OneProposalOut(seen_proposal(request, pk)).data)

    @extend_schema(responses={204: None})
    def destroy(self, request: Request, pk: int) -> Response:
        """A draft that nobody was shown."""
        row = seen_proposal(request, pk)
        actions.discard_proposal(actor=actor_of_call(request, row), proposal=row)
        return Response(status=NO_CONTENT)

    @extend_schema(request=ProposalStatusIn, responses=OneProposalOut)
    def status(self, request: Request, pk: int) -> Response:
        """Hand it in, put it forward, return it, withdraw it. 409 `wrong_status`, `texts_fixed`, `stale`,
        `competing`, or `base_changed` with `written_against` and `current`: both texts.
        """
        row, given = seen_proposal(request, pk), checked(ProposalStatusIn, request)
        move_proposal(request, row, given)
        after = queries.seen_proposal(request.user, pk)
        return Response(OneProposalOut(after).data) if after else Response(status=NO_CONTENT)

    @extend_schema(request=WaitingIn, responses=OneProposalOut)
    def wait(self, request: Request, pk: int) -> Response:
        """Let what was handed in wait in sight of the people of its organisation, or no longer."""
        row, given = seen_proposal(request, pk), checked(WaitingIn, request)
        actions.show_waiting_proposal(actor=actor_of_call(request, row), proposal=row, **given)
        return Response(OneProposalOut(seen_proposal(request, pk)).data)

    @extend_schema(request=TakeOverIn, responses={201: OneProposalOut, 200: OneProposalOut})
    def take_over(self, request: Request, pk: int) -> Response:
        """Begin a draft of one's own organisation with the words of one that was withdrawn."""
        row, given = seen_proposal(request, pk), checked(TakeOverIn, request)
        actor = actor_named(request, given)
        made = actions.take_over_proposal(actor=actor, proposal=row, **given)
        return Response(OneProposalOut(seen_proposal(request, made.pk)).data, status=created_code())

    @extend_schema(responses=WholeKeptWordingOut)
    def version(self, request: Request, pk: int, number: int) -> Response:
        """An earlier wording; of what was put forward, earlier drafts are its writers' own."""
        row = seen_proposal(request, pk)
        writes = permissions.writes(actor_of_call(request, row), row)
        kept = get_object_or_404(queries.shown_versions(row, writes), number=number)
        return Response({"number": kept.number, "person": kept.person_id, "at": kept.at, "shown": kept.shown})

    @extend_schema(request=None, responses=OneProposalOut)
    def add_writer(self, request: Request, pk: int, person_pk: int) -> Response:
        row = seen_proposal(request, pk)
        person = get_object_or_404(queries.writing_people(row), pk=person_pk)
        actions.add_writer(actor=actor_of_call(request, row), proposal=row, person=person)
        return Response(OneProposalOut(seen_proposal(request, pk)).data)

    @extend_schema(responses={204: None})
    def remove_writer(self, request: Request, pk: int, person_pk: int) -> Response:
        row = seen_proposal(request, pk)
        person = get_object_or_404(User, pk=person_pk, pk__in=row.writers.values("person"))
        actions.remove_writer(actor=actor_of_call(request, row), proposal=row, person=person)
        return Response(status=NO_CONTENT)


def actor_of_call(request: Request, row: Proposal) -> Actor:
    """For its own organisation where the caller belongs to it, else as chosen."""
    actor = actor_for(request)
    if not actor.is_person or actor.user.is_bot or actor.organization_id == row.organization_id:
        return actor
    is_own = actor.user.memberships.filter(ended_at=None, organization=row.organization).exists()
    return Actor(actor.user, row.organization) if is_own else actor


def move_proposal(request: Request, row: Proposal, given: dict[str, Any]) -> None:
    actor = actor_of_call(request, row)
    if given["status"] == HANDED_IN:
        actions.hand_in_proposal(actor=actor, proposal=row)
    elif given["status"] == SUBMITTED:
        actions.submit_proposal(actor=actor, proposal=row, version=given.get("version"))
    elif given["status"] == RETURNED:
        if not permissions.can_return_proposal(actor, row):
            actor = actor_for(request)
        actions.return_proposal(actor=actor, proposal=row, reason=given["reason"])
    else:
        actions.withdraw_proposal(actor=actor, proposal=row, reason=given["reason"])
