"""The board: needs as a list, as a map and as a table, narrowed by what the address asks."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.digits import grouped
from journal.actors import Actor
from journal.queries import heads
from needs.actions.filters import LONGEST_NAME
from needs.forms.board import BY, BoardForm
from needs.models import Item, Need, SavedFilter, Urgency
from needs.permissions import can_create_need, can_create_offer, may_speak, needs_for
from needs.permissions.filters import saved_filters_for
from needs.queries import board as queries
from needs.queries.board import GOVERNORATE, MEASURES, Asked, Cell, Figures
from needs.queries.rows import need_row
from needs.views.addresses import changed
from needs.wording import AMOUNTS, quantity
from needs.wording import needs as needs_words
from organizations.actors import actor_of
from organizations.outlines import ShadedMap, drawing, has_outlines, place_name, shaded_map
from organizations.permissions import organizations_for

ON_A_PAGE = 20
SECTOR_CHIPS = 5
STREAMS = ("board.public", "board.members")


@require_safe
def board(request: HttpRequest) -> HttpResponse:
    """What is missing and where, of what the reader may see; public needs also without signing in."""
    form = BoardForm(request.GET)
    shown = ShownBoard(request, form, form.asked())
    template = "needs/_board.html" if request.headers.get("HX-Target") == "board" else "needs/board.html"
    return render(request, template, shown.context())


@require_safe
def board_row(request: HttpRequest, pk: int) -> HttpResponse:
    """One card of the board, as a page that shows it fetches it anew."""
    need = get_object_or_404(queries.listed(needs_for(request.user)), pk=pk)
    actor = actor_of(request)
    context = {"row": need_row(need), "speaks_for": actor.organization_id, "can_pledge": may_pledge(actor)}
    return render(request, "needs/_board_row.html", context)


def may_pledge(actor: Actor) -> bool:
    return actor.organization is not None and may_speak(actor, actor.organization)


@dataclass(frozen=True)
class Chip:
    """A filter one tap away; `href` turns it on, or off where it `is_on`."""

    words: str
    href: str
    is_on: bool = False
    tint: str = ""


@dataclass(frozen=True)
class PlaceRow:
    """A line of the map's twin."""

    name: str
    href: str
    needs: int
    left: str
    is_here: bool


class KnownPaginator(Paginator):  # type: ignore[type-arg]
    """Pages of a list whose length is known already."""

    def __init__(self, rows: QuerySet[Need], length: int) -> None:
        super().__init__(rows, ON_A_PAGE)
        self.length = length

    @cached_property
    def count(self) -> int:
        return self.length


