"""One POST to an address somebody typed: what it refuses, and that nothing holds it longer than its time."""

from __future__ import annotations

import base64
import hashlib
import hmac
import socket
import time
from ipaddress import ip_address
from typing import Any

import pytest

from bots.signing import new_signing_secret, signed_headers
from journal.posting import MOST_READ, Answer, PostingError, is_outside, parsed, post
from tests.bots.listening import listening

INSIDE = [
    "127.0.0.1", "10.0.0.1", "172.16.3.4", "192.168.1.1", "169.254.169.254", "0.0.0.0", "100.64.0.1", "224.0.0.1",  # noqa: S104
    "::1", "fe80::1", "fd00::1", "::ffff:127.0.0.1", "2002:7f00:1::", "64:ff9b::7f00:1", "::",
]  # fmt: skip


@pytest.mark.parametrize("address", INSIDE)
def test_addresses_inside_are_known(address: str) -> None:
    assert not is_outside(ip_address(address))
    host = f"[{address}]" if ":" in address else address
    with pytest.raises(PostingError, match="inside"):
        parsed(f"https://{host}/x", inside=False)


@pytest.mark.parametrize("address", ["93.184.216.34", "2606:2800:220:1::1"])
def test_addresses_outside_are_known(address: str) -> None:
    assert is_outside(ip_address(address))


@pytest.mark.parametrize(
    "url",
    ["http://a.example/", "ftp://a.example/", "https://", "https://u:p@a.example/", "https://a.example:99999/", "x",
     "https://a.example/\r\nHost: b", "https://a.example:0/", "https://[::1", "javascript:alert(1)", "https://é.example/"],
)  # fmt: skip
def test_wrong_addresses_are_refused(url: str) -> None:
    with pytest.raises(PostingError, match="bad_address"):
        parsed(url, inside=False)


@pytest.mark.parametrize("url", ["https://localhost/", "https://printer.local/", "https://db.internal./"])
def test_names_of_our_own_network_are_refused(url: str) -> None:
    with pytest.raises(PostingError, match="inside"):
        parsed(url, inside=False)


@pytest.mark.parametrize("host", ["2130706433", "0x7f.1", "name.example"])
def test_a_name_that_leads_inside_is_refused_when_it_is_resolved(host: str, monkeypatch: Any) -> None:
    """Whatever a name said when it was typed: what counts is where the connection would go."""
    answers = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (ip, 443)) for ip in ("93.184.216.34", "127.0.0.1")]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_a, **_k: answers)
    with pytest.raises(PostingError, match="inside"):
        post(f"https://{host}/", b"{}", {})


def test_the_answer_comes_back_cut_short() -> None:
    with listening() as program:
        assert post(program.url, b"{}", {"X-A": "1"}, inside=True) == Answer(200, "heard")
        assert program.heard[0][0]["x-a"] == "1"
        program.answer = "endless"
        begun = time.monotonic()
        assert len(post(program.url, b"{}", {}, inside=True).text) <= MOST_READ
        assert time.monotonic() - begun < 2


def test_a_slow_program_is_cut_off() -> None:
    with listening() as program:
        program.answer = "slow"
        begun = time.monotonic()
        with pytest.raises(PostingError, match="timeout"):
            post(program.url, b"{}", {}, inside=True, seconds=0.5)
        assert time.monotonic() - begun < 2


def test_who_answers_drop_by_drop_is_heard_no_longer_than_the_time() -> None:
    with listening() as program:
        program.answer = "drips"
        begun = time.monotonic()
        assert 0 < len(post(program.url, b"{}", {}, inside=True, seconds=0.5).text) < 30
        assert time.monotonic() - begun < 2


def test_nothing_is_followed_and_a_dead_port_is_said() -> None:
    with listening() as program:
        program.answer = "leads"
        assert post(program.url, b"{}", {}, inside=True).status == 302
        assert len(program.heard) == 1
        gone = program.url
    with pytest.raises(PostingError, match="unreachable"):
        post(gone, b"{}", {}, inside=True)


def test_signatures_are_those_of_the_standard() -> None:
    secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
    body, name, moment = b'{"test": 2432232314}', "msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330
    sent = signed_headers([secret, new_signing_secret()], name, moment, body)
    first, second = sent["webhook-signature"].split(" ")
    assert first == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="
    assert second.startswith("v1,")
    key = base64.b64decode(secret[6:])
    wanted = hmac.new(key, f"{name}.{moment}.".encode() + body, hashlib.sha256).digest()
    assert base64.b64encode(wanted).decode() == first[3:]
