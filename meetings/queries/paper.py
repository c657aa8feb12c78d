"""Sheets of paper: what is printed on them, and how they stand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import QuerySet

from journal.stamps import stamp
from meetings.models import Ballot, PaperSheet, Participant, Session, SheetPhoto
from meetings.queries.agenda import AgendaRow
from meetings.queries.attendance import voices_now, voices_then
from meetings.states import CLOSED
from organizations.models import Organization

Facts = dict[str, Any]


def listed_sheets(rows: QuerySet[PaperSheet]) -> QuerySet[PaperSheet]:
    return rows.select_related("session__body", "session__chair", "ballot", "printed_by", "entered_by")


def sheet_facts(row: PaperSheet) -> Facts:
    return {
        "id": row.pk,
        "session": row.session_id,
        "kind": row.kind,
        "ballot": row.ballot_id,
        "code": row.code,
        "printed_by": row.printed_by_id,
        "printed_at": stamp(row.printed_at),
        "entered_by": row.entered_by_id,
        "entered_at": stamp(row.entered_at),
        "photo": photo_address(row, 1) if row.photos_count else None,
        "photos": [photo_address(row, number) for number in row.photo_numbers],
    }


def photo_address(row: PaperSheet, number: int) -> str:
    return f"/paper-sheets/{row.pk}/photo/" + (f"?number={number}" if number > 1 else "")


def photo_of(row: PaperSheet, number: int) -> SheetPhoto | None:
    return row.photos.filter(number=number).select_related("file").first()


def ballots_to_print(session: Session) -> QuerySet[Ballot]:
    """Votes that are not over."""
    return session.ballots.filter(status__in=[Ballot.Status.DRAFT, Ballot.Status.OPEN]).order_by("pk")


def people_of_sheet(session: Session) -> QuerySet[Participant]:
    """Who may sign: everybody on the list, by organisation."""
    rows = session.body.participants.filter(ended_at=None).select_related("organization")
    return rows.order_by("organization__name_ar", "organization", "pk")


def signed_on(sheet: PaperSheet) -> set[int]:
    """The participants who are in the session, from whatever sheet, or noted otherwise."""
    return set(sheet.session.attendances.values_list("participant", flat=True))


def electors_of_sheet(ballot: Ballot) -> QuerySet[Organization]:
    """Whose voice may be typed in: of an open vote its list; of one in preparation, of those who are there, or were."""
    if ballot.status != Ballot.Status.DRAFT:
        electors = ballot.electors.filter(is_present=True, has_voted=False)
        return Organization.objects.filter(pk__in=electors.values("organization")).order_by("name_ar")
    session = ballot.session
    voices = voices_then(session) if session.status == CLOSED else voices_now(session)
    there = [each.voice.organization_id for each in voices if each.is_present]
    return Organization.objects.filter(pk__in=there).order_by("name_ar")


def agenda_lines(rows: Iterable[AgendaRow]) -> Iterator[AgendaRow]:
    """The tree as one list."""
    for row in rows:
        yield row
        yield from agenda_lines(row.parts)
