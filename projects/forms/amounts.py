"""Numbers, days and papers as people type and bring them, with either set of digits."""

from __future__ import annotations

from decimal import Decimal
from typing import Any
from uuid import uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from arabic.numbers import parse_decimal
from files.examining import FileRefused, examine_bytes
from files.models import StoredFile
from projects.actions.amounts import NO_PAPER, Paper
from projects.money_words import currencies

DAY = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
LETTERS = 24  # of a number
LONGEST_PAPER = 12 * 1024 * 1024  # bytes
KINDS = frozenset({StoredFile.Kind.IMAGE, StoredFile.Kind.DOCUMENT})


class AmountField(forms.Field):
    """A number typed with any digits; nothing typed is None. Whether it is an amount of something, the verb says."""

    def __init__(self, *, inputmode: str = "decimal", **named: Any) -> None:
        attrs = {"inputmode": inputmode, "autocomplete": "off", "dir": "ltr", "maxlength": LETTERS}
        super().__init__(**{"widget": forms.TextInput(attrs=attrs), **named})

    def prepare_value(self, value: Any) -> Any:
        return format(value, "f") if isinstance(value, Decimal) else value

    def to_python(self, value: Any) -> Any:
        text = str(value if value is not None else "").strip()
        if not text:
            return None
        try:
            return parse_decimal(text[: LETTERS + 1])
        except ValueError:
            raise ValidationError(_("Write a number, such as 12.5."), code="invalid_amount") from None


class CountField(AmountField):
    """A whole number from 0; nothing typed is None."""

    def __init__(self, **named: Any) -> None:
        super().__init__(**{"inputmode": "numeric", "required": False, **named})

    def to_python(self, value: Any) -> Any:
        number = super().to_python(value)
        if number is None:
            return None
        if number < 0 or number != number.to_integral_value():
            raise ValidationError(_("Write a whole number."), code="invalid_count")
        return int(number)


class CurrencyField(forms.ChoiceField):
    def __init__(self, **named: Any) -> None:
        super().__init__(**{"label": _("Currency"), "choices": currencies, **named})


class SentOnce(forms.Form):
    """A form that a weak line may send twice and that then counts once."""

    client_id = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.fields["client_id"].initial = uuid4


class WithPaper(SentOnce):
    """With a photo or a scan of a receipt, which is looked at before any verb begins."""

    receipt = forms.FileField(
        label=_("Photo or scan of the receipt"),
        required=False,
        widget=forms.FileInput(attrs={"accept": "image/*,application/pdf"}),
        help_text=_("The partners see it. No faces, please."),
    )
    paper: Paper = NO_PAPER

    def clean_receipt(self) -> UploadedFile[Any] | None:
        upload: UploadedFile[Any] | None = self.cleaned_data["receipt"]
        if upload is None:
            return None
        if (upload.size or 0) > LONGEST_PAPER:
            raise ValidationError(_("This file is too large: at most 12 MB."), code="too_large")
        try:
            picture = examine_bytes(upload.read(), upload.name or "receipt")
        except FileRefused:
            picture = None
        if picture is None or picture.kind not in KINDS:
            raise ValidationError(_("This is no picture and no PDF, or it cannot be read."), code="type_lies")
        self.paper = Paper(picture=picture)
        return upload

    def said(self) -> dict[str, Any]:
        """As the verbs take it."""
        given = {name: value for name, value in self.cleaned_data.items() if name != "receipt"}
        return {**given, "paper": self.paper}


class WhyForm(forms.Form):
    reason = forms.CharField(label=_("Why"), max_length=300, widget=forms.Textarea(attrs={"rows": 3, "maxlength": 300}))
