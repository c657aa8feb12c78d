"""The shape of what the pages of challenges send."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.permissions import is_secretariat
from journal.actors import Actor
from journal.forms import ManyRows
from needs.forms.board import place_choices
from needs.models import Challenge, Visibility
from needs.queries.challenges import COUNTRY, Asked, place_of, sectors_with_parts
from organizations.models import Organization, Sector

LONGEST_WORDS = 80


class PlaceField(forms.ChoiceField):
    """A p-code: the governorates, below the chosen one its districts, and so on; "" is the whole country."""

    def offer(self, chosen: str) -> None:
        self.choices = [("", _("The whole country")), *place_choices(chosen)]


class PlaceForm(forms.Form):
    """Only the place: what the form asks for when one was chosen."""

    place = PlaceField(
        label=_("Place"), required=False, help_text=_("Choose a governorate; then its districts stand below it.")
    )

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        field: Any = self.fields["place"]
        field.offer(str(self.data.get("place") or self.initial.get("place") or ""))
        drilled = {"hx-get": "/challenges/place/", "hx-target": "closest .field", "hx-swap": "outerHTML"}
        field.widget.attrs |= drilled


class ChallengeForm(PlaceForm):
    client_id = forms.UUIDField(widget=forms.HiddenInput)
    organization = forms.ModelChoiceField(
        Organization.objects.none(), label=_("For which organisation"), empty_label=_("Choose")
    )
    title = forms.CharField(
        label=_("What is hard?"), max_length=120, help_text=_("In a few words: the licence takes a year.")
    )
    description = forms.CharField(
        label=_("More about it"), required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 4})
    )
    sector = forms.ModelChoiceField(Sector.objects.none(), label=_("Sector"), empty_label=_("Choose"))
    visibility = forms.ChoiceField(
        label=_("Who sees it"), choices=Visibility.choices, widget=forms.RadioSelect, initial=Visibility.MEMBERS
    )
    named = ManyRows(Organization.objects.none(), label=_("Organisations I name"), required=False)
    field_order = ("organization", "title", "sector", "place", "description", "visibility", "named", "client_id")

    def __init__(self, *arguments: Any, actor: Actor, **named: Any) -> None:
        super().__init__(*arguments, **named)
        speaking = Organization.objects.filter(status=Organization.Status.VERIFIED, closed_at__isnull=True)
        self.fields["client_id"].initial = uuid4
        self.fields["sector"].queryset = Sector.objects.filter(is_active=True)  # type: ignore[attr-defined]
        self.fields["named"].queryset = speaking  # type: ignore[attr-defined]
        if is_secretariat(actor) and "title" not in self.initial:
            self.fields["organization"].queryset = speaking  # type: ignore[attr-defined]
            self.fields["organization"].initial = actor.organization
        else:
            del self.fields["organization"]

    def details(self) -> dict[str, Any]:
        """As the verbs take them."""
        given = {name: value for name, value in self.cleaned_data.items() if name != "client_id"}
        named = given["named"] if given["visibility"] == Visibility.NAMED else []
        return {**given, "named": named, "place": place_of(given["place"])}


def initial_of(row: Challenge) -> dict[str, Any]:
    """What stands already, for the form that changes it."""
    columns = ("title", "description", "sector", "visibility")
    named = [each.pk for each in row.named.all()]
    return {**{name: getattr(row, name) for name in columns}, "place": row.place_id or "", "named": named}


class VoiceForm(forms.Form):
    note = forms.CharField(
        label=_("How it shows with you"),
        required=False,
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class ReasonForm(forms.Form):
    reason = forms.CharField(label=_("Reason"), max_length=300, widget=forms.Textarea(attrs={"rows": 3}))


class SolvedForm(forms.Form):
    reason = forms.CharField(
        label=_("What solved it?"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("A circular, an agreement, a new place: others will want to know."),
    )


class ChallengesAsked(forms.Form):
    """The filters of the list; what is not understood is not asked."""

    is_all_optional = True

    q = forms.CharField(label=_("Search"), required=False, max_length=LONGEST_WORDS)
    sector = forms.ChoiceField(label=_("Sector"), required=False)
    place = forms.ChoiceField(label=_("Place"), required=False)
    status = forms.ChoiceField(label=_("Status"), required=False)

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.sectors = {row.code: row for row in Sector.objects.filter(is_active=True)}
        ended = [(each.value, each.label) for each in Challenge.Status if each != Challenge.Status.OPEN]
        places = place_choices(str(self.data.get("place", "")))
        offered: dict[str, list[tuple[Any, Any]]] = {
            "sector": [("", _("Every sector")), *((code, str(row)) for code, row in self.sectors.items())],
            "place": [("", _("Everywhere")), (COUNTRY, _("Of the whole country")), *places],
            "status": [("", Challenge.Status.OPEN.label), *ended, ("all", _("All"))],
        }
        for name, choices in offered.items():
            self.fields[name].choices = choices  # type: ignore[attr-defined]

    def asked(self) -> Asked:
        """As queries.challenges takes it."""
        self.is_valid()
        given = self.cleaned_data
        sector = given.get("sector") or ""
        return Asked(
            text=given.get("q") or "",
            sectors=sectors_with_parts(sector) if sector else (),
            place=given.get("place") or "",
            status=given.get("status") or "",
        )

    @property
    def is_filtered(self) -> bool:
        return any(self.cleaned_data.get(name) for name in self.fields)
