"""Needs and offers as a table that can be changed and brought back; and the empty table with its lists."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from io import BytesIO, StringIO
from typing import Any

from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from needs.models import Item, Need, Offer, TargetGroup, Urgency, Visibility
from needs.quantities import shown
from needs.queries import offered_items
from needs.sheets.columns import Column, template_columns, written_columns
from needs.sheets.known import labelled, short
from organizations.cells import guarded
from organizations.models import Place, Sector

Values = dict[str, Any]
FILLED = 2000  # rows of the template that offer lists
BOLD, FAINT = Font(bold=True), Font(color="808080", size=9)
SHADE = PatternFill("solid", fgColor="E6F0EC")
DAYS = "yyyy-mm-dd"


def is_rtl() -> bool:
    return (get_language() or "ar").startswith("ar")


# What stands in the rows ----------------------------------------------------------------------------------------------
def exported(postings: Iterable[Any]) -> Iterator[Values]:
    """{column key: value}, one for each line, what is said of the whole repeated; needs `with_lines`, target groups
    prefetched. A need without lines is one row.
    """
    for posting in postings:
        head = head_values(posting)
        yield from ({**head, **line_values(posting, line)} for line in posting.lines.all())
        if not posting.lines.all():
            yield head


def head_values(posting: Need | Offer) -> Values:
    way = place_way(posting.place)
    names = dict(zip(("governorate", "district", "subdistrict"), map(str, way), strict=False))
    values = {
        "code": posting.code,
        "organization": str(posting.organization),
        "title": posting.title,
        "description": posting.description,
        "sector": str(posting.sector),
        **names,
        "place": posting.place_id,
        "visibility": posting.get_visibility_display(),
        "status": posting.get_status_display(),
    }
    return values | (need_values(posting) if isinstance(posting, Need) else offer_values(posting))


def place_way(place: Place) -> list[Place]:
    way = [place]
    while way[0].parent is not None:
        way.insert(0, way[0].parent)
    return way


def need_values(need: Need) -> Values:
    numbers = ("people", "households", "population", "existing_capacity", "missing_capacity")
    return {
        "kind": need.get_kind_display(),
        "urgency": short(str(Urgency(need.urgency).label)),
        "target_groups": "، ".join(str(group) for group in need.target_groups.all()),
        **{name: getattr(need, name) for name in numbers},
        "needed_by": need.needed_by,
        "valid_until": need.valid_until,
    }


def offer_values(offer: Offer) -> Values:
    return {
        "available_from": offer.available_from,
        "available_until": offer.available_until,
        "can_transport": _("Yes") if offer.can_transport else _("No"),
        "conditions": offer.conditions,
    }


def line_values(posting: Need | Offer, line: Any) -> Values:
    factor = line.unit.factor
    values = {
        "line": line.position + 1,
        "item": str(line.item),
        "quantity": shown(line.typed),
        "unit": str(line.unit),
        "note": line.note,
        "promised": rounded(line.promised, factor),
    }
    return values | {"received": rounded(line.received, factor)} if isinstance(posting, Need) else values


def rounded(thousandths: int, factor: int) -> Decimal:
    """In the line's unit, to thousandths."""
    return shown(thousandths // factor)


# Files ----------------------------------------------------------------------------------------------------------------
def write_csv(kind: str, rows: Iterable[Values]) -> bytes:
    """UTF-8 with the mark that tells Excel so; headings in the reader's language, then the HXL tags."""
    columns = written_columns(kind)
    written = StringIO(newline="")
    writer = csv.writer(written)
    writer.writerow([column.shown for column in columns])
    writer.writerow([column.tag for column in columns])
    writer.writerows([[guarded(as_text(row.get(column.key))) for column in columns] for row in rows])
    return written.getvalue().encode("utf-8-sig")


def as_text(value: object) -> str:
    return "" if value is None else str(value)


def write_xlsx(kind: str, rows: Iterable[Values], title: str) -> bytes:
    columns = written_columns(kind)
    book = Workbook(write_only=True)
    sheet: Any = book.create_sheet(title)
    dress(sheet, columns)
    sheet.append([styled(sheet, column.shown, BOLD) for column in columns])
    sheet.append([styled(sheet, column.tag, FAINT) for column in columns])
    for row in rows:
        sheet.append([cell(sheet, row.get(column.key)) for column in columns])
    return saved(book)


def saved(book: Workbook) -> bytes:
    kept = BytesIO()
    book.save(kept)
    return kept.getvalue()


def dress(sheet: Any, columns: Sequence[Column]) -> None:
    sheet.sheet_view.rightToLeft = is_rtl()
    sheet.freeze_panes = "A3"
    for at, column in enumerate(columns, start=1):
        sheet.column_dimensions[get_column_letter(at)].width = column.width


def styled(sheet: Any, text: str, font: Font) -> Any:
    made = WriteOnlyCell(sheet, text)
    made.data_type, made.font, made.fill = "s", font, SHADE
    made.alignment = Alignment(vertical="center", wrap_text=True)
    return made


def cell(sheet: Any, value: Any) -> Any:
    """Numbers and days as such; text is never a formula, whatever it begins with."""
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, date):
        made = WriteOnlyCell(sheet, datetime.combine(value, time()))
        made.number_format = DAYS
        return made
    if not isinstance(value, str):
        return value
    text = ILLEGAL_CHARACTERS_RE.sub("", value)
    if not text.startswith(("=", "#")):
        return text
    made = WriteOnlyCell(sheet, text)
    made.data_type = "s"
    return made


