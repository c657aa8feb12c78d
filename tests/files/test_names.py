"""File names from anywhere."""

from __future__ import annotations

import pytest

from files.names import MOST, clean_name, ending_of


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\x\\صورة.jpg", "صورة.jpg"),
        ("invoice\u202efdp.exe", "invoicefdp.exe"),
        ("\u2067a\u2069.pdf", "a.pdf"),
        (".htaccess", "htaccess"),
        ("a\nb\0c.txt", "a bc.txt"),
        ("  ..  ", "file"),
        ("", "file"),
        ("محضر  الاجتماع .docx", "محضر الاجتماع.docx"),
        ("م\u200cحضر\u200f.docx", "محضر.docx"),
        ('<img src=x onerror="1">.png', "img src=x onerror= 1.png"),
    ],
)
def test_a_name_is_its_last_part_without_tricks(given: str, kept: str) -> None:
    assert clean_name(given) == kept
    assert clean_name(kept) == kept


def test_a_long_name_keeps_its_ending() -> None:
    kept = clean_name("\u202e" + "ط/" * 10 + "ط" * 300 + ".xlsx")
    assert len(kept) == MOST
    assert ending_of(kept) == "xlsx"
