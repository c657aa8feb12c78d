"""Rooms for programs (PROTOCOL 3): the same verbs as the pages."""

from __future__ import annotations

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView
from rest_framework.viewsets import ViewSet

from accounts.models import User
from accounts.permissions import people_for
from accounts.queries import contact, shown_person
from chat import actions, permissions, queries
from chat.api.shapes import (
    LevelIn,
    MembersOut,
    MentionableOut,
    MeOut,
    MuteIn,
    OneRoomOut,
    PeopleIn,
    PersonCardOut,
    ReadIn,
    ReadOut,
    RoleIn,
    RoomDetailsIn,
    RoomIn,
    RoomListOut,
)
from chat.models import Room
from chat.queries.levels import Level
from chat.queries.mentionables import mentionables
from journal.queries import epoch
from journal.refusals import invalid
from journal.requests import checked, created_code
from organizations.actors import actor_for
from organizations.permissions import running_memberships
from organizations.queries import membership_facts, memberships_of


def people_among(request: Request, ids: list[int]) -> list[User]:
    """These people, if one may see them all; missing and hidden ones are refused alike."""
    found = list(people_for(request.user).filter(pk__in=ids))
    if len(found) < len(set(ids)):
        raise invalid(_("Some of these people do not exist."), code="unknown_people", field="people")
    return found


class MeView(APIView):
    """The person, their organisations, their rooms with read marks: what a client asks for first."""

    @extend_schema(responses=MeOut)
    def get(self, request: Request) -> Response:
        user = request.user
        assert isinstance(user, User)
        person = shown_person(user)
        memberships = [membership_facts(row) for row in running_memberships(user).select_related("person")]
        rooms = queries.joined_rooms(user)
        return Response({**person, "epoch": epoch(), "memberships": memberships, "rooms": rooms})


class PersonView(APIView):
    @extend_schema(responses=PersonCardOut)
    def get(self, request: Request, person_pk: int) -> Response:
        """A person one may see: for whom they speak, how they let themselves be reached, the rooms both are in."""
        user = request.user
        assert isinstance(user, User)
        person = get_object_or_404(people_for(user), pk=person_pk)
        common = queries.rooms_in_common(user, person) if person != user else []
        return Response(
            {
                **shown_person(person),
                **contact(user, person),
                "memberships": [membership_facts(row) for row in memberships_of(user, person)],
                "rooms": [{"id": room.pk, "name": room.name} for room in common],
            }
        )


class RoomViewSet(ViewSet):
    """Rooms."""

    def found(self, request: Request, pk: int) -> Room:
        return get_object_or_404(permissions.rooms_for(request.user), pk=pk)

    def answer(self, request: Request, room: Room, status_code: int = status.HTTP_200_OK) -> Response:
        return Response(queries.room_for_person(actor_for(request), room), status=status_code)

    @extend_schema(responses=RoomListOut)
    def list(self, request: Request) -> Response:
        """The rooms I may see, joined or not; at most a few hundred, so one page."""
        user = request.user
        assert isinstance(user, User)
        rooms = queries.listed_rooms(user, permissions.rooms_for(user))
        return Response({"results": rooms, "next": None, "previous": None})

    @extend_schema(request=RoomIn, responses={201: OneRoomOut, 200: OneRoomOut})
    def create(self, request: Request) -> Response:
        given = checked(RoomIn, request)
        given["people"] = people_among(request, given["people"])
        room = actions.create_room(actor=actor_for(request), **given)
        return self.answer(request, room, created_code())

    @extend_schema(responses=OneRoomOut)
    def retrieve(self, request: Request, pk: int) -> Response:
        return self.answer(request, self.found(request, pk))

    @extend_schema(request=RoomDetailsIn, responses=OneRoomOut)
    def partial_update(self, request: Request, pk: int) -> Response:
        given = checked(RoomDetailsIn, request)
        return self.answer(
            request, actions.update_room(actor=actor_for(request), room=self.found(request, pk), **given)
        )

    @extend_schema(request=None, responses=OneRoomOut)
    def join(self, request: Request, pk: int) -> Response:
        room = self.found(request, pk)
        actions.join_room(actor=actor_for(request), room=room)
        return self.answer(request, room)

    @extend_schema(responses={204: None})
    def leave(self, request: Request, pk: int) -> Response:
        actions.leave_room(actor=actor_for(request), room=self.found(request, pk))
        return Response(status=status.HTTP_204_NO_CONTENT)

    @extend_schema(request=MuteIn, responses=OneRoomOut)
    def mute(self, request: Request, pk: int) -> Response:
        """In short what `level` says at length."""
        room = self.found(request, pk)
        level = Level.MENTIONS if checked(MuteIn, request)["is_muted"] else Level.USUAL
        actions.set_level(actor=actor_for(request), room=room, level=level)
        return self.answer(request, room)

    @extend_schema(responses=MembersOut(many=True))
    def members(self, request: Request, pk: int) -> Response:
        """Who is in the room, by organisation; at most 300 people."""
        groups = queries.members_by_organization(self.found(request, pk))
        return Response(
            [
                {
                    "organization": queries.organization_facts(organization),
                    "people": [{**shown_person(person), "role": role} for person, role in people],
                }
                for organization, people in groups
            ]
        )

    @extend_schema(request=LevelIn, responses=OneRoomOut)
    def set_level(self, request: Request, pk: int) -> Response:
        room = self.found(request, pk)
        actions.set_level(actor=actor_for(request), room=room, **checked(LevelIn, request))
        return self.answer(request, room)

    @extend_schema(request=PeopleIn, responses=OneRoomOut)
    def add_members(self, request: Request, pk: int) -> Response:
        room = self.found(request, pk)
        people = people_among(request, checked(PeopleIn, request)["people"])
        actions.add_members(actor=actor_for(request), room=room, people=people)
        return self.answer(request, room)

    @extend_schema(request=RoleIn, responses={204: None})
    def set_role(self, request: Request, pk: int, person_pk: int) -> Response:
        room = self.found(request, pk)
        person = get_object_or_404(queries.people_in(room), pk=person_pk)
        actions.set_room_role(actor=actor_for(request), room=room, person=person, **checked(RoleIn, request))
        return Response(status=status.HTTP_204_NO_CONTENT)

    @extend_schema(responses={204: None})
    def remove_member(self, request: Request, pk: int, person_pk: int) -> Response:
        room = self.found(request, pk)
        person = get_object_or_404(queries.people_in(room), pk=person_pk)
        actions.remove_member(actor=actor_for(request), room=room, person=person)
        return Response(status=status.HTTP_204_NO_CONTENT)

    @extend_schema(request=ReadIn, responses=ReadOut)
    def read(self, request: Request, pk: int) -> Response:
        room = self.found(request, pk)
        reached = actions.read_room(actor=actor_for(request), room=room, **checked(ReadIn, request))
        return Response({"read_seq": reached})

    @extend_schema(parameters=[OpenApiParameter("q", str)], responses=MentionableOut(many=True))
    def mentionables(self, request: Request, pk: int) -> Response:
        """People and organisations of the room whose name begins like `q`, and the room itself."""
        room = self.found(request, pk)
        return Response(mentionables(room, request.query_params.get("q", "")[:60]))

    @extend_schema(request=None, responses=OneRoomOut)
    def direct(self, request: Request, person_pk: int) -> Response:
        person = get_object_or_404(people_for(request.user), pk=person_pk)
        return self.answer(request, actions.open_direct(actor=actor_for(request), person=person))
