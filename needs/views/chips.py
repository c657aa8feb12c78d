"""The board's filters one tap away, and the searches a person keeps."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from accounts.digits import grouped
from needs.actions.filters import LONGEST_NAME
from needs.forms.board import BoardForm
from needs.models import Item, Need, SavedFilter, Urgency
from needs.permissions.filters import saved_filters_for
from needs.queries import board as queries
from needs.queries.board import Asked, Cell
from needs.views.addresses import changed
from organizations.outlines import place_name
from organizations.permissions import organizations_for

SECTOR_CHIPS = 5


@dataclass(frozen=True)
class Chip:
    """A filter one tap away; `href` turns it on, or off where it `is_on`."""

    words: str
    href: str
    is_on: bool = False
    tint: str = ""


class BoardChips:
    """What is asked and what one most often asks next, counted from the board's `cells`; and what one keeps of it."""

    def __init__(
        self, request: HttpRequest, form: BoardForm, asked: Asked, cells: Sequence[Cell], item: Item | None
    ) -> None:
        self.request, self.form, self.asked, self.query = request, form, asked, request.GET
        self.cells, self.item = cells, item

    def context(self) -> dict[str, Any]:
        return {"chips": self.chips(), "saved": self.saved_chips(), "kept": self.kept()}

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

    # What one keeps ---------------------------------------------------------------------------------------------------
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


def short_urgency(urgency: int | None) -> str:
    """«عاجل جداً»: the word without what it means."""
    return str(Urgency(urgency).label).partition(":")[0] if urgency else ""
