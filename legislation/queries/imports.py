"""What is read of texts on their way in: the rows with what looks wrong in each, and what publishing them would do."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Q, QuerySet

from legislation.doubt_words import words_of
from legislation.matching import Coming, Plan, Standing, planned
from legislation.mending import Words, mended
from legislation.models import ImportDoubt, ImportedNode, Instrument, ProvisionText, TextImport
from legislation.parsing import letters
from legislation.permissions.texts import import_doubts_for, imported_rows_for, imports_for
from legislation.structure import WIDE

Facts = dict[str, Any]


@dataclass
class ReadRow:
    """A row as it is looked through: how deep it stands, what looks wrong in it."""

    row: ImportedNode
    depth: int
    doubts: list[ImportDoubt] = field(default_factory=list)

    @property
    def is_wide(self) -> bool:
        return self.row.kind in WIDE

    @property
    def is_grave(self) -> bool:
        return any(each.is_grave and each.accepted_at is None for each in self.doubts)


def imports_of(user: Any, instrument: Instrument) -> QuerySet[TextImport]:
    """The newest first, with how many rows each has and what still has to be answered."""
    is_open = Q(doubts__is_grave=True, doubts__accepted_at__isnull=True)
    rows = imports_for(user).filter(instrument=instrument).select_related("person", "organization", "published_by")
    return rows.annotate(
        articles=Count("nodes", filter=Q(nodes__kind="article"), distinct=True),
        open_doubts=Count("doubts", filter=is_open, distinct=True),
    ).order_by("-pk")


def seen_import(user: Any, pk: int) -> TextImport | None:
    return imports_for(user).select_related("instrument", "person", "organization", "file").filter(pk=pk).first()


def seen_row(user: Any, pk: int) -> ImportedNode | None:
    return imported_rows_for(user).select_related("text_import__instrument", "parent").filter(pk=pk).first()


def seen_doubt(user: Any, pk: int) -> ImportDoubt | None:
    return import_doubts_for(user).select_related("text_import__instrument", "node").filter(pk=pk).first()


def read_rows(text_import: TextImport) -> list[ReadRow]:
    """All rows in reading order. Two queries."""
    rows = list(text_import.nodes.order_by("position"))
    depths: dict[int | None, int] = {None: -1}
    found: dict[int, ReadRow] = {}
    for row in rows:
        depths[row.pk] = depths[row.parent_id] + 1
        found[row.pk] = ReadRow(row, depths[row.pk])
    for doubt in said(text_import.doubts.all()):
        if doubt.node_id in found:
            found[doubt.node_id].doubts.append(doubt)
    return list(found.values())


def read_row(row: ImportedNode) -> ReadRow:
    """One alone; how deep it stands is not asked."""
    return ReadRow(row, 0, said(ImportDoubt.objects.filter(node=row)))


def whole_doubts(text_import: TextImport) -> list[ImportDoubt]:
    """Those that are about no single row."""
    return said(text_import.doubts.filter(node=None))


def said(doubts: QuerySet[ImportDoubt]) -> list[ImportDoubt]:
    """With what is to be read of each: `words`, and whether a rule mends it (`is_mendable`)."""
    rows = list(doubts.select_related("node"))
    for row in rows:
        row.is_mendable = is_mendable(row)  # type: ignore[attr-defined]
        row.words = words_of(row.code, row.facts)  # type: ignore[attr-defined]
    return rows


def is_mendable(doubt: ImportDoubt) -> bool:
    node = doubt.node
    return node is not None and mended(doubt.code, doubt.facts, Words(node.label, node.heading, node.text)) is not None


def letters_lost(text_import: TextImport, rows: list[ImportedNode]) -> int:
    """How many more letters and digits came in than stand in the rows; below nothing where some were written."""
    told = "".join(row.label + row.heading + row.text for row in rows)
    return len(letters(text_import.text)) - len(letters(text_import.title + text_import.preamble + told))


def standing_of(instrument: Instrument) -> list[Standing]:
    """The newest text of each provision."""
    texts = ProvisionText.objects.filter(provision__instrument=instrument, valid_to=None).select_related("provision")
    return [
        Standing(
            pk=text.provision_id,
            parent=text.provision.parent_id,
            kind=text.provision.kind,
            key=text.provision.key,
            eid=text.provision.eid,
            heading=text.heading,
            text=text.text,
            is_gone=text.change == ProvisionText.Change.REPEAL,
        )
        for text in texts.order_by("provision__position", "provision_id")
    ]


def plan_of(instrument: Instrument, rows: list[ImportedNode]) -> Plan:
    """What publishing these rows would do to what stands."""
    place = {row.pk: at for at, row in enumerate(rows)}
    coming = [
        Coming(place[row.parent_id] if row.parent_id else None, row.kind, row.label, row.heading, row.text)
        for row in rows
    ]
    return planned(standing_of(instrument), coming)


# For programs ---------------------------------------------------------------------------------------------------------
def import_facts(row: TextImport, rows: list[ReadRow] | None = None) -> Facts:
    """One text; with `rows` what was read."""
    known: Facts = {
        "id": row.pk,
        "instrument": row.instrument_id,
        "format": row.format,
        "name": row.name,
        "status": row.status,
        "version": row.version,
        "created_at": row.created_at,
        "published_at": row.published_at,
    }
    if rows is not None:
        known |= {"title": row.title, "preamble": row.preamble, "text_version": row.instrument.text_version}
        known |= {
            "doubts": [doubt_facts(each) for each in whole_doubts(row)],
            "rows": [row_facts(each) for each in rows],
        }
        known["letters_lost"] = letters_lost(row, [each.row for each in rows])
    return known


def row_facts(read: ReadRow) -> Facts:
    row = read.row
    return {
        "id": row.pk,
        "parent": row.parent_id,
        "kind": row.kind,
        "label": row.label,
        "heading": row.heading,
        "text": row.text,
        "line": row.line,
        "provision": row.provision_id,
        "doubts": [doubt_facts(each) for each in read.doubts],
    }


def doubt_facts(doubt: ImportDoubt) -> Facts:
    return {
        "id": doubt.pk,
        "row": doubt.node_id,
        "code": doubt.code,
        "facts": doubt.facts,
        "words": words_of(doubt.code, doubt.facts),
        "is_grave": doubt.is_grave,
        "is_mendable": is_mendable(doubt),
        "accepted_at": doubt.accepted_at,
    }
