"""The dry run: what a table would do, row by row, before anything is written. The same plan, made again, is what the
worker writes.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID, uuid5

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accounts.permissions import is_secretariat
from arabic.normalise import normalise
from journal.actors import Actor
from needs.models import Need, Offer, Visibility
from needs.sheets.columns import DATES, NUMBERS, PLACE_KEYS
from needs.sheets.comparing import ENDED, Comparing, checked_details
from needs.sheets.known import Known, unnamed
from needs.sheets.lines import TypedLine, typed_line
from organizations.cells import parts_of
from organizations.models import Organization, Place
from organizations.sheets.reading import FORMULA, Table, each_row
from organizations.sheets.values import day, whole_number, yes_or_no
from organizations.sheets.wrongs import Wrong, wrongs_of

NAMESPACE = UUID("6f0f6f1e-7a2c-4b0f-9d2e-0d8a5c3f41b7")
LONGEST_TITLE = 120
NAMING = ("code", "reference", "title")
LEVELS = {"governorate": 1, "district": 2, "subdistrict": 3, "place": None}


@dataclass
class Row:
    """A row as typed: which table, which line of it, {column key: text} without empty cells; what is wrong with it."""

    table: int
    line: int
    values: dict[str, str]
    errors: dict[str, Wrong] = field(default_factory=dict)

    def wrong(self, key: str, error: Wrong) -> None:
        self.errors.setdefault(key, error)


@dataclass
class Planned:
    """A need or an offer as some rows say it. `details` are columns as the verbs take them, `changes` the names of
    those that differ from what stands (`known`).
    """

    rows: list[Row]
    details: dict[str, Any] = field(default_factory=dict)
    lines: list[TypedLine] = field(default_factory=list)
    known: Need | Offer | None = None
    organization: Organization | None = None
    client_id: UUID | None = None
    changes: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    @property
    def state(self) -> str:
        if any(row.errors for row in self.rows):
            return "wrong"
        if self.known is None:
            return "new"
        return "changed" if self.changes else "same"

    @property
    def name(self) -> str:
        title = self.details.get("title", "")
        return str(title or (self.known.title if self.known else "") or self.rows[0].values.get("title", ""))


def rows_of(tables: Sequence[Table], columns: Sequence[Sequence[str]]) -> list[Row]:
    """The rows of all tables, their cells by what their columns were taken for."""
    found = []
    for index, line, cells in each_row(tables):
        values = {key: text for key, text in zip(columns[index], cells, strict=False) if key and text}
        if values:
            found.append(Row(index, line, values))
    return found


class Planner:
    """Reads rows against what is known and what stands; writes nothing. `fallbacks` are texts by column, for where a
    cell says nothing.
    """

    def __init__(self, actor: Actor, kind: str, fallbacks: Mapping[str, str], known: Known | None = None) -> None:
        self.actor, self.kind, self.fallbacks = actor, kind, fallbacks
        self.known = known or Known()
        self.standing = Comparing(actor, kind)
        self.times: Counter[str] = Counter()

    def plan(self, rows: Iterable[Row]) -> list[Planned]:
        rows = list(rows)
        self.standing.load({row.values["code"].upper() for row in rows if row.values.get("code")})
        return [self.planned(group) for group in gathered(rows)]

    def planned(self, rows: list[Row]) -> Planned:
        planned = Planned(rows)
        self.read_details(planned)
        self.read_lines(planned)
        self.name(planned)
        self.identify(planned)
        self.leave_named(planned)
        if planned.state != "wrong":
            planned.changes = self.standing.changes(planned.known, planned.details, planned.lines)
            self.leave_ended(planned)
            if planned.known is None or planned.changes:
                self.check(planned)
        return planned

    # What a need or an offer says
    def read_details(self, planned: Planned) -> None:
        said: dict[str, str] = {}
        for row in planned.rows:
            for key, text in row.values.items():
                self.read_cell(planned, row, key, text, said)
        self.read_place(planned, said)
        is_new = not said.get("code")
        for key in ("sector", "urgency"):
            if is_new and key not in said and self.fallbacks.get(key):
                self.read_cell(planned, planned.rows[0], key, self.fallbacks[key], said)

    def read_cell(self, planned: Planned, row: Row, key: str, text: str, said: dict[str, str]) -> None:
        """A cell of what is said of the whole; the first row says it, the others repeat it."""
        if text.startswith(FORMULA):
            row.wrong(key, Wrong("formula", _("This is a formula without a result: write the value.")))
            return
        if key in PLACE_KEYS or key in ("code", "reference"):
            said.setdefault(key, text)
            return
        read = self.readers.get(key)
        if read is None or said.get(key) == text:
            return
        if key in said:
            row.wrong(key, Wrong("differs", _("An earlier row says “%(text)s” of the same.") % {"text": said[key]}))
            return
        said[key] = text
        try:
            planned.details[key] = read(text)
        except Wrong as error:
            row.wrong(key, error)

    @property
    def readers(self) -> dict[str, Callable[[str], Any]]:
        """How the cells are read that say something of the whole, by column."""
        known = self.known
        return {
            **dict.fromkeys(("title", "description", "conditions"), str),
            **dict.fromkeys(NUMBERS, whole_number),
            **dict.fromkeys(DATES, day),
            "kind": known.kind,
            "sector": known.sector,
            "urgency": known.urgency,
            "visibility": known.visibility,
            "can_transport": yes_or_no,
            "target_groups": lambda text: [known.group(part) for part in parts_of(text)],
            "organization": known.organization if is_secretariat(self.actor) else str,
        }

    def read_place(self, planned: Planned, said: Mapping[str, str]) -> None:
        """The narrowest that is said, each within the wider one; the place's own column above all."""
        within: Place | None = None
        if text := said.get("place"):
            wider = dict.fromkeys(PLACE_KEYS, "")
        else:
            wider = {key: said.get(key, "") for key in PLACE_KEYS}
        for key, text in {**wider, "place": said.get("place", "")}.items():
            if not text:
                continue
            try:
                within = self.known.place(text, within, LEVELS[key])
            except Wrong as error:
                first = next((row for row in planned.rows if row.values.get(key)), planned.rows[0])
                first.wrong(key, error)
                return
        if within is None and not said.get("code") and self.fallbacks.get("place"):
            with suppress(Wrong):
                within = self.known.place(self.fallbacks["place"])
        if within is not None:
            planned.details["place"] = within

    def read_lines(self, planned: Planned) -> None:
        for row in planned.rows:
            try:
                line = typed_line(row.values, self.known, row.table, row.line)
            except Wrong as error:
                row.wrong(error.key, error)
                continue
            if line is not None:
                planned.lines.append(line)

    def name(self, planned: Planned) -> None:
        """What others leave out: a title, a sector."""
        details, rows = planned.details, planned.rows
        if rows[0].values.get("code"):
            return
        items = [line.item for line in planned.lines if line.item]
        if "sector" not in details and items and not any("sector" in row.errors for row in rows):
            details["sector"] = items[0].sector
        if not details.get("title") and items:
            place = details.get("place")
            details["title"] = f"{items[0]} – {place}"[:LONGEST_TITLE] if place else str(items[0])

    # Which it is
    def identify(self, planned: Planned) -> None:
        first = planned.rows[0]
        self.find_organization(planned, first)
        if code := first.values.get("code", "").upper():
            planned.known = self.standing.by_code(code)
            if planned.known is None:
                first.wrong("code", Wrong("unknown_code", _("There is nothing with this code.")))
            return
        if planned.organization is None:
            return
        planned.client_id = uuid5(NAMESPACE, self.identity(planned, first))
        planned.known = self.standing.by_client_id(planned.organization, planned.client_id)

    def find_organization(self, planned: Planned, first: Row) -> None:
        """Whose it is: one's own, save for the secretariat, which writes for those who have nobody who types."""
        given = planned.details.pop("organization", None)
        own = self.actor.organization
        if first.values.get("code"):
            return
        if isinstance(given, Organization):
            planned.organization = given
        elif isinstance(given, str) and (own is None or normalise(given) not in names_of(own)):
            words = _("You bring what is your own organisation's only. Leave this column out, if it is that.")
            first.wrong("organization", Wrong("not_your_organization", words))
        elif own is None:
            first.wrong("organization", Wrong("invalid_organization", _("Say for which organisation.")))
        else:
            planned.organization = own

    def identity(self, planned: Planned, first: Row) -> str:
        """By what the same is known when it is brought again: their own number, else what it is called, where, and of
        which sector. Where rows have no names, the second that says the same is another.
        """
        head = f"{self.kind}:{planned.organization.pk if planned.organization else 0}"
        if reference := first.values.get("reference"):
            return f"{head}:ref:{normalise(reference)}"
        place, sector = planned.details.get("place"), planned.details.get("sector")
        title = normalise(str(planned.details.get("title", "")))
        what = f"{head}:{title}:{place.pk if place else ''}:{sector.pk if sector else ''}"
        self.times[what] += 1
        if self.times[what] > 1 and first.values.get("title"):
            first.wrong("title", Wrong("twice", _("The table says the same twice: give one of them another title.")))
        return f"{what}:{self.times[what]}"

    def leave_named(self, planned: Planned) -> None:
        """A table leaves the named organisations of what stands, and names none itself."""
        is_named = planned.known is not None and planned.known.visibility == Visibility.NAMED
        if planned.details.get("visibility") == Visibility.NAMED and not is_named:
            row = row_saying(planned, "visibility")
            row.wrong("visibility", unnamed(row.values["visibility"]))

    def leave_ended(self, planned: Planned) -> None:
        """What a table brought before and what has ended since is not opened again by bringing it again."""
        if planned.known is not None and planned.known.status in ENDED and not planned.rows[0].values.get("code"):
            planned.changes = []
            planned.notes.append("ended")

    # Whether it would pass
    def check(self, planned: Planned) -> None:
        """By the rules of the verbs, on rows that nobody stores."""
        try:
            checked_details(self.kind, planned)
            self.standing.check_rights(planned.known, planned.changes)
        except ValidationError as refusal:
            for name, error in wrongs_of(refusal).items():
                place = row_saying(planned, name)
                place.wrong(name or "title", error)
        except Wrong as error:
            planned.rows[0].wrong(error.key or "code", error)


