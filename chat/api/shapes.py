"""What programs send and get: the shapes of rooms and messages, for checking input and for the description."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from chat import actions, queries
from chat.models import BODY_LIMIT, Room, RoomMembership
from files.models import StoredFile
from organizations.models import Place, Sector


class Numbers(serializers.ListField):
    """Numbers of people, rooms or options; whether they exist is only said of those one may see."""

    child = serializers.IntegerField(min_value=1, max_value=2**53)
    max_length = 300


class RoomIn(serializers.Serializer[Any]):
    client_id = serializers.UUIDField()
    kind = serializers.ChoiceField(choices=[Room.Kind.GROUP, Room.Kind.SECTOR, Room.Kind.ANNOUNCEMENT], default="group")
    name = serializers.CharField(max_length=200)
    about = serializers.CharField(max_length=300, required=False, default="", allow_blank=True)
    sector = serializers.SlugRelatedField(
        slug_field="code", queryset=Sector.objects.filter(is_active=True), required=False, allow_null=True
    )
    place = serializers.PrimaryKeyRelatedField(queryset=Place.objects.filter(level=1), required=False, allow_null=True)
    people = Numbers(required=False, default=list)


class RoomDetailsIn(serializers.Serializer[Any]):
    name = serializers.CharField(max_length=200)
    about = serializers.CharField(max_length=300, allow_blank=True)


class PeopleIn(serializers.Serializer[Any]):
    people = Numbers()


class RoleIn(serializers.Serializer[Any]):
    role = serializers.ChoiceField(choices=actions.ROLES)


class MuteIn(serializers.Serializer[Any]):
    is_muted = serializers.BooleanField()


class LevelIn(serializers.Serializer[Any]):
    level = serializers.ChoiceField(choices=RoomMembership.Level.choices)


class ReadIn(serializers.Serializer[Any]):
    seq = serializers.IntegerField(min_value=0, max_value=2**53)


class ReadOut(serializers.Serializer[Any]):
    read_seq = serializers.IntegerField()


class LastOut(serializers.Serializer[Any]):
    name = serializers.CharField()
    excerpt = serializers.CharField()
    files = serializers.IntegerField()
    voice = serializers.BooleanField()
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
    slow_seconds = serializers.IntegerField()
    head = serializers.IntegerField()
    seq = serializers.IntegerField()
    read_seq = serializers.IntegerField()
    mentions = serializers.IntegerField()
    is_member = serializers.BooleanField()
    is_muted = serializers.BooleanField()
    level = serializers.ChoiceField(choices=RoomMembership.Level.choices)
    last = LastOut(allow_null=True)


class OneRoomOut(RoomOut):
    members_count = serializers.IntegerField()
    organizations_count = serializers.IntegerField()
    level_in_force = serializers.ChoiceField(choices=["all", "mentions", "nothing"])
    can_write = serializers.BooleanField()
    suspension = serializers.DictField(allow_null=True)
    retention_days = serializers.IntegerField(allow_null=True)
    has_pins = serializers.BooleanField()
    read_by_others = serializers.IntegerField(allow_null=True)


class RoomListOut(serializers.Serializer[Any]):
    results = RoomOut(many=True)
    next = serializers.CharField(allow_null=True)
    previous = serializers.CharField(allow_null=True)


class MessageIn(serializers.Serializer[Any]):
    """With `files` (ids of finished uploads) the body may be empty."""

    client_id = serializers.UUIDField()
    body = serializers.CharField(
        max_length=BODY_LIMIT, trim_whitespace=False, required=False, allow_blank=True, default=""
    )
    files = serializers.ListField(
        child=serializers.IntegerField(min_value=1, max_value=2**53), max_length=actions.FILES_LIMIT, default=list
    )
    reply_to = serializers.IntegerField(required=False, allow_null=True, default=None)
    thread = serializers.IntegerField(required=False, allow_null=True, default=None)
    asks_acknowledgement = serializers.BooleanField(required=False, default=False)
    organization = serializers.IntegerField(required=False, allow_null=True, default=None)


class ThreadFacts(serializers.Serializer[Any]):
    """A thread, known by the id of the message it began with; `count` are the replies that stand, `seq` all ever."""

    id = serializers.IntegerField()
    title = serializers.CharField()
    seq = serializers.IntegerField()
    count = serializers.IntegerField()
    last_at = serializers.CharField()
    started_by = serializers.IntegerField(allow_null=True)


class BodyIn(serializers.Serializer[Any]):
    body = serializers.CharField(max_length=BODY_LIMIT, trim_whitespace=False, allow_blank=True)


class AttachmentOut(serializers.Serializer[Any]):
    """`duration` (milliseconds) and `peaks` are those of voice notes."""

    id = serializers.IntegerField()
    file = serializers.IntegerField()
    name = serializers.CharField()
    type = serializers.CharField()
    kind = serializers.ChoiceField(choices=StoredFile.Kind.choices)
    size = serializers.IntegerField()
    width = serializers.IntegerField(allow_null=True)
    height = serializers.IntegerField(allow_null=True)
    href = serializers.CharField()
    preview = serializers.CharField(allow_null=True)
    duration = serializers.IntegerField(required=False)
    peaks = serializers.CharField(required=False)


class MessageOut(serializers.Serializer[Any]):
    """A message; a deleted one has no body, html, reply_to, mentions, reactions, edited_at.

    A reply in a thread has no `seq` but a `thread_seq`, and `thread`; what a thread began with has `replies`.
    """

    id = serializers.IntegerField()
    room = serializers.IntegerField()
    seq = serializers.IntegerField(allow_null=True)
    thread_seq = serializers.IntegerField(allow_null=True)
    thread = ThreadFacts(allow_null=True)
    replies = ThreadFacts(allow_null=True)
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
    files = AttachmentOut(many=True, required=False)
    written_at = serializers.CharField()
    created_at = serializers.CharField()
    edited_at = serializers.CharField(required=False, allow_null=True)
    pinned_until = serializers.CharField(required=False)
    decided_at = serializers.CharField(required=False)
    forwarded = serializers.DictField(required=False)
    poll = serializers.DictField(required=False)
    imported = serializers.BooleanField()
    imported_by = serializers.CharField(allow_null=True)
    deleted = serializers.BooleanField()
    removed = serializers.BooleanField(required=False)
    acknowledgement = serializers.DictField(required=False)


class VersionOut(serializers.Serializer[Any]):
    body = serializers.CharField()
    html = serializers.CharField()
    until = serializers.CharField()


class MentionableOut(serializers.Serializer[Any]):
    kind = serializers.ChoiceField(choices=["person", "organization", "managers", "room"])
    id = serializers.IntegerField()
    name = serializers.CharField()
    detail = serializers.CharField()
    href = serializers.CharField()


class ShownPersonOut(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    name = serializers.CharField()
    mark = serializers.CharField()
    avatar = serializers.CharField(allow_null=True)


class ReadersOut(serializers.Serializer[Any]):
    read = ShownPersonOut(many=True)
    unread = ShownPersonOut(many=True)


class RoomMemberOut(ShownPersonOut):
    role = serializers.CharField()  # of actions.ROLES


class MembersOut(serializers.Serializer[Any]):
    """People of one organisation in a room; `organization` is null for those of no verified one."""

    organization = serializers.DictField(allow_null=True)
    people = RoomMemberOut(many=True)


class PersonCardOut(ShownPersonOut):
    """`phone` and `email` are empty where the person does not show them to you."""

    phone = serializers.CharField()
    email = serializers.CharField()
    memberships = serializers.ListField(child=serializers.DictField())
    rooms = serializers.ListField(child=serializers.DictField())


class MessageListOut(serializers.Serializer[Any]):
    results = MessageOut(many=True)
    head = serializers.IntegerField()
    next = serializers.CharField(allow_null=True)
    previous = serializers.CharField(allow_null=True)


class MeOut(serializers.Serializer[Any]):
    """What accounts say of the person, and beside it:"""

    id = serializers.IntegerField()
    name = serializers.CharField()
    epoch = serializers.CharField()
    memberships = serializers.ListField(child=serializers.DictField())
    rooms = RoomOut(many=True)


class WindowIn(serializers.Serializer[Any]):
    before_seq = serializers.IntegerField(required=False, min_value=-(2**53), max_value=2**53)
    after_seq = serializers.IntegerField(required=False, min_value=-(2**53), max_value=2**53)
    around = serializers.IntegerField(required=False, min_value=-(2**53), max_value=2**53)
    limit = serializers.IntegerField(required=False, min_value=1, max_value=100, default=queries.SHOWN)
    thread = serializers.IntegerField(required=False, min_value=1, max_value=2**53)


class ThreadListIn(serializers.Serializer[Any]):
    room = serializers.IntegerField(required=False, min_value=1, max_value=2**53)
    unread = serializers.BooleanField(required=False, default=False)


class ThreadOut(ThreadFacts):
    """A thread as one person sees it."""

    room = serializers.IntegerField()
    room_name = serializers.CharField()
    root = serializers.DictField()  # type: ignore[assignment]  # a serializer's own parent, not ours
    is_following = serializers.BooleanField()
    read_seq = serializers.IntegerField()
    unread = serializers.IntegerField()
    mentions = serializers.IntegerField()


class OneThreadOut(ThreadOut):
    message = MessageOut()
    can_title = serializers.BooleanField()
    head = serializers.IntegerField()


class TitleIn(serializers.Serializer[Any]):
    title = serializers.CharField(max_length=200, allow_blank=True)
