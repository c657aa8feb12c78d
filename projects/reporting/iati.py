"""A project as an activity of the International Aid Transparency Initiative (IATI standard 2.03, iatistandard.org): the
elements in the order of its schema, codes from its code lists. Knows no database.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from xml.etree import ElementTree as ET

VERSION = "2.03"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
COUNTRY = "SY"
CLUSTERS = "10"  # SectorVocabulary: humanitarian global clusters
# ActivityStatus
STATUS = {"proposed": "1", "active": "2", "paused": "6", "completed": "3", "archived": "4"}
# OrganisationRole
ROLES = {"lead": "2", "implementer": "4", "funder": "1", "technical": "4", "host": "2"}
# OrganisationType
KINDS = {"public_body": "10", "supporter": "60"}
LOCAL_NGO = "24"
GENERAL, TARGETED = "1", "3"  # DescriptionType, for whom
PLANNED_START, ACTUAL_START, PLANNED_END, ACTUAL_END = "1", "2", "3", "4"  # ActivityDateType
EXPENDITURE = "4"  # TransactionType
OUTPUT = "1"  # ResultType
UNIT, PERCENTAGE = "1", "2"  # IndicatorMeasure


@dataclass(frozen=True)
class Body:
    """An organisation; `reference` as the standard asks for it, or empty."""

    name: str
    kind: str
    reference: str = ""


@dataclass(frozen=True)
class Money:
    amount: Decimal
    currency: str
    day: date
    words: str = ""
    giver: Body | None = None


@dataclass(frozen=True)
class Reached:
    starts_on: date
    ends_on: date
    target: Decimal | None
    actual: Decimal | None


@dataclass(frozen=True)
class Measured:
    title: str
    is_share: bool
    baseline: Decimal | None
    baseline_year: int
    periods: list[Reached]


@dataclass(frozen=True)
class Sheet:
    """What the file says of a project."""

    identifier: str
    language: str
    changed_at: datetime
    reporting: Body
    title: str
    aim: str
    status: str
    created_on: date
    starts_on: date | None
    ends_on: date | None
    closed_on: date | None
    currency: str
    partners: list[tuple[str, Body]]  # role in the project, organisation
    places: list[tuple[str, str]] = field(default_factory=list)  # p-code, name
    sectors: list[tuple[str, str]] = field(default_factory=list)  # cluster, name
    budgets: list[Money] = field(default_factory=list)
    expenses: list[Money] = field(default_factory=list)
    indicators: list[Measured] = field(default_factory=list)


def written(sheets: Iterable[Sheet], now: datetime) -> bytes:
    """The file, UTF-8."""
    root = ET.Element("iati-activities", {"version": VERSION, "generated-datetime": now.isoformat()})
    for sheet in sheets:
        root.append(activity(sheet))
    ET.indent(root)
    return bytes(ET.tostring(root, encoding="utf-8", xml_declaration=True))


def activity(sheet: Sheet) -> ET.Element:
    root = ET.Element("iati-activity", {"default-currency": sheet.currency, XML_LANG: sheet.language})
    root.set("last-updated-datetime", sheet.changed_at.isoformat())
    root.set("humanitarian", "1")
    add(root, "iati-identifier").text = sheet.identifier
    told = add(root, "reporting-org", ref=sheet.reporting.reference or sheet.identifier, type=kind_of(sheet.reporting))
    narrate(told, sheet.reporting.name)
    narrate(add(root, "title"), sheet.title)
    narrate(add(root, "description", type=GENERAL), sheet.aim or sheet.title)
    for role, body in sheet.partners:
        named(root, "participating-org", body, role=ROLES[role])
    add(root, "activity-status", code=STATUS[sheet.status])
    for code, day in dates(sheet):
        add(root, "activity-date", type=code, **{"iso-date": day.isoformat()})
    add(root, "recipient-country", code=COUNTRY, percentage="100")
    for pcode, name in sheet.places:
        place = add(root, "location", ref=pcode)
        add(place, "location-id", vocabulary="G2", code=pcode)
        narrate(add(place, "name"), name)
    add_sectors(root, sheet.sectors)
    for planned in sheet.budgets:
        budget(root, sheet, planned)
    for spent in sheet.expenses:
        expense(root, spent)
    for measured in sheet.indicators:
        result(root, measured)
    return root


def add(parent: ET.Element, name: str, **attributes: str) -> ET.Element:
    return ET.SubElement(parent, name, attributes)


def narrate(parent: ET.Element, words: str) -> None:
    add(parent, "narrative").text = words


def named(parent: ET.Element, name: str, body: Body, **attributes: str) -> None:
    known = {"ref": body.reference} if body.reference else {}
    narrate(add(parent, name, **known, **attributes, type=kind_of(body)), body.name)


def kind_of(body: Body) -> str:
    return KINDS.get(body.kind, LOCAL_NGO)


def dates(sheet: Sheet) -> Iterable[tuple[str, date]]:
    """At least one is asked for: a project without days began to be thought of when it was proposed."""
    yield PLANNED_START, sheet.starts_on or sheet.created_on
    if sheet.starts_on and sheet.status in {"active", "paused", "completed", "archived"}:
        yield ACTUAL_START, sheet.starts_on
    if sheet.ends_on:
        yield PLANNED_END, sheet.ends_on
    if sheet.closed_on:
        yield ACTUAL_END, sheet.closed_on


def add_sectors(root: ET.Element, sectors: list[tuple[str, str]]) -> None:
    """In equal shares that are a hundred together."""
    for at, (code, name) in enumerate(sectors):
        share = Decimal(100) / len(sectors)
        part = share.quantize(Decimal("0.01"))
        if at == len(sectors) - 1:
            part = 100 - part * at
        narrate(add(root, "sector", vocabulary=CLUSTERS, code=code, percentage=format(part, "f")), name)


def budget(root: ET.Element, sheet: Sheet, money: Money) -> None:
    begins = sheet.starts_on or sheet.created_on
    row = add(root, "budget", type="1", status="1")
    add(row, "period-start", **{"iso-date": begins.isoformat()})
    add(row, "period-end", **{"iso-date": (sheet.ends_on or begins).isoformat()})
    worth(row, money)


def expense(root: ET.Element, money: Money) -> None:
    row = add(root, "transaction")
    add(row, "transaction-type", code=EXPENDITURE)
    add(row, "transaction-date", **{"iso-date": money.day.isoformat()})
    worth(row, money)
    if money.words:
        narrate(add(row, "description"), money.words)
    if money.giver is not None:
        named(row, "provider-org", money.giver)


def worth(row: ET.Element, money: Money) -> None:
    dated = {"value-date": money.day.isoformat()}
    add(row, "value", currency=money.currency, **dated).text = format(money.amount, "f")


def result(root: ET.Element, measured: Measured) -> None:
    row = add(root, "result", type=OUTPUT)
    narrate(add(row, "title"), measured.title)
    indicator = add(row, "indicator", measure=PERCENTAGE if measured.is_share else UNIT)
    narrate(add(indicator, "title"), measured.title)
    if measured.baseline is not None:
        year = str(measured.baseline_year)
        add(indicator, "baseline", year=year, value=format(measured.baseline, "f"))
    for each in measured.periods:
        period = add(indicator, "period")
        add(period, "period-start", **{"iso-date": each.starts_on.isoformat()})
        add(period, "period-end", **{"iso-date": each.ends_on.isoformat()})
        if each.target is not None:
            add(period, "target", value=format(each.target, "f"))
        if each.actual is not None:
            add(period, "actual", value=format(each.actual, "f"))
