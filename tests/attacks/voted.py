"""A vote in preparation, its sheet and a proxy, for the walks."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from meetings.models import Ballot, PaperSheet, Proxy, Session
from tests.factories import Cast


def voted_ids(cast: Cast, session: Session, mark: str) -> dict[str, list[Any]]:
    own = {"author": cast.salma, "client_id": uuid4()}
    ballot = Ballot.objects.create(session=session, question=f"{mark}؟", text=mark, **own)
    signed = {"organization": cast.association, "holder": cast.other, "signed_by": cast.basel}
    proxy = Proxy.objects.create(session=session, reason=mark, **signed)
    sheet = PaperSheet.objects.create(
        session=session, kind="ballot", ballot=ballot, code="S-ZQX234", printed_by=cast.salma
    )
    return {"paper-sheets": [sheet.pk], "ballots": [ballot.pk], "votes": [cast.association.pk], "proxies": [proxy.pk]}
