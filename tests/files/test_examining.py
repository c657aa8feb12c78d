"""What a file is found to be, and what it no longer tells."""

from __future__ import annotations

from io import BytesIO

import pytest
from PIL import Image, ImageChops

from files.examining import FileRefused, examine, examine_bytes
from files.metadata import clean_film
from tests.files import samples
from tests.files.samples import PLACE


@pytest.mark.parametrize(
    ("content", "name", "kind", "kept"),
    [
        (samples.jpeg(), "صورة.jpg", "image", "صورة.jpg"),
        (samples.png(), "scan.JPG", "image", "scan.png"),
        (samples.webp(), "", "image", "file.webp"),
        (samples.pdf(), "كتاب رسمي", "document", "كتاب رسمي.pdf"),
        (samples.docx(), "محضر.docx", "document", "محضر.docx"),
        ("الاسم;العدد\n".encode("cp1256"), "قائمة.csv", "document", "قائمة.csv"),
        (samples.SVG, "logo.svg", "document", "logo.svg"),
        (samples.ogg(), "PTT-1.opus", "audio", "PTT-1.opus"),
        (b"\x00\x01\x02" * 9, "backup.xyz", "other", "backup.xyz"),
    ],
)
def test_the_content_says_what_a_file_is(content: bytes, name: str, kind: str, kept: str) -> None:
    examined = examine_bytes(content, name)
    assert (examined.kind, examined.name) == (kind, kept)
    assert examined.size == len(examined.cleaned or b"")


@pytest.mark.parametrize(
    ("content", "name", "code"),
    [
        (samples.HTML, "photo.jpg", "type_lies"),
        (samples.SVG, "photo.png", "type_lies"),
        (b"plain words", "letter.docx", "type_lies"),
        (samples.jpeg(), "letter.pdf", "type_lies"),
        (b"\0\1\2\3" * 9, "list.csv", "type_lies"),
        (b"MZ" + b"\0" * 90, "setup.exe", "program"),
        (b"echo 1", "run.bat", "program"),
        (samples.bomb_png(), "bomb.png", "too_many_points"),
        (b"\xff\xd8\xff\xe0" + b"\0" * 20, "torn.jpg", "broken_picture"),
        (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + b"\0" * 20, "IMG_1.heic", "uncleanable_picture"),
    ],
)
def test_a_file_that_misleads_or_harms_is_refused(content: bytes, name: str, code: str) -> None:
    with pytest.raises(FileRefused) as refused:
        examine_bytes(content, name)
    assert refused.value.code == code


@pytest.mark.parametrize("make", [samples.jpeg, samples.png, samples.webp, samples.gif])
def test_a_picture_keeps_its_points_and_no_word_of_its_place(make: object) -> None:
    assert callable(make)
    before = make()
    after = examine_bytes(before, "x").cleaned or b""
    assert PLACE in before
    assert PLACE not in after
    with Image.open(BytesIO(before)) as old, Image.open(BytesIO(after)) as new:
        assert getattr(old, "n_frames", 1) == getattr(new, "n_frames", 1)
        assert ImageChops.difference(old.convert("RGB"), new.convert("RGB")).getbbox() is None


def test_a_picture_taken_on_its_side_stands_as_it_was_meant() -> None:
    examined = examine_bytes(samples.jpeg((64, 48), orientation=6), "x.jpg")
    assert (examined.width, examined.height) == (48, 64)
    with Image.open(BytesIO(examined.cleaned or b"")) as kept:
        assert dict(kept.getexif()) == {0x0112: 6}


def box(name: bytes, content: bytes) -> bytes:
    return (len(content) + 8).to_bytes(4) + name + content


def webm(tracks: bytes, sound: bytes = b"") -> bytes:
    return b"\x1a\x45\xdf\xa3\x9f\x42\x82\x84webm" + b"\0" * 20 + tracks + sound


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (webm(b"A_OPUS", b"noise that says V_ by chance"), "audio"),
        (webm(b"V_VP8 A_OPUS"), "video"),
        (box(b"ftyp", b"isom0000") + b"hdlr" + b"\0" * 8 + b"soun noise vide", "audio"),
        (box(b"ftyp", b"isom0000") + b"hdlr" + b"\0" * 8 + b"vide" + b"soun", "video"),
    ],
)
def test_a_container_is_a_film_where_it_has_pictures(content: bytes, kind: str) -> None:
    assert examine_bytes(content, "a").kind == kind


def test_a_film_keeps_its_length_and_no_word_of_its_place() -> None:
    film = box(b"ftyp", b"isom") + box(b"moov", box(b"mvhd", b"12") + box(b"udta", PLACE)) + box(b"mdat", b"frames")
    file = BytesIO(film)
    clean_film(file)
    assert len(file.getvalue()) == len(film)
    assert PLACE not in file.getvalue()
    assert b"frames" in file.getvalue()


def test_broken_boxes_end() -> None:
    for film in (b"\0\0\0\1moov", b"\0\0\0\0moov" * 9, b"\0\0\0\x08moov" * 3000, b"\0\0\0\1moov" + b"\xff" * 8):
        clean_film(BytesIO(film))


def test_a_huge_zip_directory_is_not_read() -> None:
    liar = (
        b"PK\x03\x04" + b"\0" * 60 + b"PK\x05\x06" + b"\0" * 4 + b"\xff\xff\xff\xff" + b"\xff\xff\xff\x7f" * 2 + b"\0\0"
    )
    assert examine(BytesIO(liar), "a.zip").type == "application/zip"


def test_what_is_examined_twice_is_the_same() -> None:
    once = examine_bytes(samples.jpeg(), "a.jpg")
    assert examine_bytes(once.cleaned or b"", "a.jpg").sha256 == once.sha256
