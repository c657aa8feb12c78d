"""The verbs of texts on their way in: one is brought (create_import), its rows are corrected (actions/import_rows.py),
what looks wrong is mended or said to be right, and then it is published (actions/publishing.py) or thrown away.
"""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from arabic.direction import defuse, defuse_name
from files.actions import release_files, store_file, use_files
from files.models import StoredFile
from journal.actors import Actor
from journal.holding import held
from journal.records import record
from journal.refusals import Conflict, invalid, require
from journal.states import demand_possible, demand_status
from journal.verbs import verb
from legislation import permissions
from legislation.bringing import Brought
from legislation.models import ImportDoubt, ImportedNode, Instrument, TextImport
from legislation.parsing import Draft, Node
from legislation.parsing.doubts import Doubt, doubts

STEP = 1000  # between positions, so that few of them move
LONGEST_TITLE, LONGEST_PREAMBLE = 600, 20_000
PARSED, PUBLISHED, DISCARDED = "parsed", "published", "discarded"
# What only the file could tell, or the line as it came: looking again does not find it.
OF_THE_FILE = frozenset({"other_country", "other_law", "no_sign"})


@verb
def create_import(*, actor: Actor, instrument: Instrument, brought: Brought, client_id: UUID) -> TextImport:
    """Keep a text that was read (legislation/bringing.py), with what looks wrong in it. A repeated `client_id` answers
    with the first; with another text, Conflict `client_id_reused`.
    """
    require(permissions.can_create_import(actor, instrument))
    first = TextImport.objects.filter(person=actor.user, client_id=client_id).first()
    if first is not None:
        if (first.instrument_id, first.text) != (instrument.pk, brought.text):
            raise Conflict(_("This form has been sent already, with another content."), code="client_id_reused")
        return first
    row = TextImport.objects.create(
        instrument=instrument,
        format=brought.format,
        name=defuse_name(brought.name)[:200],
        file=keep(actor, brought),
        text=brought.text,
        title=brought.draft.title,
        preamble=brought.draft.preamble,
        status=PARSED,
        person=actor.user,
        organization=actor.organization,
        client_id=client_id,
    )
    rows = write_rows(row, brought.draft)
    write_doubts(row, brought.found, rows)
    tell("import_created", actor, row)
    return row


@verb
def edit_import(
    *,
    actor: Actor,
    text_import: TextImport,
    title: str | None = None,
    preamble: str | None = None,
    version: int | None = None,
) -> TextImport:
    """Correct what stands above the first article: its first line, and the rest, which becomes the law's preamble.
    Changing nothing leaves no entry. ValidationError `too_long`; Conflict `stale`, `wrong_status`.
    """
    require(permissions.can_edit_import(actor, text_import))
    row = held(text_import)
    wanted: dict[str, str] = {}
    if title is not None:
        wanted["title"] = shorter(defuse_name(title), LONGEST_TITLE, "title")
    if preamble is not None:
        wanted["preamble"] = shorter(defuse(preamble).strip(), LONGEST_PREAMBLE, "preamble")
    changed = [name for name, words in wanted.items() if getattr(row, name) != words]
    for name in changed:
        setattr(row, name, wanted[name])
    if not changed:
        demand_status(row, PARSED)
        return row
    row.version = begun(text_import, version).version
    row.save(update_fields=changed)
    if "preamble" in changed:
        ImportDoubt.objects.filter(text_import=row, code="preamble").delete()  # a person looked at it
    tell("import_edited", actor, row, fields=changed)
    return row


@verb
def discard_import(*, actor: Actor, text_import: TextImport) -> TextImport:
    """Throw away a text that was not published. Twice changes nothing; Conflict `wrong_status`."""
    require(permissions.can_discard_import(actor, text_import))
    row = held(text_import)
    if row.status == DISCARDED:
        return row
    demand_possible(row.status != PUBLISHED, row)
    row.status, file, row.file = DISCARDED, row.file, None
    row.save(update_fields=["status", "file"])
    if file is not None:
        release_files(actor=actor, files=[file])
    tell("import_discarded", actor, row)
    return row


@verb
def accept_import_doubt(*, actor: Actor, doubt: ImportDoubt) -> ImportDoubt:
    """Say that it is right as it stands. Twice changes nothing; Conflict `wrong_status` once it was published."""
    require(permissions.can_accept_import_doubt(actor, doubt))
    row = held(doubt, "text_import")
    demand_status(row.text_import, PARSED)
    if row.accepted_at is None:
        row.accepted_by, row.accepted_at = actor.user, timezone.now()
        row.save(update_fields=["accepted_by", "accepted_at"])
        tell("import_doubt_accepted", actor, row.text_import, doubt=row.pk, code=row.code)
    return row


