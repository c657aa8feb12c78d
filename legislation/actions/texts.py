"""The verbs of texts in time, by hand: an amendment enters into force, a provision is added or repealed, our copy is
corrected.
"""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import F
from django.utils.translation import gettext as _

from arabic.direction import defuse, defuse_name
from journal.actors import Actor
from journal.holding import held
from journal.records import record
from journal.refusals import Conflict, demand_repeat, invalid, require, unseen
from journal.verbs import verb
from legislation import permissions
from legislation.actions.imports import STEP
from legislation.actions.wording import (
    Cause,
    Words,
    correct,
    demand_later,
    end_text,
    hash_of,
    mark_amended,
    new_text,
    stored_text,
)
from legislation.labels import read_label
from legislation.matching import name_for
from legislation.models import Instrument, Provision, ProvisionText
from legislation.structure import ARTICLE, may_contain
from organizations.columns import check_columns

REPEAL = ProvisionText.Change.REPEAL


@verb
def change_text(
    *,
    actor: Actor,
    provision: Provision,
    client_id: UUID,
    valid_from: date,
    text: str,
    heading: str = "",
    changed_by: Instrument | None = None,
    note: str = "",
    seen: str = "",
) -> ProvisionText:
    """A provision says this from a day on, by an instrument; what it said ends there. `seen` is the hash of the text it
    was written against. Also what was repealed may come back so.

    A repeated `client_id` gives the same text, or Conflict `client_id_reused`. ValidationError `required`,
    `too_early`, `same_law`, `unchanged`; Conflict `stale` where it says something else now.
    """
    require(permissions.can_change_text(actor, provision))
    law, words = held(provision.instrument), checked_words(heading, text)
    if first := made_before(actor, client_id):
        cause = caused(law, valid_from, changed_by, note)
        demand_repeat(first.provision_id == provision.pk and says(first, words, cause))
        return first
    row, cause = opened(provision, valid_from, changed_by, note)
    before = demand_seen(row, seen)
    if not any(words):
        raise invalid(_("Write what it says. To take it out, repeal it."), code="required", field="text")
    if before.change != REPEAL and before.sha256 == hash_of(words):
        raise invalid(_("This is what it says already."), code="unchanged", field="text")
    change = ProvisionText.Change.INSERT if before.change == REPEAL else ProvisionText.Change.REPLACE
    made = new_text(row, words, change, cause, person=actor.user, client_id=client_id)
    finish(actor, row.instrument, cause, "text_changed", row)
    return made


@verb
def insert_provision(
    *,
    actor: Actor,
    instrument: Instrument,
    client_id: UUID,
    kind: str,
    label: str,
    valid_from: date,
    text: str = "",
    heading: str = "",
    parent: Provision | None = None,
    after: Provision | None = None,
    changed_by: Instrument | None = None,
    note: str = "",
) -> Provision:
    """A new provision from a day on, behind another one of what it stands in, or as its first. A repeated `client_id`
    gives the same, or Conflict `client_id_reused`. ValidationError `not_within`, `not_beside`, `required`, `same_law`,
    `exists` where one of this number stands there.
    """
    require(permissions.can_insert_provision(actor, instrument))
    law = held(instrument)
    cause = caused(law, valid_from, changed_by, note)
    words = checked_words(heading, text)
    row = Provision(instrument=law, parent=parent, kind=kind, label=defuse_name(label), position=0)
    if first := made_before(actor, client_id):
        demand_repeat(is_same_place(first.provision, row) and says(first, words, cause))
        return first.provision
    demand_place(law, kind, parent, after)
    check_columns(row, ["kind", "label"])
    read = read_label(row.label)
    row.key = read.key if read else ""
    demand_new(law, row)
    taken = set(law.provisions.values_list("eid", flat=True))
    row.eid = name_for(kind, row.label, law.provisions.filter(parent=parent).count() + 1, eid_of(parent), taken)
    row.position = place_behind(law, after or parent, is_within=after is None)
    row.save()
    own = {"person": actor.user, "client_id": client_id}
    stored_text(row, words, ProvisionText.Change.INSERT, cause, **own).save()
    finish(actor, law, cause, "provision_inserted", row)
    return row


@verb
def repeal_provision(
    *,
    actor: Actor,
    provision: Provision,
    valid_from: date,
    changed_by: Instrument | None = None,
    note: str = "",
    seen: str = "",
) -> Provision:
    """It says nothing any more from a day on, nor does what stands in it. ValidationError `too_early`, `same_law`;
    Conflict `already_repealed`, `stale`.
    """
    require(permissions.can_repeal_provision(actor, provision))
    row, cause = opened(provision, valid_from, changed_by, note)
    if demand_seen(row, seen).change == REPEAL:
        raise Conflict(_("It is repealed already."), code="already_repealed")
    within = [each for each in whole(row) if each.texts.filter(valid_to=None).exclude(change=REPEAL).exists()]
    demand_later([each.pk for each in within], valid_from)
    for each in within:
        end_text(each, cause)
    finish(actor, row.instrument, cause, "provision_repealed", row)
    return row