class ShownBoard:
    """One answer of the board. All its counts are added up from the same cells, so that they agree with each other."""

    def __init__(self, request: HttpRequest, form: BoardForm, asked: Asked) -> None:
        self.request, self.form, self.asked, self.query = request, form, asked, request.GET
        self.measure = form.measure
        self.heads = heads(STREAMS)  # before the rows: what comes later is told (PROTOCOL 1)
        self.seen = needs_for(request.user)
        self.cells = self.found_cells()
        self.found = queries.matching(self.cells, asked)

    def found_cells(self) -> list[Cell]:
        needs = queries.counted(self.seen, self.asked)
        if self.item is not None:
            return queries.quantities(needs, self.item.pk, self.asked.area_length)
        column = self.measure if self.measure in MEASURES else "households"
        return queries.cells(needs, self.asked.area_length, column)

    def context(self) -> dict[str, Any]:
        actor = actor_of(self.request)
        return {
            "form": self.form,
            "asked": self.asked,
            "is_filtered": any(self.form.data.get(name) for name in self.form.fields if name not in {"by", "view"}),
            "total": queries.in_all(self.found).needs,
            "page": self.page,
            "rows": [need_row(need) for need in self.page],
            "query": changed(self.query).removeprefix("?"),
            "chips": self.chips(),
            "map": self.map(),
            "place_rows": self.place_rows(),
            "counts_by": self.counts_by(),
            "shows_map": self.query.get("view") == "map",
            "view_addresses": {"list": changed(self.query, view=None), "map": changed(self.query, view="map")},
            "up": self.up(),
            "where": place_name(self.within) if self.within else "",
            "saved": self.saved_chips(),
            "kept": self.kept(),
            "share": self.request.build_absolute_uri(reverse("needs:board") + changed(self.query)),
            "heads": {name: self.heads[name].head if name in self.heads else 0 for name in STREAMS},
            "can": {"create_need": can_create_need(actor), "create_offer": can_create_offer(actor)},
            "speaks_for": actor.organization_id,
            "can_pledge": may_pledge(actor),
        }

    # The list -----------------------------------------------------------------------------------
    @cached_property
    def item(self) -> Item | None:
        return Item.objects.filter(pk=self.asked.item).first() if self.asked.item else None

    @cached_property
    def page(self) -> Page[Need]:
        rows = queries.listed(queries.board(self.seen, self.asked))
        return KnownPaginator(rows, queries.in_all(self.found).needs).get_page(self.query.get("page"))

    # The map and its table -----------------------------------------------------------------------------------
    @property
    def within(self) -> str:
        """The governorate whose districts the map shows, "" for the whole country."""
        return self.asked.governorate if has_outlines(self.asked.governorate) else ""

    @cached_property
    def by_place(self) -> dict[str, Figures]:
        """{p-code of each region drawn: figures}; a need of the whole governorate belongs to none of its districts."""
        length = GOVERNORATE + 2 if self.within else GOVERNORATE
        found = queries.matching(self.cells, self.asked, besides="place")
        return queries.summed(found, lambda cell: cell.area[:length])

    def number(self, figures: Figures) -> int:
        return figures.needs if self.measure == "needs" and self.item is None else figures.left

    def amount(self, number: int) -> str:
        """A number of the map with what it counts."""
        if self.item is not None:
            return quantity(number)
        return AMOUNTS[self.measure](number)

    def left(self, figures: Figures) -> str:
        """What is left, or a stroke where no need says how many households, people or places it is about."""
        is_silent = self.measure != "needs" and figures.needs > 0 and figures.needed == 0
        return "–" if is_silent else self.amount(self.number(figures))

    def place_words(self, code: str) -> str:
        figures = self.by_place.get(code, Figures())
        said = needs_words(figures.needs)
        if self.measure == "needs" or not figures.needed:
            return said
        return _("%(needs)s, left: %(amount)s") % {"needs": said, "amount": self.left(figures)}

    def address(self, code: str) -> str:
        """Where a tap on a place leads: a second tap on a district leads back out to its governorate."""
        return changed(self.query, place=self.within if self.asked.place == code else code)

    def map(self) -> ShadedMap:
        numbers = {code: self.number(figures) for code, figures in self.by_place.items()}
        return shaded_map(
            numbers, words=self.place_words, address=self.address, within=self.within, here=self.asked.place
        )

    def place_rows(self) -> list[PlaceRow]:
        """Each place drawn, the greatest lack first, and what is of the whole governorate."""
        codes = list(drawing(self.within)["paths"])
        if self.within in self.by_place:
            codes.append(self.within)
        rows = sorted(codes, key=lambda code: (-self.number(self.by_place.get(code, Figures())), code))
        return [self.place_row(code) for code in rows]

    def place_row(self, code: str) -> PlaceRow:
        figures = self.by_place.get(code, Figures())
        name = _("The whole governorate") if code == self.within else place_name(code)
        is_here = code != self.within and self.asked.place.startswith(code)
        return PlaceRow(name, self.address(code), figures.needs, self.left(figures), is_here)

    def up(self) -> str:
        return changed(self.query, place=None) if self.within else ""

    def counts_by(self) -> list[Chip]:
        """What the map counts; of care gaps and of one item there is but one answer."""
        if self.measure == "places" or self.item is not None:
            return []
        return [
            Chip(str(words), changed(self.query, by=name), is_on=self.measure == name) for name, words in BY.items()
        ]

    # What one keeps -----------------------------------------------------------------------------------
    @cached_property
    def saved(self) -> list[SavedFilter]:
        return list(saved_filters_for(self.request.user).order_by("pk"))

    def saved_chips(self) -> list[Chip]:
        here = self.form.kept()
        return [Chip(row.name, f"?{row.query}", is_on=row.query == here) for row in self.saved]

    def kept(self) -> dict[str, Any]:
        """What the form to keep this search starts with; empty where nothing is asked, or nobody asks."""
        query = self.form.kept()
        if not query or not self.request.user.is_authenticated:
            return {}
        known = next((row for row in self.saved if row.query == query), None)
        return {
            "query": query,
            "saved": known,
            "name": "، ".join(chip.words for chip in self.asked_chips())[:LONGEST_NAME],
        }

    # Chips -----------------------------------------------------------------------------------
    def chips(self) -> list[Chip]:
        """What is asked, each taken away by a tap; then what one most often asks next, with how much there is of it."""
        return [*self.asked_chips(), *self.sector_chips(), *self.other_chips()]

    def asked_chips(self) -> list[Chip]:
        words = {
            "q": f"«{self.asked.text}»" if self.asked.text else "",
            "place": place_name(self.asked.place) if self.asked.place else "",
            "sector": str(self.form.sectors.get(self.query.get("sector", ""), "")) if self.asked.sectors else "",
            "urgency": short_urgency(self.asked.urgency),
            "kind": str(Need.Kind(self.asked.kind).label) if self.asked.kind else "",
            "status": str(dict(self.form.fields["status"].choices)[self.asked.status]) if self.asked.status else "",  # type: ignore[attr-defined]
            "group": str(self.form.groups.get(self.asked.group, "")),
            "organization": self.organization_words(),
            "item": str(self.item or ""),
            "lacking": _("more than half is missing") if self.asked.is_lacking else "",
        }
        return [Chip(said, changed(self.query, **{name: None}), is_on=True) for name, said in words.items() if said]

    def organization_words(self) -> str:
        if not isinstance(self.asked.organization, int):
            return self.asked.organization or ""
        row = organizations_for(self.request.user).filter(pk=self.asked.organization).first()
        return str(row or _("an organisation"))

    def sector_chips(self) -> list[Chip]:
        if self.asked.sectors:
            return []
        counts = queries.summed(queries.matching(self.cells, self.asked, besides="sector"), lambda cell: cell.sector)
        sectors = {row.pk: row for row in self.form.sectors.values()}
        most = sorted((pk for pk in counts if pk in sectors), key=lambda pk: -counts[pk].needs)[:SECTOR_CHIPS]
        return [
            Chip(f"{sectors[pk]} {grouped(counts[pk].needs)}", changed(self.query, sector=sectors[pk].code))
            for pk in most
        ]

    def other_chips(self) -> list[Chip]:
        found = []
        urgent = queries.summed(queries.matching(self.cells, self.asked, besides="urgency"), lambda cell: cell.urgency)
        if not self.asked.urgency and Urgency.LIFE_SAVING in urgent:
            words = f"{short_urgency(1)} {grouped(urgent[Urgency.LIFE_SAVING].needs)}"
            found.append(Chip(words, changed(self.query, urgency="1"), tint="brick"))
        kinds = queries.summed(queries.matching(self.cells, self.asked, besides="kind"), lambda cell: cell.kind)
        if not self.asked.kind and Need.Kind.CARE_GAP in kinds:
            words = _("Care gaps")
            number = grouped(kinds[Need.Kind.CARE_GAP].needs)
            found.append(Chip(f"{words} {number}", changed(self.query, kind=Need.Kind.CARE_GAP)))
        if not self.asked.is_lacking:
            found.append(Chip(_("more than half is missing"), changed(self.query, lacking="on")))
        return found


def short_urgency(urgency: int | None) -> str:
    """«عاجل جداً»: the word without what it means."""
    return str(Urgency(urgency).label).partition(":")[0] if urgency else ""
