"""What a room makes of a message, and what one keeps of it, for programs: all absolute, all repeatable."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.generics import ListAPIView
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.models import User
from chat import actions, permissions, queries
from chat.api.messages import MessageViewSet
from chat.api.shapes import MessageOut
from chat.models import NOTE_LIMIT, Message, Reminder, SavedMessage
from journal.requests import checked
from organizations.actors import actor_for


class PinIn(serializers.Serializer[Any]):
    days = serializers.IntegerField()


class NoteIn(serializers.Serializer[Any]):
    note = serializers.CharField(max_length=NOTE_LIMIT, required=False, allow_blank=True, allow_null=True, default=None)


class ReminderIn(serializers.Serializer[Any]):
    at = serializers.DateTimeField()


class KeptOut(serializers.Serializer[Any]):
    message = serializers.IntegerField()
    room = serializers.IntegerField()
    room_name = serializers.CharField()
    seq = serializers.IntegerField()
    author = serializers.CharField()
    organization = serializers.CharField()
    excerpt = serializers.CharField()
    deleted = serializers.BooleanField()
    written_at = serializers.CharField()

    def to_representation(self, row: SavedMessage | Reminder) -> dict[str, Any]:
        return queries.kept_facts(row)


class SavedOut(KeptOut):
    note = serializers.CharField()
    saved_at = serializers.CharField()


class ReminderOut(KeptOut):
    at = serializers.CharField()
    reminded_at = serializers.CharField(allow_null=True)


class DecisionOut(serializers.Serializer[Any]):
    message = serializers.IntegerField()
    room = serializers.IntegerField()
    seq = serializers.IntegerField()
    author = serializers.CharField()
    organization = serializers.CharField()
    body = serializers.CharField()
    html = serializers.CharField()
    written_at = serializers.CharField()
    decided_at = serializers.CharField()
    decided_by = serializers.CharField()
    decided_for = serializers.CharField()

    def to_representation(self, row: Message) -> dict[str, Any]:
        return queries.decision_facts(row)


class OwnMarksOut(serializers.Serializer[Any]):
    saved = serializers.ListField(child=serializers.IntegerField())
    reminders = serializers.DictField()


class MarkViewSet(MessageViewSet):
    """What becomes of one message."""

    @extend_schema(request=PinIn, responses=MessageOut)
    def pin(self, request: Request, pk: int) -> Response:
        message = self.found(request, pk)
        return self.answer(actions.pin_message(actor=actor_for(request), message=message, **checked(PinIn, request)))

    @extend_schema(request=None, responses=MessageOut)
    def unpin(self, request: Request, pk: int) -> Response:
        return self.answer(actions.unpin_message(actor=actor_for(request), message=self.found(request, pk)))

    @extend_schema(request=None, responses=MessageOut)
    def decide(self, request: Request, pk: int) -> Response:
        return self.answer(actions.mark_decision(actor=actor_for(request), message=self.found(request, pk)))

    @extend_schema(request=None, responses=MessageOut)
    def undecide(self, request: Request, pk: int) -> Response:
        return self.answer(actions.unmark_decision(actor=actor_for(request), message=self.found(request, pk)))

    @extend_schema(request=NoteIn, responses=SavedOut)
    def save(self, request: Request, pk: int) -> Response:
        message = self.found(request, pk)
        saved = actions.save_message(actor=actor_for(request), message=message, **checked(NoteIn, request))
        return Response(SavedOut(queries.saved_list(saved.person).get(pk=saved.pk)).data)

    @extend_schema(request=None, responses={204: None})
    def unsave(self, request: Request, pk: int) -> Response:
        actions.unsave_message(actor=actor_for(request), message=self.found(request, pk))
        return Response(status=204)

    @extend_schema(request=ReminderIn, responses=ReminderOut)
    def remind(self, request: Request, pk: int) -> Response:
        message = self.found(request, pk)
        reminder = actions.set_reminder(actor=actor_for(request), message=message, **checked(ReminderIn, request))
        return Response(ReminderOut(queries.reminder_list(reminder.person).get(pk=reminder.pk)).data)

    @extend_schema(request=None, responses={204: None})
    def forget_reminder(self, request: Request, pk: int) -> Response:
        actions.cancel_reminder(actor=actor_for(request), message=self.found(request, pk))
        return Response(status=204)


class PinsView(APIView):
    """What is pinned in a room now, the newest pin first: at most three."""

    @extend_schema(responses=MessageOut(many=True))
    def get(self, request: Request, pk: int) -> Response:
        room = get_object_or_404(permissions.rooms_for(request.user), pk=pk)
        return Response(queries.message_facts(queries.pinned_messages(room)))


class MineView(APIView):
    """What one keeps of a room: which messages are saved, and when one is reminded of which."""

    @extend_schema(responses=OwnMarksOut)
    def get(self, request: Request, pk: int) -> Response:
        room = get_object_or_404(permissions.rooms_for(request.user), pk=pk)
        assert isinstance(request.user, User)
        return Response(queries.mine_in(request.user, room))


class DecisionsView(ListAPIView[Message]):
    """What a room decided, the newest first."""

    serializer_class = DecisionOut
    ordering = ("-decided_at", "-pk")
    queryset = Message.objects.none()

    def get_queryset(self) -> QuerySet[Message]:
        return queries.decisions_of(get_object_or_404(permissions.rooms_for(self.request.user), pk=self.kwargs["pk"]))


class SavedView(ListAPIView[SavedMessage]):
    """One's saved messages, the newest first."""

    serializer_class = SavedOut
    ordering = ("-saved_at", "-pk")
    queryset = SavedMessage.objects.none()

    def get_queryset(self) -> QuerySet[SavedMessage]:
        return queries.saved_list(self.request.user)  # type: ignore[arg-type]


class RemindersView(ListAPIView[Reminder]):
    """One's reminders: those that came and were not put away, then the next."""

    serializer_class = ReminderOut
    ordering = ("at", "pk")
    queryset = Reminder.objects.none()

    def get_queryset(self) -> QuerySet[Reminder]:
        return queries.reminder_list(self.request.user)  # type: ignore[arg-type]
