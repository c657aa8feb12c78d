"""publish_import: rows that were looked through become provisions and their texts. Of a law that has a text already
they become what a later text changed, from a day on, or corrections of our copy.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from itertools import count

from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from arabic.direction import defuse_name
from journal.actors import Actor
from journal.holding import held
from journal.records import record
from journal.refusals import Conflict, invalid, require
from journal.states import demand_status
from journal.verbs import verb
from legislation import permissions
from legislation.actions.imports import PARSED, PUBLISHED, STEP
from legislation.actions.wording import (
    Cause,
    correct,
    demand_later,
    end_text,
    mark_amended,
    new_text,
    stored_text,
)
from legislation.labels import read_label
from legislation.matching import Plan, merged_order, name_for
from legislation.models import ImportedNode, Instrument, Provision, ProvisionText, TextImport
from legislation.queries.imports import plan_of

NOTE = 600


@dataclass
class Publishing:
    """What one publication has written so far."""

    law: Instrument
    rows: list[ImportedNode]
    plan: Plan
    cause: Cause
    is_original: bool  # the law said this all along
    taken: set[str]
    provisions: list[Provision] = field(default_factory=list)


@verb
def publish_import(
    *,
    actor: Actor,
    text_import: TextImport,
    valid_from: date | None = None,
    changed_by: Instrument | None = None,
    note: str = "",
    is_correction: bool = False,
    version: int | None = None,
    text_version: int | None = None,
) -> TextImport:
    """Make the law say this, from a day on (None: from its beginning, where it has no text yet). What says the same
    stays as it is, what says something else gets a text of its own from that day, what is gone is repealed on it. With
    `is_correction` our copy was wrong: texts are corrected where they stand, and nothing is taken out.

    ValidationError `required`, `too_early`, `same_law`; Conflict `doubts_open`, `nothing_to_publish`,
    `nothing_changed`, `would_remove`, `wrong_status`, `stale` where the text or the law moved since `version` and
    `text_version`.
    """
    require(permissions.can_publish_import(actor, text_import))
    law = held(text_import.instrument)
    row = demand_ready(held(text_import), law, version, text_version)
    rows = list(row.nodes.order_by("position"))
    cause = Cause(valid_from, changed_by, defuse_name(note)[:NOTE])
    has_preamble = bool(row.preamble) and row.preamble != law.preamble
    plan = demand_plan(law, rows, cause, is_correction=is_correction, has_preamble=has_preamble)
    taken = set(law.provisions.values_list("eid", flat=True))
    is_original = is_correction or not taken
    write(Publishing(law, rows, plan, cause, is_original, taken))
    settle(actor, row, law, is_amendment=not is_original, cause=cause)
    tell(actor, row, law, plan)
    return row


def demand_ready(row: TextImport, law: Instrument, version: int | None, text_version: int | None) -> TextImport:
    demand_status(row, PARSED)
    if version not in {None, row.version} or text_version not in {None, law.text_version}:
        words = _("Somebody corrected this text, or published another one, meanwhile. Look at it once more.")
        raise Conflict(words, code="stale", current=row.version)
    if row.doubts.filter(is_grave=True, accepted_at=None).exists():
        words = _("Some places still look wrong. Correct them, or say that they are right as they stand.")
        raise Conflict(words, code="doubts_open")
    return row


def demand_plan(
    law: Instrument, rows: list[ImportedNode], cause: Cause, *, is_correction: bool, has_preamble: bool
) -> Plan:
    if not rows:
        raise Conflict(_("There is nothing to publish."), code="nothing_to_publish")
    if cause.changed_by is not None and cause.changed_by.pk == law.pk:
        raise invalid(_("A law does not amend itself: choose another one."), code="same_law", field="changed_by")
    plan = plan_of(law, rows)
    if plan.is_idle and not has_preamble:
        raise Conflict(_("This is what the law says already."), code="nothing_changed")
    if is_correction and plan.gone:
        words = _("Articles are missing in this text. A correction takes nothing out: publish it from a day on.")
        raise Conflict(words, code="would_remove")
    if not is_correction and law.provisions.exists():
        if cause.valid_from is None:
            words = _("Say from which day on the law says this.")
            raise invalid(words, code="required", field="valid_from")
        changing = [m.pk for m, s in zip(plan.matches, plan.states, strict=True) if m is not None and s != "same"]
        demand_later([*changing, *(each.pk for each in plan.gone)], cause.valid_from)
    return plan


# Writing --------------------------------------------------------------------------------------------------------------
def write(work: Publishing) -> None:
    write_provisions(work)
    write_texts(work)
    for standing in work.plan.gone:  # a correction takes nothing out
        end_text(Provision.objects.get(pk=standing.pk), work.cause)


def write_provisions(work: Publishing) -> None:
    """The new ones, level by level, each under what it stands in; then all in their order."""
    by_row: dict[int, Provision] = {}
    standing = {row.pk: row for row in work.law.provisions.all()}
    places: dict[int | None, count[int]] = {}
    for row, match in zip(work.rows, work.plan.matches, strict=True):
        parent = by_row[row.parent_id] if row.parent_id is not None else None
        place = next(places.setdefault(row.parent_id, count(1)))
        by_row[row.pk] = made = standing[match.pk] if match else new_provision(work, row, parent, place)
        if made.parent_id != (parent.pk if parent else None):
            made.parent = parent
            made.save(update_fields=["parent"])
        row.provision = made
        work.provisions.append(made)
    ImportedNode.objects.bulk_update(work.rows, ["provision"], batch_size=300)
    put_in_order(work, list(standing))


def new_provision(work: Publishing, row: ImportedNode, parent: Provision | None, place: int) -> Provision:
    read = read_label(row.label)
    return Provision.objects.create(
        instrument=work.law,
        parent=parent,
        kind=row.kind,
        label=row.label,
        key=read.key if read else "",
        eid=name_for(row.kind, row.label, place, parent.eid if parent else "", work.taken),
        position=0,
    )


def put_in_order(work: Publishing, before: list[int]) -> None:
    known = set(before)
    after = [made.pk if made.pk in known else None for made in work.provisions]
    coming = iter([made.pk for made in work.provisions if made.pk not in known])
    order = [next(coming) if pk is None else pk for pk in merged_order(before, after)]
    rows = {row.pk: row for row in work.law.provisions.all()}
    for at, pk in enumerate(order, start=1):
        rows[pk].position = at * STEP
    Provision.objects.bulk_update(rows.values(), ["position"], batch_size=300)


def write_texts(work: Publishing) -> None:
    fresh: list[ProvisionText] = []
    change = ProvisionText.Change
    for row, made, state in zip(work.rows, work.provisions, work.plan.states, strict=True):
        words = (row.heading, row.text)
        if state == "new":
            kind = change.ORIGINAL if work.is_original else change.INSERT
            fresh.append(stored_text(made, words, kind, work.cause))
        elif state != "same" and work.is_original:
            correct(made.texts.get(valid_to=None), words, work.cause.note)
        elif state != "same":
            kind = change.INSERT if state == "again" else change.REPLACE
            new_text(made, words, kind, work.cause)
    ProvisionText.objects.bulk_create(fresh, batch_size=300)


def settle(actor: Actor, row: TextImport, law: Instrument, *, is_amendment: bool, cause: Cause) -> None:
    """The text is published, by a conditional update; the law counts it."""
    waiting = TextImport.objects.filter(pk=row.pk, status=PARSED, version=row.version)
    columns = {"status": PUBLISHED, "published_at": timezone.now(), "published_by": actor.user}
    if not waiting.update(**columns):
        raise Conflict(_("Somebody corrected this text meanwhile. Look at it once more."), code="stale")
    row.refresh_from_db()
    Instrument.objects.filter(pk=law.pk).update(
        text_version=F("text_version") + 1, preamble=row.preamble or law.preamble
    )
    law.refresh_from_db()
    if is_amendment:
        mark_amended(actor, law, cause.changed_by)


def tell(actor: Actor, row: TextImport, law: Instrument, plan: Plan) -> None:
    changed = plan.count("changed") + plan.count("again")
    record(
        "import_published",
        stream=law.stream,
        actor=actor,
        subject=row,
        kind="text_import",
        text_version=law.text_version,
        new=plan.count("new"),
        changed=changed,
        gone=len(plan.gone),
    )
