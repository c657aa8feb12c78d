"""The verbs of dossiers: what one says is written down at once, the worker makes its files and freezes the bytes."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from arabic.direction import defuse_name
from files.actions import store_file, use_files
from files.examining import Examined
from files.models import StoredFile
from journal.actors import Actor
from journal.due import schedule
from journal.holding import held
from journal.records import record, tell_people
from journal.refusals import Conflict, invalid, require
from journal.states import checked_reason, demand_status, move
from journal.verbs import verb
from legislation import permissions
from legislation.actions.rounds import moved
from legislation.actions.standing import demand_no_dossier
from legislation.actions.telling import code_of, tell_of_sending
from legislation.amending import Competing
from legislation.models import Amendment, Dossier, DossierItem, Round
from legislation.queries import adopted_proposals, shown_of_round
from legislation.states import ANSWERED, DECIDED, FAILED, MADE, MAKING, POSTED, SENT, VOID
from needs.codes import document_code
from organizations.columns import check_columns, set_columns

FORMATS = ("pdf", "docx", "xlsx", "akn", "json")
PAPERS = {"application/pdf", "image/jpeg", "image/png", "image/webp"}


@verb
def create_dossier(
    *, actor: Actor, row: Round, client_id: UUID, site: str, addressee: str, letter: str = ""
) -> Dossier:
    """Have what was adopted in a round compiled for the authority: numbered, its files made by the worker. It says what
    stands now. `site` is the address at which copies are verified.

    A repeated `client_id` gives the same one, or Conflict `client_id_reused`; `wrong_status` before it is decided,
    `being_made`, `dossier_stands`, `nothing_adopted`, `adopted_compete`. ValidationError: what columns demand.
    """
    require(permissions.can_create_dossier(actor, row))
    made = Dossier(round=row, client_id=client_id, person=actor.user, organization=actor.organization)
    set_columns(made, {"addressee": addressee, "letter": letter}, ("addressee", "letter"), paragraphs=("letter",))
    if first := Dossier.objects.filter(person=actor.user, client_id=client_id).select_related("round").first():
        if (first.round_id, first.addressee, first.letter) != (row.pk, made.addressee, made.letter):
            raise Conflict(_("This form has been sent already, with another content."), code="client_id_reused")
        return first
    check_columns(made, ("addressee", "letter"))
    standing = held(row, "instrument", "organization")  # numbers follow each other, and of two at once one is first
    demand_status(standing, DECIDED, SENT)
    demand_no_dossier(standing)
    made.shown = {**said(standing), "site": site, "language": actor.user.language}
    made.number, made.code, made.round = standing.dossiers_made + 1, document_code(), standing
    made.save()
    Round.objects.filter(pk=standing.pk).update(dossiers_made=F("dossiers_made") + 1)
    put_items(made)
    make(actor, made, "dossier_created")
    return made


@verb
def retry_dossier(*, actor: Actor, dossier: Dossier) -> Dossier:
    """Try again what could not be made; it says what stood when it was asked for. Twice changes nothing; Conflict
    `wrong_status`, `being_made`, `dossier_stands`, `decided_anew` where something else is adopted by now.
    """
    require(permissions.can_retry_dossier(actor, dossier))
    standing = held(dossier.round)
    dossier.refresh_from_db(fields=["status"])
    if dossier.status == FAILED:
        demand_status(standing, DECIDED, SENT)  # it may have been taken up again
        demand_no_dossier(standing)
        demand_same_proposals(dossier)
    if move(dossier, MAKING, FAILED, progress=0, status_reason=""):
        make(actor, dossier, "dossier_retried")
    return dossier


@verb
def advance_dossier(*, actor: Actor, dossier: Dossier, progress: int) -> None:
    """The worker says how far it is, in percent."""
    require(permissions.can_advance_dossier(actor))
    if Dossier.objects.filter(pk=dossier.pk, status=MAKING).update(progress=progress):
        tell("dossier_advanced", actor, dossier, progress=progress)


@verb
def freeze_dossier(*, actor: Actor, dossier: Dossier, files: Mapping[str, Examined]) -> bool:
    """Keep what the worker made: from now on these bytes are it. False where another worker was first."""
    require(permissions.can_freeze_dossier(actor))
    row = held(dossier, "round")
    if row.status != MAKING:
        return False
    for name in FORMATS:
        setattr(row, name, kept(actor, files[name]))
    row.sha256, row.status, row.frozen_at, row.progress = files["pdf"].sha256, MADE, timezone.now(), 100
    row.save(update_fields=[*FORMATS, "sha256", "status", "frozen_at", "progress"])
    tell("dossier_frozen", actor, row, sha256=row.sha256)
    return True


@verb
def fail_dossier(*, actor: Actor, dossier: Dossier) -> None:
    """The last try failed: who leads may try again."""
    require(permissions.can_fail_dossier(actor))
    if Dossier.objects.filter(pk=dossier.pk, status=MAKING).update(status=FAILED):
        tell("dossier_failed", actor, dossier)
        tell_people("dossier_failed", actor, dossier, [dossier.person_id], code=code_of(dossier))


@verb
def send_dossier(
    *, actor: Actor, dossier: Dossier, sent_on: date, receipt_number: str = "", scan: Examined | None = None
) -> Dossier:
    """It went to the authority on this day; `receipt_number` and `scan` are of the receipt that it gave, and may come
    later (`note_receipt`). The round is then one whose dossier is sent. Twice changes nothing.

    Conflict `wrong_status`. ValidationError `in_the_future`, `before_it_was_made`, `no_paper`, `too_long`.
    """
    require(permissions.can_send_dossier(actor, dossier))
    row = held(dossier, "round")
    if row.status == POSTED and row.sent_on == sent_on:
        return row
    demand_status(row, MADE)
    demand_status(row.round, DECIDED, SENT)  # it may have been taken up again
    demand_day(sent_on, row)
    row.sent_on, row.sent_by, row.status = sent_on, actor.user, POSTED
    put_receipt(actor, row, receipt_number, scan)
    row.save(update_fields=["sent_on", "sent_by", "status", "receipt_number", "receipt_scan"])
    Round.objects.filter(pk=row.round_id, status=DECIDED).update(status=SENT)
    tell("dossier_sent", actor, row)
    tell_of_sending(actor, row)
    return row


@verb
def note_receipt(*, actor: Actor, dossier: Dossier, receipt_number: str, scan: Examined | None = None) -> Dossier:
    """The authority's receipt came after the dossier was sent, or was noted wrongly. Conflict `wrong_status`;
    ValidationError `no_paper`, `receipt_number_required`, `too_long`.
    """
    require(permissions.can_note_receipt(actor, dossier))
    row = held(dossier, "round")
    demand_status(row, POSTED)
    if not defuse_name(receipt_number):
        words = _("Say the number of the receipt.")
        raise invalid(words, code="receipt_number_required", field="receipt_number")
    put_receipt(actor, row, receipt_number, scan)
    row.save(update_fields=["receipt_number", "receipt_scan"])
    tell("dossier_receipt_noted", actor, row)
    return row


@verb
def void_dossier(*, actor: Actor, dossier: Dossier, reason: str) -> Dossier:
    """It does not hold any more, and says so to whoever verifies a copy; another may then be made. A round whose
    dossier was sent is again one that is decided. Twice changes nothing; Conflict `wrong_status`; ValidationError
    `reason_required`.
    """
    require(permissions.can_void_dossier(actor, dossier))
    why = checked_reason(reason)
    if move(dossier, VOID, MADE, POSTED, status_reason=why):
        tell("dossier_voided", actor, dossier)
        row = held(dossier.round)
        if row.status in (SENT, ANSWERED) and not row.dossiers.filter(status=POSTED).exists():
            moved(actor, row, DECIDED, why)
    return dossier


# What they share ------------------------------------------------------------------------------------------------------
def demand_same_proposals(row: Dossier) -> None:
    """What is adopted now is what it says: a verdict may have been taken up again since it was asked for."""
    said_of = set(row.items.values_list("proposal", "version"))
    if said_of != set(adopted_proposals(row.round).values_list("pk", "version")):
        words = _("Something else is adopted by now: have a new dossier made.")
        raise Conflict(words, code="decided_anew")


def said(row: Round) -> dict[str, Any]:
    if not adopted_proposals(row).exists():
        raise Conflict(_("No proposal of this round was adopted: there is nothing to send."), code="nothing_adopted")
    try:
        return shown_of_round(row)
    except Competing as no:
        codes = Amendment.objects.filter(pk__in=[str(key) for key in no.changes]).values_list(
            "proposal__code", flat=True
        )
        words = _("Two that were adopted change the same words: %(codes)s. Decide between them first.")
        raise Conflict(words % {"codes": "، ".join(sorted(set(codes)))}, code="adopted_compete") from None


def put_items(row: Dossier) -> None:
    DossierItem.objects.bulk_create(
        DossierItem(dossier=row, proposal_id=each["id"], version=each["version"], position=at)
        for at, each in enumerate(row.shown["proposals"], start=1)
    )


def make(actor: Actor, row: Dossier, event: str) -> None:
    schedule("write_dossier", key=f"dossier.{row.pk}", dossier_id=row.pk)
    tell(event, actor, row)


def kept(actor: Actor, examined: Examined) -> StoredFile:
    file = store_file(actor=actor, examined=examined)
    use_files(actor=actor, files=[file])
    return file


def kept_paper(actor: Actor, scan: Examined | None, field: str = "scan") -> StoredFile | None:
    """A scan of a letter: a picture or a PDF. ValidationError `no_paper` for anything else."""
    if scan is None:
        return None
    if scan.type not in PAPERS:
        raise invalid(_("A scan is a picture (JPEG, PNG) or a PDF."), code="no_paper", field=field)
    return kept(actor, scan)


def demand_day(sent_on: date, row: Dossier) -> None:
    if sent_on > timezone.localdate():
        raise invalid(_("This day is yet to come."), code="in_the_future", field="sent_on")
    if row.frozen_at and sent_on < timezone.localtime(row.frozen_at).date():
        words = _("The dossier was made after this day.")
        raise invalid(words, code="before_it_was_made", field="sent_on")


def put_receipt(actor: Actor, row: Dossier, number: str, scan: Examined | None) -> None:
    row.receipt_number = defuse_name(number)
    check_columns(row, ("receipt_number",))
    row.receipt_scan = kept_paper(actor, scan) or row.receipt_scan


def tell(event: str, actor: Actor, row: Dossier, **facts: Any) -> None:
    record(event, stream=row.round.stream, actor=actor, subject=row, **facts)
