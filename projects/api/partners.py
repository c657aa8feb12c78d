"""Partners and guests for programs: the same verbs as the pages."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import GenericViewSet

from accounts.models import User
from accounts.permissions import people_for
from journal.refusals import invalid
from journal.requests import checked
from organizations.actors import actor_for
from organizations.models import Organization
from projects import actions, queries
from projects.api.projects import ProjectMarkOut, ProjectPartnerOut
from projects.models import Partner, Project
from projects.permissions import partnerships_for, projects_for
from projects.queries import partners as read

Status = Partner.Status


class PartnershipOut(serializers.Serializer[Any]):
    """`share` is what it takes on, `message` the word to whoever is asked, while it is."""

    id = serializers.IntegerField()
    project = serializers.IntegerField()
    organization = ProjectMarkOut()
    role = serializers.ChoiceField(choices=Partner.Role.choices)
    status = serializers.ChoiceField(choices=Partner.Status.choices)
    share = serializers.CharField()
    message = serializers.CharField()
    invited_at = serializers.CharField()
    answered_at = serializers.CharField(allow_null=True)
    left_at = serializers.CharField(allow_null=True)
    reason = serializers.CharField()
    lead_offered_at = serializers.CharField(allow_null=True)

    def to_representation(self, row: Partner) -> dict[str, Any]:
        return read.partnership_facts(row)


class AboutOut(serializers.Serializer[Any]):
    code = serializers.CharField()
    title = serializers.CharField()
    aim = serializers.CharField()
    starts_on = serializers.DateField(allow_null=True)
    ends_on = serializers.DateField(allow_null=True)
    partners = ProjectPartnerOut(many=True)


class PartnerInvitationOut(PartnershipOut):
    """For the organisation itself: with what it is asked into, or with what it keeps."""

    about = AboutOut()

    def to_representation(self, row: Partner) -> dict[str, Any]:
        return read.invitation_facts(row)


class PartnerInvitationIn(serializers.Serializer[Any]):
    organization = serializers.PrimaryKeyRelatedField[Organization](queryset=Organization.objects.all())
    role = serializers.ChoiceField(choices=Partner.Role.choices, default=Partner.Role.IMPLEMENTER)
    share = serializers.CharField(max_length=300, required=False, allow_blank=True)
    message = serializers.CharField(max_length=600, required=False, allow_blank=True)


class PartnerChangesIn(serializers.Serializer[Any]):
    role = serializers.ChoiceField(choices=Partner.Role.choices, required=False)
    share = serializers.CharField(max_length=300, required=False, allow_blank=True)


class AnswerIn(serializers.Serializer[Any]):
    """`left` goes out with one's own organisation, or, said by the lead, ends another's part; both with a `reason`."""

    status = serializers.ChoiceField(choices=[Status.ACCEPTED, Status.DECLINED, Status.REVOKED, Status.LEFT])
    reason = serializers.CharField(max_length=300, required=False, allow_blank=True, default="")


class LeadIn(serializers.Serializer[Any]):
    """`taken` is for a partner whose lead is suspended or closed; else 409 `lead_stands`."""

    status = serializers.ChoiceField(choices=["offered", "withdrawn", "accepted", "declined", "taken"])


class GuestIn(serializers.Serializer[Any]):
    may_work = serializers.BooleanField(default=False)


class GuestOut(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    name = serializers.CharField()
    may_work = serializers.BooleanField()

    def to_representation(self, guest: Any) -> dict[str, Any]:
        return read.guest_facts(guest)


class ProjectRoomOut(serializers.Serializer[Any]):
    room = serializers.IntegerField()


def seen_project(request: Request, pk: int) -> Project:
    return get_object_or_404(projects_for(request.user).select_related("room"), pk=pk)


class ProjectPartnerViewSet(GenericViewSet[Partner]):
    queryset = Partner.objects.none()
    serializer_class = PartnershipOut
    ordering = ("pk",)

    def list(self, request: Request, pk: int) -> Response:
        """Everybody who was ever asked, the oldest first; `status` says how it stands."""
        rows = read.with_both(seen_project(request, pk).partners.order_by("pk"))
        return self.get_paginated_response(PartnershipOut(self.paginate_queryset(rows), many=True).data)

    @extend_schema(request=PartnerInvitationIn, responses={201: PartnershipOut})
    def invite(self, request: Request, pk: int) -> Response:
        """Asking one that is asked or in answers 409, so that a repeat does no harm."""
        project = seen_project(request, pk)
        row = actions.invite_partner(actor=actor_for(request), project=project, **checked(PartnerInvitationIn, request))
        return Response(PartnershipOut(row).data, status=status.HTTP_201_CREATED)

    @extend_schema(request=None, responses=ProjectRoomOut)
    def room(self, request: Request, pk: int) -> Response:
        """Be in the project's room."""
        room = actions.enter_project_room(actor=actor_for(request), project=seen_project(request, pk))
        return Response({"room": room.pk})


