"""What the board can be asked, as a page's address holds it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from journal.ids import id_of
from needs.models import Need, TargetGroup, Urgency
from needs.queries.board import Asked
from organizations.models import Sector
from organizations.outlines import names, place_name

SHOWN = (Need.Status.OPEN, Need.Status.COVERED, Need.Status.FULFILLED, Need.Status.CLOSED, Need.Status.EXPIRED)
BY = {"households": _("Households"), "people": _("People"), "needs": _("Needs")}
LONGEST_NAME = 80


class BoardForm(forms.Form):
    """The board's filters; what is not understood is not asked."""

    is_all_optional = True

    q = forms.CharField(
        label=_("Search"),
        required=False,
        max_length=LONGEST_NAME,
        widget=forms.TextInput(attrs={"type": "search", "placeholder": _("Search"), "enterkeyhint": "search"}),
    )
    place = forms.ChoiceField(label=_("Place"), required=False)
    sector = forms.ChoiceField(label=_("Sector"), required=False)
    urgency = forms.ChoiceField(label=_("Urgency"), required=False)
    kind = forms.ChoiceField(label=_("Kind"), required=False)
    status = forms.ChoiceField(label=_("Status"), required=False)
    group = forms.ChoiceField(label=_("Target group"), required=False)
    organization = forms.CharField(label=_("Organisation"), required=False, max_length=LONGEST_NAME)
    lacking = forms.BooleanField(label=_("More than half is missing"), required=False)
    item = forms.CharField(required=False, widget=forms.HiddenInput)
    by = forms.ChoiceField(required=False, choices=[("", ""), *BY.items()], widget=forms.HiddenInput)
    view = forms.ChoiceField(required=False, choices=[("", ""), ("map", "")], widget=forms.HiddenInput)

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.sectors = {row.code: row for row in Sector.objects.filter(is_active=True)}
        self.groups = {row.code: row for row in TargetGroup.objects.all()}
        choices: dict[str, list[tuple[Any, Any]]] = {
            "place": [("", _("Every governorate")), *place_choices(str(self.data.get("place", "")))],
            "sector": [("", _("Every sector")), *((code, str(row)) for code, row in self.sectors.items())],
            "urgency": [("", _("Any urgency")), *Urgency.choices],
            "kind": [("", _("Any kind")), *Need.Kind.choices],
            "status": [("", _("Open")), *((each.value, each.label) for each in SHOWN[1:]), ("all", _("All"))],
            "group": [("", _("Every group")), *((code, str(row)) for code, row in self.groups.items())],
        }
        for name, offered in choices.items():
            self.fields[name].choices = offered  # type: ignore[attr-defined]

    def asked(self) -> Asked:
        """As queries.board takes it."""
        self.is_valid()
        given = self.cleaned_data
        sector = self.sectors.get(given.get("sector") or "")
        parts = [row.pk for row in self.sectors.values() if sector and row.parent_id == sector.pk]
        return Asked(
            text=given.get("q") or "",
            sectors=(sector.pk, *parts) if sector else (),
            place=given.get("place") or "",
            urgency=int(given["urgency"]) if given.get("urgency") else None,
            kind=given.get("kind") or "",
            status=given.get("status") or "",
            organization=id_or_name(given.get("organization") or ""),
            item=id_of(given.get("item") or ""),
            group=given.get("group") or "",
            is_lacking=given.get("lacking") or False,
        )

    def kept(self) -> str:
        """What is asked, as an address says it behind its question mark, always in the same order; not how it looks."""
        self.is_valid()
        given = QueryDict(mutable=True)
        for name in self.fields:
            if name != "view" and self.cleaned_data.get(name):
                given[name] = "on" if self.cleaned_data[name] is True else str(self.cleaned_data[name])
        return given.urlencode()

    @property
    def measure(self) -> str:
        """What maps and matrices count, a key of BY, or of care gaps alone "places"."""
        if self.cleaned_data.get("kind") == Need.Kind.CARE_GAP:
            return "places"
        return self.cleaned_data.get("by") or "households"

    @property
    def filters(self) -> list[forms.BoundField]:
        """The fields that stand folded behind the words."""
        return [
            self[name] for name in ("place", "sector", "urgency", "kind", "status", "group", "organization", "lacking")
        ]


def place_choices(chosen: str) -> list[tuple[str, str]]:
    """The governorates, below the chosen one its districts, below the chosen district its sub-districts; no query."""
    shown = [
        code
        for code in sorted(names())
        if len(code) == 4 or (len(code) == 6 and code[:4] == chosen[:4]) or (len(code) == 8 and code[:6] == chosen[:6])
    ]
    return [(code, f"{'– ' * (len(code) // 2 - 2)}{place_name(code)}") for code in shown]


def id_or_name(text: str) -> int | str | None:
    """Links name an organisation by number, people type a part of its name."""
    number = id_of(text) if text else None
    return number if number is not None else text or None
