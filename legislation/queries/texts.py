"""What a law says on a day, what changed between two, and the texts of one provision in their order."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from arabic.redline import Piece, is_spelling_only, redline
from legislation.akoma import Work, written
from legislation.models import Instrument, Provision, ProvisionText
from legislation.parsing import Draft, Node
from legislation.permissions.texts import provision_texts_for
from legislation.queries.base import in_force
from legislation.structure import WIDE, may_contain

Facts = dict[str, Any]


@dataclass
class Said:
    """What a provision says on a day: how deep it stands; `is_repealed` where it no longer says anything."""

    provision: Provision
    text: ProvisionText
    depth: int

    @property
    def is_wide(self) -> bool:
        return self.provision.kind in WIDE

    @property
    def is_repealed(self) -> bool:
        return self.text.change == ProvisionText.Change.REPEAL


@dataclass
class Compared:
    """What a provision said on one day and says on another; None where it was not there."""

    provision: Provision
    before: ProvisionText | None
    after: ProvisionText | None
    depth: int

    @property
    def state(self) -> str:
        before, after = _in_force(self.before), _in_force(self.after)
        if before is None or after is None:
            return "same" if before is after else "inserted" if before is None else "repealed"
        return "same" if before.sha256 == after.sha256 else "changed"

    @property
    def is_gone(self) -> bool:
        return _in_force(self.after) is None

    @property
    def heading(self) -> list[Piece]:
        return redline(*self._both("heading"))

    @property
    def text(self) -> list[Piece]:
        return redline(*self._both("text"))

    @property
    def is_spelling(self) -> bool:
        if self.state != "changed":
            return False
        (heading, new_heading), (text, new_text) = self._both("heading"), self._both("text")
        return is_spelling_only(f"{heading}\n{text}", f"{new_heading}\n{new_text}")

    def _both(self, column: str) -> tuple[str, str]:
        return (getattr(self.before, column, ""), getattr(self.after, column, ""))


def _in_force(text: ProvisionText | None) -> ProvisionText | None:
    return None if text is None or text.change == ProvisionText.Change.REPEAL else text


def said_on(instrument: Instrument, day: date) -> dict[int, ProvisionText]:
    """{provision: what it says on a day}, also where that is nothing any more."""
    rows = ProvisionText.objects.filter(in_force(day), provision__instrument=instrument).select_related("changed_by")
    return {text.provision_id: text for text in rows}


def text_on(instrument: Instrument, day: date | None = None) -> list[Said]:
    """The law as it is in force on a day (today, if none is said), in reading order. What was repealed by then is there
    without words. Two queries.
    """
    texts = said_on(instrument, day or timezone.localdate())
    return [Said(row, texts[row.pk], depth) for row, depth in _ordered(instrument) if row.pk in texts]


def compared(instrument: Instrument, before: date, after: date, *, only_changed: bool = True) -> list[Compared]:
    """The law on two days, provision by provision. Three queries."""
    old, new = said_on(instrument, before), said_on(instrument, after)
    rows = [Compared(row, old.get(row.pk), new.get(row.pk), depth) for row, depth in _ordered(instrument)]
    return [row for row in rows if not only_changed or row.state != "same"]


def _ordered(instrument: Instrument) -> list[tuple[Provision, int]]:
    depths: dict[int | None, int] = {None: -1}
    found = []
    for row in instrument.provisions.order_by("position", "pk"):
        depths[row.pk] = depths.get(row.parent_id, -1) + 1
        found.append((row, depths[row.pk]))
    return found


def days_of(instrument: Instrument) -> list[date]:
    """The days on which something of it changed, the newest first."""
    rows = ProvisionText.objects.filter(provision__instrument=instrument).values_list("valid_from", flat=True)
    return sorted({day for day in rows.distinct() if day is not None}, reverse=True)


# One provision --------------------------------------------------------------------------------------------------------
def seen_text(user: Any, pk: int) -> ProvisionText | None:
    return provision_texts_for(user).select_related("provision__instrument").filter(pk=pk).first()


def stands_beside(provision: Provision, kind: str) -> bool:
    """Does a new one of this kind stand beside it, or in it?"""
    return may_contain(provision.parent.kind if provision.parent else None, kind)


def history_of(provision: Provision) -> list[Compared]:
    """Its texts, the newest first, each against the one before."""
    rows = list(_texts(provision))
    pairs = zip([None, *rows], rows, strict=False)
    return [Compared(provision, before, after, 0) for before, after in pairs][::-1]


def _texts(provision: Provision) -> QuerySet[ProvisionText]:
    return provision.texts.select_related("changed_by")


def current_text(provision: Provision) -> ProvisionText | None:
    """The newest, which has no end; it may begin on a later day."""
    return provision.texts.filter(valid_to=None).first()


# Out ------------------------------------------------------------------------------------------------------------------
def draft_on(instrument: Instrument, day: date) -> Draft:
    """What is in force on a day as a tree, with the names of its provisions."""
    draft = Draft(instrument.title, instrument.preamble)
    nodes: dict[int, Node] = {}
    for said in text_on(instrument, day):
        row = said.provision
        if said.is_repealed:
            continue
        nodes[row.pk] = Node(row.kind, row.label, said.text.heading, said.text.text, eid=row.eid)
        outer = nodes.get(row.parent_id or 0)
        (outer.parts if outer else draft.nodes).append(nodes[row.pk])
    return draft


def work_of(instrument: Instrument) -> Work:
    return Work(
        instrument.country, instrument.kind, instrument.number, instrument.year, instrument.issued_on, instrument.issuer
    )


def akoma_of(instrument: Instrument, day: date) -> bytes:
    """The law on a day as Akoma Ntoso."""
    return written(draft_on(instrument, day), work_of(instrument), day)


# For programs ---------------------------------------------------------------------------------------------------------
def said_facts(said: Said) -> Facts:
    row = said.provision
    return {
        "provision": row.pk,
        "parent": row.parent_id,
        "kind": row.kind,
        "label": row.label,
        "eid": row.eid,
        "is_repealed": said.is_repealed,
        **text_facts(said.text),
    }


def text_facts(text: ProvisionText) -> Facts:
    return {
        "id": text.pk,
        "heading": text.heading,
        "text": text.text,
        "change": text.change,
        "valid_from": text.valid_from,
        "valid_to": text.valid_to,
        "changed_by": text.changed_by_id,
        "note": text.note,
        "sha256": text.sha256,
    }


def compared_facts(row: Compared) -> Facts:
    return {
        "provision": row.provision.pk,
        "label": row.provision.label,
        "eid": row.provision.eid,
        "state": row.state,
        "is_spelling": row.is_spelling,
        "heading": [piece._asdict() for piece in row.heading],
        "text": [piece._asdict() for piece in row.text],
    }
