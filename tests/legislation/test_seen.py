"""Who sees laws, rounds and proposals."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import uuid4

import pytest

from legislation.models import Proposal, Round
from legislation.permissions import grant, grant_liaison, instruments_for, proposals_for, rounds_for, streams_for
from tests.factories import Cast
from tests.legislation.made import article, published_law

pytestmark = [pytest.mark.django_db, pytest.mark.both]
PEOPLE = ("salma", "basel", "hala", "omar", "rania", "gharib")


def who(cast: Cast, rows: Any, row: Any) -> str:
    return " ".join(name for name in PEOPLE if rows(getattr(cast, name)).filter(pk=row.pk).exists())


def a_round(cast: Cast, **columns: Any) -> Round:
    days = {"opens_on": date(2026, 1, 1), "freezes_on": date(2026, 2, 1), "closes_on": date(2026, 3, 1)}
    details: dict[str, Any] = {"code": "A-1", "title": "جولة", "base_on": date(2026, 1, 1), "status": "open", **days}
    details |= {"instrument": published_law(cast), "organization": cast.association, "author": cast.basel, **columns}
    made = Round.objects.create(client_id=uuid4(), **details)
    grant(made, cast.association)
    return made


def a_proposal(cast: Cast, row: Round, **columns: Any) -> Proposal:
    details: dict[str, Any] = {"title": "مقترح", "author": cast.omar, "organization": cast.other, **columns}
    if columns.get("status", "draft") != "draft":
        details |= {"signed_by": cast.omar, "submitted_at": row.created_at}
    return Proposal.objects.create(code=f"A-1-{uuid4().hex[:3]}", round=row, client_id=uuid4(), **details)


def test_laws_are_for_everybody_once_published(cast: Cast) -> None:
    law = published_law(cast)
    assert who(cast, instruments_for, law) == " ".join(PEOPLE)
    law.published_at = None
    law.save()
    assert who(cast, instruments_for, law) == "salma"


def test_rounds_in_preparation_are_for_those_who_lead(cast: Cast) -> None:
    row = a_round(cast, status="prepared")
    assert who(cast, rounds_for, row) == "basel"
    Round.objects.filter(pk=row.pk).update(status="open")
    assert who(cast, rounds_for, row) == "basel hala omar"
    Round.objects.filter(pk=row.pk).update(visibility="public")
    assert who(cast, rounds_for, row) == " ".join(PEOPLE)


def test_drafts_are_for_their_writers(cast: Cast) -> None:
    row = a_round(cast, visibility="public")
    draft, forward = a_proposal(cast, row), a_proposal(cast, row, status="submitted")
    assert who(cast, proposals_for, draft) == "omar"
    assert who(cast, proposals_for, forward) == " ".join(PEOPLE)


def test_a_liaison_sees_a_round_and_only_what_was_sent(cast: Cast) -> None:
    row = a_round(cast)
    grant_liaison(row, cast.rania)
    forward = a_proposal(cast, row, status="submitted")
    assert "rania" in who(cast, rounds_for, row)
    assert "rania" not in who(cast, proposals_for, forward)


def test_streams_are_for_those_who_see_the_thing(cast: Cast) -> None:
    row = a_round(cast)
    names = {f"law.{row.instrument_id}", f"round.{row.pk}", "round.x", "proposal.999"}
    assert streams_for(cast.omar, names) == {f"law.{row.instrument_id}", f"round.{row.pk}"}
    assert streams_for(cast.gharib, names) == {f"law.{row.instrument_id}"}


def test_articles_are_found_by_their_number(cast: Cast) -> None:
    law = published_law(cast)
    assert article(law, 5).texts.get().text.startswith("تتحمل الجهة")
    assert [part.label for part in article(law, 3).parts.all()] == ["أ", "ب", "ج"]
