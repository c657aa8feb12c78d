"""Notes for programs: the same verbs as the pages. Their text is written over `/ws/notes/<id>/` (docs/protocol.md)."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import GenericViewSet, ViewSet

from journal.requests import checked
from organizations.actors import actor_for
from projects import actions, permissions, queries
from projects.models import Document, Folder, NoteComment, NoteVersion
from projects.notes.plain import plain


class NoteOut(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    project = serializers.IntegerField()
    folder = serializers.IntegerField(allow_null=True)
    title = serializers.CharField()
    author = serializers.IntegerField()
    organization = serializers.IntegerField(allow_null=True)
    created_at = serializers.CharField()
    changed_at = serializers.CharField()

    def to_representation(self, row: Document) -> dict[str, Any]:
        return queries.note_facts(row)


class WholeNoteOut(NoteOut):
    """With what it says, a line for each paragraph."""

    text = serializers.CharField()

    def to_representation(self, row: Document) -> dict[str, Any]:
        return {**super().to_representation(row), "text": plain(queries.note_blocks(row))}


class NoteVersionOut(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    note = serializers.IntegerField()
    title = serializers.CharField()
    person = serializers.IntegerField(allow_null=True)
    organization = serializers.IntegerField(allow_null=True)
    at = serializers.CharField()

    def to_representation(self, row: NoteVersion) -> dict[str, Any]:
        return queries.version_facts(row)


class WholeNoteVersionOut(NoteVersionOut):
    text = serializers.CharField()

    def to_representation(self, row: NoteVersion) -> dict[str, Any]:
        return {**super().to_representation(row), "text": plain(queries.version_blocks(row))}


class NoteCommentOut(serializers.Serializer[Any]):
    """`start` and `end` are Yjs's relative positions in JSON; `answers` is the comment that this one answers."""

    id = serializers.IntegerField()
    note = serializers.IntegerField()
    answers = serializers.IntegerField(allow_null=True)
    start = serializers.DictField(allow_null=True)
    end = serializers.DictField(allow_null=True)
    quote = serializers.CharField()
    body = serializers.CharField()
    author = serializers.IntegerField()
    author_name = serializers.CharField()
    organization = serializers.IntegerField(allow_null=True)
    created_at = serializers.CharField()
    resolved_at = serializers.CharField(allow_null=True)

    def to_representation(self, row: NoteComment) -> dict[str, Any]:
        return queries.remark_facts(row)


class NewNoteIn(serializers.Serializer[Any]):
    client_id = serializers.UUIDField()
    title = serializers.CharField(max_length=160)
    folder = serializers.PrimaryKeyRelatedField[Folder](queryset=Folder.objects.all(), required=False, allow_null=True)


class NoteTitleIn(serializers.Serializer[Any]):
    title = serializers.CharField(max_length=160)


class NoteVersionIn(serializers.Serializer[Any]):
    client_id = serializers.UUIDField()
    title = serializers.CharField(max_length=120)


class NoteCommentIn(serializers.Serializer[Any]):
    client_id = serializers.UUIDField()
    body = serializers.CharField(max_length=2000)
    start = serializers.DictField(required=False, allow_null=True)
    end = serializers.DictField(required=False, allow_null=True)
    quote = serializers.CharField(required=False, allow_blank=True, max_length=1000)
    answers = serializers.IntegerField(required=False, allow_null=True)


class NoteCommentChangesIn(serializers.Serializer[Any]):
    is_resolved = serializers.BooleanField()


def found_note(request: Request, pk: int) -> Document:
    return get_object_or_404(permissions.notes_for(request.user), pk=pk)


class NotesViewSet(GenericViewSet[Document]):
    queryset = Document.objects.none()
    serializer_class = NoteOut
    ordering = ("-changed_at", "-pk")

    def get_queryset(self) -> QuerySet[Document]:
        return permissions.notes_for(self.request.user).filter(project=self.kwargs["pk"])

    def list(self, request: Request, pk: int) -> Response:
        get_object_or_404(permissions.projects_for(request.user), pk=pk)
        page = self.paginate_queryset(self.get_queryset())
        return self.get_paginated_response(NoteOut(page, many=True).data)

    @extend_schema(request=NewNoteIn, responses={201: NoteOut})
    def create(self, request: Request, pk: int) -> Response:
        project = get_object_or_404(permissions.projects_for(request.user), pk=pk)
        row = actions.create_note(actor=actor_for(request), project=project, **checked(NewNoteIn, request))
        return Response(NoteOut(row).data, status=status.HTTP_201_CREATED)


