"""Rooms and messages for programs (PROTOCOL 3): the same verbs as the pages."""

from __future__ import annotations

from typing import Any

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView
from rest_framework.viewsets import ViewSet

from accounts.models import User
from accounts.permissions import people_for
from accounts.queries import facts as people_facts
from chat import actions, permissions, queries
from chat.mentionables import mentionables
from chat.models import BODY_LIMIT, Message, Room
from journal.queries import epoch, head
from journal.verbs import head_of
from organizations.actors import actor_for
from organizations.models import Place, Sector
from organizations.queries import membership_facts, running_memberships


class RoomIn(serializers.Serializer[Any]):
    client_id = serializers.UUIDField()
    kind = serializers.ChoiceField(choices=[Room.Kind.GROUP, Room.Kind.SECTOR, Room.Kind.ANNOUNCEMENT], default="group")
    name = serializers.CharField(max_length=200)
    about = serializers.CharField(max_length=300, required=False, default="", allow_blank=True)
    sector = serializers.SlugRelatedField(
        slug_field="code", queryset=Sector.objects.filter(is_active=True), required=False, allow_null=True
    )
    place = serializers.PrimaryKeyRelatedField(queryset=Place.objects.filter(level=1), required=False, allow_null=True)
    people = serializers.PrimaryKeyRelatedField(queryset=User.objects.all(), many=True, required=False, default=list)


class RoomDetailsIn(serializers.Serializer[Any]):
    name = serializers.CharField(max_length=200)
    about = serializers.CharField(max_length=300, allow_blank=True)


class PeopleIn(serializers.Serializer[Any]):
    people = serializers.PrimaryKeyRelatedField(queryset=User.objects.all(), many=True)


class RoleIn(serializers.Serializer[Any]):
    role = serializers.ChoiceField(choices=actions.ROLES)


class MuteIn(serializers.Serializer[Any]):
    is_muted = serializers.BooleanField()


class ReadIn(serializers.Serializer[Any]):
    seq = serializers.IntegerField(min_value=0, max_value=2**53)


class ReadOut(serializers.Serializer[Any]):
    read_seq = serializers.IntegerField()


class LastOut(serializers.Serializer[Any]):
    name = serializers.CharField()
    excerpt = serializers.CharField()
    deleted = serializers.BooleanField()
    created_at = serializers.CharField()


