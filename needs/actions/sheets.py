"""The verbs that bring tables of needs and offers.

Somebody brings files (import_sheet), says what their columns are (map_sheet), sees what would happen, and starts it
(start_sheet). The worker writes what is new in batches that nobody sees (write_sheet), shows it all at once
(show_sheet), tells of each (tell_sheet), changes what changes one by one (change_by_sheet) and finishes. Killed in
between, it plans again, finds what it has written by its `client_id`, and goes on.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from arabic.direction import defuse_name
from journal.actors import Actor
from journal.due import schedule, schedule_each
from journal.kept_files import drop_file, keep_file
from journal.records import record
from journal.refusals import Conflict, Refused, demand_repeat, invalid, require
from journal.verbs import verb
from needs import permissions
from needs.actions.needs import create_need, edit_need
from needs.actions.offers import create_offer, edit_offer
from needs.actions.postings import end_of, tell
from needs.actions.settling import REMINDED_BEFORE
from needs.models import KnownColumns, Need, NeedLine, Offer, OfferLine, SheetImport
from needs.permissions.speaking import may_speak
from organizations.models import Organization
from organizations.sheets.brought import FORGOTTEN_AFTER, WAITING_LIMIT, words_of_refusal

TOLD_AT_ONCE, CLEARED_AT_ONCE = 100, 100
Facts = dict[str, Any]


@dataclass(frozen=True)
class Brought:
    """What a table says of one need or offer, as the verbs take it: of a new one all, of one that stands (`posting`)
    what changes. `where` it says so: table, line, name.
    """

    where: Facts
    details: Facts = field(default_factory=dict)
    client_id: uuid.UUID | None = None
    organization: Organization | None = None
    posting: Need | Offer | None = None


@dataclass(frozen=True)
class Kept:
    """Files as read: `source` the cells, `digest` of the files, `tables` what they are taken for, `plan` and `counts`
    the dry run of it.
    """

    filename: str
    source: bytes
    digest: str
    tables: list[Facts]
    fallbacks: Mapping[str, str]
    plan: list[Facts]
    counts: Mapping[str, int]


@verb
def import_sheet(*, actor: Actor, kind: str, kept: Kept, client_id: uuid.UUID) -> SheetImport:
    """Keep files that were read and looked through, until who brought them says that it be written.

    Nobody keeps more than five waiting, none longer than a week. A repeated `client_id` answers with the first; with
    other files, Conflict `client_id_reused`.
    """
    require(permissions.can_import_sheet(actor))
    first = SheetImport.objects.filter(made_by=actor.user, client_id=client_id).first()
    if first is not None:
        demand_repeat((first.digest, first.kind) == (kept.digest, kind))
        return first
    for older in waiting(actor)[WAITING_LIMIT - 1 :]:
        forget(older)
    sheet = SheetImport(
        kind=kind,
        made_by=actor.user,
        organization=actor.organization,
        client_id=client_id,
        digest=kept.digest,
        filename=defuse_name(kept.filename)[:200],
        tables=kept.tables,
        fallbacks=dict(kept.fallbacks),
        plan=kept.plan,
        counts=dict(kept.counts),
    )
    keep_file(sheet.source, f"{uuid.uuid4()}.rows", kept.source)
    sheet.save()
    schedule("forget_sheet", at=timezone.now() + FORGOTTEN_AFTER, sheet_id=sheet.pk)
    return sheet


@verb
def map_sheet(
    *,
    actor: Actor,
    sheet: SheetImport,
    tables: list[Facts],
    fallbacks: Mapping[str, str],
    plan: list[Facts],
    counts: Mapping[str, int],
) -> SheetImport:
    """Take the columns of a table for something else, with the dry run of that; remembered for the organisation's next
    table with these headings. Conflict `already_started`.
    """
    require(permissions.can_map_sheet(actor, sheet))
    columns = {"tables": tables, "fallbacks": dict(fallbacks), "plan": plan, "counts": dict(counts)}
    if not SheetImport.objects.filter(pk=sheet.pk, started_at=None, discarded_at=None).update(**columns):
        raise Conflict(_("This table is being written already."), code="already_started")
    if sheet.organization is not None:
        remember(sheet, tables, fallbacks)
    sheet.refresh_from_db()
    return sheet


def remember(sheet: SheetImport, tables: list[Facts], fallbacks: Mapping[str, str]) -> None:
    for table in tables:
        KnownColumns.objects.update_or_create(
            organization=sheet.organization,
            kind=sheet.kind,
            headings=table["digest"],
            defaults={"columns": table["columns"], "fallbacks": dict(fallbacks)},
        )


@verb
def start_sheet(*, actor: Actor, sheet: SheetImport, opens: bool = False, skips_wrong: bool = False) -> SheetImport:
    """Have it written. `opens`: on the board at once, else as drafts; `skips_wrong`: without what is wrong. Starting
    twice changes nothing. ValidationError `rows_wrong`, `nothing_to_write`, `may_not_open`.
    """
    require(permissions.can_start_sheet(actor, sheet))
    if sheet.started_at is not None:
        return sheet
    if opens and not permissions.can_open_by_sheet(actor):
        words = _("Only who speaks for the organisation puts needs and offers on the board.")
        raise invalid(words, code="may_not_open", field="opens")
    if sheet.counts.get("wrong") and not skips_wrong:
        raise invalid(
            _("Some rows are wrong. Mend them, or say that they be left out."), code="rows_wrong", field="skips_wrong"
        )
    total = sheet.counts.get("new", 0) + sheet.counts.get("changed", 0)
    if not total:
        raise invalid(_("There is nothing to write."), code="nothing_to_write")
    columns = {"started_at": timezone.now(), "opens": opens, "skips_wrong": skips_wrong, "total": total}
    if SheetImport.objects.filter(pk=sheet.pk, started_at=None, discarded_at=None).update(**columns):
        go_on(sheet)
    sheet.refresh_from_db()
    return sheet


def go_on(sheet: SheetImport) -> None:
    schedule("write_sheet", key=f"sheet.{sheet.pk}", sheet_id=sheet.pk)


# What the worker does -------------------------------------------------------------------------------------------------
@verb
def write_sheet(*, actor: Actor, sheet: SheetImport, brought: Sequence[Brought]) -> None:
    """Write some of what is new, in the name of who brought it; nobody sees it yet. What is refused is noted."""
    require(permissions.can_write_sheet(actor))
    create: Any = create_offer if sheet.kind == SheetImport.Kind.OFFER else create_need
    maker, refused = maker_of(sheet), []
    for each in brought:
        try:
            with transaction.atomic():
                create(
                    actor=maker, client_id=each.client_id, organization=each.organization, sheet=sheet, **each.details
                )
        except (ValidationError, Conflict) as refusal:
            refused.append({**each.where, "detail": words_of_refusal(refusal)})
    advance(sheet, len(brought), refused)


@verb
def show_sheet(*, actor: Actor, sheet: SheetImport) -> None:
    """Show what was written, all at once: on the board what may stand there, the rest as drafts."""
    require(permissions.can_show_sheet(actor))
    now, staged = timezone.now(), staged_of(sheet)
    maker = maker_of(sheet)
    if sheet.opens and (sheet.organization is None or may_speak(maker, sheet.organization)):
        opened: Facts = {"is_staged": False, "status": Need.Status.OPEN, "opened_at": now}
        opened |= {"confirmed_at": now} if sheet.kind == SheetImport.Kind.NEED else {}
        staged.filter(whole(sheet)).update(**opened)
    staged.update(is_staged=False)
    SheetImport.objects.filter(pk=sheet.pk, shown_at=None).update(shown_at=now)


def staged_of(sheet: SheetImport) -> QuerySet[Any]:
    model: Any = Offer if sheet.kind == SheetImport.Kind.OFFER else Need
    return model.objects.filter(sheet=sheet, is_staged=True)  # type: ignore[no-any-return]


def whole(sheet: SheetImport) -> Q:
    """What may stand on the board: it has lines, or is a care gap that says how many places are missing."""
    if sheet.kind == SheetImport.Kind.OFFER:
        return Q(Exists(OfferLine.objects.filter(offer=OuterRef("pk"))))
    has_lines = Q(Exists(NeedLine.objects.filter(need=OuterRef("pk"))))
    is_gap = Q(kind=Need.Kind.CARE_GAP)
    return (~is_gap & has_lines) | (is_gap & Q(missing_capacity__gt=0))


@verb
def tell_sheet(*, actor: Actor, sheet: SheetImport) -> bool:
    """Tell of some of what was shown, wherever it is to be heard; whether there is more."""
    require(permissions.can_tell_sheet(actor))
    model: Any = Offer if sheet.kind == SheetImport.Kind.OFFER else Need
    following = model.objects.filter(sheet=sheet, pk__gt=sheet.told).order_by("pk")
    some = list(following.select_related("organization")[:TOLD_AT_ONCE])
    for posting in some:
        if posting.opened_at is not None:
            tell(f"{sheet.kind}_opened", posting, maker_of(sheet))
        else:
            told = {"status": posting.status}
            own = f"org.{posting.organization_id}"
            record(f"{sheet.kind}_created", stream=own, actor=maker_of(sheet), subject=posting, **told)
    watch_ends(sheet, some)
    if some:
        sheet.told = some[-1].pk
        SheetImport.objects.filter(pk=sheet.pk).update(told=sheet.told)
    return bool(some)


def watch_ends(sheet: SheetImport, postings: Sequence[Any]) -> None:
    column = "available_until" if sheet.kind == SheetImport.Kind.OFFER else "valid_until"
    ending = [each for each in postings if each.opened_at is not None and getattr(each, column) is not None]
    schedule_each(
        f"expire_{sheet.kind}",
        at={each.stream: end_of(getattr(each, column)) for each in ending},
        arguments={each.stream: {f"{sheet.kind}_id": each.pk} for each in ending},
    )
    if sheet.kind == SheetImport.Kind.NEED:
        schedule_each(
            "remind_of_confirming",
            at={f"confirm.{each.pk}": end_of(each.valid_until) - REMINDED_BEFORE for each in ending},
            arguments={f"confirm.{each.pk}": {"need_id": each.pk} for each in ending},
        )


@verb
def change_by_sheet(*, actor: Actor, sheet: SheetImport, brought: Brought) -> None:
    """Change what stands, in the name of who brought the table; what is refused is noted, and stays as it was."""
    require(permissions.can_change_by_sheet(actor))
    refused = []
    try:
        with transaction.atomic():
            if isinstance(brought.posting, Offer):
                edit_offer(actor=maker_of(sheet), offer=brought.posting, **brought.details)
            elif brought.posting is not None:
                edit_need(actor=maker_of(sheet), need=brought.posting, **brought.details)
    except (ValidationError, Conflict, Refused) as refusal:
        refused.append({**brought.where, "detail": words_of_refusal(refusal)})
    advance(sheet, 1, refused)


def advance(sheet: SheetImport, done: int, refused: list[Facts]) -> None:
    """How far it is; a batch that is tried again may count twice, so never above the whole."""
    sheet.refused = [*sheet.refused, *refused]
    columns: Facts = {"refused": sheet.refused} if refused else {}
    SheetImport.objects.filter(pk=sheet.pk, done__lte=F("total") - done).update(done=F("done") + done, **columns)


def maker_of(sheet: SheetImport) -> Actor:
    return Actor(sheet.made_by, sheet.organization)


@verb
def finish_sheet(*, actor: Actor, sheet: SheetImport) -> None:
    """All of it is written: the files go, what is left is how much there was of it."""
    require(permissions.can_finish_sheet(actor))
    unfinished = SheetImport.objects.filter(pk=sheet.pk, finished_at=None)
    columns: Facts = {"finished_at": timezone.now(), "failed_at": None, "source": "", "plan": [], "done": F("total")}
    if unfinished.update(**columns):
        drop_file(sheet.source)
        record("sheet_imported", stream=f"user.{sheet.made_by_id}", actor=maker_of(sheet), subject=sheet, kind="sheet")


@verb
def fail_sheet(*, actor: Actor, sheet: SheetImport) -> None:
    """Give up: what was not shown yet stays unseen, and who brought it begins again or discards it."""
    require(permissions.can_fail_sheet(actor))
    running = SheetImport.objects.filter(pk=sheet.pk, finished_at=None, failed_at=None, discarded_at=None)
    if running.update(failed_at=timezone.now()):
        record("sheet_failed", stream=f"user.{sheet.made_by_id}", actor=actor, subject=sheet, kind="sheet")


@verb
def restart_sheet(*, actor: Actor, sheet: SheetImport) -> None:
    """Let the worker go on where it stopped. What has not failed is left alone."""
    require(permissions.can_restart_sheet(actor, sheet))
    failed = SheetImport.objects.filter(pk=sheet.pk, failed_at__isnull=False, discarded_at=None)
    if failed.update(failed_at=None):
        go_on(sheet)


@verb
def discard_sheet(*, actor: Actor, sheet: SheetImport) -> None:
    """Let a table go that was not written, or failed before anybody saw of it. Conflict `already_shown`."""
    require(permissions.can_discard_sheet(actor, sheet))
    free = SheetImport.objects.filter(Q(started_at=None) | Q(failed_at__isnull=False), pk=sheet.pk, shown_at=None)
    if not free.update(discarded_at=timezone.now()):
        raise Conflict(_("It is written already, or is being written."), code="already_shown")
    schedule("clear_sheet", key=f"sheet.{sheet.pk}", sheet_id=sheet.pk)


@verb
def clear_sheet(*, actor: Actor, sheet: SheetImport) -> bool:
    """Delete some of what a discarded table had written unseen, at the end the table; whether some is left."""
    require(permissions.can_clear_sheet(actor))
    some = list(staged_of(sheet).order_by("pk").values_list("pk", flat=True)[:CLEARED_AT_ONCE])
    if some:
        staged_of(sheet).filter(pk__in=some).delete()
        return True
    forget(sheet)
    return False


@verb
def forget_sheet(*, actor: Actor, sheet: SheetImport) -> None:
    """A week after it came: what nobody started goes."""
    require(permissions.can_forget_sheet(actor))
    if sheet.started_at is None:
        forget(sheet)


def waiting(actor: Actor) -> QuerySet[SheetImport]:
    return SheetImport.objects.filter(made_by=actor.user, started_at=None).order_by("-pk")


def forget(sheet: SheetImport) -> None:
    drop_file(sheet.source)
    sheet.delete()
