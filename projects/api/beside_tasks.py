"""Checklists, comments, files and labels for programs."""

from __future__ import annotations

from typing import Any

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import GenericViewSet, ViewSet

from files.permissions import files_for
from journal.refusals import invalid
from journal.requests import checked, created_code
from organizations.actors import actor_for
from projects import actions, permissions, queries
from projects.api.plan import seen_project
from projects.api.projects import ProjectMarkOut
from projects.api.tasks import CheckOut, PersonMarkOut
from projects.models import Check, Comment, Label, Task, TaskFile


def seen_task(request: Request, pk: int) -> Task:
    return get_object_or_404(permissions.tasks_for(request.user).select_related("project"), pk=pk)


class CheckIn(serializers.Serializer[Any]):
    client_id = serializers.UUIDField()
    text = serializers.CharField(max_length=300)


class CheckChangesIn(serializers.Serializer[Any]):
    text = serializers.CharField(max_length=300)
    done = serializers.BooleanField()


class CheckViewSet(GenericViewSet[Check]):
    queryset = Check.objects.none()
    serializer_class = CheckOut

    @extend_schema(request=CheckIn, responses={201: CheckOut, 200: CheckOut})
    def create(self, request: Request, pk: int) -> Response:
        task, given = seen_task(request, pk), checked(CheckIn, request)
        row = actions.add_check(actor=actor_for(request), task=task, **given)
        return Response(CheckOut(row).data, status=created_code())

    @extend_schema(request=CheckChangesIn, responses=CheckOut)
    def partial_update(self, request: Request, pk: int) -> Response:
        row, given = self.found(request, pk), checked(CheckChangesIn, request, partial=True)
        if "text" in given:
            row = actions.edit_check(actor=actor_for(request), check=row, text=given["text"])
        if "done" in given:
            row = actions.set_check(actor=actor_for(request), check=row, done=given["done"])
        return Response(CheckOut(row).data)

    @extend_schema(responses={204: None})
    def destroy(self, request: Request, pk: int) -> Response:
        actions.delete_check(actor=actor_for(request), check=self.found(request, pk))
        return Response(status=status.HTTP_204_NO_CONTENT)

    def found(self, request: Request, pk: int) -> Check:
        rows = permissions.checks_for(request.user).select_related("task__project", "done_by")
        return get_object_or_404(rows, pk=pk)


