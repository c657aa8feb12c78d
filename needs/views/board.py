"""The board: needs as a list, as a map and as a table, narrowed by what the address asks."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from journal.actors import Actor
from journal.queries import heads
from needs.forms.board import BoardForm
from needs.models import Item, Need
from needs.permissions import can_create_need, can_create_offer, may_speak, needs_for
from needs.queries import board as queries
from needs.queries.board import MEASURES, Asked, Cell
from needs.queries.rows import need_row
from needs.views.addresses import changed
from needs.views.board_map import BoardMap
from needs.views.chips import BoardChips
from organizations.actors import actor_of

ON_A_PAGE = 20
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
            **BoardChips(self.request, self.form, self.asked, self.cells, self.item).context(),
            **BoardMap(self.query, self.asked, self.measure, self.cells, self.item).context(),
            "shows_map": self.query.get("view") == "map",
            "view_addresses": {"list": changed(self.query, view=None), "map": changed(self.query, view="map")},
            "share": self.request.build_absolute_uri(reverse("needs:board") + changed(self.query)),
            "heads": {name: self.heads[name].head if name in self.heads else 0 for name in STREAMS},
            "can": {"create_need": can_create_need(actor), "create_offer": can_create_offer(actor)},
            "speaks_for": actor.organization_id,
            "can_pledge": may_pledge(actor),
        }

    @cached_property
    def item(self) -> Item | None:
        return Item.objects.filter(pk=self.asked.item).first() if self.asked.item else None

    @cached_property
    def page(self) -> Page[Need]:
        rows = queries.listed(queries.board(self.seen, self.asked))
        return KnownPaginator(rows, queries.in_all(self.found).needs).get_page(self.query.get("page"))