class RoomOut(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    kind = serializers.ChoiceField(choices=Room.Kind.choices)
    name = serializers.CharField()
    about = serializers.CharField()
    mark = serializers.CharField()
    tint = serializers.CharField()
    sector = serializers.IntegerField(allow_null=True)
    place = serializers.CharField(allow_null=True)
    organization = serializers.IntegerField(allow_null=True)
    closed = serializers.BooleanField()
    head = serializers.IntegerField()
    seq = serializers.IntegerField()
    read_seq = serializers.IntegerField()
    mentions = serializers.IntegerField()
    is_member = serializers.BooleanField()
    is_muted = serializers.BooleanField()
    last = LastOut(allow_null=True)


class OneRoomOut(RoomOut):
    members_count = serializers.IntegerField()
    organizations_count = serializers.IntegerField()
    can_write = serializers.BooleanField()
    read_by_others = serializers.IntegerField(allow_null=True)


class RoomListOut(serializers.Serializer[Any]):
    results = RoomOut(many=True)
    next = serializers.CharField(allow_null=True)
    previous = serializers.CharField(allow_null=True)


class MessageIn(serializers.Serializer[Any]):
    client_id = serializers.UUIDField()
    body = serializers.CharField(max_length=BODY_LIMIT, trim_whitespace=False)
    reply_to = serializers.IntegerField(required=False, allow_null=True, default=None)
    organization = serializers.IntegerField(required=False, allow_null=True, default=None)


class BodyIn(serializers.Serializer[Any]):
    body = serializers.CharField(max_length=BODY_LIMIT, trim_whitespace=False)


class MessageOut(serializers.Serializer[Any]):
    """A message; a deleted one has no body, html, reply_to, mentions, reactions, edited_at."""

    id = serializers.IntegerField()
    room = serializers.IntegerField()
    seq = serializers.IntegerField()
    head = serializers.IntegerField(required=False)
    client_id = serializers.UUIDField()
    author = serializers.DictField(allow_null=True)
    sender = serializers.DictField(allow_null=True)
    organization = serializers.DictField(allow_null=True)
    body = serializers.CharField(required=False)
    html = serializers.CharField(required=False)
    reply_to = serializers.DictField(required=False, allow_null=True)
    mentions = serializers.DictField(required=False)
    reactions = serializers.DictField(required=False)
    written_at = serializers.CharField()
    created_at = serializers.CharField()
    edited_at = serializers.CharField(required=False, allow_null=True)
    imported = serializers.BooleanField()
    deleted = serializers.BooleanField()


class VersionOut(serializers.Serializer[Any]):
    body = serializers.CharField()
    html = serializers.CharField()
    until = serializers.CharField()


class MentionableOut(serializers.Serializer[Any]):
    kind = serializers.ChoiceField(choices=["person", "organization", "room"])
    id = serializers.IntegerField()
    name = serializers.CharField()
    detail = serializers.CharField()
    href = serializers.CharField()


class MessageListOut(serializers.Serializer[Any]):
    results = MessageOut(many=True)
    head = serializers.IntegerField()
    next = serializers.CharField(allow_null=True)
    previous = serializers.CharField(allow_null=True)


def checked(serializer: type[serializers.Serializer[Any]], request: Request) -> dict[str, Any]:
    given = serializer(data=request.data)
    given.is_valid(raise_exception=True)
    return dict(given.validated_data)


class MeOut(serializers.Serializer[Any]):
    """What accounts say of the person, and beside it:"""

    id = serializers.IntegerField()
    name = serializers.CharField()
    epoch = serializers.CharField()
    memberships = serializers.ListField(child=serializers.DictField())
    rooms = RoomOut(many=True)


class MeView(APIView):
    """The person, their organisations, their rooms with read marks: what a client asks for first."""

    @extend_schema(responses=MeOut)
    def get(self, request: Request) -> Response:
        user = request.user
        assert isinstance(user, User)
        person = people_facts("user", [user.pk])[user.pk]
        memberships = [membership_facts(row) for row in running_memberships(user).select_related("person")]
        rooms = queries.joined_rooms(user)
        return Response({**person, "epoch": epoch(), "memberships": memberships, "rooms": rooms})


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
        before = Room.objects.filter(created_by_id=request.user.pk, client_id=given["client_id"]).exists()
        room = actions.create_room(actor=actor_for(request), **given)
        return self.answer(request, room, status.HTTP_200_OK if before else status.HTTP_201_CREATED)

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
        room = self.found(request, pk)
        actions.mute_room(actor=actor_for(request), room=room, **checked(MuteIn, request))
        return self.answer(request, room)

    @extend_schema(request=PeopleIn, responses=OneRoomOut)
    def add_members(self, request: Request, pk: int) -> Response:
        room = self.found(request, pk)
        actions.add_members(actor=actor_for(request), room=room, **checked(PeopleIn, request))
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


WINDOW = [OpenApiParameter(name, int) for name in ("before_seq", "after_seq", "around", "limit")]


class WindowIn(serializers.Serializer[Any]):
    before_seq = serializers.IntegerField(required=False, min_value=-(2**53), max_value=2**53)
    after_seq = serializers.IntegerField(required=False, min_value=-(2**53), max_value=2**53)
    around = serializers.IntegerField(required=False, min_value=-(2**53), max_value=2**53)
    limit = serializers.IntegerField(required=False, min_value=1, max_value=100, default=queries.SHOWN)


class RoomMessageViewSet(ViewSet):
    """The messages of a room."""

    @extend_schema(parameters=WINDOW, responses=MessageListOut)
    def list(self, request: Request, pk: int) -> Response:
        """Newest first for `before_seq` (and without any), oldest first for `after_seq` and `around`."""
        room = get_object_or_404(permissions.rooms_for(request.user), pk=pk)
        asked = WindowIn(data=request.query_params)
        asked.is_valid(raise_exception=True)
        wanted = dict(asked.validated_data)
        reached = head(room.stream)
        messages = queries.timeline(
            room,
            before=wanted.get("before_seq"),
            after=wanted.get("after_seq"),
            around=wanted.get("around"),
            limit=wanted["limit"],
        )
        following = next_page(request, wanted, messages)
        return Response(
            {"results": queries.message_facts(messages), "head": reached, "next": following, "previous": None}
        )

    @extend_schema(request=MessageIn, responses={201: MessageOut, 200: MessageOut})
    def create(self, request: Request, pk: int) -> Response:
        given = checked(MessageIn, request)
        actor = actor_for(request, given.pop("organization"))
        room = permissions.seen_room(actor, pk)
        reply_id = given.pop("reply_to")
        if reply_id is not None:
            given["reply_to"] = get_object_or_404(permissions.visible_messages(request.user), pk=reply_id)
        posted = actions.post_message(actor=actor, room=room, **given)
        reached = head_of(room.stream) if posted.is_new else head(room.stream)
        code = status.HTTP_201_CREATED if posted.is_new else status.HTTP_200_OK
        if "return=minimal" in request.headers.get("Prefer", ""):
            return Response({"id": posted.message.pk, "seq": posted.message.seq, "head": reached}, status=code)
        if posted.is_new:
            return Response({**queries.fresh_message(posted.message), "head": reached}, status=code)
        return Response({**queries.message_as_it_stands(posted.message.pk), "head": reached}, status=code)


def next_page(request: Request, wanted: dict[str, Any], messages: list[Message]) -> str | None:
    """The address of the next stretch in the same direction, None when this one was not full."""
    if "around" in wanted or len(messages) < wanted["limit"]:
        return None
    name = "after_seq" if "after_seq" in wanted else "before_seq"
    return request.build_absolute_uri(f"?{name}={messages[-1].seq}&limit={wanted['limit']}")


class MessageViewSet(ViewSet):
    """One message."""

    def found(self, request: Request, pk: int) -> Message:
        return get_object_or_404(permissions.visible_messages(request.user).select_related("room"), pk=pk)

    def answer(self, message: Message) -> Response:
        reached = head(message.room.stream)
        return Response({**queries.message_as_it_stands(message.pk), "head": reached})

    @extend_schema(responses=MessageOut)
    def retrieve(self, request: Request, pk: int) -> Response:
        return self.answer(self.found(request, pk))

    @extend_schema(request=BodyIn, responses=MessageOut)
    def partial_update(self, request: Request, pk: int) -> Response:
        message = self.found(request, pk)
        return self.answer(actions.edit_message(actor=actor_for(request), message=message, **checked(BodyIn, request)))

    @extend_schema(responses=MessageOut)
    def destroy(self, request: Request, pk: int) -> Response:
        return self.answer(actions.delete_message(actor=actor_for(request), message=self.found(request, pk)))

    @extend_schema(responses=VersionOut(many=True))
    def versions(self, request: Request, pk: int) -> Response:
        """What the message said before each edit, oldest first."""
        message = self.found(request, pk)
        return Response(
            [
                {"body": each.body, "html": each.html, "until": queries.stamp(each.until)}
                for each in message.versions.all()
            ]
        )

    @extend_schema(request=None, responses=MessageOut)
    def react(self, request: Request, pk: int, emoji: str) -> Response:
        message = self.found(request, pk)
        actions.set_reaction(actor=actor_for(request), message=message, emoji=emoji)
        return self.answer(message)

    @extend_schema(request=None, responses=MessageOut)
    def unreact(self, request: Request, pk: int, emoji: str) -> Response:
        message = self.found(request, pk)
        actions.unset_reaction(actor=actor_for(request), message=message, emoji=emoji)
        return self.answer(message)
