"""What stands already, beside what a table says of it: what would change, and whether the verbs would take it."""

from __future__ import annotations

import copy
from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db.models import Prefetch, QuerySet
from django.utils.translation import gettext as _

from journal.actors import Actor
from needs import permissions
from needs.actions import MOST_LINES, GivenLine, lines, needs, offers, postings
from needs.models import Need, NeedLine, Offer, OfferLine
from needs.quantities import PARTS, shown
from needs.sheets.lines import TypedLine
from organizations.columns import clean_lines
from organizations.models import Organization
from organizations.sheets.wrongs import Wrong, wrongs_of

Posting = Need | Offer
CHUNK = 500
LISTS = frozenset({"target_groups"})
NEVER_CHANGED = frozenset({"kind"})  # of what stands
ENDED = frozenset({"closed", "cancelled", "merged", "fulfilled", "withdrawn"})
LINE_FIELDS = {".amount": "quantity", ".unit": "unit", ".item": "item"}
ROWS = ("place", "sector")
REQUIRED = ("title", "sector", "place")


class Comparing:
    """What of a kind stands that a table may mean, read in few queries."""

    def __init__(self, actor: Actor, kind: str) -> None:
        self.actor, self.kind = actor, kind
        self.codes: dict[str, Posting] = {}
        self.brought: dict[int, dict[UUID, Posting]] = {}
        self.may: dict[tuple[int, str], bool] = {}

    def load(self, codes: Iterable[str]) -> None:
        """Of the codes named, those that the actor may see."""
        wanted = sorted(codes)
        seen: QuerySet[Any] = permissions.needs_for(self.actor.user)
        if self.kind == "offer":
            seen = permissions.offers_for(self.actor.user)
        for start in range(0, len(wanted), CHUNK):
            for row in compared(seen.filter(code__in=wanted[start : start + CHUNK])):
                self.codes[row.code] = row

    def by_code(self, code: str) -> Posting | None:
        return self.codes.get(code)

    def by_client_id(self, organization: Organization, client_id: UUID) -> Posting | None:
        """What a table has brought before, whoever brought it; also what is not shown yet."""
        if organization.pk not in self.brought:
            model: Any = Offer if self.kind == "offer" else Need
            rows = compared(model.objects.filter(organization=organization, sheet__isnull=False))
            self.brought[organization.pk] = {row.client_id: row for row in rows}
        return self.brought[organization.pk].get(client_id)

    def changes(self, known: Posting | None, details: dict[str, Any], typed: Sequence[TypedLine]) -> list[str]:
        """The names of columns that would change, "lines" among them; an empty cell changes nothing."""
        if known is None:
            return []
        changed = [name for name, value in details.items() if name not in NEVER_CHANGED and differs(known, name, value)]
        return [*changed, "lines"] if lines_change(known, typed) else changed

    def check_rights(self, known: Posting | None, changes: Sequence[str]) -> None:
        """Wrong unless the actor may change it; who changes nothing needs no right."""
        if known is None or not changes:
            return
        key = (known.organization_id, known.status)
        if key not in self.may:
            self.may[key] = (
                permissions.can_edit_need(self.actor, known)
                if isinstance(known, Need)
                else permissions.can_edit_offer(self.actor, known)
            )
        if not self.may[key]:
            ended = known.status in ENDED
            words = _("It has ended and is changed no more.") if ended else _("You may not change this.")
            raise Wrong("ended" if ended else "not_yours", words)


def compared(rows: QuerySet[Any]) -> QuerySet[Any]:
    line: Any = NeedLine if rows.model is Need else OfferLine
    lists = ("target_groups",) if rows.model is Need else ()
    standing = Prefetch("lines", line.objects.select_related("item", "unit").order_by("position"))
    return rows.select_related("organization", "place", "sector").prefetch_related(standing, *lists)


def differs(known: Posting, name: str, value: Any) -> bool:
    if name in LISTS:
        return {row.pk for row in getattr(known, name).all()} != {row.pk for row in value}
    return bool(getattr(known, name) != clean_lines(value, paragraphs=name in postings.PARAGRAPHS))


# Lines ----------------------------------------------------------------------------------------------------------------
def given_lines(known: Posting | None, typed: Sequence[TypedLine]) -> list[GivenLine]:
    """The lines as the verbs take them: those that stand, changed where the table says so, and the new ones. Lines of
    which a table says nothing stay. Wrong with its `key`.
    """
    standing: list[Any] = list(known.lines.all()) if known is not None else []
    meant = matched(standing, typed)
    changed = {line.pk: new for line, new in meant if line is not None}
    given = [merged(line, changed.get(line.pk)) for line in standing]
    return given + [fresh(new) for line, new in meant if line is None]


