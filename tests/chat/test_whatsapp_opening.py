import io
import random
import zipfile
from contextlib import suppress

import pytest

from chat.whatsapp import ExportError, opening, read_export


def refusal(source: bytes, filename: str) -> str:
    with pytest.raises(ExportError) as refused:
        read_export(source, filename)
    return refused.value.code


def zipped(entries: dict[str, bytes]) -> bytes:
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as writer:
        for name, content in entries.items():
            writer.writestr(name, content)
    return archive.getvalue()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_read_export_reads_encodings_and_line_ends(encoding: str, line_end: str) -> None:
    source = f"25/06/2025, 10:04 - عمر: Yes, نعم{line_end}ثم{line_end}".encode(encoding)
    assert [message.text for message in read_export(source, "chat.txt").messages] == ["Yes, نعم\nثم"]


def test_read_export_survives_a_cut_in_the_middle_of_a_letter() -> None:
    source = ("25/06/2025, 10:04 - عمر: نعم\n" * 100).encode()[:-2]
    assert len(read_export(source, "chat.txt").messages) == 100


def test_read_export_prefers_the_chat_to_a_text_among_the_media() -> None:
    chat = "[25/06/2025, 10:04:05] عمر: نعم".encode()
    for name in ("_chat.txt", "folder/_chat.txt", "WhatsApp Chat with Omar.txt"):
        source = zipped({"shared notes.txt": b"x" * 5000, name: chat, "IMG-1.jpg": b"\xff\xd8"})
        assert read_export(source, "export.zip").messages[0].text == "نعم"


@pytest.mark.parametrize(
    ("source", "filename", "code"),
    [
        (b"", "chat.txt", "not_an_export"),
        ("قائمة الحضور\nسلمى\nعمر".encode(), "chat.txt", "not_an_export"),
        (b"\x89PNG\r\n\x1a\n" + bytes(500), "chat.txt", "not_text"),
        (bytes(random.Random(1).randbytes(4000)), "chat.txt", "not_text"),
        (b"PK\x03\x04 torn", "chat.zip", "bad_zip"),
        (b"not a zip", "chat.zip", "bad_zip"),
        (zipped({"photo.jpg": b"x"}), "chat.zip", "no_text_in_zip"),
        (zipped({}), "chat.zip", "no_text_in_zip"),
        (zipped({"xl/workbook.xml": b"<x/>"}), "list.xlsx", "no_text_in_zip"),
        (zipped({"inner.zip": zipped({"_chat.txt": b"x"})}), "chat.zip", "no_text_in_zip"),
        (zipped({"_chat.txt": b"0" * 5_000_000}), "chat.zip", "too_large"),
        (zipped({f"{number}.jpg": b"" for number in range(opening.MAX_ENTRIES + 1)}), "chat.zip", "too_large"),
        (b" " * (opening.MAX_TEXT + 1), "chat.txt", "too_large"),
    ],
    ids=range(13),
)
def test_read_export_says_what_is_wrong_with_a_file(source: bytes, filename: str, code: str) -> None:
    assert refusal(source, filename) == code


def test_read_export_stops_reading_a_zip_that_lies_about_its_size(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "MAX_TEXT", 10_000)
    honest = zipped({"_chat.txt": random.Random(2).randbytes(20_000).hex().encode()})
    lying = honest.replace((40_000).to_bytes(4, "little"), (9_000).to_bytes(4, "little"))
    assert lying != honest
    assert refusal(honest, "chat.zip") == "too_large"
    assert refusal(lying, "chat.zip") in {"too_large", "bad_zip"}


@pytest.mark.parametrize("position", [0, 40, 60, -30, -10])
def test_read_export_calls_a_damaged_zip_by_its_name(position: int) -> None:
    source = bytearray(zipped({"_chat.txt": b"[25/06/2025, 10:04:05] a: b\n" * 50}))
    source[position] ^= 0xFF
    with suppress(ExportError):  # any other error would be a traceback before a person
        read_export(bytes(source), "chat.zip")
