"""What a message looks like in a copy."""

from __future__ import annotations

from typing import Any

import pytest

from archives.pages import article

WORDS = {"somebody": "شخص غير معروف", "platform": "المنصة", "left_out": "لم يُضمَّن", "deleted": "حُذفت"}
PLAIN: dict[str, Any] = {
    "id": 7,
    "author": None,
    "sender": None,
    "organization": None,
    "imported": False,
    "deleted": False,
    "thread": None,
    "moment": "29 تشرين الثاني 2026",
    "html": "<p>نتيجة الاستطلاع</p>",
}


@pytest.mark.parametrize(("imported", "name"), [(False, "المنصة"), (True, "شخص غير معروف")])
def test_where_nobody_is_named_it_is_said_who_spoke(imported: bool, name: str) -> None:
    assert f"<bdi>{name}</bdi>" in article({**PLAIN, "imported": imported}, "", WORDS)


def test_sounds_are_played_where_they_stand() -> None:
    note = {"name": 'a"b.webm', "path": "files/3-a.webm", "type": "audio/webm"}
    shown = article({**PLAIN, "files": [note]}, "", WORDS)
    assert '<audio controls preload="none" src="files/3-a.webm" aria-label="a&quot;b.webm"></audio>' in shown
    assert "لم يُضمَّن" in article({**PLAIN, "files": [{**note, "path": None}]}, "", WORDS)
