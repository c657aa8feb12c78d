"""The verbs of paper: sheets that are printed with a code, filled in by hand, and typed in later with their photos."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import uuid4

from django.db.models import F
from django.utils import timezone
from django.utils.crypto import get_random_string
from django.utils.translation import gettext as _

from files.examining import Examined
from files.models import StoredFile
from journal.actors import Actor
from journal.holding import held
from journal.records import record
from journal.refusals import Conflict, invalid, require
from journal.states import demand_status
from journal.verbs import verb
from meetings import permissions
from meetings.actions.attendance import enter_session
from meetings.actions.ballots import count_electors, demand_openable, reckoned, write_hands
from meetings.actions.ballots import held as held_ballot
from meetings.actions.documents import held_file
from meetings.models import Attendance, Ballot, Choice, Elector, PaperSheet, Participant, Session, SheetPhoto, Vote
from meetings.queries import voices_now, voices_then
from meetings.states import CLOSED
from organizations.actions.applications import LETTERS

Kind, Status = PaperSheet.Kind, Ballot.Status
LEAST_SECRET = 2  # one slip alone would tell who voted how
PDF = "application/pdf"
MOST_PHOTOS = 12  # of one sheet
Photo = StoredFile | Examined


@verb
def print_sheet(*, actor: Actor, session: Session, kind: str, ballot: Ballot | None = None) -> PaperSheet:
    """Make a sheet with a code of its own: for attendance, or for a vote that is not over. One that the same person
    printed and nobody typed in yet is printed again. ValidationError `invalid_choice`, `not_of_this_session`.
    """
    require(permissions.can_print_sheet(actor, session))
    if kind not in Kind.values:
        raise invalid(_("There is no such sheet."), code="invalid_choice", field="kind")
    if (kind == Kind.BALLOT) != (ballot is not None) or (ballot is not None and ballot.session_id != session.pk):
        raise invalid(_("There is no such vote in this session."), code="not_of_this_session", field="ballot")
    if ballot is not None:
        demand_status(ballot, Status.DRAFT, Status.OPEN)
    mine = PaperSheet.objects.filter(session=session, kind=kind, ballot=ballot, printed_by=actor.user)
    if waiting := mine.filter(entered_at=None).first():
        return waiting
    code = f"S-{get_random_string(6, LETTERS)}"
    row = PaperSheet.objects.create(session=session, kind=kind, ballot=ballot, code=code, printed_by=actor.user)
    tell("sheet_printed", actor, row)
    return row


@verb
def enter_attendance_sheet(
    *, actor: Actor, sheet: PaperSheet, people: Iterable[Participant], photos: Iterable[Photo] = ()
) -> PaperSheet:
    """Type in who signed an attendance sheet, with its `photos` as evidence; the same again, or more names, may follow
    without another one. Who is in already stays in.

    ValidationError `photo_required`, `kind_not_taken`, `unknown_file`, `too_many`, `other_kind`; Conflict
    `doors_closed`, `ended`.
    """
    require(permissions.can_enter_attendance_sheet(actor, sheet))
    row = of_kind(sheet, Kind.ATTENDANCE)
    keep_photos(actor, row, photos)
    signed = sorted(people, key=lambda each: each.pk)
    for each in signed:
        given: dict[str, Any] = {"participant": each, "client_id": uuid4()}
        enter_session(actor=actor, session=row.session, way=Attendance.Way.PAPER, sheet=row, **given)
    finish(actor, row)
    tell("sheet_entered", actor, row, people=len(signed))
    return row


@verb
def enter_ballot_sheet(
    *,
    actor: Actor,
    sheet: PaperSheet,
    photos: Iterable[Photo] = (),
    counts: Mapping[int, int] | None = None,
    voted: Iterable[int] = (),
    votes: Mapping[int, int] | None = None,
) -> Ballot:
    """Type in what a ballot sheet says, with its `photos`: of a show of hands `counts`, {choice: hands}; of a secret
    vote `counts` and who `voted` (organisations); of a named one `votes`, {organisation: choice}. A vote that was not
    opened here was held on paper alone: it opens, counts and closes with this; after the session, of those who were
    there.

    ValidationError as `enter_attendance_sheet`, `counts_required`, `too_many_votes`, `not_the_same_number`,
    `not_secret`, `not_eligible`, `does_not_exist`; Conflict `entered_already`, `already_voted`, `no_quorum`,
    `wrong_status`, `session_not_open`.
    """
    require(permissions.can_enter_ballot_sheet(actor, sheet))
    row = of_kind(sheet, Kind.BALLOT)
    if row.entered_at is not None:
        raise Conflict(_("This sheet has been typed in already."), code="entered_already")
    assert row.ballot is not None
    ballot, is_all = held_ballot(row.ballot), row.ballot.status == Status.DRAFT
    keep_photos(actor, row, photos)
    if is_all:
        open_on_paper(actor, ballot)
    demand_status(ballot, Status.OPEN)
    write_sheet(actor, ballot, counts or {}, list(voted), votes or {})
    finish(actor, row)
    tell("sheet_entered", actor, row, ballot=ballot.pk)
    if is_all or ballot.method == Ballot.Method.HANDS:
        close_on_paper(actor, ballot)
    return ballot


# What they share ------------------------------------------------------------------------------------------------------
def of_kind(sheet: PaperSheet, kind: str) -> PaperSheet:
    row = held(sheet, "session__body", "session__chair", "ballot")
    if row.kind != kind:
        raise invalid(_("This is another kind of sheet."), code="other_kind", field="sheet")
    return row


def keep_photos(actor: Actor, row: PaperSheet, photos: Iterable[Photo]) -> None:
    """Behind those that it has."""
    more = list(photos)
    if not more and not row.photos_count:
        raise invalid(_("Add the photo of the sheet: it is the evidence."), code="photo_required", field="photo")
    for each in more:
        if each.kind != StoredFile.Kind.IMAGE and each.type != PDF:
            words = _(
                "“%(name)s” is neither a photo of the sheet nor a scan as PDF. Choose the photos anew without it."
            )
            raise invalid(words % {"name": each.name}, code="kind_not_taken", field="photo")
    if row.photos_count + len(more) > MOST_PHOTOS:
        raise invalid(_("A sheet has at most twelve photos."), code="too_many", field="photo")
    for each in more:
        row.photos_count += 1
        SheetPhoto.objects.create(sheet=row, number=row.photos_count, file=held_file(actor, each))


def finish(actor: Actor, row: PaperSheet) -> None:
    row.entered_by, row.entered_at = actor.user, timezone.now()
    row.save(update_fields=["photos_count", "entered_by", "entered_at"])


def tell(event: str, actor: Actor, row: PaperSheet, **facts: Any) -> None:
    record(event, stream=row.session.stream, actor=actor, subject=row.session, sheet=row.pk, **facts)


# Votes on paper -------------------------------------------------------------------------------------------------------
def open_on_paper(actor: Actor, ballot: Ballot) -> None:
    """Who may vote is written down as where it is opened; after the session, of those who were there."""
    session = Session.objects.select_for_update(of=("self",)).select_related("body").get(pk=ballot.session_id)
    if session.status != CLOSED:
        demand_openable(session)
    count_electors(ballot, session, (voices_then if session.status == CLOSED else voices_now)(session))
    ballot.status, ballot.opened_at = Status.OPEN, timezone.now()
    ballot.save()
    record("ballot_opened", stream=session.stream, actor=actor, subject=ballot)


def close_on_paper(actor: Actor, ballot: Ballot) -> None:
    ballot.status, ballot.closed_at = Status.CLOSED, timezone.now()
    ballot.is_passed = reckoned(ballot)
    ballot.save()
    record("ballot_closed", stream=ballot.session.stream, actor=actor, subject=ballot)


def write_sheet(
    actor: Actor, ballot: Ballot, counts: Mapping[int, int], voted: list[int], votes: Mapping[int, int]
) -> None:
    if ballot.method == Ballot.Method.HANDS:
        write_hands(ballot, counts)
    elif ballot.method == Ballot.Method.SECRET:
        write_secret(ballot, counts, voted)
    else:
        write_named(actor, ballot, votes)


def write_secret(ballot: Ballot, counts: Mapping[int, int], voted: list[int]) -> None:
    """As many slips as organisations that put one into the box; what each said stays unknown."""
    known = set(ballot.choices.values_list("pk", flat=True))
    if not counts or set(counts) - known or any(number < 0 for number in counts.values()):
        raise invalid(_("Write how many votes each answer got."), code="counts_required", field="counts")
    if sum(counts.values()) != len(set(voted)):
        words = _("There are as many slips as organisations that voted: the numbers differ.")
        raise invalid(words, code="not_the_same_number", field="voted")
    if len(set(voted)) < LEAST_SECRET:
        raise invalid(_("One slip alone would tell who voted how."), code="not_secret", field="voted")
    for organization in sorted(set(voted)):
        mark_voted(ballot, organization, "voted")
    for pk, number in counts.items():
        Choice.objects.filter(pk=pk).update(votes=F("votes") + number, weight=F("weight") + number)


def write_named(actor: Actor, ballot: Ballot, votes: Mapping[int, int]) -> None:
    choices = {each.pk: each for each in ballot.choices.all()}
    if not votes:
        raise invalid(_("Write what at least one organisation said."), code="counts_required", field="votes")
    if set(votes.values()) - set(choices):
        raise invalid(_("There is no such choice."), code="does_not_exist", field="votes")
    for organization, choice in sorted(votes.items()):
        elector = mark_voted(ballot, organization, "votes")
        weight = elector.weight if ballot.is_weighted else 1
        Choice.objects.filter(pk=choice).update(votes=F("votes") + 1, weight=F("weight") + weight)
        own: dict[str, Any] = {"person": actor.user, "organization": elector.organization}
        Vote.objects.create(ballot=ballot, elector=elector, choice=choices[choice], **own)


def mark_voted(ballot: Ballot, organization: int, field: str) -> Elector:
    elector = ballot.electors.filter(organization=organization, is_present=True).select_related("organization").first()
    if elector is None:
        words = _("An organisation has no voice in this vote, or was not there.")
        raise invalid(words, code="not_eligible", field=field)
    if not Elector.objects.filter(pk=elector.pk, has_voted=False).update(has_voted=True):
        words = _("%(organization)s has voted already.") % {"organization": elector.organization}
        raise Conflict(words, code="already_voted")
    return elector
