"""Uploads for tests, as a program makes them."""

from __future__ import annotations

import json
from base64 import b64encode
from typing import Any
from uuid import UUID, uuid4

from django.test import Client

from files.actions import Voice, create_upload
from files.models import StoredFile
from files.receiving import receive_chunk
from tests.factories import Cast

CHUNK = "application/offset+octet-stream"


def brought(cast: Cast, name: str, content: bytes, called: str = "صورة.jpg", voice: Voice | None = None) -> StoredFile:
    """A finished upload of one of the cast."""
    actor = cast.actor(name)
    file = create_upload(actor=actor, name=called, length=len(content), client_id=uuid4(), voice=voice).file
    return receive_chunk(actor=actor, file=file, offset=0, content=content)


def browser(cast: Cast, name: str) -> Client:
    client = Client()
    client.force_login(getattr(cast, name))
    return client


def begin(
    client: Client, length: int | str, called: str = "صورة.jpg", client_id: UUID | None = None, **more: Any
) -> Any:
    told = {"filename": called, "client_id": str(client_id or uuid4()), **{k: json.dumps(v) for k, v in more.items()}}
    described = ",".join(f"{key} {b64encode(value.encode()).decode()}" for key, value in told.items())
    headers = {"Upload-Length": str(length), "Upload-Metadata": described, "Tus-Resumable": "1.0.0"}
    return client.post("/api/uploads/", b"", content_type="text/plain", headers=headers)


def piece(client: Client, address: str, offset: int | str, content: bytes) -> Any:
    return client.patch(address, content, content_type=CHUNK, headers={"Upload-Offset": str(offset)})
