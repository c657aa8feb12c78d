"""One POST to an address that somebody typed: never to our own network, never followed, never longer than its time.

The name is resolved once and the connection goes to that very address: a name that answers differently a moment later
(DNS rebinding) leads nowhere else. No Django.
"""

from __future__ import annotations

import contextlib
import socket
import ssl
import threading
from collections.abc import Mapping
from http.client import HTTPConnection, HTTPException
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from typing import NamedTuple
from urllib.parse import SplitResult, urlsplit

SECONDS = 10.0
MOST_READ = 64 * 1024
KEPT = 200
TRANSLATED = IPv6Network("64:ff9b::/96")  # NAT64: an IPv4 address in other clothes


class PostingError(Exception):
    """`code`: bad_address, inside, unresolved, unreachable, timeout, bad_certificate, bad_answer."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class Answer(NamedTuple):
    """An HTTP status, the beginning of what was answered, and after how many seconds one may ask again, if it says."""

    status: int
    text: str
    retry_after: int = 0


def parsed(url: str, *, inside: bool) -> SplitResult:
    """An address that may be posted to, as far as one can tell by looking; PostingError `bad_address` or `inside`."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise PostingError("bad_address") from error
    schemes = {"https", "http"} if inside else {"https"}
    if parts.scheme not in schemes or not parts.hostname or parts.username or parts.password or port == 0:
        raise PostingError("bad_address")
    if not url.isascii() or any(sign <= " " or sign == "\\" for sign in url):
        raise PostingError("bad_address")
    with contextlib.suppress(ValueError):
        demand_outside(parts.hostname, inside=inside)
    if not inside and parts.hostname.rstrip(".").rsplit(".", 1)[-1] in {"localhost", "local", "internal"}:
        raise PostingError("inside")
    return parts


def demand_outside(address: str, *, inside: bool) -> None:
    """PostingError `inside` for an address of a private network; ValueError for what is no address."""
    if not inside and not is_outside(ip_address(address.partition("%")[0])):
        raise PostingError("inside")


def is_outside(address: IPv4Address | IPv6Address) -> bool:
    """An address of the open network; one that carries another inside it (mapped, 6to4, Teredo, NAT64) is not."""
    carries = isinstance(address, IPv6Address) and (
        address.ipv4_mapped or address.sixtofour or address.teredo or address in TRANSLATED
    )
    if carries:
        return False
    return address.is_global and not address.is_multicast and not address.is_reserved


def resolved(host: str, port: int, *, inside: bool) -> str:
    """The address to connect to; refused if any of a name's addresses lies inside."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise PostingError("unresolved") from error
    addresses = [str(each[4][0]) for each in found]
    for address in addresses:
        demand_outside(address, inside=inside)
    return addresses[0]


def post(
    url: str, body: bytes, headers: Mapping[str, str], *, inside: bool = False, seconds: float = SECONDS
) -> Answer:
    """Send and hear the beginning of the answer, all within `seconds`. PostingError where nothing was answered."""
    parts = parsed(url, inside=inside)
    host = parts.hostname or ""
    port = parts.port or (443 if parts.scheme == "https" else 80)
    address = resolved(host, port, inside=inside)
    late = threading.Event()
    connection = HTTPConnection(host, port, timeout=seconds)
    try:
        raw = socket.create_connection((address, port), timeout=seconds)
    except OSError as error:
        raise PostingError("timeout" if isinstance(error, TimeoutError) else "unreachable") from error
    # A time-out of the socket begins anew with every byte: who answers drop by drop is cut off by the clock.
    clock = threading.Timer(seconds, hang_up, [raw, late])
    clock.daemon = True
    clock.start()
    try:
        connection.sock = secured(raw, host) if parts.scheme == "https" else raw
        return asked(connection, parts, body, headers)
    except ssl.SSLCertVerificationError as error:
        raise PostingError("bad_certificate") from error
    except (OSError, HTTPException, ValueError) as error:
        is_late = late.is_set() or isinstance(error, TimeoutError)
        code = "timeout" if is_late else "unreachable" if isinstance(error, OSError) else "bad_answer"
        raise PostingError(code) from error
    finally:
        clock.cancel()
        connection.close()
        raw.close()


def hang_up(raw: socket.socket, late: threading.Event) -> None:
    late.set()
    with contextlib.suppress(OSError):
        raw.shutdown(socket.SHUT_RDWR)


def secured(raw: socket.socket, host: str) -> ssl.SSLSocket:
    return ssl.create_default_context().wrap_socket(raw, server_hostname=host)


def asked(connection: HTTPConnection, parts: SplitResult, body: bytes, headers: Mapping[str, str]) -> Answer:
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    connection.request("POST", target, body, {**headers, "Connection": "close"})
    response = connection.getresponse()
    text = response.read(MOST_READ).decode("utf-8", "replace")
    wait = response.headers.get("Retry-After", "")
    return Answer(
        response.status, text[:KEPT], int(wait) if wait.isascii() and wait.isdecimal() and len(wait) < 7 else 0
    )
