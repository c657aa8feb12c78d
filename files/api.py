"""Bringing files in: tus 1.0 (creation, creation-with-upload, termination), so that a cut line costs one piece at most.

https://tus.io/protocols/resumable-upload
"""

from __future__ import annotations

import json
import uuid
from base64 import b64decode
from typing import Any

from django.conf import settings
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers, status
from rest_framework.exceptions import APIException
from rest_framework.parsers import BaseParser
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import ViewSet

from files import actions, permissions
from files.actions import Voice
from files.models import StoredFile
from files.receiving import Busy, receive_chunk
from journal.refusals import invalid
from organizations.actors import actor_for

TUS = "1.0.0"
CHUNK = "application/offset+octet-stream"
LENGTH = OpenApiParameter("Upload-Length", str, "header", description="Bytes of the whole file")
METADATA = OpenApiParameter(
    "Upload-Metadata", str, "header", description="filename, client_id, voice (JSON: duration, peaks): base64 each"
)
OFFSET = OpenApiParameter("Upload-Offset", str, "header", description="Bytes received so far")


class TooLarge(APIException):
    status_code = status.HTTP_413_REQUEST_ENTITY_TOO_LARGE
    default_code = "too_large"


class Locked(APIException):
    status_code = status.HTTP_423_LOCKED
    default_code = "busy"


class WrongType(APIException):
    status_code = status.HTTP_415_UNSUPPORTED_MEDIA_TYPE
    default_code = "unsupported_media_type"


class UploadOut(serializers.Serializer[Any]):
    """`offset` of `length` bytes are here; when they are equal the file is complete and has type, kind and size."""

    id = serializers.IntegerField()
    name = serializers.CharField()
    length = serializers.IntegerField()
    offset = serializers.IntegerField()
    finished = serializers.BooleanField()
    type = serializers.CharField()
    kind = serializers.CharField()
    size = serializers.IntegerField()


class Bytes(BaseParser):
    """A piece of a file: not read by the framework, taken from the request as it is."""

    media_type = CHUNK

    def parse(self, stream: Any, media_type: Any = None, parser_context: Any = None) -> Any:
        return stream.read()


class UploadViewSet(ViewSet):
    """Files on their way; whoever brings one finds it, nobody else."""

    parser_classes = (Bytes,)

    def found(self, request: Request, pk: int) -> StoredFile:
        return get_object_or_404(permissions.files_for(request.user), pk=pk)

    @extend_schema(request=None, responses={204: None})
    def protocol(self, request: Request) -> Response:
        """What the server understands."""
        headers = {"Tus-Version": TUS, "Tus-Max-Size": str(settings.MAX_FILE)}
        headers["Tus-Extension"] = "creation,creation-with-upload,termination"
        return Response(status=204, headers=headers | {"Tus-Resumable": TUS})

    @extend_schema(parameters=[LENGTH, METADATA], request=None, responses={201: UploadOut, 200: UploadOut})
    def create(self, request: Request) -> Response:
        """Begin an upload; the body may hold its first piece."""
        length = whole_number(request.headers.get("Upload-Length", ""), "Upload-Length")
        if length > settings.MAX_FILE:
            words = _("The file is too large: at most %(megabytes)d MB.")
            raise TooLarge(words % {"megabytes": settings.MAX_FILE // 1024**2})
        described = metadata(request.headers.get("Upload-Metadata", ""))
        actor = actor_for(request)
        file, is_new = actions.create_upload(
            actor=actor,
            name=described.get("filename", "file"),
            length=length,
            client_id=client_id(described),
            voice=voice(described.get("voice")),
        )
        if is_new and request.content_type == CHUNK and (content := request.stream.read()):
            file = received(request, file, 0, content)
        return answer(file, status.HTTP_201_CREATED if is_new else status.HTTP_200_OK)

    @extend_schema(responses=UploadOut)
    def retrieve(self, request: Request, pk: int) -> Response:
        """How far it is; HEAD says the same in its headers."""
        return answer(self.found(request, pk))

    @extend_schema(parameters=[OFFSET], request=None, responses={204: None})
    def partial_update(self, request: Request, pk: int) -> Response:
        """The next piece, as `application/offset+octet-stream`: at most 16 MiB, best 1 to 5."""
        file = self.found(request, pk)
        if request.content_type != CHUNK:
            raise WrongType(CHUNK)
        offset = whole_number(request.headers.get("Upload-Offset", ""), "Upload-Offset")
        file = received(request, file, offset, request.stream.read() if request.stream else b"")
        return Response(status=204, headers=headers_of(file))

    @extend_schema(responses={204: None})
    def destroy(self, request: Request, pk: int) -> Response:
        actions.discard_upload(actor=actor_for(request), file=self.found(request, pk))
        return Response(status=204, headers={"Tus-Resumable": TUS})


def received(request: Request, file: StoredFile, offset: int, content: bytes) -> StoredFile:
    try:
        return receive_chunk(actor=actor_for(request), file=file, offset=offset, content=content)
    except Busy as busy:
        raise Locked(_("Another piece of this file is being written.")) from busy


def answer(file: StoredFile, code: int = status.HTTP_200_OK) -> Response:
    told = {
        "id": file.pk,
        "name": file.name,
        "length": file.length,
        "offset": file.received,
        "finished": file.is_finished,
        "type": file.type,
        "kind": file.kind,
        "size": file.size,
    }
    return Response(told, status=code, headers=headers_of(file))


def headers_of(file: StoredFile) -> dict[str, str]:
    return {
        "Tus-Resumable": TUS,
        "Upload-Offset": str(file.received),
        "Upload-Length": str(file.length),
        "Location": f"/api/uploads/{file.pk}/",
        "Cache-Control": "no-store",
    }


def whole_number(text: str, name: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) <= 15):
        raise invalid(_("A whole number is missing here."), code="invalid_number", field=name)
    return int(text)


def metadata(header: str) -> dict[str, str]:
    """`name base64, name base64`; a pair that cannot be read is invalid as a whole."""
    pairs = [pair.strip().split(" ") for pair in header.split(",") if pair.strip()]
    try:
        return {pair[0]: b64decode(pair[1], validate=True).decode() if len(pair) > 1 else "" for pair in pairs}
    except ValueError as error:
        raise invalid(
            _("What describes the file cannot be read."), code="invalid_metadata", field="metadata"
        ) from error


def client_id(described: dict[str, str]) -> uuid.UUID:
    """Without one a repeat of the request begins a second upload."""
    try:
        return uuid.UUID(described["client_id"]) if "client_id" in described else uuid.uuid4()
    except ValueError as error:
        raise invalid(_("This is no identifier."), code="invalid", field="client_id") from error


def voice(text: str | None) -> Voice | None:
    if text is None:
        return None
    try:
        told = json.loads(text)
        return Voice(int(told["duration"]), str(told["peaks"]))
    except (ValueError, TypeError, KeyError, OverflowError, RecursionError) as error:
        raise invalid(_("What describes the file cannot be read."), code="invalid_metadata", field="voice") from error