def row_saying(planned: Planned, name: str) -> Row:
    return next((row for row in planned.rows if row.values.get(name)), planned.rows[0])


# Rows that belong together --------------------------------------------------------------------------------------------
def gathered(rows: Iterable[Row]) -> list[list[Row]]:
    """Rows of one need together: the same code, number, or title and place; a row that names nothing goes on with the
    one before. In a table without names every row is one.
    """
    rows = list(rows)
    has_names = {row.table for row in rows if any(row.values.get(key) for key in NAMING)}
    groups: dict[Any, list[Row]] = {}
    last: dict[int, Any] = {}
    for row in rows:
        key: tuple[Any, ...] | None = naming(row)
        if key is None or (key[0] == "title" and goes_on(key, last.get(row.table))):
            key = last.get(row.table) if row.table in has_names else None
        key = key or ("row", row.table, row.line)
        groups.setdefault(key, []).append(row)
        last[row.table] = key
    return list(groups.values())


def naming(row: Row) -> tuple[str, ...] | None:
    values = row.values
    if code := values.get("code"):
        return ("code", code.upper())
    if reference := values.get("reference"):
        return ("reference", normalise(reference))
    if title := values.get("title"):
        where = " ".join(values.get(key, "") for key in PLACE_KEYS)
        return ("title", normalise(title), normalise(where), normalise(values.get("sector", "")))
    return None


def goes_on(key: tuple[str, ...], last: Any) -> bool:
    """The title is repeated and nothing else."""
    return last is not None and last[:2] == key[:2] and not any(key[2:])


def names_of(organization: Organization) -> set[str]:
    return {normalise(name) for name in (organization.name_ar, organization.name_en, organization.acronym) if name}
