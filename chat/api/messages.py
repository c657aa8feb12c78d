"""Messages for programs (PROTOCOL 3): the same verbs as the pages."""

from __future__ import annotations

from typing import Any

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import ViewSet

from accounts.queries import shown_person
from chat import actions, permissions, queries
from chat.api.shapes import BodyIn, MessageIn, MessageListOut, MessageOut, ReadersOut, VersionOut, WindowIn
from chat.models import Message
from files.models import StoredFile
from journal.queries import head
from journal.refusals import invalid
from journal.requests import asked, checked
from journal.stamps import stamp
from journal.verbs import head_of
from organizations.actors import actor_for

WINDOW = [OpenApiParameter(name, int) for name in ("before_seq", "after_seq", "around", "limit", "thread")]


class RoomMessageViewSet(ViewSet):
    """The messages of a room."""

    @extend_schema(parameters=WINDOW, responses=MessageListOut)
    def list(self, request: Request, pk: int) -> Response:
        """Newest first for `before_seq` (and without any), oldest first for `after_seq` and `around`.

        With `thread` the replies of a thread, and the numbers are their `thread_seq`.
        """
        room = get_object_or_404(permissions.rooms_for(request.user), pk=pk)
        wanted = asked(WindowIn, request)
        reached = head(room.stream)
        bounds = {name.removesuffix("_seq"): wanted.get(name) for name in ("before_seq", "after_seq", "around")}
        if "thread" in wanted:
            begun = permissions.visible_messages(request.user).filter(room=room, thread__isnull=True)
            root = get_object_or_404(begun, pk=wanted["thread"])
            messages = queries.replies_in(root.pk, **bounds, limit=wanted["limit"])
        else:
            messages = queries.timeline(room, **bounds, limit=wanted["limit"])
        following = next_page(request, wanted, messages)
        return Response(
            {"results": queries.message_facts(messages), "head": reached, "next": following, "previous": None}
        )

    @extend_schema(request=MessageIn, responses={201: MessageOut, 200: MessageOut})
    def create(self, request: Request, pk: int) -> Response:
        given = checked(MessageIn, request)
        actor = actor_for(request, given.pop("organization"))
        room = permissions.seen_room(actor, pk)
        for name in ("reply_to", "thread"):
            other_id = given.pop(name)
            if other_id is not None:
                given[name] = get_object_or_404(permissions.visible_messages(request.user), pk=other_id)
        given["files"] = files_among(request, given["files"])
        asks = given.pop("asks_acknowledgement")
        posted = actions.post_message(actor=actor, room=room, **given)
        if asks and posted.message.deleted_at is None:  # repeated with the post, should the line break between the two
            actions.request_acknowledgement(actor=actor, message=posted.message)
        reached = head_of(room.stream) if posted.is_new and not asks else head(room.stream)
        code = status.HTTP_201_CREATED if posted.is_new else status.HTTP_200_OK
        if "return=minimal" in request.headers.get("Prefer", ""):
            return Response({"id": posted.message.pk, "seq": posted.message.seq, "head": reached}, status=code)
        if posted.is_new and not asks:
            return Response({**queries.fresh_message(posted.message), "head": reached}, status=code)
        return Response({**queries.message_as_it_stands(posted.message.pk), "head": reached}, status=code)


def files_among(request: Request, ids: list[int]) -> list[StoredFile]:
    """Of these files, in their order, those one may send; ValidationError unknown_file when another is among them."""
    if not ids:
        return []
    known = permissions.attachable_files(request.user).in_bulk(ids)
    if len(known) < len(ids):
        raise invalid(_("This file is not here (any more)."), code="unknown_file", field="files")
    return [known[pk] for pk in ids]


def next_page(request: Request, wanted: dict[str, Any], messages: list[Message]) -> str | None:
    """The address of the next stretch in the same direction, None when this one was not full."""
    if "around" in wanted or len(messages) < wanted["limit"]:
        return None
    name = "after_seq" if "after_seq" in wanted else "before_seq"
    thread = f"&thread={wanted['thread']}" if "thread" in wanted else ""
    return request.build_absolute_uri(f"?{name}={messages[-1].place}&limit={wanted['limit']}{thread}")


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
        message = get_object_or_404(permissions.visible_messages(request.user), pk=pk, deleted_at__isnull=True)
        return Response(
            [{"body": each.body, "html": each.html, "until": stamp(each.until)} for each in message.versions.all()]
        )

    @extend_schema(responses=ReadersOut)
    def readers(self, request: Request, pk: int) -> Response:
        """Who else has read what I wrote in a room of at most 30 people, and who has not."""
        read, unread = queries.readers(actor_for(request), self.found(request, pk))
        return Response({"read": [*map(shown_person, read)], "unread": [*map(shown_person, unread)]})

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
