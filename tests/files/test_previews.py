"""Small pictures, and what is done to those who draw them."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from PIL import Image

from files.previews import MOST_BYTES, drawn_preview
from tests.files import samples


def drawn(tmp_path: Path, content: bytes, mime: str) -> bytes | None:
    path = tmp_path / "file"
    path.write_bytes(content)
    file: Any = SimpleNamespace(content=SimpleNamespace(path=str(path)), type=mime)
    return drawn_preview(file)


@pytest.mark.parametrize(
    ("content", "mime", "size"),
    [
        (samples.jpeg((1600, 1200)), "image/jpeg", (480, 360)),
        (samples.jpeg((1200, 800), orientation=6), "image/jpeg", (320, 480)),
        (samples.png((40, 30)), "image/png", (40, 30)),
        (samples.pdf(), "application/pdf", (340, 480)),
        (samples.pdf(14_000, 14_000), "application/pdf", (480, 480)),
    ],
)
def test_a_preview_is_small(tmp_path: Path, content: bytes, mime: str, size: tuple[int, int]) -> None:
    preview = drawn(tmp_path, content, mime) or b""
    assert 0 < len(preview) <= MOST_BYTES
    with Image.open(BytesIO(preview)) as picture:
        assert abs(picture.width - size[0]) <= 1
        assert abs(picture.height - size[1]) <= 1


def test_noise_fits_too(tmp_path: Path) -> None:
    made = BytesIO()
    Image.effect_noise((2000, 2000), 100).save(made, "PNG")
    assert len(drawn(tmp_path, made.getvalue(), "image/png") or b"x" * 99_999) <= MOST_BYTES


@pytest.mark.parametrize(
    ("content", "mime"),
    [(samples.bomb_png(), "image/png"), (b"%PDF-1.4 nothing", "application/pdf"), (samples.SVG, "image/png")],
)
def test_what_cannot_be_drawn_has_no_preview(tmp_path: Path, content: bytes, mime: str) -> None:
    assert drawn(tmp_path, content, mime) is None


def test_a_page_that_draws_for_ever_is_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("files.previews.SECONDS", 3)
    bomb = samples.pdf(drawn=b"0 0 9 9 re f\n" * 20_000_000)
    assert len(bomb) < 1_000_000
    assert drawn(tmp_path, bomb, "application/pdf") is None