# The empty table ------------------------------------------------------------------------------------------------------
def write_template(kind: str, title: str) -> bytes:
    """Headings, tags, an example, and beside them the lists that its cells offer: items with their units, places by
    p-code, sectors, urgencies, target groups.
    """
    book = Workbook()
    sheet: Any = book.active
    sheet.title = title
    columns = template_columns(kind)
    dress(sheet, columns)
    for at, column in enumerate(columns, start=1):
        put(sheet, 1, at, column.shown, BOLD)
        put(sheet, 2, at, column.tag, FAINT)
        put(sheet, 3, at, example(kind).get(column.key, ""), FAINT)
        if column.key in ("needed_by", "valid_until", "available_from", "available_until"):
            sheet.column_dimensions[get_column_letter(at)].number_format = DAYS
    lists = book.create_sheet(_("Lists"))
    lists.sheet_view.rightToLeft = is_rtl()
    for number, (key, values) in enumerate(choices(kind).items(), start=1):
        offer_list(sheet, lists, columns, number, key, values)
    write_items(book.create_sheet(_("Items and units")))
    return saved(book)


def put(sheet: Any, row: int, column: int, value: Any, font: Font) -> None:
    made = sheet.cell(row, column, value)
    made.font = font
    if row < 3:
        made.fill, made.alignment = SHADE, Alignment(vertical="center", wrap_text=True)
    if isinstance(value, date):
        made.number_format = DAYS
    elif isinstance(value, str):
        made.data_type = "s"


def choices(kind: str) -> dict[str, list[str]]:
    """{column key: what its cells offer}."""
    items = list(offered_items().filter(is_reviewed=True).order_by("sector", "code"))
    units = dict.fromkeys(str(unit) for item in items for unit in item.units.all())
    found = {
        "item": [str(item) for item in items if item.units.all()],
        "unit": list(units),
        "place": [labelled(row) for row in Place.objects.select_related("parent__parent").order_by("pcode")],
        "sector": [str(row) for row in Sector.objects.filter(is_active=True)],
        "visibility": [str(each.label) for each in Visibility if each != Visibility.NAMED],
    }
    if kind == "offer":
        return found | {"can_transport": [_("Yes"), _("No")]}
    return found | {
        "kind": [str(each.label) for each in Need.Kind],
        "urgency": [short(str(each.label)) for each in Urgency],
        "target_groups": [str(row) for row in TargetGroup.objects.all()],
    }


def offer_list(sheet: Any, lists: Any, columns: Sequence[Column], number: int, key: str, values: list[str]) -> None:
    at = next(at for at, column in enumerate(columns, start=1) if column.key == key)
    letter, own = get_column_letter(number), get_column_letter(at)
    for row, value in enumerate([columns[at - 1].shown, *values], start=1):
        put(lists, row, number, value, BOLD if row == 1 else Font())
    lists.column_dimensions[letter].width = 34
    rule = DataValidation("list", formula1=f"'{lists.title}'!${letter}$2:${letter}${len(values) + 1}", allow_blank=True)
    rule.showErrorMessage = key not in ("target_groups", "unit", "item")  # several groups; what others call a thing
    rule.errorTitle, rule.error = columns[at - 1].shown, _("Choose from the list.")
    rule.add(f"{own}4:{own}{FILLED}")
    sheet.add_data_validation(rule)


def write_items(sheet: Any) -> None:
    """Which item is counted in which units, for whoever looks for the right word."""
    sheet.sheet_view.rightToLeft = is_rtl()
    sheet.freeze_panes = "A2"
    rows: Iterable[Item] = offered_items().filter(is_reviewed=True).order_by("sector", "code")
    for at, (heading, width) in enumerate(((_("Item"), 34), (_("Sector"), 30), (_("Units"), 40)), start=1):
        put(sheet, 1, at, heading, BOLD)
        sheet.column_dimensions[get_column_letter(at)].width = width
    for row, item in enumerate(rows, start=2):
        units = "، ".join(str(unit) for unit in item.units.all())
        for at, text in enumerate((str(item), str(item.sector), units), start=1):
            put(sheet, row, at, text, Font())


def example(kind: str) -> Values:
    """A row that says how it is meant; whoever leaves it in does no harm."""
    today = timezone.localdate()
    item = Item.objects.filter(code="blanket").first()
    head = {
        "code": _("Example only"),
        "title": _("Blankets for returnees"),
        "place": "SY020000",
        "sector": str(item.sector) if item else "",
        "item": str(item) if item else "",
        "quantity": 200,
        "unit": str(item.units.all()[0]) if item else "",
        "visibility": str(Visibility.MEMBERS.label),
    }
    if kind == "offer":
        return head | {"available_from": today, "can_transport": _("Yes")}
    return head | {"kind": str(Need.Kind.EMERGENCY.label), "urgency": short(str(Urgency.WEEK.label)), "households": 50}