class NoteViewSet(ViewSet):
    @extend_schema(responses=WholeNoteOut)
    def retrieve(self, request: Request, pk: int) -> Response:
        return Response(WholeNoteOut(found_note(request, pk)).data)

    @extend_schema(request=NoteTitleIn, responses=NoteOut)
    def partial_update(self, request: Request, pk: int) -> Response:
        note = found_note(request, pk)
        return Response(
            NoteOut(actions.rename_note(actor=actor_for(request), note=note, **checked(NoteTitleIn, request))).data
        )


class NoteVersionsViewSet(GenericViewSet[NoteVersion]):
    queryset = NoteVersion.objects.none()
    serializer_class = NoteVersionOut
    ordering = ("-pk",)

    def get_queryset(self) -> QuerySet[NoteVersion]:
        return permissions.note_versions_for(self.request.user).filter(document=self.kwargs["pk"]).defer("state")

    def list(self, request: Request, pk: int) -> Response:
        found_note(request, pk)
        page = self.paginate_queryset(self.get_queryset())
        return self.get_paginated_response(NoteVersionOut(page, many=True).data)

    @extend_schema(request=NoteVersionIn, responses={201: NoteVersionOut})
    def create(self, request: Request, pk: int) -> Response:
        note = found_note(request, pk)
        row = actions.keep_note_version(actor=actor_for(request), note=note, **checked(NoteVersionIn, request))
        return Response(NoteVersionOut(row).data, status=status.HTTP_201_CREATED)


class NoteVersionViewSet(ViewSet):
    def found(self, request: Request, pk: int) -> NoteVersion:
        return get_object_or_404(permissions.note_versions_for(request.user), pk=pk)

    @extend_schema(responses=WholeNoteVersionOut)
    def retrieve(self, request: Request, pk: int) -> Response:
        return Response(WholeNoteVersionOut(self.found(request, pk)).data)

    @extend_schema(request=None, responses=WholeNoteOut)
    def restore(self, request: Request, pk: int) -> Response:
        row = actions.restore_note_version(actor=actor_for(request), version=self.found(request, pk))
        return Response(WholeNoteOut(row).data)


class NoteCommentsViewSet(GenericViewSet[NoteComment]):
    queryset = NoteComment.objects.none()
    serializer_class = NoteCommentOut
    ordering = ("pk",)

    def get_queryset(self) -> QuerySet[NoteComment]:
        return permissions.note_comments_for(self.request.user).filter(document=self.kwargs["pk"])

    def list(self, request: Request, pk: int) -> Response:
        found_note(request, pk)
        page = self.paginate_queryset(self.get_queryset())
        return self.get_paginated_response(NoteCommentOut(page, many=True).data)

    @extend_schema(request=NoteCommentIn, responses={201: NoteCommentOut})
    def create(self, request: Request, pk: int) -> Response:
        note, given = found_note(request, pk), checked(NoteCommentIn, request)
        if (answers := given.pop("answers", None)) is not None:
            given["answers"] = get_object_or_404(self.get_queryset(), pk=answers)
        row = actions.comment_note(actor=actor_for(request), note=note, **given)
        return Response(NoteCommentOut(row).data, status=status.HTTP_201_CREATED)


class NoteCommentViewSet(ViewSet):
    def found(self, request: Request, pk: int) -> NoteComment:
        return get_object_or_404(permissions.note_comments_for(request.user), pk=pk)

    @extend_schema(responses=NoteCommentOut)
    def retrieve(self, request: Request, pk: int) -> Response:
        return Response(NoteCommentOut(self.found(request, pk)).data)

    @extend_schema(request=NoteCommentChangesIn, responses=NoteCommentOut)
    def partial_update(self, request: Request, pk: int) -> Response:
        comment = self.found(request, pk)
        given = checked(NoteCommentChangesIn, request)
        return Response(
            NoteCommentOut(actions.resolve_note_comment(actor=actor_for(request), comment=comment, **given)).data
        )

    @extend_schema(responses={204: None})
    def destroy(self, request: Request, pk: int) -> Response:
        actions.delete_note_comment(actor=actor_for(request), comment=self.found(request, pk))
        return Response(status=status.HTTP_204_NO_CONTENT)
