from io import BytesIO

import pytest
from PIL import Image

from accounts.pictures import MAX_BYTES, NotAPicture, square_webp


def picture(kind: str = "PNG", size: tuple[int, int] = (640, 480), **more: object) -> BytesIO:
    """A file that holds a picture, its left half red, its right half blue."""
    drawing = Image.new("RGB", size, "red")
    drawing.paste("blue", (size[0] // 2, 0, size[0], size[1]))
    file = BytesIO()
    drawing.save(file, kind, **more)
    file.seek(0)
    return file


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP", "GIF"])
def test_any_picture_becomes_a_small_square(kind: str) -> None:
    with Image.open(BytesIO(square_webp(picture(kind)))) as kept:
        assert (kept.format, kept.size) == ("WEBP", (256, 256))


def test_what_the_camera_wrote_is_gone() -> None:
    exif = Image.Exif()
    exif[0x0110] = "Camera of somebody"
    exif[0x0112] = 6  # turned by a quarter
    kept = square_webp(picture("JPEG", exif=exif))
    assert b"somebody" not in kept
    with Image.open(BytesIO(kept)) as image:
        assert not image.getexif()
        red, _green, blue = image.convert("RGB").getpixel((128, 20))  # type: ignore[misc]
        assert red > blue, "the picture stands upright: red above blue"


@pytest.mark.parametrize(
    "content", [b"", b"hello", b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"%PDF-1.4", b"\x89PNG\r\n"]
)
def test_other_kinds_are_refused(content: bytes) -> None:
    with pytest.raises(NotAPicture) as refusal:
        square_webp(BytesIO(content))
    assert refusal.value.code == "wrong_kind"


def test_a_broken_picture_is_refused() -> None:
    content = picture("PNG").read()
    with pytest.raises(NotAPicture) as refusal:
        square_webp(BytesIO(content[: len(content) // 2]))
    assert refusal.value.code == "wrong_kind"


def test_a_large_file_is_refused_unread() -> None:
    file = BytesIO(b"\0" * (MAX_BYTES + 10))
    with pytest.raises(NotAPicture) as refusal:
        square_webp(file)
    assert refusal.value.code == "too_large"


@pytest.mark.parametrize(
    ("kind", "more"), [("PNG", {}), ("GIF", {}), ("JPEG", {"progressive": True})], ids=["PNG", "GIF", "progressive"]
)
def test_what_must_be_unpacked_whole_is_smaller(kind: str, more: dict[str, bool]) -> None:
    large = BytesIO()
    Image.new("L", (4001, 3000)).save(large, kind, **more)
    large.seek(0)
    with pytest.raises(NotAPicture) as refusal:
        square_webp(large)
    assert refusal.value.code == "too_large"


def test_what_a_camera_writes_may_be_large() -> None:
    assert square_webp(picture("JPEG", (4001, 3000)))


def test_a_picture_that_unpacks_to_too_much_is_refused() -> None:
    bomb = BytesIO()
    Image.new("1", (10_000, 5_001)).save(bomb, "PNG")
    bomb.seek(0)
    with pytest.raises(NotAPicture) as refusal:
        square_webp(bomb)
    assert refusal.value.code == "too_large"
