"""What a table of organisations would do, row by row, before anything is written: the dry run."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import override

from arabic.normalise import normalise
from arabic.numbers import to_latin_digits
from journal.actors import Actor
from journal.ids import id_of
from organizations import permissions
from organizations.cells import parts_of
from organizations.columns import check_columns, clean_text
from organizations.models import Organization, Place, Sector
from organizations.queries import bare_name
from organizations.tables import HEADINGS, Row

IDENTITY = frozenset({"kind", "name_ar", "licence_number"})
LISTS = ("sectors", "places")
Thing = TypeVar("Thing")


@dataclass(frozen=True)
class Change:
    """A row to write: a new organisation, or what changes of a known one; `details` as the verbs take them."""

    line: int
    organization_id: int | None
    details: dict[str, Any]


@dataclass
class PlannedRow:
    """What would happen to one row. `errors` are {column key: words}; `warnings` do not stop it."""

    line: int
    name: str
    known: Organization | None = None
    details: dict[str, Any] = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)
    warnings: list[str] = field(default_factory=list)

    @property
    def state(self) -> str:
        if self.errors:
            return "error"
        if self.known is None:
            return "new"
        return "changed" if self.details else "same"

    @property
    def shown_errors(self) -> list[tuple[str, str]]:
        return [(_(HEADINGS.get(key, key)), words) for key, words in self.errors.items()]

    @property
    def shown_columns(self) -> list[str]:
        """The headings of what would change."""
        return [_(HEADINGS[key]) for key in self.details] if self.state == "changed" else []

    @property
    def change(self) -> Change:
        return Change(self.line, self.known.pk if self.known else None, self.details)


class Planner:
    """Everything a table is compared with, read once: organisations the actor sees, places, sectors, kinds."""

    def __init__(self, actor: Actor) -> None:
        self.actor = actor
        seen = permissions.organizations_for(actor.user).filter(closed_at__isnull=True)
        self.organizations = list(seen.select_related("governorate").prefetch_related("sectors", "places"))
        self.by_id = {row.pk: row for row in self.organizations}
        self.by_licence = {normalise(row.licence_number): row for row in self.organizations if row.licence_number}
        self.by_name = {(normalise(row.name_ar), row.governorate_id): row for row in self.organizations}
        self.by_bare_name = {bare_name(row.name_ar): row for row in self.organizations}
        self.places = list(Place.objects.all())
        self.sectors = list(Sector.objects.filter(is_active=True))
        self.kinds = words_of_kinds()
        self.lines: dict[tuple[str, Any], int] = {}

    def plan(self, row: Row) -> PlannedRow:
        planned = PlannedRow(row.line, row.values.get("name_ar", ""))
        given = self.read(row, planned)
        planned.known = self.find(row, given, planned)
        self.notice_doubles(planned, given)
        planned.details = given if planned.known is None else self.differences(planned.known, given)
        self.check(planned)
        return planned

    # Reading cells
    def read(self, row: Row, planned: PlannedRow) -> dict[str, Any]:
        """{column: value} of the cells that could be read; what could not is an error of the planned row."""
        given: dict[str, Any] = {}
        for key, text in row.values.items():
            if key in {"id", "status"}:
                continue
            try:
                given[key] = self.value(key, text)
            except ValidationError as error:
                planned.errors[key] = " ".join(error.messages)
        return given

    def value(self, key: str, text: str) -> Any:
        if key == "kind":
            return found(self.kinds.get(normalise(text)), text)
        if key == "governorate":
            return self.place(text, [place for place in self.places if place.level == 1])
        if key == "sectors":
            return [self.sector(part) for part in parts_of(text)]
        if key == "places":
            return [self.place(part, self.places) for part in parts_of(text)]
        return clean_text(key, text)

    def place(self, text: str, among: list[Place]) -> Place:
        wanted = normalise(text)
        names = ([place.pcode, place.name_ar, place.name_en, *place.aliases] for place in among)
        matching = [
            place for place, known in zip(among, names, strict=True) if wanted in {normalise(name) for name in known}
        ]
        return found(min(matching, key=lambda place: place.level, default=None), text)

    def sector(self, text: str) -> Sector:
        wanted = normalise(text)
        matching = (
            row for row in self.sectors if wanted in {normalise(n) for n in (row.code, row.name_ar, row.name_en)}
        )
        return found(next(matching, None), text)

    # Comparing
    def find(self, row: Row, given: dict[str, Any], planned: PlannedRow) -> Organization | None:
        """The organisation a row means: by its number, its licence number, or the same name in the same governorate."""
        if number := to_latin_digits(row.values.get("id", "")):
            known = self.by_id.get(id_of(number) or 0)
            if known is None:
                planned.errors["id"] = _("There is no organisation with this number.")
            return known
        if known := self.by_licence.get(normalise(given.get("licence_number", ""))):
            return known
        governorate = given.get("governorate")
        return self.by_name.get((normalise(given.get("name_ar", "")), governorate.pk if governorate else None))

    def notice_doubles(self, planned: PlannedRow, given: dict[str, Any]) -> None:
        """The same organisation twice in a file is an error; a name much like a known one is a warning."""
        key = (
            ("id", planned.known.pk) if planned.known else ("name", (normalise(planned.name), given.get("governorate")))
        )
        if earlier := self.lines.get(key):
            planned.errors["name_ar"] = _("Line %(line)s says the same organisation.") % {"line": earlier}
        self.lines.setdefault(key, planned.line)
        alike = self.by_bare_name.get(bare_name(planned.name)) if planned.known is None else None
        if alike is not None:
            planned.warnings.append(_("May be the same as %(name)s.") % {"name": str(alike)})

    def differences(self, known: Organization, given: dict[str, Any]) -> dict[str, Any]:
        """What a row would change; an empty cell changes nothing."""
        lists = {key: {row.pk for row in getattr(known, key).all()} for key in LISTS}
        return {
            key: value
            for key, value in given.items()
            if ({row.pk for row in value} != lists[key] if key in LISTS else getattr(known, key) != value)
        }

    def check(self, planned: PlannedRow) -> None:
        if planned.known is None:
            self.check_columns(planned, Organization(), ["name_ar"])
        elif planned.details:
            self.check_columns(planned, Organization(name_ar=planned.known.name_ar), [])
            self.check_rights(planned, planned.known)

    def check_columns(self, planned: PlannedRow, row: Organization, required: list[str]) -> None:
        columns = {key: value for key, value in planned.details.items() if key not in LISTS}
        for key, value in columns.items():
            setattr(row, key, value)
        try:
            check_columns(row, [*columns, *required])
        except ValidationError as error:
            for key, words in error.message_dict.items():
                planned.errors.setdefault(key, " ".join(words))

    def check_rights(self, planned: PlannedRow, known: Organization) -> None:
        if not permissions.can_import_over(self.actor, known):
            planned.errors["id"] = _("You may not change this organisation.")
        elif IDENTITY & set(planned.details) and not permissions.can_update_identity(self.actor, known):
            planned.errors["name_ar"] = _("What was verified is changed by who verified it.")
        elif "kind" in planned.details and not permissions.can_change_kind(self.actor, known, planned.details["kind"]):
            planned.errors["kind"] = _("Only the secretariat changes it to or from this kind.")


def plan(actor: Actor, rows: Iterable[Row]) -> list[PlannedRow]:
    """What each row would do if `import_organizations` wrote it now. Writes nothing."""
    planner = Planner(actor)
    return [planner.plan(row) for row in rows]


def words_of_kinds() -> dict[str, str]:
    """{what a table may call a kind: the kind}: its key and its word in both languages."""
    words = {normalise(kind): str(kind) for kind in Organization.Kind.values}
    for language in ("ar", "en"):
        with override(language):
            words |= {normalise(str(label)): kind for kind, label in Organization.Kind.choices}
    return words


def found(thing: Thing | None, text: str) -> Thing:
    if thing is None:
        raise ValidationError(_("“%(text)s” is not known here.") % {"text": text}, code="unknown")
    return thing


def exported(organizations: Iterable[Organization]) -> Iterable[dict[str, str]]:
    """Organisations as rows of a table that `plan` reads back as the same; sectors and places prefetched."""
    for row in organizations:
        yield {
            "id": str(row.pk),
            "name_ar": row.name_ar,
            "name_en": row.name_en,
            "acronym": row.acronym,
            "kind": row.get_kind_display(),
            "licence_number": row.licence_number,
            "governorate": str(row.governorate or ""),
            "sectors": "، ".join(str(sector) for sector in row.sectors.all()),
            "places": "، ".join(place.pcode for place in row.places.all()),
            "phone": row.phone,
            "email": row.email,
            "website": row.website,
            "address": row.address,
            "about": row.about,
            "status": row.get_status_display(),
        }