class CommentOut(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    task = serializers.IntegerField()
    author = PersonMarkOut()
    organization = ProjectMarkOut(allow_null=True)
    body = serializers.CharField()
    html = serializers.CharField()
    created_at = serializers.CharField()
    edited_at = serializers.CharField(allow_null=True)

    def to_representation(self, row: Comment) -> dict[str, Any]:
        return queries.comment_facts(row)


class CommentBodyIn(serializers.Serializer[Any]):
    body = serializers.CharField(max_length=4000)


class CommentIn(CommentBodyIn):
    client_id = serializers.UUIDField()


class CommentViewSet(GenericViewSet[Comment]):
    queryset = Comment.objects.none()
    serializer_class = CommentOut
    ordering = ("pk",)

    def list(self, request: Request, pk: int) -> Response:
        page = self.paginate_queryset(queries.comments_of(seen_task(request, pk)))
        return self.get_paginated_response(CommentOut(page, many=True).data)

    @extend_schema(request=CommentIn, responses={201: CommentOut, 200: CommentOut})
    def create(self, request: Request, pk: int) -> Response:
        task, given, actor = seen_task(request, pk), checked(CommentIn, request), actor_for(request)
        row = actions.post_comment(actor=actor, task=task, **given)
        return Response(CommentOut(row).data, status=created_code())

    @extend_schema(request=CommentBodyIn, responses=CommentOut)
    def partial_update(self, request: Request, pk: int) -> Response:
        row, given = self.found(request, pk), checked(CommentBodyIn, request)
        actions.edit_comment(actor=actor_for(request), comment=row, **given)
        return Response(CommentOut(self.found(request, pk)).data)

    @extend_schema(responses={204: None})
    def destroy(self, request: Request, pk: int) -> Response:
        actions.delete_comment(actor=actor_for(request), comment=self.found(request, pk))
        return Response(status=status.HTTP_204_NO_CONTENT)

    def found(self, request: Request, pk: int) -> Comment:
        near = ("task__project", "author", "organization__governorate")
        return get_object_or_404(permissions.comments_for(request.user).select_related(*near), pk=pk)


class NamedOut(serializers.Serializer[Any]):
    """`kind`: person, organization, or managers of one; a mention is a link to `href` whose text is @ and the name."""

    kind = serializers.CharField()
    id = serializers.IntegerField()
    name = serializers.CharField()
    detail = serializers.CharField()
    href = serializers.CharField()


class MentionableViewSet(ViewSet):
    @extend_schema(parameters=[OpenApiParameter("q", str)], responses=NamedOut(many=True))
    def list(self, request: Request, pk: int) -> Response:
        """Whom a comment can mention: people who see the task and partners whose names hold the letters of `q`."""
        asked = request.query_params.get("q", "")[:60]
        return Response(queries.mentionables(seen_task(request, pk).project, asked))


class TaskFileOut(serializers.Serializer[Any]):
    """`size` in bytes."""

    id = serializers.IntegerField()
    task = serializers.IntegerField()
    name = serializers.CharField()
    kind = serializers.CharField()
    type = serializers.CharField()
    size = serializers.IntegerField()
    address = serializers.CharField()
    preview = serializers.CharField(allow_null=True)
    person = PersonMarkOut()
    at = serializers.CharField()

    def to_representation(self, row: TaskFile) -> dict[str, Any]:
        return queries.file_facts(row)


class TaskFilesIn(serializers.Serializer[Any]):
    """Uploads of one's own that are here; putting one beside a task again changes nothing."""

    files = serializers.ListField(child=serializers.IntegerField(), min_length=1, max_length=20)


class TaskFileViewSet(GenericViewSet[TaskFile]):
    queryset = TaskFile.objects.none()
    serializer_class = TaskFileOut
    ordering = ("pk",)

    def list(self, request: Request, pk: int) -> Response:
        page = self.paginate_queryset(queries.files_of(seen_task(request, pk)))
        return self.get_paginated_response(TaskFileOut(page, many=True).data)

    @extend_schema(request=TaskFilesIn, responses=TaskFileOut(many=True))
    def attach(self, request: Request, pk: int) -> Response:
        task, ids = seen_task(request, pk), checked(TaskFilesIn, request)["files"]
        held = [row.file for row in task.files.filter(file__in=ids).select_related("file")]
        known = {file.pk: file for file in [*held, *files_for(request.user).filter(pk__in=ids)]}
        if known.keys() != set(ids):
            raise invalid(_("This file is not here (any more)."), code="unknown_file", field="files")
        actions.attach_files(actor=actor_for(request), task=task, files=list(known.values()))
        return Response(TaskFileOut(queries.files_of(task), many=True).data)

    @extend_schema(responses={204: None})
    def destroy(self, request: Request, pk: int) -> Response:
        held = get_object_or_404(
            permissions.task_files_for(request.user).select_related("file", "task__project"), pk=pk
        )
        actions.detach_file(actor=actor_for(request), held=held)
        return Response(status=status.HTTP_204_NO_CONTENT)


class LabelOut(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    project = serializers.IntegerField()
    name = serializers.CharField()
    tint = serializers.CharField()

    def to_representation(self, row: Label) -> dict[str, Any]:
        return queries.label_facts(row)


class LabelIn(serializers.Serializer[Any]):
    """The same name and tint again give the same label. `tint` is a, b, c or d."""

    name = serializers.CharField(max_length=40)
    tint = serializers.CharField(max_length=1, required=False)


class LabelViewSet(GenericViewSet[Label]):
    queryset = Label.objects.none()
    serializer_class = LabelOut
    ordering = ("name", "pk")

    def list(self, request: Request, pk: int) -> Response:
        page = self.paginate_queryset(seen_project(request, pk).labels.all())
        return self.get_paginated_response(LabelOut(page, many=True).data)

    @extend_schema(request=LabelIn, responses={201: LabelOut})
    def create(self, request: Request, pk: int) -> Response:
        project = seen_project(request, pk)
        row = actions.create_label(actor=actor_for(request), project=project, **checked(LabelIn, request))
        return Response(LabelOut(row).data, status=status.HTTP_201_CREATED)

    @extend_schema(request=LabelIn, responses=LabelOut)
    def partial_update(self, request: Request, pk: int) -> Response:
        row = self.found(request, pk)
        given = {"name": row.name, "tint": row.tint, **checked(LabelIn, request, partial=True)}
        return Response(LabelOut(actions.edit_label(actor=actor_for(request), label=row, **given)).data)

    @extend_schema(responses={204: None})
    def destroy(self, request: Request, pk: int) -> Response:
        actions.delete_label(actor=actor_for(request), label=self.found(request, pk))
        return Response(status=status.HTTP_204_NO_CONTENT)

    def found(self, request: Request, pk: int) -> Label:
        return get_object_or_404(permissions.labels_for(request.user).select_related("project"), pk=pk)
