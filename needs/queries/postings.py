"""Needs and offers as pages, the API and the journal read them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Prefetch, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from journal.models import Entry
from journal.stamps import stamp
from needs.models import Need, NeedLine, Offer, OfferLine, Precision
from needs.permissions import is_told_whole, needs_for, offers_for
from needs.quantities import shown
from needs.queries.items import item_facts, offered_items
from needs.queries.words import holding
from needs.wording import BESIDE
from organizations.models import Place
from organizations.queries import organization_mark, organization_marks

ACTS = {
    "need_created": _("written"),
    "need_edited": _("changed"),
    "need_opened": _("put on the board"),
    "need_confirmed": _("confirmed: it is still so"),
    "need_covered": _("all of it is promised"),
    "need_uncovered": _("a part is free again"),
    "need_fulfilled": _("all of it has arrived"),
    "need_expired": _("nobody confirmed it in time"),
    "need_cancelled": _("cancelled"),
    "need_closed": _("closed"),
    "need_reopened": _("put on the board again"),
    "offer_created": _("written"),
    "offer_edited": _("changed"),
    "offer_opened": _("put on the board"),
    "offer_confirmed": _("confirmed: it is still on offer"),
    "offer_taken": _("all of it is promised to somebody"),
    "offer_freed": _("a part is free again"),
    "offer_expired": _("its time is over"),
    "offer_withdrawn": _("withdrawn"),
    "offer_closed": _("closed"),
    "offer_reopened": _("put on the board again"),
}
LEVELS = {Precision.SUBDISTRICT: 3, Precision.DISTRICT: 2, Precision.GOVERNORATE: 1}


# What the journal and the wire say ------------------------------------------------------------------------------------
def facts(kind: str, ids: list[int]) -> dict[int, dict[str, Any]]:
    """{id: JSON-able object as it stands now} for the kinds "need", "offer" and "item".

    A stream that was everybody's stays readable after a need was narrowed to fewer: so what is not public is told by
    its number and code only, and whoever may see it asks for the rest.
    """
    if kind == "item":
        return {row.pk: item_facts(row) for row in offered_items(merged=True).filter(pk__in=ids)}
    if kind == "offer":
        return {row.pk: told(row) for row in with_lines(Offer.objects.filter(pk__in=ids))}
    return {row.pk: told(row) for row in with_lines(Need.objects.filter(pk__in=ids))}


def told(posting: Need | Offer) -> dict[str, Any]:
    if not is_told_whole(posting):
        return {"id": posting.pk, "code": posting.code, "is_narrow": True}
    return need_facts(posting) if isinstance(posting, Need) else offer_facts(posting)


def with_lines(rows: QuerySet[Any]) -> QuerySet[Any]:
    """Rows with their organisation, sector, place and lines; two queries."""
    line = NeedLine if rows.model is Need else OfferLine
    lines = Prefetch("lines", line._default_manager.select_related("item", "unit").order_by("position"))
    return rows.select_related(
        "organization__governorate", "sector", "place__parent__parent", "author", "room"
    ).prefetch_related(lines)


def whole(rows: QuerySet[Any]) -> QuerySet[Any]:
    """As `with_lines`, with the lists that a page of its own shows: for whom it is, who is named, where it reaches."""
    lists = ("target_groups", "named") if rows.model is Need else ("reach", "named")
    return with_lines(rows).prefetch_related(*lists)


def posting_facts(posting: Need | Offer) -> dict[str, Any]:
    """What a need and an offer say alike; no contact, and the point as exactly as it is told to everybody."""
    return {
        "id": posting.pk,
        "code": posting.code,
        "title": posting.title,
        "description": posting.description,
        "organization": organization_mark(posting.organization),
        "sector": posting.sector.code,
        "place": posting.place_id,
        "place_name": place_words(posting.place),
        "point": shown_point(posting),
        "precision": posting.precision,
        "visibility": posting.visibility,
        "status": posting.status,
        "lines": [line_facts(line) for line in posting.lines.all()],
        "created_at": stamp(posting.created_at),
        "opened_at": stamp(posting.opened_at),
        "closed_at": stamp(posting.closed_at),
        "closing_reason": posting.closing_reason,
    }


def need_facts(need: Need) -> dict[str, Any]:
    return {
        **posting_facts(need),
        "kind": need.kind,
        "urgency": need.urgency,
        "people": need.people,
        "households": need.households,
        "population": need.population,
        "existing_capacity": need.existing_capacity,
        "missing_capacity": need.missing_capacity,
        "needed_by": day(need.needed_by),
        "valid_until": day(need.valid_until),
        "confirmed_at": stamp(need.confirmed_at),
        "tolerance": need.tolerance,
        "merged_into": need.merged_into_id,
    }


def offer_facts(offer: Offer) -> dict[str, Any]:
    return {
        **posting_facts(offer),
        "available_from": day(offer.available_from),
        "available_until": day(offer.available_until),
        "can_transport": offer.can_transport,
        "conditions": offer.conditions,
    }


def line_facts(line: NeedLine | OfferLine) -> dict[str, Any]:
    """Amounts as text, in the line's own unit: `{"id", "item", "name", "unit", "amount", "promised" …}`."""
    counters = ("promised", "dispatched", "received") if isinstance(line, NeedLine) else ("promised",)
    return {
        "id": line.pk,
        "item": line.item.code,
        "name": str(line.item),
        "unit": line.unit.code,
        "unit_name": str(line.unit),
        "amount": str(shown(line.typed)),
        "note": line.note,
        **{name: str(in_unit(getattr(line, name), line)) for name in counters},
    }