@verb
def correct_text(
    *, actor: Actor, text: ProvisionText, heading: str | None = None, words: str | None = None, note: str = ""
) -> ProvisionText:
    """Our copy was wrong: the law said this all along. Its hash changes, so that what was written against it is looked
    at again. ValidationError `required`; Conflict `wrong_status` for a repeal, which says nothing.
    """
    require(permissions.can_correct_text(actor, text))
    law = held(text.provision.instrument)
    row = held(text, "provision")
    if row.change == REPEAL:
        raise Conflict(_("It is repealed already."), code="wrong_status")
    said = checked_words(row.heading if heading is None else heading, row.text if words is None else words)
    if not any(said):
        raise invalid(_("Write what it says. To take it out, repeal it."), code="required", field="text")
    if hash_of(said) == row.sha256:
        return row
    correct(row, said, defuse_name(note)[:600])
    Instrument.objects.filter(pk=law.pk).update(text_version=F("text_version") + 1)
    tell("text_corrected", actor, law, row.provision)
    return row


# Sent again -----------------------------------------------------------------------------------------------------------
def made_before(actor: Actor, client_id: UUID) -> ProvisionText | None:
    """What this form made."""
    return ProvisionText.objects.filter(person=actor.user, client_id=client_id).select_related("provision").first()


def says(row: ProvisionText, words: Words, cause: Cause) -> bool:
    said = (row.heading, row.text, row.valid_from, row.changed_by_id, row.note)
    return said == (*words, cause.valid_from, cause.changed_by.pk if cause.changed_by else None, cause.note)


def is_same_place(row: Provision, wanted: Provision) -> bool:
    columns = ("instrument_id", "parent_id", "kind", "label")
    return all(getattr(row, name) == getattr(wanted, name) for name in columns)


# What they share ------------------------------------------------------------------------------------------------------
def opened(provision: Provision, valid_from: date, changed_by: Instrument | None, note: str) -> tuple[Provision, Cause]:
    """The provision, its law held, and why it changes: ValidationError `too_early`, `same_law`."""
    law = held(provision.instrument)
    row = held(provision, "instrument")
    cause = caused(law, valid_from, changed_by, note)
    demand_later([row.pk], valid_from)
    return row, cause


def caused(law: Instrument, valid_from: date, changed_by: Instrument | None, note: str) -> Cause:
    if changed_by is not None and changed_by.pk == law.pk:
        raise invalid(_("A law does not amend itself: choose another one."), code="same_law", field="changed_by")
    return Cause(valid_from, changed_by, defuse_name(note)[:600])


def checked_words(heading: str, text: str) -> Words:
    words = (defuse_name(heading), defuse(text).strip())
    check_columns(ProvisionText(heading=words[0], text=words[1]), ["heading", "text"])
    return words


def demand_seen(provision: Provision, seen: str) -> ProvisionText:
    """The newest text. Conflict `stale` where it is not the one that was seen."""
    newest = provision.texts.get(valid_to=None)
    if seen and newest.sha256 != seen:
        words = _("Somebody changed this text meanwhile. Look at it once more.")
        raise Conflict(words, code="stale")
    return newest


def demand_place(law: Instrument, kind: str, parent: Provision | None, after: Provision | None) -> None:
    for row in (parent, after):
        if row is not None and row.instrument_id != law.pk:
            raise unseen("parent")
    if not may_contain(parent.kind if parent else None, kind):
        words = _("In the structure of a law this cannot stand there. Choose another kind, or move it first.")
        raise invalid(words, code="not_within", field="kind")
    if after is not None and after.parent_id != (parent.pk if parent else None):
        raise invalid(_("Choose a row of what it is to stand in."), code="not_beside", field="after")


def demand_new(law: Instrument, row: Provision) -> None:
    """ValidationError `required` for an article without a number, `exists` where one of this number is there."""
    if row.kind == ARTICLE and not row.label:
        raise invalid(_("An article has a number: write it as it is printed."), code="required", field="label")
    same = law.provisions.filter(kind=row.kind, key=row.key).exclude(key="")
    if row.kind != ARTICLE:
        same = same.filter(parent=row.parent)
    if same.exists():
        words = _("One of this number stands there already: give that one a new text.")
        raise invalid(words, code="exists", field="label")


def eid_of(provision: Provision | None) -> str:
    return provision.eid if provision else ""


def place_behind(law: Instrument, row: Provision | None, *, is_within: bool) -> int:
    """A position behind a row and all that stands in it (`is_within`: right behind its own words). Where there is no
    room left all positions are given anew.
    """
    rows = list(law.provisions.order_by("position", "pk"))
    at = 0
    if row is not None:
        last = row if is_within else whole(row)[-1]
        at = next(index for index, each in enumerate(rows, start=1) if each.pk == last.pk)
    before = rows[at - 1].position if at else 0
    behind = rows[at].position if at < len(rows) else before + 2 * STEP
    if behind - before > 1:
        return (before + behind) // 2
    for index, each in enumerate(rows, start=1):
        each.position = index * STEP + (STEP if index > at else 0)
    Provision.objects.bulk_update(rows, ["position"], batch_size=300)
    return (at + 1) * STEP


def whole(provision: Provision) -> list[Provision]:
    """It and all that stands in it, in reading order."""
    found, level = [provision], [provision.pk]
    while level:
        parts = list(Provision.objects.filter(parent__in=level))
        found, level = [*found, *parts], [part.pk for part in parts]
    return sorted(found, key=lambda each: (each.position, each.pk))


def finish(actor: Actor, law: Instrument, cause: Cause, event: str, provision: Provision) -> None:
    Instrument.objects.filter(pk=law.pk).update(text_version=F("text_version") + 1)
    mark_amended(actor, law, cause.changed_by)
    tell(event, actor, law, provision, valid_from=cause.valid_from.isoformat() if cause.valid_from else None)


def tell(event: str, actor: Actor, law: Instrument, provision: Provision, **facts: Any) -> None:
    record(event, stream=law.stream, actor=actor, subject=provision, **facts)
