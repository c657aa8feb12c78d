"""What Trello exports of a board, as it would of a small one: made up, with all that a real one holds besides."""

from __future__ import annotations

import json
from typing import Any

LISTS = [
    ("l1", "للتنفيذ", 16384, False),
    ("l2", "قيد التنفيذ", 32768, False),
    ("l3", "Done", 49152, False),
    ("l4", "قديم", 65536, True),
]


def card(key: str, name: str, place: str, **more: Any) -> dict[str, Any]:
    """With the columns that an export has beside those that are read."""
    told = {
        "id": key,
        "name": name,
        "idList": place,
        "pos": 16384.5,
        "desc": "",
        "closed": False,
        "due": None,
        "start": None,
        "dueComplete": False,
        "idMembers": [],
        "labels": [],
        "idChecklists": [],
        "attachments": [],
        "badges": {"votes": 0, "comments": 3},
        "shortLink": "aBcD1234",
        "url": "https://trello.com/c/aBcD1234",
        "customFieldItems": [],
    }
    return {**told, **more}


def export(cards: list[dict[str, Any]] | None = None, **more: Any) -> dict[str, Any]:
    """A board of four lists, one of them archived, and five cards."""
    hygiene = {"id": "b1", "idBoard": "board", "name": "صحة", "color": "green"}
    first = card(
        "c1",
        "توزيع حصص النظافة في ريف حلب",
        "l1",
        desc="**200 حصة** للأسر العائدة.\n\n<script>alert(1)</script>",
        start="2026-12-01T07:00:00.000Z",
        due="2026-12-05T21:30:00.000Z",
        labels=[hygiene, {"id": "b2", "name": "", "color": "red"}],
        idMembers=["m1", "m9"],
        idChecklists=["k1"],
    )
    rest = [
        card("c2", "شراء الحصص", "l2", pos=1),
        card("c3", "تقييم الاحتياج", "l3", dueComplete=True, due="2026-11-20T10:00:00.000Z"),
        card("c4", "بطاقة مؤرشفة", "l1", closed=True),
        card("c5", "في قائمة مؤرشفة", "l4"),
    ]
    items = [
        {"id": "i2", "name": "استلام من المستودع", "state": "incomplete", "pos": 2},
        {"id": "i1", "name": "قوائم الأسر", "state": "complete", "pos": 1},
    ]
    return {
        "id": "board",
        "name": "استجابة الشتاء",
        "lists": [{"id": key, "name": name, "pos": pos, "closed": closed} for key, name, pos, closed in LISTS],
        "cards": [first, *rest] if cards is None else cards,
        "members": [{"id": "m1", "fullName": "عمر", "username": "omar_s"}, {"id": "m9", "fullName": "Nobody Known"}],
        "checklists": [{"id": "k1", "idCard": "c1", "name": "خطوات", "pos": 1, "checkItems": items}],
        "actions": [{"id": "a1", "type": "commentCard", "data": {"text": "…"}}],
        "labels": [hygiene],
        **more,
    }


def exported(**more: Any) -> bytes:
    return json.dumps(export(**more), ensure_ascii=False).encode()
