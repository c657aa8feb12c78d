"""A round with a dossier that was sent and an answer that waits, for the walks."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import uuid4

from django.utils import timezone

from legislation.models import Answer, Dossier, DossierItem, Round
from tests.attacks.filed import make_file
from tests.factories import Cast
from tests.legislation.compiled import bare_round, proposed
from tests.legislation.made import published_law

Ids = dict[str, list[Any]]


def answered_ids(cast: Cast, mark: str) -> Ids:
    """For those who take part only."""
    row = bare_round(cast, published_law(cast), title=f"جولة {mark}", about=mark, status="dossier_sent")
    proposal = proposed(cast, row, f"مقترح {mark}", rationale=mark, effect=mark)
    dossier = make_dossier(cast, row, mark)
    item = DossierItem.objects.create(dossier=dossier, proposal=proposal, version=1, position=1)
    answer = Answer.objects.create(
        item=item, kind="accepted", text=mark, scan=make_file(cast, mark), entered_by=cast.basel, client_id=uuid4()
    )
    return {
        "rounds": [row.pk],
        "dossiers": [dossier.pk],
        "answers": [answer.pk],
        "liaisons": [cast.rania.pk],
        "formats": ["pdf"],
        "public-rounds": [row.code],
    }


def make_dossier(cast: Cast, row: Round, mark: str) -> Dossier:
    file = make_file(cast, mark)
    sent = {"status": "sent", "sent_on": date(2026, 3, 5), "sent_by": cast.basel, "receipt_number": mark}
    given = {"pdf": file, "docx": file, "sha256": file.sha256, "receipt_scan": file, "shown": {"title": mark}}
    made = {"code": "8H4R-G7XM-3CDF", "frozen_at": timezone.now(), "person": cast.basel, "client_id": uuid4()}
    return Dossier.objects.create(round=row, number=1, addressee=mark, letter=mark, **given, **sent, **made)