def in_unit(quantity: int, line: NeedLine | OfferLine) -> Any:
    """Thousandths of the base unit in the unit of the line, to a thousandth."""
    factor = line.unit.factor
    return shown((quantity + factor // 2) // factor)


def day(value: Any) -> str | None:
    return value.isoformat() if value else None


# Where ----------------------------------------------------------------------------------------------------------------
def place_words(place: Place) -> str:
    """«حلب · جبل سمعان»: the governorate first."""
    way = place_way(place)
    return str(way[0]) if len(way) == 1 else f"{way[0]}{BESIDE}{way[-1]}"


def place_way(place: Place) -> list[Place]:
    """From the governorate down to the place itself."""
    way = [place]
    while way[0].parent is not None:
        way.insert(0, way[0].parent)
    return way


def shown_point(posting: Need | Offer) -> dict[str, float] | None:
    """The point as others may know it: exact only where its organisation says so, else the middle of the sub-district,
    district or governorate. `{"latitude", "longitude"}` in degrees; None where nobody gave one.
    """
    if posting.latitude is None or posting.longitude is None:
        return None
    if posting.precision == Precision.EXACT:
        return {"latitude": posting.latitude, "longitude": posting.longitude}
    way = place_way(posting.place)
    middle = way[min(LEVELS[Precision(posting.precision)], len(way)) - 1]
    if middle.latitude is None or middle.longitude is None:
        return None
    return {"latitude": middle.latitude, "longitude": middle.longitude}


# Lists ----------------------------------------------------------------------------------------------------------------
def needs_asked(user: Any, **asked: str) -> QuerySet[Need]:
    """Needs the person may see, narrowed: `text`, `kind`, `status`, `urgency`, `sector` (code), `place` (p-code of any
    level), `organization` (id). What is empty asks nothing; what is not known finds nothing.
    """
    found = narrowed(needs_for(user), asked)
    if asked.get("kind"):
        found = found.filter(kind=asked["kind"])
    if urgency := asked.get("urgency"):
        found = found.filter(urgency=int(urgency)) if urgency in {"1", "2", "3", "4"} else found.none()
    return found


def offers_asked(user: Any, **asked: str) -> QuerySet[Offer]:
    """As `needs_asked`, without kind and urgency."""
    return narrowed(offers_for(user), asked)


def narrowed(found: QuerySet[Any], asked: dict[str, str]) -> QuerySet[Any]:
    found = holding(found, asked.get("text", ""))
    if asked.get("status"):
        found = found.filter(status=asked["status"])
    if asked.get("sector"):
        found = found.filter(sector__code=asked["sector"])
    if asked.get("place"):
        found = found.filter(place__pcode__startswith=asked["place"])
    if asked.get("organization"):
        found = found.filter(organization=asked["organization"])
    return found


def standing_offers(user: Any, *, text: str = "", sector: str = "", place: str = "", kind: str = "") -> QuerySet[Offer]:
    """Offers on the board that the person may see, the newest first; `kind` is that of an item in them."""
    found = offers_asked(user, text=text, sector=sector, place=place).filter(status__in=["open", "taken"])
    if kind:
        found = found.filter(pk__in=OfferLine.objects.filter(item__kind=kind).values("offer"))
    return with_lines(found).order_by("-opened_at", "-pk")


@dataclass(frozen=True)
class Happened:
    """An act on a need or an offer: who did what for whom, and when."""

    words: str
    person: str
    organization: str
    at: datetime


def history_of(posting: Need | Offer) -> list[Happened]:
    """What was done to it, the newest first; two queries. Who did it is told by name to those who may see people."""
    entries = Entry.objects.filter(stream__name=posting.stream, event__in=ACTS, kind__in=["need", "offer"])
    rows = list(entries.select_related("person").order_by("-number")[:30])
    marks = organization_marks({row.organization_id for row in rows if row.organization_id})
    return [
        Happened(
            words=str(ACTS[row.event]),
            person=str(row.person) if row.person else "",
            organization=marks[row.organization_id]["name"] if row.organization_id in marks else "",
            at=row.at,
        )
        for row in rows
    ]


def seen_need(user: Any, pk: int) -> Need | None:
    return whole(needs_for(user)).filter(pk=pk).first()


def seen_offer(user: Any, pk: int) -> Offer | None:
    return whole(offers_for(user)).filter(pk=pk).first()


def page_of_code(user: Any, code: str) -> str | None:
    """The page of the need or offer of that code, if the person may see it."""
    if need := needs_for(user).filter(code=code).first():
        return reverse("needs:need", args=[need.pk])
    offer = offers_for(user).filter(code=code).first()
    return reverse("needs:offer", args=[offer.pk]) if offer else None
