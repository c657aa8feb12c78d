"""One push to one browser: encrypted for it, signed by us (RFC 8291, RFC 8292). No rows: threads run this."""

from __future__ import annotations

import base64
import binascii
import json
import time
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from urllib.parse import urlsplit

from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, EllipticCurvePublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from py_vapid import Vapid02
from pywebpush import WebPusher

from journal.posting import Answer, PostingError, post

SECONDS = 5.0
HOUR = 3600
DAY = 24 * HOUR
MOST = 3000  # bytes of words; services refuse more than 4096 encrypted
GONE, SENT, LATER, REFUSED = "gone", "sent", "later", "refused"


@dataclass(frozen=True)
class Address:
    """Where a browser listens, and its keys."""

    endpoint: str
    p256dh: str
    auth: str


@dataclass(frozen=True)
class Push:
    """What is sent: `topic` lets a later push take the place of one that still waits at the service."""

    words: dict[str, Any]
    topic: str
    is_urgent: bool


@dataclass(frozen=True)
class Outcome:
    """SENT, GONE (the subscription is no more), LATER (after so many seconds), or REFUSED."""

    result: str
    seconds: int = 0


@dataclass(frozen=True)
class Sender:
    """Who we are: our private key (URL-safe base64), whom a service may write to, and whether it may lie inside."""

    key: str
    contact: str
    inside: bool

    def send(self, address: Address, push: Push) -> Outcome:
        try:
            answer = post(
                address.endpoint,
                encrypted(address, push),
                self.headers(address, push),
                inside=self.inside,
                seconds=SECONDS,
            )
        except PostingError as error:
            return Outcome(REFUSED if error.code in {"bad_address", "inside"} else LATER)
        return outcome_of(answer)

    def headers(self, address: Address, push: Push) -> dict[str, str]:
        parts = urlsplit(address.endpoint)
        claims = {"aud": f"{parts.scheme}://{parts.netloc}", "sub": self.contact, "exp": int(time.time()) + 12 * HOUR}
        return {
            **vapid(self.key).sign(claims),
            "Content-Encoding": "aes128gcm",
            "Content-Type": "application/octet-stream",
            "TTL": str(DAY),
            "Topic": push.topic,
            "Urgency": "high" if push.is_urgent else "normal",
        }


def encrypted(address: Address, push: Push) -> bytes:
    keys = {"p256dh": address.p256dh, "auth": address.auth}
    text = json.dumps(push.words, ensure_ascii=False, separators=(",", ":")).encode()
    if len(text) > MOST:
        text = json.dumps({**push.words, "body": ""}, ensure_ascii=False).encode()
    return bytes(WebPusher({"endpoint": address.endpoint, "keys": keys}).encode(text)["body"])


def outcome_of(answer: Answer) -> Outcome:
    if 200 <= answer.status < 300:
        return Outcome(SENT)
    if answer.status in (404, 410):
        return Outcome(GONE)
    if answer.status == 429 or answer.status >= 500:
        return Outcome(LATER, min(answer.retry_after, DAY))
    return Outcome(REFUSED)


@lru_cache(maxsize=2)
def vapid(key: str) -> Any:
    return Vapid02.from_raw(key.encode())


def public_key(key: str) -> str:
    """What browsers subscribe with."""
    point = vapid(key).public_key.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    return base64.urlsafe_b64encode(point).rstrip(b"=").decode()


def are_keys(p256dh: str, auth: str) -> bool:
    """A point of the curve, and sixteen bytes."""
    try:
        point, secret = decoded(p256dh), decoded(auth)
        EllipticCurvePublicKey.from_encoded_point(SECP256R1(), point)
    except (ValueError, binascii.Error):
        return False
    return len(point) == 65 and len(secret) == 16


def decoded(text: str) -> bytes:
    return base64.b64decode(text.encode("ascii") + b"=" * (-len(text) % 4), altchars=b"-_", validate=True)
