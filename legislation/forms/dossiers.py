"""The shape of what the pages of dossiers and answers send."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from files.fields import ExaminedField
from journal.forms import REASON, ManyRows
from journal.states import LONGEST_REASON
from legislation.models import Answer, Dossier, DossierItem, Instrument

DAY = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
SCAN = forms.FileInput(attrs={"accept": ".pdf,.jpg,.jpeg,.png,.webp,application/pdf,image/*"})


class ItemChoice(ManyRows):
    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.proposal.code} · {obj.proposal.title}"


class PersonChoice(forms.ModelChoiceField):  # type: ignore[type-arg]
    def label_from_instance(self, obj: Any) -> str:
        names = "، ".join(str(each.organization) for each in obj.memberships.all())
        return f"{obj} – {names}" if names else str(obj)


class DossierForm(forms.Form):
    client_id = forms.UUIDField(widget=forms.HiddenInput)
    addressee = forms.CharField(label=_("Addressed to"), max_length=200)
    letter = forms.CharField(
        label=_("Cover letter"),
        max_length=6000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 14}),
        help_text=_("It is the first page. Once the dossier is made it does not change."),
    )

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self.fields["client_id"].initial = uuid4


class SendingForm(forms.Form):
    sent_on = forms.DateField(label=_("Sent on"), widget=DAY)
    receipt_number = forms.CharField(
        label=_("Receipt number"),
        max_length=60,
        required=False,
        help_text=_("The number under which the authority registered it; it may be added later."),
    )
    scan = ExaminedField(
        label=_("Scan of the receipt"), required=False, widget=SCAN, help_text=_("A picture or a PDF, at most 15 MB.")
    )

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self.fields["sent_on"].initial = timezone.localdate


class ReceiptForm(SendingForm):
    """The receipt alone, which came later."""

    def __init__(self, *given: Any, dossier: Dossier, **named: Any) -> None:
        super().__init__(*given, **named)
        del self.fields["sent_on"]
        self.fields["receipt_number"].required = True
        self.fields["receipt_number"].initial = dossier.receipt_number


class WhyForm(forms.Form):
    reason = forms.CharField(label=_("Why"), max_length=LONGEST_REASON, widget=REASON)


class CopyForm(forms.Form):
    """A copy that one holds: it is read and not kept."""

    file = forms.FileField(label=_("Your copy"))


class AnswerForm(forms.Form):
    """What one letter says of one or several proposals. `offered` are shown; a repeated form may name others."""

    client_id = forms.UUIDField(widget=forms.HiddenInput)
    items = ItemChoice(DossierItem.objects.none(), label=_("Of which proposals"), widget=forms.SelectMultiple)
    kind = forms.ChoiceField(label=_("Answer"), choices=Answer.Kind.choices)
    text = forms.CharField(
        label=_("What the letter says"), max_length=4000, required=False, widget=forms.Textarea(attrs={"rows": 4})
    )
    enacted_by = forms.ModelChoiceField(
        Instrument.objects.none(),
        label=_("Enacted by"),
        required=False,
        help_text=_("Only for “enacted”: the law or decision that brought it."),
    )
    letter_number = forms.CharField(label=_("Letter number"), max_length=60, required=False)
    letter_on = forms.DateField(label=_("Date of the letter"), widget=DAY, required=False)
    scan = ExaminedField(
        label=_("Scan of the letter"), required=False, widget=SCAN, help_text=_("A picture or a PDF, at most 15 MB.")
    )

    def __init__(self, *given: Any, items: Any, offered: Any, laws: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        fields: dict[str, Any] = self.fields
        fields["client_id"].initial = uuid4
        fields["items"].queryset, fields["enacted_by"].queryset = items, laws
        label = fields["items"].label_from_instance
        fields["items"].widget.choices = [(each.pk, label(each)) for each in offered]

    def details(self) -> dict[str, Any]:
        return {**self.cleaned_data, "items": list(self.cleaned_data["items"])}


class CheckForm(forms.Form):
    """Entries that say what the letter says."""

    answers = ManyRows(Answer.objects.none(), widget=forms.CheckboxSelectMultiple)

    def __init__(self, *given: Any, answers: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        fields: dict[str, Any] = self.fields
        fields["answers"].queryset = answers


class LiaisonForm(forms.Form):
    person = PersonChoice(User.objects.none(), label=_("Official of a public body"))

    def __init__(self, *given: Any, people: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        fields: dict[str, Any] = self.fields
        fields["person"].queryset = people
