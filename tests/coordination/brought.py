"""Tables of recommendations for tests, brought and written; and paragraphs of minutes, as rows."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from io import StringIO
from typing import Any
from uuid import uuid4

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.translation import override

from coordination.actions import import_recommendation_sheet, start_recommendation_sheet
from coordination.forms.sheets import brought
from coordination.models import RecommendationSheet
from coordination.recommendation_table import BY_KEY
from coordination.tasks.sheets import write_sheet
from journal.actors import Actor
from meetings.models import Body, MinuteEntry
from tests.factories import Cast
from tests.meetings.made import chair_of, make_session

HEAD = list(BY_KEY)
Row = Mapping[str, object]
SAID = "نقترح لجنة تتابع ما نوصي به. والتفصيل في الملحق."
THEIRS = """No,Text of it,Cluster,Source,Position
121.1,Ratify the convention for the protection of all persons from enforced disappearance,Norms,A/HRC/43/15,Supported
121.2,"Complete the process of ratification of the protocol, and of its annexes",Norms,A/HRC/43/15,Noted
121.10,Adopt an open and merit-based process when selecting national candidates for elections,Bodies,A/HRC/43/15,Noted
"""


def as_csv(*rows: Row) -> bytes:
    """With our codes as headings."""
    written = StringIO()
    writer = csv.writer(written)
    writer.writerow(HEAD)
    writer.writerows([[row.get(key, "") for key in HEAD] for row in rows])
    return written.getvalue().encode()


def bring(cast: Cast, body: Body, content: bytes, actor: Actor | None = None, **more: Any) -> RecommendationSheet:
    """By Salma for the union, unless somebody else is said."""
    who = actor or chair_of(cast)
    with override("ar"):
        found = brought(who, body, SimpleUploadedFile("t.csv", content))
        return import_recommendation_sheet(actor=who, body=body, brought=found, client_id=uuid4(), **more)


def write(cast: Cast, sheet: RecommendationSheet, actor: Actor | None = None, **more: Any) -> RecommendationSheet:
    start_recommendation_sheet(actor=actor or chair_of(cast), sheet=sheet, **more)
    write_sheet(sheet.pk)
    sheet.refresh_from_db()
    return sheet


def make_entry(cast: Cast, body: Body, **columns: Any) -> MinuteEntry:
    session = make_session(cast, body)
    given = {"text": SAID, "position": 1, "person": cast.salma, "client_id": uuid4(), **columns}
    return MinuteEntry.objects.create(session=session, **given)
