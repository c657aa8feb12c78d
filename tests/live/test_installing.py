"""The manifest, the service worker and the shell."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.test import Client
from pytest_django import Settings

from tests.factories import Cast

pytestmark = [pytest.mark.both, pytest.mark.django_db]


def test_the_manifest_tells_name_direction_and_icons(client: Client) -> None:
    answer = client.get("/manifest.webmanifest")
    told = answer.json()
    assert answer.headers["Content-Type"] == "application/manifest+json"
    assert (told["name"], told["lang"], told["dir"], told["display"]) == ("منصة الملتقى", "ar", "rtl", "standalone")
    assert {(icon["sizes"], icon["purpose"]) for icon in told["icons"]} >= {("192x192", "any"), ("512x512", "maskable")}
    assert 'rel="manifest" href="/manifest.webmanifest"' in client.get("/about/").content.decode()


def test_the_worker_comes_from_the_root_and_is_asked_for_in_few_bytes(
    client: Client, settings: Settings, tmp_path: Path
) -> None:
    settings.SERVICE_WORKER = tmp_path / "service-worker.js"
    assert client.get("/service-worker.js").status_code == 404
    settings.SERVICE_WORKER.write_text("// first")
    answer = client.get("/service-worker.js")
    assert (answer.content, answer.headers["Cache-Control"]) == (b"// first", "no-cache")
    assert answer.headers["Content-Type"].startswith("text/javascript")
    known = {"If-None-Match": answer.headers["ETag"]}
    assert client.get("/service-worker.js", headers=known).status_code == 304
    settings.SERVICE_WORKER.write_text("// second")
    assert client.get("/service-worker.js", headers=known).status_code == 200
    (tmp_path / "service-worker.js.br").write_bytes(b"small")
    smaller = client.get("/service-worker.js", headers={"Accept-Encoding": "gzip, br"})
    assert (smaller.content, smaller.headers["Content-Encoding"]) == (b"small", "br")
    assert "Accept-Encoding" in smaller.headers["Vary"]
    assert client.get("/service-worker.js").content == b"// second"


def test_the_policy_lets_only_our_own_worker_and_manifest_in(client: Client) -> None:
    """What a policy does not name (worker-src, manifest-src) falls back to its first line."""
    policy = client.get("/about/").headers["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "worker-src" not in policy
    assert "script-src" not in policy
    answer = client.get("/api/places/")
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'; frame-ancestors 'none'"


def test_the_shell_is_a_persons_and_holds_no_rooms_and_no_messages(cast: Cast) -> None:
    client = Client()
    assert client.get("/rooms/shell/").headers["Location"].startswith("/accounts/login/")
    client.force_login(cast.hala)
    answer = client.get("/rooms/shell/")
    page = answer.content.decode()
    assert answer.headers["Multaqa-Person"] == str(cast.hala.pk)
    assert 'id="rooms" type="application/json">null<' in page
    assert "the-room" not in page
    assert cast.hala.display_name in page