@verb
def reopen_import_doubt(*, actor: Actor, doubt: ImportDoubt) -> ImportDoubt:
    """Take that back. Twice changes nothing; Conflict `wrong_status` once it was published."""
    require(permissions.can_reopen_import_doubt(actor, doubt))
    row = held(doubt, "text_import")
    demand_status(row.text_import, PARSED)
    if row.accepted_at is not None:
        row.accepted_by = row.accepted_at = None
        row.save(update_fields=["accepted_by", "accepted_at"])
        tell("import_doubt_reopened", actor, row.text_import, doubt=row.pk, code=row.code)
    return row


# What they share ------------------------------------------------------------------------------------------------------
def shorter(words: str, most: int, field: str) -> str:
    if len(words) > most:
        raise invalid(_("Write at most %(count)s letters.") % {"count": most}, code="too_long", field=field)
    return words


def keep(actor: Actor, brought: Brought) -> StoredFile | None:
    if brought.file is None:
        return None
    file = store_file(actor=actor, examined=brought.file)
    use_files(actor=actor, files=[file])
    return file


def begun(text_import: TextImport, version: int | None) -> TextImport:
    """The text, held, one step further: Conflict `stale` where somebody corrected it since `version`, `wrong_status`
    where it is no longer to be looked through.
    """
    row = held(text_import, "instrument")
    demand_status(row, PARSED)
    seen = row.version if version is None else version
    if not TextImport.objects.filter(pk=row.pk, status=PARSED, version=seen).update(version=F("version") + 1):
        words = _("Somebody corrected this text meanwhile. Look at it once more.")
        raise Conflict(words, code="stale", current=row.version)
    row.version += 1
    return row


def write_rows(text_import: TextImport, draft: Draft) -> dict[int, ImportedNode]:
    """The rows of a tree, level by level: {id of the node: its row}."""
    place = {id(node): at for at, node in enumerate(draft.walk(), start=1)}
    rows: dict[int, ImportedNode] = {}
    level: list[tuple[Node, ImportedNode | None]] = [(node, None) for node in draft.nodes]
    while level:
        made = [
            ImportedNode(
                text_import=text_import,
                parent=parent,
                position=place[id(node)] * STEP,
                kind=node.kind,
                label=node.label,
                heading=node.heading,
                text=node.text,
                line=node.line,
            )
            for node, parent in level
        ]
        ImportedNode.objects.bulk_create(made)
        rows |= {id(node): row for (node, _parent), row in zip(level, made, strict=True)}
        level = [(part, rows[id(node)]) for node, _parent in level for part in node.parts]
    return rows


def write_doubts(text_import: TextImport, found: list[Doubt], rows: dict[int, ImportedNode]) -> None:
    ImportDoubt.objects.bulk_create(
        ImportDoubt(
            text_import=text_import,
            node=None if each.node is None else rows[id(each.node)],
            code=each.code,
            facts=each.facts,
            is_grave=each.is_grave,
        )
        for each in found
    )


def draft_of(text_import: TextImport) -> tuple[Draft, dict[int, ImportedNode]]:
    """The rows as they stand as a tree, and {id of a node: its row}."""
    draft, nodes, rows = Draft(text_import.title, ""), {}, {}
    for row in text_import.nodes.order_by("position"):
        nodes[row.pk] = node = Node(row.kind, row.label, row.heading, row.text, row.line)
        rows[id(node)] = row
    for node in nodes.values():
        parent = rows[id(node)].parent_id
        (draft.nodes if parent is None else nodes[parent].parts).append(node)
    return draft, rows


def look_again(text_import: TextImport) -> None:
    """What looks wrong now: answered doubts that still hold stay answered, what was mended goes."""
    draft, rows = draft_of(text_import)
    known = {name_of(each.node_id, each.code, each.facts): each for each in text_import.doubts.all()}
    found = {name_of(rows[id(d.node)].pk if d.node else None, d.code, d.facts): d for d in doubts(draft)}
    gone = [each.pk for name, each in known.items() if name not in found and each.code not in KEPT]
    ImportDoubt.objects.filter(pk__in=gone).delete()
    write_doubts(text_import, [doubt for name, doubt in found.items() if name not in known], rows)


KEPT = OF_THE_FILE | {"preamble"}


def name_of(row: int | None, code: str, facts: dict[str, Any]) -> tuple[Any, ...]:
    return row, code, tuple(sorted((key, str(value)) for key, value in facts.items()))


def tell(event: str, actor: Actor, text_import: TextImport, **facts: Any) -> None:
    """To who brought it: readers of the law hear of it once it is published."""
    record(event, stream=f"user.{text_import.person_id}", actor=actor, subject=text_import, kind="text_import", **facts)