@extend_schema(parameters=[OpenApiParameter("status", str, enum=Partner.Status.values)])
class PartnershipViewSet(GenericViewSet[Partner]):
    """Those of one's own organisations; whoever sees a project finds its partners there."""

    queryset = Partner.objects.none()
    serializer_class = PartnerInvitationOut
    ordering = ("-pk",)

    def get_queryset(self) -> QuerySet[Partner]:
        wanted = self.request.query_params.get("status", "")
        return queries.partnerships_asked(self.request.user, wanted if wanted in Status.values else "")

    def list(self, request: Request) -> Response:
        page = self.paginate_queryset(self.get_queryset())
        return self.get_paginated_response(PartnerInvitationOut(page, many=True).data)

    def retrieve(self, request: Request, pk: int) -> Response:
        return Response(PartnerInvitationOut(self.found(request, pk, is_own=True)).data)

    @extend_schema(request=PartnerChangesIn, responses=PartnershipOut)
    def partial_update(self, request: Request, pk: int) -> Response:
        row = self.found(request, pk)
        given = checked(PartnerChangesIn, request, partial=True)
        return self.answer(actions.change_partner(actor=actor_for(request), partner=row, **given))

    @extend_schema(request=AnswerIn, responses=PartnershipOut)
    def status(self, request: Request, pk: int) -> Response:
        row, given, actor = self.found(request, pk), checked(AnswerIn, request), actor_for(request)
        is_own = actor.organization_id == row.organization_id
        acts: dict[str, Callable[[], Partner]] = {
            Status.ACCEPTED: lambda: actions.accept_partnership(actor=actor, partner=row),
            Status.DECLINED: lambda: actions.decline_partnership(actor=actor, partner=row, reason=given["reason"]),
            Status.REVOKED: lambda: actions.revoke_invitation(actor=actor, partner=row),
            Status.LEFT: lambda: (actions.leave_project if is_own else actions.end_partnership)(
                actor=actor, partner=row, reason=given["reason"]
            ),
        }
        return self.answer(acts[given["status"]]())

    @extend_schema(request=LeadIn, responses=PartnershipOut)
    def lead(self, request: Request, pk: int) -> Response:
        acts = {
            "offered": actions.offer_lead,
            "withdrawn": actions.withdraw_lead_offer,
            "accepted": actions.accept_lead,
            "declined": actions.decline_lead,
            "taken": actions.take_lead,
        }
        row, given = self.found(request, pk), checked(LeadIn, request)
        return self.answer(acts[given["status"]](actor=actor_for(request), partner=row))

    def found(self, request: Request, pk: int, *, is_own: bool = False) -> Partner:
        rows = partnerships_for(request.user)
        if not is_own:
            rows = rows | Partner.objects.filter(project__in=projects_for(request.user))
        return get_object_or_404(read.with_both(rows), pk=pk)

    def answer(self, row: Partner) -> Response:
        return Response(PartnershipOut(read.with_both(Partner.objects.all()).get(pk=row.pk)).data)


class GuestViewSet(GenericViewSet[User]):
    queryset = User.objects.none()
    serializer_class = GuestOut
    pagination_class = None

    def list(self, request: Request, pk: int) -> Response:
        return Response({"results": GuestOut(queries.guests_of(seen_project(request, pk)), many=True).data})

    @extend_schema(request=GuestIn, responses=GuestOut)
    def take_in(self, request: Request, pk: int, person_pk: int) -> Response:
        project, given = seen_project(request, pk), checked(GuestIn, request)
        person = people_for(request.user).filter(pk=person_pk).first()
        if person is None:
            raise invalid("There is no such person.", code="unknown_person", field="person")
        actions.take_in_guest(actor=actor_for(request), project=project, person=person, **given)
        return Response(GuestOut(next(g for g in queries.guests_of(project) if g.person.pk == person_pk)).data)

    @extend_schema(responses={204: None})
    def take_out(self, request: Request, pk: int, person_pk: int) -> Response:
        project = seen_project(request, pk)
        guest = next((each.person for each in queries.guests_of(project) if each.person.pk == person_pk), None)
        if guest is None:
            raise Http404
        actions.take_out_guest(actor=actor_for(request), project=project, person=guest)
        return Response(status=status.HTTP_204_NO_CONTENT)
