"""The verbs that correct what was read, row by row. Each is one step of the text's `version`: of two who correct at
once the later one is told so, and looks again.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import F
from django.utils.translation import gettext as _

from arabic.direction import defuse, defuse_name
from journal.actors import Actor
from journal.refusals import Conflict, invalid, require, unseen
from journal.verbs import verb
from legislation import permissions
from legislation.actions.imports import STEP, begun, look_again, tell
from legislation.mending import Words, mended
from legislation.models import ImportDoubt, ImportedNode, TextImport
from legislation.parsing import parse
from legislation.structure import ARTICLE, KINDS, PARAGRAPH, WIDE, may_contain
from organizations.columns import check_columns

COLUMNS = ("kind", "label", "heading", "text")
ASIDE = 1_000_000_000  # positions are moved out of the way before they are given anew


@verb
def edit_import_row(*, actor: Actor, row: ImportedNode, version: int | None = None, **details: str) -> ImportedNode:
    """Correct the kind, the label, the heading or the text of a row. ValidationError `not_within`, `required`, and what
    the columns demand; Conflict `stale`, `wrong_status`.
    """
    require(permissions.can_edit_import_row(actor, row))
    text_import = begun(row.text_import, version)
    row = ImportedNode.objects.select_related("parent").get(pk=row.pk)
    set_details(row, details)
    demand_kind(row.parent, row.kind, [part.kind for part in row.parts.all()])
    row.save(update_fields=list(COLUMNS))
    ImportDoubt.objects.filter(node=row, code="no_sign").delete()
    finish(actor, text_import, "import_row_edited", row=row.pk)
    return row


@verb
def mend_import_doubt(*, actor: Actor, doubt: ImportDoubt, version: int | None = None) -> ImportedNode:
    """Have a rule mend what looks wrong (legislation/mending.py). Conflict `not_mendable` where none does, `gone` where
    it was mended already; `stale`, `wrong_status`.
    """
    require(permissions.can_mend_import_doubt(actor, doubt))
    text_import = begun(doubt.text_import, version)
    found = ImportDoubt.objects.select_related("node").filter(pk=doubt.pk).first()
    if found is None or found.node is None:
        raise Conflict(_("This was mended already."), code="gone")
    row = found.node
    words = mended(found.code, found.facts, Words(row.label, row.heading, row.text))
    if words is None:
        raise Conflict(_("No rule mends this: correct it by hand."), code="not_mendable")
    row.label, row.heading, row.text = words
    check_row(row)
    row.save(update_fields=["label", "heading", "text"])
    finish(actor, text_import, "import_doubt_mended", row=row.pk, code=found.code)
    return row


@verb
def insert_import_row(
    *,
    actor: Actor,
    text_import: TextImport,
    kind: str,
    parent: ImportedNode | None = None,
    after: ImportedNode | None = None,
    version: int | None = None,
    **details: str,
) -> ImportedNode:
    """A row that was not read, behind another one of what it stands in, or as its first. ValidationError `not_within`,
    `not_beside`, `required`; Conflict `stale`, `wrong_status`.
    """
    require(permissions.can_insert_import_row(actor, text_import))
    text_import = begun(text_import, version)
    demand_own(text_import, parent, after)
    if after is not None and after.parent_id != (parent.pk if parent else None):
        raise invalid(_("Choose a row of what it is to stand in."), code="not_beside", field="after")
    row = ImportedNode(text_import=text_import, parent=parent, position=0)
    set_details(row, {**details, "kind": kind})
    demand_kind(parent, row.kind, [])
    tree = Tree(text_import)
    row.position = tree.end()
    row.save()
    tree.put(row, parent, after)
    finish(actor, text_import, "import_row_inserted", row=row.pk)
    return row


@verb
def split_import_row(
    *,
    actor: Actor,
    row: ImportedNode,
    at: int,
    kind: str = "",
    label: str | None = None,
    version: int | None = None,
) -> ImportedNode:
    """What stands behind the first `at` letters of its text becomes a row of its own: what its beginning says («ب- …»,
    «مادة 6- …»), else a paragraph; or of this `kind` and `label`. ValidationError `not_there`, `not_within`; Conflict
    `stale`, `wrong_status`.
    """
    require(permissions.can_split_import_row(actor, row))
    text_import = begun(row.text_import, version)
    row = ImportedNode.objects.select_related("parent__parent").get(pk=row.pk)
    stays, goes = row.text[:at].rstrip(), row.text[at:].strip()
    if at <= 0 or not goes or not (stays or row.label):
        raise invalid(_("Choose a place within the text."), code="not_there", field="at")
    guess, mark, rest = guessed(goes, text_import.instrument.country)
    part = ImportedNode(text_import=text_import, kind=kind or guess, position=0)
    part.label, part.text = (mark, rest) if label is None else (defuse_name(label), goes)
    tree = Tree(text_import)
    row = tree.by_id[row.pk]
    parent, after = tree.home(row, part.kind)
    check_row(part)
    row.text = stays
    row.save(update_fields=["text"])
    part.parent, part.position = parent, tree.end()
    part.save()
    tree.put(part, parent, after)
    if parent != row:  # what stood behind the words that go stands behind them still
        for each in reversed(tree.parts(row)):
            if may_contain(part.kind, each.kind):
                tree.put(each, part, None)
    finish(actor, text_import, "import_row_split", row=row.pk, part=part.pk)
    return part


@verb
def merge_import_row(*, actor: Actor, row: ImportedNode, version: int | None = None) -> ImportedNode:
    """Its words, with its label, become the end of the text above it; what stands in it goes along. Conflict
    `nothing_above`, `not_within` where that may not hold its parts; `stale`, `wrong_status`.
    """
    require(permissions.can_merge_import_row(actor, row))
    text_import = begun(row.text_import, version)
    tree = Tree(text_import)
    order = tree.order()
    at = [each.pk for each in order].index(row.pk)
    if at == 0:
        raise Conflict(_("Nothing stands above it."), code="nothing_above")
    row, above = order[at], order[at - 1]
    if above.kind in WIDE and row.kind not in WIDE:
        raise Conflict(_("Above it stands the heading of a part, which has no text."), code="nothing_above")
    parts = tree.parts(row)
    if not all(may_contain(above.kind, part.kind) for part in parts):
        raise Conflict(_("What stands above it cannot hold its parts. Move them first."), code="not_within")
    add_words(above, row)
    above.save(update_fields=["heading", "text"])
    last = tree.last(above, but=row)
    for part in parts:
        tree.put(part, above, last, is_written=False)
        last = part
    tree.drop(row)
    tree.write()
    row.delete()
    finish(actor, text_import, "import_row_merged", row=above.pk)
    return above


@verb
def move_import_row(
    *,
    actor: Actor,
    row: ImportedNode,
    parent: ImportedNode | None,
    after: ImportedNode | None = None,
    version: int | None = None,
) -> ImportedNode:
    """Have it stand in another row (None: at the top), behind one that stands there, or as the first. What stands in it
    goes along. ValidationError `not_within`, `not_beside`; Conflict `stale`, `wrong_status`.
    """
    require(permissions.can_move_import_row(actor, row))
    text_import = begun(row.text_import, version)
    demand_own(text_import, parent, after)
    tree = Tree(text_import)
    row = tree.by_id[row.pk]
    within = {each.pk for each in tree.walk(row)}
    if parent is not None and parent.pk in within:
        raise invalid(_("A row cannot stand in itself."), code="not_within", field="parent")
    if after is not None and (after.pk in within or after.parent_id != (parent.pk if parent else None)):
        raise invalid(_("Choose a row of what it is to stand in."), code="not_beside", field="after")
    demand_kind(parent, row.kind, [])
    tree.put(row, parent, after)
    finish(actor, text_import, "import_row_moved", row=row.pk)
    return row


@verb
def delete_import_row(*, actor: Actor, row: ImportedNode, version: int | None = None) -> None:
    """Leave a row out with all that stands in it. Conflict `stale`, `wrong_status`."""
    require(permissions.can_delete_import_row(actor, row))
    text_import = begun(row.text_import, version)
    pk = row.pk
    ImportedNode.objects.filter(pk=pk).delete()
    finish(actor, text_import, "import_row_deleted", row=pk)


# What they share ------------------------------------------------------------------------------------------------------
def finish(actor: Actor, text_import: TextImport, event: str, **facts: Any) -> None:
    look_again(text_import)
    tell(event, actor, text_import, **facts)


def set_details(row: ImportedNode, details: dict[str, str]) -> None:
    if unknown := set(details) - set(COLUMNS):
        raise TypeError(f"no such details: {sorted(unknown)}")
    for name, value in details.items():
        setattr(row, name, defuse(value).strip() if name == "text" else defuse_name(value))
    check_row(row)


def check_row(row: ImportedNode) -> None:
    """ValidationError `required` where an article has no number, and what the columns demand."""
    check_columns(row, COLUMNS)
    if row.kind == ARTICLE and not row.label:
        raise invalid(_("An article has a number: write it as it is printed."), code="required", field="label")


def demand_kind(parent: ImportedNode | None, kind: str, parts: list[str]) -> None:
    """ValidationError `not_within` where it may not stand there, or may not hold what stands in it."""
    may_stand = may_contain(parent.kind if parent else None, kind)
    if not may_stand or not all(may_contain(kind, part) for part in parts):
        words = _("In the structure of a law this cannot stand there. Choose another kind, or move it first.")
        raise invalid(words, code="not_within", field="kind")


def demand_own(text_import: TextImport, *rows: ImportedNode | None) -> None:
    """ValidationError `does_not_exist` for rows of another text."""
    if any(row is not None and row.text_import_id != text_import.pk for row in rows):
        raise unseen("parent")


def guessed(words: str, country: str) -> tuple[str, str, str]:
    """(kind, label, text) of words that begin a row: read as a line below an article would be."""
    read = [*parse(f"مادة 1-\n{words}", country).walk()]
    if len(read) > 1 and not read[0].text:
        first = read[1]
        rest = [part for node in read[2:] for part in (f"{node.label} - {node.heading} {node.text}".strip(),)]
        return first.kind, first.label, "\n".join(filter(None, [first.heading, first.text, *rest]))
    return PARAGRAPH, "", words


def add_words(above: ImportedNode, row: ImportedNode) -> None:
    """All that a row says at the end of another one; a label is followed by a dash, as it was printed."""
    said = " ".join(filter(None, (f"{row.label}-" if row.label else "", row.heading, row.text)))
    if above.kind in WIDE:
        above.heading = " ".join(filter(None, (above.heading, said)))
        check_columns(above, ["heading"])
    else:
        above.text = "\n".join(filter(None, (above.text, said)))


class Tree:
    """The rows of a text, read once, in their order; `put` and `write` give positions anew."""

    def __init__(self, text_import: TextImport) -> None:
        self.text_import = text_import
        rows = list(text_import.nodes.order_by("position"))
        self.by_id = {row.pk: row for row in rows}
        self.children: dict[int | None, list[ImportedNode]] = {}
        for row in rows:
            self.children.setdefault(row.parent_id, []).append(row)

    def end(self) -> int:
        return max((row.position for row in self.by_id.values()), default=0) + STEP

    def parts(self, row: ImportedNode | None) -> list[ImportedNode]:
        return list(self.children.get(row.pk if row else None, []))

    def walk(self, row: ImportedNode) -> Iterator[ImportedNode]:
        yield row
        for part in self.parts(row):
            yield from self.walk(part)

    def order(self) -> list[ImportedNode]:
        return [each for top in self.parts(None) for each in self.walk(top)]

    def last(self, row: ImportedNode, but: ImportedNode) -> ImportedNode | None:
        return next((each for each in reversed(self.parts(row)) if each.pk != but.pk), None)

    def home(self, row: ImportedNode, kind: str) -> tuple[ImportedNode | None, ImportedNode | None]:
        """Where a new row of a kind stands behind another one: (what it stands in, behind what). ValidationError
        `not_within`.
        """
        if may_contain(row.kind, kind) and KINDS.index(row.kind) < KINDS.index(kind):
            return row, None
        behind: ImportedNode = row
        while True:
            outer = self.by_id.get(behind.parent_id) if behind.parent_id else None
            if may_contain(outer.kind if outer else None, kind):
                return outer, behind
            if outer is None:
                demand_kind(None, kind, [])
            behind = outer or behind

    def drop(self, row: ImportedNode) -> None:
        for rows in self.children.values():
            rows[:] = [each for each in rows if each.pk != row.pk]

    def put(
        self, row: ImportedNode, parent: ImportedNode | None, after: ImportedNode | None, *, is_written: bool = True
    ) -> None:
        self.drop(row)
        beside = self.children.setdefault(parent.pk if parent else None, [])
        at = [each.pk for each in beside].index(after.pk) + 1 if after is not None else 0
        beside.insert(at, row)
        row.parent = parent
        self.by_id[row.pk] = row
        row.save(update_fields=["parent"])
        if is_written:
            self.write()

    def write(self) -> None:
        """Positions in the order in which the rows now stand."""
        order = self.order()
        for at, row in enumerate(order, start=1):
            row.position = at * STEP
        self.text_import.nodes.update(position=F("position") + ASIDE)
        ImportedNode.objects.bulk_update(order, ["position"], batch_size=300)
