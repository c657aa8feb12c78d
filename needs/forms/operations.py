"""The shape of what the pages of relief operations send."""

from __future__ import annotations

from decimal import Decimal
from typing import Any
from uuid import uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.permissions import is_secretariat
from journal.actors import Actor
from journal.forms import ManyRows
from needs.forms.pledges import AmountField
from needs.models import AidReport, Delivery, Operation, Visibility
from needs.templatetags.relief import KILOGRAMS
from organizations.models import Organization, Place
from organizations.queries import governorates

DAY = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
Kind = AidReport.Kind


def speaking() -> Any:
    return Organization.objects.filter(status=Organization.Status.VERIFIED, closed_at__isnull=True)


class WholeField(AmountField):
    """A whole number typed with any digits; nothing typed is None."""

    def to_python(self, value: Any) -> Any:
        amount = super().to_python(value)
        if amount is not None and amount != amount.to_integral_value():
            raise ValidationError(_("Write a whole number."), code="invalid_quantity")
        return int(amount) if amount is not None else None


class TonnesField(AmountField):
    """Tonnes as typed, kept as kilograms."""

    def prepare_value(self, value: Any) -> Any:
        if not isinstance(value, int):
            return value
        return format((Decimal(value) / KILOGRAMS).normalize(), "f")

    def to_python(self, value: Any) -> Any:
        amount = super().to_python(value)
        if amount is not None and amount * KILOGRAMS != (amount * KILOGRAMS).to_integral_value():
            raise ValidationError(_("Write at most three digits after the point."), code="invalid_quantity")
        return int(amount * KILOGRAMS) if amount is not None else None


class OperationForm(forms.Form):
    client_id = forms.UUIDField(widget=forms.HiddenInput)
    organization = forms.ModelChoiceField(
        Organization.objects.none(), label=_("For which organisation"), empty_label=_("Choose")
    )
    title = forms.CharField(label=_("Name of the operation"), max_length=120)
    starts_on = forms.DateField(label=_("Begins on"), widget=DAY)
    ends_on = forms.DateField(label=_("Ends on"), widget=DAY, required=False)
    description = forms.CharField(
        label=_("More about it"), required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 4})
    )
    places = ManyRows(Place.objects.none(), label=_("Where"), required=False, widget=forms.CheckboxSelectMultiple)
    conveners = ManyRows(
        Organization.objects.none(),
        label=_("Who convenes it with you"),
        required=False,
        help_text=_("Each is asked, and convenes it once it has said yes."),
    )
    visibility = forms.ChoiceField(
        label=_("Who sees it"), choices=Visibility.choices, widget=forms.RadioSelect, initial=Visibility.PUBLIC
    )
    named = ManyRows(Organization.objects.none(), label=_("Organisations I name"), required=False)

    def __init__(self, *arguments: Any, actor: Actor, operation: Operation | None = None, **named: Any) -> None:
        super().__init__(*arguments, **named)
        fields: dict[str, Any] = self.fields
        fields["client_id"].initial = uuid4
        fields["starts_on"].initial = timezone.localdate
        for name in ("conveners", "named"):
            fields[name].queryset = speaking()
        fields["places"].queryset = governorates()
        if is_secretariat(actor) and operation is None:
            fields["organization"].queryset = speaking()
            fields["organization"].initial = actor.organization
        else:
            del self.fields["organization"]
        if operation is not None:
            self.initial = {**initial_of(operation), **self.initial}

    def details(self) -> dict[str, Any]:
        """As the verbs take them."""
        given = {name: value for name, value in self.cleaned_data.items() if name != "client_id"}
        return {**given, "named": given["named"] if given["visibility"] == Visibility.NAMED else []}


def initial_of(row: Operation) -> dict[str, Any]:
    columns = ("title", "description", "visibility", "starts_on", "ends_on")
    return {
        **{name: getattr(row, name) for name in columns},
        "places": [place.pk for place in row.places.all()],
        "conveners": [each.organization_id for each in row.conveners.all()],
        "named": [each.pk for each in row.named.all()],
    }


class ReportForm(forms.Form):
    client_id = forms.UUIDField(widget=forms.HiddenInput)
    organization = forms.ModelChoiceField(
        Organization.objects.none(), label=_("For which organisation"), empty_label=_("Choose")
    )
    kind = forms.ChoiceField(label=_("What was it?"), choices=Kind.choices, widget=forms.RadioSelect)
    day = forms.DateField(label=_("On which day?"), widget=DAY)
    quantity = WholeField(label=_("How many convoys, kitchens or caravans"), required=True, initial=1)
    weight = TonnesField(label=_("Tonnes"), help_text=_("Of a convoy: all trucks together."))
    people = WholeField(label=_("Meals or patients"), help_text=_("Of a kitchen or a medical caravan, on that day."))
    note = forms.CharField(label=_("Note"), required=False, max_length=300)

    def __init__(self, *arguments: Any, actor: Actor, report: AidReport | None = None, **named: Any) -> None:
        super().__init__(*arguments, **named)
        fields: dict[str, Any] = self.fields
        fields["client_id"].initial = uuid4
        fields["day"].initial = timezone.localdate
        fields["kind"].initial = Kind.CONVOY
        if is_secretariat(actor) and report is None:
            fields["organization"].queryset = speaking()
            fields["organization"].initial = actor.organization
        else:
            del self.fields["organization"]
        if report is not None:
            columns = ("kind", "day", "quantity", "weight", "people", "note")
            self.initial = {**{name: getattr(report, name) for name in columns}, **self.initial}

    def given(self) -> dict[str, Any]:
        return dict(self.cleaned_data)


class CorrectionForm(ReportForm):
    reason = forms.CharField(
        label=_("Why is it corrected?"), max_length=300, help_text=_("What was said before stays to be read.")
    )


class WithdrawalForm(forms.Form):
    reason = forms.CharField(label=_("Reason"), max_length=300, widget=forms.Textarea(attrs={"rows": 3}))


class EndForm(forms.Form):
    reason = forms.CharField(
        label=_("A closing word"), required=False, max_length=300, widget=forms.Textarea(attrs={"rows": 3})
    )


class LinkForm(forms.Form):
    """Which reported convoy a load is, if any."""

    report = forms.ModelChoiceField(
        AidReport.objects.none(),
        required=False,
        label=_("A convoy you reported"),
        empty_label=_("None of those reported"),
    )

    def __init__(self, *arguments: Any, reports: list[AidReport], **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.fields["report"].queryset = AidReport.objects.filter(pk__in=[row.pk for row in reports])  # type: ignore[attr-defined]


class OperationOfDeliveryForm(forms.Form):
    operation = forms.ModelChoiceField(
        Operation.objects.none(), required=False, label=_("Relief operation"), empty_label=_("None")
    )

    def __init__(self, *arguments: Any, seen: Any, delivery: Delivery, **named: Any) -> None:
        super().__init__(*arguments, **named)
        running = seen.filter(status=Operation.Status.OPEN, starts_on__lte=delivery.sent_on)
        self.fields["operation"].queryset = running.order_by("-starts_on")  # type: ignore[attr-defined]
