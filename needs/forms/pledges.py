"""The shape of what the pages of pledges and loads send; what is true is the verbs' to say."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any
from uuid import uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from arabic.numbers import parse_decimal
from journal.refusals import Conflict, TooSoon
from needs.models import Delivery, Offer, Pledge
from needs.pledging import in_unit
from needs.queries.pledges import Progress

DAY = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
LETTERS = 24  # of an amount
LONGEST_PICTURE = 12 * 1024 * 1024  # bytes of one, and of all of a form


class AmountField(forms.Field):
    """A number typed with any digits; nothing typed is None. Whether it is a quantity, the verb says."""

    widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off", "dir": "ltr", "maxlength": LETTERS})

    def __init__(self, **named: Any) -> None:
        super().__init__(**{"required": False, **named})

    def to_python(self, value: Any) -> Decimal | None:
        text = str(value or "").strip()
        if not text:
            return None
        try:
            return parse_decimal(text[: LETTERS + 1])
        except ValueError:
            words = _("Write a number above 0, with at most three digits after the point.")
            raise ValidationError(words, code="invalid_quantity") from None


class Pictures(forms.ClearableFileInput):
    allow_multiple_selected = True


class PicturesField(forms.FileField):
    """Several photos or scans at once: a list of uploads."""

    def __init__(self, **named: Any) -> None:
        widget = Pictures(attrs={"accept": "image/*,application/pdf", "multiple": True})
        super().__init__(**{"required": False, "widget": widget, **named})

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile[Any]]:
        files = [super(PicturesField, self).clean(each, initial) for each in data or []]
        if sum(each.size or 0 for each in files) > LONGEST_PICTURE:
            raise ValidationError(_("These pictures are too large together: at most 12 MB."), code="too_large")
        return files


class OfLines(forms.Form):
    """A form with an amount for each of several lines."""

    def field_of(self, no: Conflict | TooSoon) -> str:
        """Where it is said that too much was asked of a line."""
        more = no.more if isinstance(no, Conflict) else {}
        return f"amount_{more.get('need_line') or more.get('line')}"


class PledgeForm(OfLines):
    """Of each line of a need how much, out of which offer, until when, and how to reach us."""

    client_id = forms.UUIDField(widget=forms.HiddenInput)
    offer = forms.ModelChoiceField(
        Offer.objects.none(),
        label=_("Out of our offer"),
        required=False,
        help_text=_("What you promise is then no longer offered to others."),
    )
    expected_on = forms.DateField(label=_("When it will arrive, about"), required=False, widget=DAY)
    contact = forms.CharField(
        label=_("Whom to call"),
        required=False,
        max_length=160,
        help_text=_("A name and a number. The other side sees it once it has accepted the pledge."),
    )
    note = forms.CharField(
        label=_("Note"), required=False, max_length=400, widget=forms.Textarea(attrs={"rows": 2, "maxlength": 400})
    )

    def __init__(self, *given: Any, progress: Sequence[Progress], offers: Sequence[Offer], **named: Any) -> None:
        super().__init__(*given, **named)
        self.progress = progress
        self.fields["client_id"].initial = uuid4
        if offers:
            own = Offer.objects.filter(pk__in=[offer.pk for offer in offers])
            self.fields["offer"].queryset = own  # type: ignore[attr-defined]
            self.fields["offer"].empty_label = _("From our store, without an offer")  # type: ignore[attr-defined]
        else:
            del self.fields["offer"]
        for each in progress:
            self.add_line(each)

    def add_line(self, progress: Progress) -> None:
        line = progress.line
        self.fields[f"amount_{line.pk}"] = AmountField(label=str(line.item))
        units = [(unit.pk, str(unit)) for unit in line.item.units.all()]
        if len(units) > 1:
            self.fields[f"unit_{line.pk}"] = forms.TypedChoiceField(
                label=_("Unit"), choices=units, coerce=int, initial=line.unit_id, required=False, empty_value=None
            )

    def rows(self) -> list[dict[str, Any]]:
        """Each line of the need with its fields, for the template."""
        return [
            {
                "progress": each,
                "amount": self[f"amount_{each.line.pk}"],
                "unit": self[f"unit_{each.line.pk}"] if f"unit_{each.line.pk}" in self.fields else None,
            }
            for each in self.progress
        ]

    def rest(self) -> list[forms.BoundField]:
        return [self[name] for name in ("offer", "expected_on", "contact", "note") if name in self.fields]

    def given(self) -> list[tuple[int, Decimal, int | None]]:
        """(line of the need, amount, unit) of those lines where something was written."""
        values = self.cleaned_data
        return [
            (each.line.pk, amount, values.get(f"unit_{each.line.pk}"))
            for each in self.progress
            if (amount := values.get(f"amount_{each.line.pk}")) is not None
        ]


def said_of(pledge: Pledge) -> dict[str, Any]:
    """What a pledge says, as the initial values of its form."""
    lines = {f"amount_{line.need_line_id}": in_unit(line.quantity, line.unit) for line in pledge.lines.all()}
    units = {f"unit_{line.need_line_id}": line.unit_id for line in pledge.lines.all()}
    words = {name: getattr(pledge, name) for name in ("expected_on", "contact", "note")}
    return {**lines, **units, **words, "offer": pledge.offer_id}


class LoadForm(OfLines):
    """What goes along of each line of a pledge, and the papers with it."""

    client_id = forms.UUIDField(widget=forms.HiddenInput)
    sent_on = forms.DateField(label=_("Sent on"), widget=DAY)
    waybill = forms.CharField(label=_("Waybill number"), required=False, max_length=40)
    carrier = forms.CharField(label=_("Carrier or driver"), required=False, max_length=80)
    vehicles = forms.IntegerField(label=_("Vehicles"), required=False, localize=False)
    weight = forms.IntegerField(label=_("Weight in kilograms"), required=False, localize=False)
    note = forms.CharField(label=_("Note"), required=False, max_length=400)
    pictures = PicturesField(
        label=_("Photos of the load or the waybill"),
        help_text=_("No faces, please: the goods and the paper are enough."),
    )

    def __init__(self, *given: Any, pledge: Pledge, **named: Any) -> None:
        super().__init__(*given, **named)
        self.lines = [line for line in pledge.lines.all() if line.dispatched < line.quantity]
        self.fields["client_id"].initial = uuid4
        self.fields["sent_on"].initial = timezone.localdate
        for line in self.lines:
            rest = in_unit(line.quantity - line.dispatched, line.unit)
            self.fields[f"amount_{line.pk}"] = AmountField(label=str(line.need_line.item), initial=rest)

    def rows(self) -> list[dict[str, Any]]:
        return [
            {
                "line": line,
                "rest": in_unit(line.quantity - line.dispatched, line.unit),
                "amount": self[f"amount_{line.pk}"],
            }
            for line in self.lines
        ]

    def rest(self) -> list[forms.BoundField]:
        return [self[name] for name in ("sent_on", "waybill", "carrier", "vehicles", "weight", "note", "pictures")]

    def loads(self) -> dict[int, Decimal]:
        values = {line.pk: self.cleaned_data.get(f"amount_{line.pk}") for line in self.lines}
        return {pk: amount for pk, amount in values.items() if amount is not None}


class ReceiptForm(forms.Form):
    """What was counted of each line of a load. Nothing is filled in before: one counts, and does not confirm."""

    is_all_there = forms.BooleanField(
        label=_("Everything is there as it was sent"),
        required=False,
        help_text=_("What you leave empty then counts as it was sent."),
    )
    note = forms.CharField(label=_("Note"), required=False, max_length=400)
    pictures = PicturesField(label=_("Photo of the signed receipt"), help_text=_("No faces, please."))

    def __init__(self, *given: Any, delivery: Delivery, **named: Any) -> None:
        super().__init__(*given, **named)
        self.lines = list(delivery.lines.all())
        for line in self.lines:
            item = line.pledge_line.need_line.item
            self.fields[f"count_{line.pk}"] = AmountField(label=str(item))

    def rows(self) -> list[dict[str, Any]]:
        return [
            {
                "line": line,
                "sent": in_unit(line.quantity, line.pledge_line.unit),
                "unit": line.pledge_line.unit,
                "count": self[f"count_{line.pk}"],
            }
            for line in self.lines
        ]

    def rest(self) -> list[forms.BoundField]:
        return [self["note"], self["pictures"]]

    def counts(self) -> dict[int, Decimal]:
        """What was written; where everything is there, the others as they were sent."""
        counted = {line.pk: self.cleaned_data.get(f"count_{line.pk}") for line in self.lines}
        if self.cleaned_data["is_all_there"]:
            whole = {line.pk: in_unit(line.quantity, line.pledge_line.unit) for line in self.lines}
            return {pk: whole[pk] if amount is None else amount for pk, amount in counted.items()}
        return {pk: amount for pk, amount in counted.items() if amount is not None}


class WhyForm(forms.Form):
    reason = forms.CharField(label=_("Why"), max_length=300, widget=forms.Textarea(attrs={"rows": 3, "maxlength": 300}))


class WhyIfKnownForm(WhyForm):
    """Before it was accepted one may go without a word."""

    def __init__(self, *given: Any, is_required: bool, **named: Any) -> None:
        super().__init__(*given, **named)
        self.fields["reason"].required = is_required
