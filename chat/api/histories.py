"""WhatsApp histories for programs: bring one, look at it, say who is who, let it be written. The verbs of the pages.

Names of senders may be telephone numbers, which nobody is shown: a sender is known by its number in the preview.
"""

from __future__ import annotations

from typing import Any

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import GenericViewSet

from accounts.models import User
from chat import actions, permissions, queries
from chat.forms import EXPORT_LIMIT
from chat.models import HistoryImport
from chat.queries.exports import known_senders, opened, preview
from journal.refusals import invalid
from journal.requests import checked
from organizations.actors import actor_for


class ExportIn(serializers.Serializer[Any]):
    client_id = serializers.UUIDField()
    file = serializers.FileField(max_length=200, allow_empty_file=True)

    def validate_file(self, uploaded: Any) -> Any:
        if uploaded.size > EXPORT_LIMIT:
            message = _(
                "The file is larger than 15 MB. Export it without media, or ask your administrator to import it."
            )
            raise serializers.ValidationError(message, code="too_large")
        return uploaded


class StartIn(serializers.Serializer[Any]):
    """{number of a sender in the preview: a person of the room, or null: nobody here}."""

    people = serializers.DictField(child=serializers.IntegerField(allow_null=True, min_value=1, max_value=2**53))


class SenderOut(serializers.Serializer[Any]):
    number = serializers.IntegerField()
    name = serializers.CharField()
    messages = serializers.IntegerField()
    person = serializers.IntegerField(allow_null=True)


class ImportOut(serializers.Serializer[Any]):
    """An import; once it is started it has no `senders` any more."""

    id = serializers.IntegerField()
    room = serializers.IntegerField()
    filename = serializers.CharField()
    state = serializers.ChoiceField(choices=["waiting", "running", "failed", "finished"])
    total = serializers.IntegerField()
    read = serializers.IntegerField()
    already_there = serializers.IntegerField()
    media_kept = serializers.IntegerField()
    media_refused = serializers.IntegerField()
    summary = serializers.DictField()
    examples = serializers.ListField(child=serializers.DictField())
    senders = SenderOut(many=True)


def import_facts(history: HistoryImport) -> dict[str, Any]:
    seen = history.preview
    is_waiting = history.state == "waiting" and bool(seen)
    known = known_senders(history.room) if is_waiting else {}
    return {
        "id": history.pk,
        "room": history.room_id,
        "filename": history.filename,
        "state": history.state,
        "total": history.total,
        "read": history.read,
        "already_there": history.already_there,
        "media_kept": history.media_kept,
        "media_refused": history.media_refused,
        "summary": seen.get("summary", {}),
        "examples": seen["examples"] if is_waiting else [],
        "senders": [
            {"number": at, "name": each["shown"], "messages": each["messages"], "person": known.get(each["name"])}
            for at, each in enumerate(seen["senders"])
        ]
        if is_waiting
        else [],
    }


class HistoryViewSet(GenericViewSet[HistoryImport]):
    """The histories one brings along."""

    queryset = HistoryImport.objects.none()
    serializer_class = ImportOut
    ordering = "-pk"

    def found(self, request: Request, pk: int) -> HistoryImport:
        return get_object_or_404(permissions.imports_for(request.user), pk=pk)

    def answer(self, request: Request, pk: int, code: int = status.HTTP_200_OK) -> Response:
        return Response(import_facts(self.found(request, pk)), status=code)

    @extend_schema(responses=ImportOut(many=True))
    def list(self, request: Request) -> Response:
        """The imports I began, the newest first."""
        page = self.paginate_queryset(permissions.imports_for(request.user)) or []
        return self.get_paginated_response([import_facts(each) for each in page])

    @extend_schema(request=ExportIn, responses={201: ImportOut, 200: ImportOut})
    def create(self, request: Request, pk: int) -> Response:
        """Upload an exported chat (.txt or .zip). Nothing is written before it is started."""
        room = get_object_or_404(permissions.rooms_for(request.user), pk=pk)
        given = checked(ExportIn, request)
        source, filename = given["file"].read(), given["file"].name or ""
        before = HistoryImport.objects.filter(
            made_by_id=request.user.pk, preview__client_id=str(given["client_id"])
        ).exists()
        history = actions.import_history(
            actor=actor_for(request),
            room=room,
            source=source,
            filename=filename,
            preview=preview(opened(source, filename), room),
            client_id=given["client_id"],
        )
        return self.answer(request, history.pk, status.HTTP_200_OK if before else status.HTTP_201_CREATED)

    @extend_schema(responses=ImportOut)
    def retrieve(self, request: Request, pk: int) -> Response:
        return self.answer(request, pk)

    @extend_schema(request=StartIn, responses=ImportOut)
    def start(self, request: Request, pk: int) -> Response:
        """Say who the senders are and let the worker write. Starting twice changes nothing."""
        history = self.found(request, pk)
        people = mapping(history, checked(StartIn, request)["people"])
        actions.start_history(actor=actor_for(request), history=history, people=people)
        return self.answer(request, pk)

    @extend_schema(request=None, responses=ImportOut)
    def restart(self, request: Request, pk: int) -> Response:
        """Let a failed import go on from where it stopped."""
        actions.restart_history(actor=actor_for(request), history=self.found(request, pk))
        return self.answer(request, pk)

    @extend_schema(responses={204: None})
    def destroy(self, request: Request, pk: int) -> Response:
        """Give a failed import up; nothing of it stays in the room."""
        actions.discard_history(actor=actor_for(request), history=self.found(request, pk))
        return Response(status=status.HTTP_204_NO_CONTENT)


class ExportViewSet(HistoryViewSet):
    """A room's way in for histories: the one place of the API that takes a form with a file."""

    parser_classes = (MultiPartParser,)


def mapping(history: HistoryImport, said: dict[str, int | None]) -> dict[str, User | None]:
    """{sender as written: person or None}, of what was said by number; who is not named keeps their name."""
    senders = history.preview.get("senders", [])
    wanted = {pk for pk in said.values() if pk is not None}
    people = {person.pk: person for person in queries.people_in(history.room).filter(pk__in=wanted)}
    if wanted - set(people) or set(said) - {str(at) for at in range(len(senders))}:
        raise invalid(_("A sender can only be somebody who is in the room."), code="not_in_room", field="people")
    return {each["name"]: people.get(said.get(str(at)) or 0) for at, each in enumerate(senders)}
