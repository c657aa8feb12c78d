"""The shape of what the pages of remarks send."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from legislation.models import Remark

WORDS = forms.Textarea(attrs={"rows": 3, "maxlength": 4000})
QUOTE = forms.Textarea(attrs={"rows": 2, "maxlength": 600, "data-quoted": ""})


class RemarkForm(forms.Form):
    """`kind` where there is a sponsor to ask."""

    client_id = forms.UUIDField(widget=forms.HiddenInput)
    before = forms.CharField(required=False, max_length=400, widget=forms.HiddenInput(attrs={"data-before": ""}))
    quoted = forms.CharField(
        label=_("The words it is about"),
        help_text=_("Select them in the text, or copy them here. Empty: about the whole."),
        required=False,
        max_length=600,
        widget=QUOTE,
    )
    kind = forms.ChoiceField(label=_("What is it?"), choices=Remark.Kind.choices, initial=Remark.Kind.REMARK)
    text = forms.CharField(label=_("What do you say?"), max_length=4000, widget=WORDS)

    def __init__(self, *given: Any, asks: bool = False, **named: Any) -> None:
        super().__init__(*given, **named)
        fields: dict[str, Any] = self.fields
        fields["client_id"].initial = uuid4
        if not asks:
            del fields["kind"]


class ReplyForm(forms.Form):
    client_id = forms.UUIDField(widget=forms.HiddenInput)
    text = forms.CharField(label=_("Answer"), max_length=4000, widget=WORDS)

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        fields: dict[str, Any] = self.fields
        fields["client_id"].initial = uuid4


class RemarkTextForm(forms.Form):
    text = forms.CharField(label=_("What do you say?"), max_length=4000, widget=WORDS)
