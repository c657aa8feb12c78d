"""Input that no person sends. Whatever it is, it is answered, and never with a fault of ours (500)."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from tests.chat.rooms import said, sector_room
from tests.factories import Cast

HUGE, LONG, NUL = "9" * 23, "9" * 5000, "%00"
POSITION = "cD1hYmM="  # a cursor whose position is "abc"
OF_NUL = "cD0A"  # a cursor whose position is a NUL
ADDRESSES = [
    *(f"/rooms/{{room}}/?around={text}" for text in ("--5", "-", "٥", HUGE, NUL)),
    *(f"/rooms/{{room}}/?day={text}" for text in ("0001-01-01", "9999-12-31", NUL)),
    *(f"/rooms/{HUGE}/", f"/rooms/{{room}}/m/{HUGE}/", f"/messages/{HUGE}/versions/", f"/imports/{HUGE}/"),
    *(f"/people/{HUGE}/", f"/people/{HUGE}/avatar/", f"/organizations/{HUGE}/", f"/organizations/{HUGE}/logo/"),
    *(f"/api/organizations/{text}/" for text in ("abc", HUGE, NUL, "-1", "٣")),
    *(f"/api/organizations/?union={text}" for text in (HUGE, LONG, NUL, "٣")),
    *(f"/api/organizations/?{name}={NUL}" for name in ("q", "kind", "governorate", "sector", "cursor")),
    *(
        f"/api/{name}/?cursor={at}"
        for name in ("sectors", "memberships", "tokens", "places")
        for at in (POSITION, OF_NUL)
    ),
    *(f"/api/{name}/{text}/" for name in ("memberships", "tokens", "applications") for text in ("abc", HUGE, NUL)),
    *(f"/api/memberships/?organization={text}" for text in (HUGE, NUL)),
    *(f"/api/sectors/{NUL}/", f"/api/places/?parent={NUL}", f"/api/places/?level={HUGE}"),
    *(f"/api/rooms/{HUGE}/", f"/api/messages/{HUGE}/", f"/api/rooms/{{room}}/mentionables/?q={NUL}"),
    *(f"/api/rooms/{{room}}/messages/?{name}={HUGE}" for name in ("around", "before_seq", "after_seq", "limit")),
    *(f"/api/sync/?{name}=0" for name in (f"org.{HUGE}", "org.0", f"room.{HUGE}", f"user.{HUGE}", "desk.x", NUL)),
    *(f"/organizations/?{name}={HUGE}" for name in ("page", "union", "sector", "governorate")),
    *(f"/organizations/?q={NUL}", f"/organizations/export.csv?q={NUL}", f"/applications/?page={NUL}"),
    *(f"/join/{NUL}/", "/join/%ed%a0%80/", f"/reset/{NUL}/", f"/accounts/login/?next={NUL}"),
]
DEEP = b"[" * 100_000
ROOM = '"client_id":"c5b1b2c4-0000-4000-8000-000000000001","name":"abc"'
BODIES: list[tuple[str, str, bytes | str]] = [
    ("post", "/api/auth/token/", DEEP),
    ("post", "/api/auth/token/", b'{"a":' * 5000),
    ("post", "/api/auth/token/", '{"username":"\\ud800","password":"\\u0000"}'),
    ("post", "/api/auth/token/", b"\xff\xfe"),
    ("post", "/api/auth/token/", "[]"),
    ("post", "/api/rooms/", f'{{{ROOM},"people":[{HUGE}]}}'),
    ("post", "/api/rooms/", f'{{{ROOM},"people":[true,"x",null,{{}}]}}'),
    ("post", "/api/rooms/", f'{{{ROOM},"kind":"sector","sector":"\\u0000"}}'),
    ("post", "/api/rooms/", f'{{{ROOM},"kind":"sector","place":"\\u0000"}}'),
    ("post", "/api/rooms/{room}/messages/", f'{{{ROOM},"body":"x","reply_to":{HUGE}}}'),
    ("post", "/api/rooms/{room}/messages/", f'{{{ROOM},"body":"x","organization":{HUGE}}}'),
    ("post", "/api/rooms/{room}/messages/", f'{{{ROOM},"body":"[@a](/people/999999999999/)"}}'),
    ("put", "/api/rooms/{room}/read/", f'{{"seq":{HUGE}}}'),
    ("put", "/api/messages/{message}/reactions/%00/", ""),
    ("delete", "/api/messages/{message}/reactions/%00/", ""),
    ("patch", "/api/organizations/{organization}/", '{"governorate":"\\u0000"}'),
    ("patch", "/api/organizations/{organization}/", '{"places":["\\u0000"],"sectors":[{}]}'),
    ("patch", "/api/organizations/{organization}/", f'{{"organization":"{LONG}"}}'),
    ("patch", "/api/organizations/{organization}/", "[1]"),
    ("delete", "/api/memberships/{membership}/", f'{{"organization":"{LONG}"}}'),
]
FORMS = [
    ("/apply/", {"sectors": HUGE, "governorate": HUGE, "convener": HUGE, "client_id": "x"}),
    ("/apply/status/", {"code": "\0", "phone": "\0"}),
    ("/accounts/login/", {"login": "\0", "password": "\0"}),
    ("/language/", {"language": "ar", "next": "\r\nX: 1"}),
    ("/organizations/choose/", {"organization": LONG}),
    ("/organizations/{organization}/close/", {"reason": "\0"}),
    ("/organizations/{organization}/suspend/", {"reason": "a\0b"}),
    ("/people/{person}/suspend/", {"reason": "a\0b"}),
    ("/people/{person}/factor-removal/", {"reason": "\0"}),
    ("/memberships/{membership}/role/", {"role": "\0"}),
    ("/rooms/new/", {"name": "فريق", "people": HUGE}),
    ("/rooms/{room}/members/add/", {"people": HUGE}),
    ("/settings/profile/", {"display_name": "\0", "phone": "\0"}),
]


@pytest.fixture
def known(cast: Cast) -> dict[str, Any]:
    room = sector_room(cast, "basel", "salma")
    membership = cast.basel.memberships.get()
    return {
        "room": room.pk,
        "message": said(cast, "basel", room).pk,
        "organization": cast.association.pk,
        "membership": membership.pk,
        "person": cast.hala.pk,
    }


@pytest.fixture(params=["", "basel", "salma"])
def client(request: pytest.FixtureRequest, cast: Cast) -> Client:
    browser = Client(raise_request_exception=False)
    if request.param:
        browser.force_login(getattr(cast, request.param))
    return browser


@pytest.mark.both
def test_no_address_is_a_fault_of_ours(client: Client, known: dict[str, Any]) -> None:
    asked = [address.format(**known) for address in ADDRESSES]
    assert [address[:80] for address in asked if client.get(address).status_code >= 500] == []


@pytest.mark.both
def test_no_body_is_a_fault_of_ours(client: Client, known: dict[str, Any]) -> None:
    faults = []
    for method, route, body in BODIES:
        address = route.format(**known)
        if client.generic(method.upper(), address, body, "application/json").status_code >= 500:
            faults.append((method, address, body[:60]))
    assert faults == []


@pytest.mark.both
def test_no_form_is_a_fault_of_ours(client: Client, known: dict[str, Any]) -> None:
    asked = [(route.format(**known), fields) for route, fields in FORMS]
    assert [(at, str(fields)[:60]) for at, fields in asked if client.post(at, fields).status_code >= 500] == []


@pytest.mark.parametrize(
    "address", ["//evil.example/", "https://evil.example/", "/\\evil.example", "javascript:alert(1)"]
)
@pytest.mark.parametrize("form", ["/language/", "/organizations/choose/"])
def test_no_form_leads_to_another_site(cast: Cast, form: str, address: str) -> None:
    browser = Client()
    browser.force_login(cast.basel)
    answer = browser.post(form, {"language": "ar", "organization": cast.association.pk, "next": address})
    assert "evil" not in answer.headers["Location"]
    assert "javascript" not in answer.headers["Location"]


def test_a_large_body_is_refused_before_it_is_unpacked(db: None) -> None:
    large = b'{"username":[' + b"[]," * 1_000_000 + b"[]]}"
    assert Client().generic("POST", "/api/auth/token/", large, "application/json").status_code == 413
