"""The whole API against its own description: nothing that is sent to it is a fault of ours."""

from __future__ import annotations

import json
from http import HTTPStatus
from typing import Any
from urllib.parse import urlencode

import pytest
import schemathesis
from django.core.management import call_command
from django.test import Client
from hypothesis import HealthCheck, given, settings
from schemathesis.core import NOT_SET

from accounts.actions import create_token
from tests.chat.rooms import said, sector_room
from tests.factories import Cast

pytestmark = [pytest.mark.django_db]
HARMLESS: dict[str, Any] = {"deadline": None, "database": None, "suppress_health_check": list(HealthCheck)}
SHUT = {HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN}


def faults(headers: dict[str, str]) -> list[str]:
    """The calls that were answered by 500 and more, over every operation of the description."""
    client = Client(raise_request_exception=False, headers=headers)
    schema = schemathesis.openapi.from_dict(client.get("/api/schema/?format=json").json())
    return [fault for result in schema.get_all_operations() for fault in faults_of(result.ok(), client)]  # type: ignore[union-attr]


def faults_of(operation: Any, client: Client) -> list[str]:
    """A door that is shut to the first call is not tried again: nothing behind it read what was sent."""
    found: list[str] = []
    statuses: set[int] = set()

    def ask(case: Any) -> None:
        body = b"" if case.body is NOT_SET else json.dumps(case.body, default=str).encode()
        address = f"{case.formatted_path}?{urlencode(case.query or {}, doseq=True)}"
        answer = client.generic(case.method, address, body, "application/json")
        statuses.add(answer.status_code)
        if answer.status_code >= HTTPStatus.INTERNAL_SERVER_ERROR:
            found.append(f"{case.method} {address} {body!r:.300}")

    for tries in (1, 7):
        if not statuses or not statuses <= SHUT:
            settings(max_examples=tries, **HARMLESS)(given(case=operation.as_strategy())(ask))()
    return found


def test_nothing_sent_by_a_member_is_a_fault(cast: Cast) -> None:
    said(cast, "basel", sector_room(cast, "basel", "omar"))
    _token, secret = create_token(actor=cast.actor("basel"), name="fuzz", days=1)
    assert faults({"Authorization": f"Token {secret}"}) == []


def test_nothing_sent_by_a_stranger_is_a_fault(db: None) -> None:
    assert faults({}) == []


def test_the_description_is_there_without_sign_in(client: Client, db: None) -> None:
    assert client.get("/api/schema/").status_code == HTTPStatus.OK
    assert client.get("/api/docs/").status_code == HTTPStatus.OK


def test_the_description_is_whole(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("spectacular", "--validate", "--fail-on-warn")
    assert "Warning" not in capsys.readouterr().err
