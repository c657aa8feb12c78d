"""Folders and documents for programs: the same verbs as the pages; files come in pieces (/api/uploads/)."""

from __future__ import annotations

from typing import Any

from django.http import Http404
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import GenericViewSet, ViewSet

from accounts.models import User
from files.models import StoredFile
from files.permissions import files_for
from journal.queries import head
from journal.requests import checked
from organizations.actors import actor_for
from projects.actions import documents as actions
from projects.models import Document, Folder, Project
from projects.permissions import documents as permissions
from projects.permissions import projects_for
from projects.queries import documents as queries


class DocumentAuthorOut(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    name = serializers.CharField()


class DocumentVersionOut(serializers.Serializer[Any]):
    """`address` is where the file itself is."""

    number = serializers.IntegerField()
    name = serializers.CharField()
    type = serializers.CharField()
    size = serializers.IntegerField()
    note = serializers.CharField()
    author = DocumentAuthorOut()
    created_at = serializers.CharField()
    address = serializers.CharField()


class DocumentOut(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    project = serializers.IntegerField()
    folder = serializers.IntegerField(allow_null=True)
    kind = serializers.ChoiceField(choices=Document.Kind.choices)
    title = serializers.CharField()
    author = DocumentAuthorOut()
    organization = serializers.DictField(allow_null=True)
    created_at = serializers.CharField()
    changed_at = serializers.CharField()
    versions = DocumentVersionOut(many=True)

    def to_representation(self, row: Document) -> dict[str, Any]:
        return queries.document_facts(row)


class FolderOut(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    project = serializers.IntegerField()
    parent = serializers.IntegerField(allow_null=True)  # type: ignore[assignment]
    name = serializers.CharField()

    def to_representation(self, row: Folder) -> dict[str, Any]:
        return queries.folder_facts(row)


class DocumentReadingOut(serializers.Serializer[Any]):
    """Who opened a document last when, and which version."""

    person = serializers.CharField()
    organization = serializers.CharField(allow_null=True)
    version = serializers.IntegerField()
    at = serializers.DateTimeField()


class FolderIn(serializers.Serializer[Any]):
    client_id = serializers.UUIDField()
    name = serializers.CharField(max_length=80)
    parent = serializers.IntegerField(required=False, allow_null=True)  # type: ignore[assignment]


class FolderNameIn(serializers.Serializer[Any]):
    name = serializers.CharField(max_length=80)


class DocumentIn(serializers.Serializer[Any]):
    """`file` is the number of an upload that has arrived."""

    client_id = serializers.UUIDField()
    file = serializers.IntegerField()
    title = serializers.CharField(max_length=160, required=False, allow_blank=True)
    folder = serializers.IntegerField(required=False, allow_null=True)
    note = serializers.CharField(max_length=200, required=False, allow_blank=True)


class DocumentVersionIn(serializers.Serializer[Any]):
    file = serializers.IntegerField()
    note = serializers.CharField(max_length=200, required=False, allow_blank=True)


class DocumentChangesIn(serializers.Serializer[Any]):
    title = serializers.CharField(max_length=160)
    folder = serializers.IntegerField(allow_null=True)


def found_project(request: Request, pk: int) -> Project:
    return get_object_or_404(projects_for(request.user), pk=pk)


def found_folder(request: Request, project: Project, pk: int | None) -> Folder | None:
    return None if pk is None else get_object_or_404(permissions.folders_for(request.user), pk=pk, project=project)


def own_file(request: Request, pk: int) -> StoredFile:
    return get_object_or_404(files_for(request.user), pk=pk)


class FoldersViewSet(ViewSet):
    @extend_schema(responses=FolderOut(many=True))
    def list(self, request: Request, pk: int) -> Response:
        """All folders of a project: at most 300."""
        return Response(FolderOut(found_project(request, pk).folders.all(), many=True).data)

    @extend_schema(request=FolderIn, responses={201: FolderOut})
    def create(self, request: Request, pk: int) -> Response:
        project, given = found_project(request, pk), checked(FolderIn, request)
        given["parent"] = found_folder(request, project, given.get("parent"))
        row = actions.create_folder(actor=actor_for(request), project=project, **given)
        return Response(FolderOut(row).data, status=status.HTTP_201_CREATED)


class FolderViewSet(ViewSet):
    def found(self, request: Request, pk: int) -> Folder:
        return get_object_or_404(permissions.folders_for(request.user).select_related("project", "parent"), pk=pk)

    @extend_schema(request=FolderNameIn, responses=FolderOut)
    def partial_update(self, request: Request, pk: int) -> Response:
        folder = self.found(request, pk)
        row = actions.rename_folder(actor=actor_for(request), folder=folder, **checked(FolderNameIn, request))
        return Response(FolderOut(row).data)

    @extend_schema(responses={204: None})
    def destroy(self, request: Request, pk: int) -> Response:
        actions.delete_folder(actor=actor_for(request), folder=self.found(request, pk))
        return Response(status=status.HTTP_204_NO_CONTENT)


class DocumentsViewSet(GenericViewSet[Document]):
    """Those of a project in all its folders, the latest changed first; `folder` narrows."""

    queryset = Document.objects.none()
    serializer_class = DocumentOut
    ordering = ("-changed_at", "-pk")

    @extend_schema(parameters=[OpenApiParameter("folder", int)])
    def list(self, request: Request, pk: int) -> Response:
        project = found_project(request, pk)
        rows = queries.whole_documents(permissions.documents_for(request.user).filter(project=project))
        asked = request.query_params.get("folder", "")
        if asked:
            is_number = asked.isascii() and asked.isdigit() and len(asked) < 16
            rows = rows.filter(folder=int(asked)) if is_number else rows.none()
        return self.get_paginated_response(DocumentOut(self.paginate_queryset(rows), many=True).data)

    @extend_schema(request=DocumentIn, responses={201: DocumentOut})
    def create(self, request: Request, pk: int) -> Response:
        project, given = found_project(request, pk), checked(DocumentIn, request)
        given["folder"] = found_folder(request, project, given.get("folder"))
        given["file"] = own_file(request, given["file"])
        row = actions.add_document(actor=actor_for(request), project=project, **given)
        return Response(whole(request.user, row.pk), status=status.HTTP_201_CREATED)


class DocumentViewSet(ViewSet):
    def found(self, request: Request, pk: int) -> Document:
        return get_object_or_404(permissions.documents_for(request.user).select_related("project"), pk=pk)

    @extend_schema(responses=DocumentOut)
    def retrieve(self, request: Request, pk: int) -> Response:
        return Response(whole(request.user, pk))

    @extend_schema(request=DocumentChangesIn, responses=DocumentOut)
    def partial_update(self, request: Request, pk: int) -> Response:
        row, given = self.found(request, pk), checked(DocumentChangesIn, request, partial=True)
        if "folder" in given:
            given["folder"] = found_folder(request, row.project, given["folder"])
        actions.edit_document(actor=actor_for(request), document=row, **given)
        return Response(whole(request.user, pk))

    @extend_schema(responses={204: None})
    def destroy(self, request: Request, pk: int) -> Response:
        actions.delete_document(actor=actor_for(request), document=self.found(request, pk))
        return Response(status=status.HTTP_204_NO_CONTENT)

    @extend_schema(request=DocumentVersionIn, responses=DocumentOut)
    def add_version(self, request: Request, pk: int) -> Response:
        """The same file again changes nothing."""
        row, given = self.found(request, pk), checked(DocumentVersionIn, request)
        given["file"] = own_file(request, given["file"])
        actions.add_version(actor=actor_for(request), document=row, **given)
        return Response(whole(request.user, pk))

    @extend_schema(request=None, responses=DocumentOut)
    def restore(self, request: Request, pk: int) -> Response:
        rows = permissions.deleted_documents_for(request.user) | permissions.documents_for(request.user)
        row = get_object_or_404(rows.select_related("project"), pk=pk)
        actions.restore_document(actor=actor_for(request), document=row)
        return Response(whole(request.user, pk))

    @extend_schema(responses=DocumentReadingOut(many=True))
    def readings(self, request: Request, pk: int) -> Response:
        """Who opened it, the latest first; at most 200."""
        rows = queries.readings_of(self.found(request, pk))
        said = [{"person": str(row.person), "organization": str(row.organization or "")} for row in rows]
        found = [{**each, "version": row.version, "at": row.at} for each, row in zip(said, rows, strict=True)]
        return Response(DocumentReadingOut(found, many=True).data)


def whole(user: User | Any, pk: int) -> dict[str, Any]:
    row = queries.seen_document(user, pk)
    if row is None:
        raise Http404
    reached = head(row.project.stream)
    return {**DocumentOut(row).data, "head": reached}