def matched(standing: Sequence[Any], typed: Sequence[TypedLine]) -> list[tuple[Any, TypedLine]]:
    """Each typed line with the line it means: by its number, else the first of its item that is not meant already."""
    left = {line.position + 1: line for line in standing}
    found = []
    for new in typed:
        number = new.number if new.number in left else None
        number = number or next((at for at, line in left.items() if line.item_id == new.item.pk), None)
        found.append((left.pop(number) if number is not None else None, new))
    return found


def merged(line: Any, new: TypedLine | None) -> GivenLine:
    if new is None:
        return GivenLine(line.item, shown(line.typed), line.unit, line.note, line.pk)
    unit = new.unit or (line.unit if line.item_id == new.item.pk else None)
    amount = shown(line.typed) if new.amount is None else new.amount
    return GivenLine(new.item, amount, unit, line.note if new.note is None else new.note, line.pk)


def fresh(new: TypedLine) -> GivenLine:
    if new.amount is None:
        raise Wrong("missing", _("Say how much."), key="quantity")
    return GivenLine(new.item, new.amount, new.unit, new.note or "")


def lines_change(known: Posting, typed: Sequence[TypedLine]) -> bool:
    for line, new in matched(list(known.lines.all()), typed):
        if line is None or new.item.pk != line.item_id:
            return True
        if new.amount is not None and int(new.amount * PARTS) != line.typed:
            return True
        if (new.unit is not None and new.unit.pk != line.unit_id) or (new.note is not None and new.note != line.note):
            return True
    return False


# Whether the verbs would take it --------------------------------------------------------------------------------------
def checked_details(kind: str, planned: Any) -> None:
    """By the verbs' own rules, on a copy that nobody stores. ValidationError by field, Wrong by row."""
    known, details = planned.known, columns(planned)
    if known is None:
        for name in REQUIRED:
            if not details.get(name):
                raise Wrong("missing", missing_words(name), key=name)
    model: Any = offers if kind == "offer" else needs
    posting = copy.copy(known) if known is not None else blank(kind, planned.details)
    for name in ROWS:  # found among what stands: the database need not be asked
        if name in details:
            setattr(posting, name, details.pop(name))
    changed = postings.fill(posting, details, model.DETAILS)
    model.check(posting, changed)
    check_lines(planned, posting)


def blank(kind: str, details: dict[str, Any]) -> Posting:
    return Offer() if kind == "offer" else Need(kind=details.get("kind", Need.Kind.EMERGENCY))


def columns(planned: Any) -> dict[str, Any]:
    """Of what is said the columns that are written: all of a new one, of a known one what changes."""
    left_out = LISTS | NEVER_CHANGED
    return {
        name: value
        for name, value in planned.details.items()
        if name not in left_out and (planned.known is None or name in planned.changes)
    }


def missing_words(name: str) -> str:
    words = {
        "title": _("Say in a few words what it is."),
        "sector": _("Say of which sector."),
        "place": _("Say where."),
    }
    return words[name]


def check_lines(planned: Any, posting: Posting) -> None:
    """What is wrong with a line is said in its own row."""
    standing: list[Any] = list(planned.known.lines.all()) if planned.known is not None else []
    meant = matched(standing, planned.lines)
    for line, new in meant:
        row = row_of(planned, new)
        try:
            check_line(line, new, getattr(posting, "tolerance", 0))
        except Wrong as error:
            row.wrong(error.key, error)
        except ValidationError as refusal:
            for name, wrong in wrongs_of(refusal).items():
                row.wrong(LINE_FIELDS.get(name, "item"), wrong)
    if len(standing) + sum(line is None for line, _new in meant) > MOST_LINES:
        planned.rows[-1].wrong("item", Wrong("too_many_lines", _("At most %(count)s lines.") % {"count": MOST_LINES}))


def check_line(line: Any, new: TypedLine, tolerance: int) -> None:
    counted = lines.count(merged(line, new) if line is not None else fresh(new), "")
    if line is not None and lines.cap_of(counted.quantity, tolerance) < line.promised:
        raise Wrong("line_promised", lines.promised(line.item).detail, key="quantity")


def row_of(planned: Any, new: TypedLine) -> Any:
    return next(row for row in planned.rows if (row.table, row.line) == (new.table, new.row))
