import pytest
from pytest_django import Settings

from live.origins import is_allowed, session_key


@pytest.mark.parametrize(
    ("origin", "allowed"),
    [
        (None, True),
        ("https://multaqa.example", True),
        ("http://here.example:8000", True),
        ("https://sub.friends.example", True),
        ("http://here.example:9000", False),
        ("https://multaqa.example.evil.example", False),
        ("null", False),
        ("", False),
        ("file://", False),
        ("https://evil.example", False),
    ],
)
def test_origins(settings: Settings, origin: str | None, allowed: bool) -> None:
    settings.SITE_URL = "https://multaqa.example/"
    settings.ALLOWED_HOSTS = [".friends.example", "*"]
    assert is_allowed(origin, "here.example:8000") is allowed


@pytest.mark.parametrize(
    ("cookie", "key"),
    [(b"a=1; sessionid=abc; b=2", "abc"), (b"", None), (b"other=1", None), (b"\x00\xff=;;;", None)],
)
def test_session_key_is_found_in_cookies(cookie: bytes, key: str | None) -> None:
    assert session_key({b"cookie": cookie}) == key
