"""Texts on their way in, for tests of several modules."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django.utils import timezone

from files.examining import examine_bytes
from legislation.actions import create_import, publish_import
from legislation.bringing import Expected, brought, pasted
from legislation.models import ImportedNode, Instrument, TextImport
from needs.codes import new_code
from tests.factories import Cast

TEXT = """قانون الملتقيات (قانون 7 لعام 2020)
الباب الأول – أحكام عامة
مادة 1- يقصد بالملتقى كل اجتماع تنسيقي.
مادة 2- يكون للملتقى:
أ- أمانة سر.
ب- لجنة.
مادة 3- تدعو أمانة السر إلى الاجتماع وفقاً لأحكام المادة 1 من هذا القانون.
الباب الثاني – العقوبات
مادة 4- تفرض الغرامة على من يخالف أحكام المادتين 2 و 3.
"""
GAP = TEXT.replace("مادة 4-", "مادة 5-")


def bare_law(cast: Cast, **columns: Any) -> Instrument:
    """An instrument without a text."""
    details = {"title": "قانون الملتقيات", "number": "7", "year": 2020, "published_at": timezone.now(), **columns}
    return Instrument.objects.create(code=new_code("L"), person=cast.salma, client_id=uuid4(), **details)


def expected(law: Instrument) -> Expected:
    return Expected(law.country, law.number, law.year)


def an_import(cast: Cast, law: Instrument | None = None, text: str = TEXT) -> TextImport:
    """Pasted by Salma."""
    law = law or bare_law(cast)
    read = pasted(text, expected(law))
    return create_import(actor=cast.actor("salma"), instrument=law, brought=read, client_id=uuid4())


def a_file(cast: Cast, law: Instrument, content: bytes, name: str) -> TextImport:
    """Brought as a file."""
    read = brought(examine_bytes(content, name), expected(law))
    return create_import(actor=cast.actor("salma"), instrument=law, brought=read, client_id=uuid4())


def law_with_text(cast: Cast, text: str = TEXT, **columns: Any) -> Instrument:
    """Brought and published by Salma."""
    law = bare_law(cast, **columns)
    publish_import(actor=cast.actor("salma"), text_import=an_import(cast, law, text))
    law.refresh_from_db()
    return law


def read_row(text_import: TextImport, label: str) -> ImportedNode:
    return text_import.nodes.get(label=label)


def told(text_import: TextImport) -> list[tuple[str, str, str, str]]:
    """(outer label, kind, label, text) of all rows, in reading order."""
    rows = text_import.nodes.select_related("parent").order_by("position")
    return [(row.parent.label if row.parent else "", row.kind, row.label, row.text) for row in rows]
