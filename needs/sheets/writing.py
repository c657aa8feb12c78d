"""Needs and offers as a table that can be changed and brought back; and the empty table with its lists."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from needs.models import Item, Need, Offer, TargetGroup, Urgency, Visibility
from needs.quantities import shown
from needs.queries import offered_items
from needs.sheets.columns import template_columns, written_columns
from needs.sheets.known import labelled, short
from organizations.models import Place, Sector
from organizations.sheets import writing
from organizations.sheets.writing import Choice, add_sheet, saved, table_book

Values = dict[str, Any]
TYPED = frozenset({"target_groups", "unit", "item"})  # several groups; what others call a thing


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
    return writing.write_csv(written_columns(kind), rows)


def write_xlsx(kind: str, rows: Iterable[Values], title: str) -> bytes:
    return writing.write_xlsx(written_columns(kind), rows, title)


# The empty table ------------------------------------------------------------------------------------------------------
def write_template(kind: str, title: str) -> bytes:
    """Headings, tags, an example, and beside them the lists that its cells offer: items with their units, places by
    p-code, sectors, urgencies, target groups.
    """
    lists = {key: Choice(values, is_open=key in TYPED) for key, values in choices(kind).items()}
    book = table_book(template_columns(kind), [example(kind)], title, lists)
    add_sheet(book, _("Items and units"), item_lines(), (34, 30, 40))
    return saved(book)


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


def item_lines() -> Iterator[list[str]]:
    """Which item is counted in which units, for whoever looks for the right word."""
    yield [_("Item"), _("Sector"), _("Units")]
    for item in offered_items().filter(is_reviewed=True).order_by("sector", "code"):
        yield [str(item), str(item.sector), "، ".join(str(unit) for unit in item.units.all())]


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
