"""The shape of what the pages of the plan send."""

from __future__ import annotations

from decimal import Decimal
from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from arabic.numbers import parse_decimal
from journal.forms import ManyRows
from needs.models import Item, TargetGroup
from needs.quantities import shown, stored
from organizations.models import Organization, Sector
from organizations.queries import governorates
from projects import queries
from projects.forms.projects import DAY
from projects.models import Activity, Project, Result


class ResultForm(forms.Form):
    client_id = forms.UUIDField(widget=forms.HiddenInput)
    title = forms.CharField(label=_("What is to be reached"), max_length=200)
    goal = forms.ModelChoiceField(Result.objects.none(), label=_("Goal it serves"), empty_label=None)
    note = forms.CharField(label=_("Note"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *arguments: Any, project: Project, kind: str, row: Result | None = None, **named: Any) -> None:
        super().__init__(*arguments, **named)
        fields: dict[str, Any] = self.fields
        fields["client_id"].initial = uuid4
        fields["goal"].queryset = project.results.filter(kind=Result.Kind.GOAL)
        if kind == Result.Kind.GOAL:
            del self.fields["goal"]
        if row is not None:
            self.initial = {"title": row.title, "note": row.note, "goal": row.goal_id, **self.initial}

    def details(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if name != "client_id"}


class AmountField(forms.CharField):
    """A quantity in the item's base unit, in either digits; thousandths, or None."""

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if not text:
            return None
        try:
            return stored(Decimal(parse_decimal(text)))
        except ValueError:
            raise forms.ValidationError(_("Write how much, as a number above zero."), code="invalid_quantity") from None


class ActivityForm(forms.Form):
    client_id = forms.UUIDField(widget=forms.HiddenInput)
    title = forms.CharField(label=_("What is done"), max_length=200)
    output = forms.ModelChoiceField(
        Result.objects.none(), label=_("Output it leads to"), required=False, empty_label=_("None")
    )
    organization = forms.ModelChoiceField(
        Organization.objects.none(), label=_("Who does it"), required=False, empty_label=_("Not settled yet")
    )
    starts_on = forms.DateField(label=_("Begins on"), widget=DAY, required=False)
    ends_on = forms.DateField(label=_("Ends on"), widget=DAY, required=False)
    status = forms.ChoiceField(label=_("Status"), choices=Activity.Status.choices, required=False)
    note = forms.CharField(label=_("Note"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))
    sector = forms.ModelChoiceField(Sector.objects.all(), label=_("Sector"), required=False, empty_label=_("None"))
    subsector = forms.CharField(label=_("Sub-sector"), required=False, max_length=80)
    place = forms.ModelChoiceField(governorates(), label=_("Governorate"), required=False, empty_label=_("None"))
    site = forms.CharField(label=_("Site"), required=False, max_length=120)
    modality = forms.ChoiceField(
        label=_("How it is given"), choices=[("", _("Not settled yet")), *Activity.Modality.choices], required=False
    )
    funder = forms.ModelChoiceField(
        Organization.objects.none(), label=_("Who pays for it"), required=False, empty_label=_("Not settled yet")
    )
    item = forms.ModelChoiceField(
        Item.objects.filter(is_reviewed=True), label=_("Item or service"), required=False, empty_label=_("None")
    )
    quantity = AmountField(label=_("How much"), required=False, max_length=20)
    targeted = forms.IntegerField(label=_("People targeted"), required=False, min_value=0)
    targeted_households = forms.IntegerField(label=_("Households targeted"), required=False, min_value=0)
    target_groups = ManyRows(
        TargetGroup.objects.all(), label=_("For whom"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *arguments: Any, project: Project, row: Activity | None = None, **named: Any) -> None:
        super().__init__(*arguments, **named)
        fields: dict[str, Any] = self.fields
        fields["client_id"].initial = uuid4
        fields["output"].queryset = project.results.filter(kind=Result.Kind.OUTPUT)
        partners = queries.partners_in(project)
        fields["organization"].queryset = partners
        fields["funder"].queryset = (partners | supporters()).distinct()
        if row is not None:
            keep_chosen(fields, row)
            self.initial = {**initial_of_activity(row), **self.initial}

    def details(self) -> dict[str, Any]:
        """As the verbs take them."""
        given = {name: value for name, value in self.cleaned_data.items() if name != "client_id"}
        return {**given, "status": given["status"] or Activity.Status.PLANNED}


def supporters() -> Any:
    kind, status = Organization.Kind.SUPPORTER, Organization.Status.VERIFIED
    return Organization.objects.filter(kind=kind, status=status, closed_at__isnull=True).order_by("name_ar", "pk")


def keep_chosen(fields: dict[str, Any], row: Activity) -> None:
    """What was chosen before can stay, also where it would not be offered anew."""
    for name in ("organization", "funder", "item", "place"):
        chosen = getattr(row, f"{name}_id")
        if chosen is not None:
            own = fields[name].queryset.model.objects.filter(pk=chosen)
            fields[name].queryset = (fields[name].queryset.order_by() | own).distinct()


def initial_of_activity(row: Activity) -> dict[str, Any]:
    names = [name for name in ActivityForm.base_fields if name not in {"client_id", "quantity", "target_groups"}]
    initial = {name: getattr(row, name) for name in names}
    amount = shown(row.quantity) if row.quantity is not None else None
    return {**initial, "quantity": amount, "target_groups": list(row.target_groups.all())}
