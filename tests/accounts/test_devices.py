import pytest

from accounts.devices import device_of

ANDROID = (
    "Mozilla/5.0 (Linux; Android 13; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0.0.0 Mobile Safari/537.36"
)
WINDOWS = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:121.0) Gecko/20100101 Firefox/121.0"
IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_1 like Mac OS X) AppleWebKit/605.1.15 Version/17.1 Mobile Safari/604.1"


@pytest.mark.parametrize(
    ("line", "known"),
    [
        (ANDROID, "Chrome · Android"),
        (WINDOWS, "Firefox · Windows"),
        (IPHONE, "Safari · iPhone"),
        ("curl/8.1", "curl/8.1"),
        ("", ""),
    ],
)
def test_devices_have_names(line: str, known: str) -> None:
    assert device_of(line) == known
