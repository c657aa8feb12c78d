"""The shape of what the page of the public page sends."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from files.fields import ExaminedField
from projects.actions.publishing import PARTS


class PublishForm(forms.Form):
    parts = forms.MultipleChoiceField(
        label=_("What everybody may read"), choices=PARTS.items(), required=False, widget=forms.CheckboxSelectMultiple
    )


class PhotoForm(forms.Form):
    client_id = forms.UUIDField(widget=forms.HiddenInput)
    file = ExaminedField(
        label=_("Picture"),
        widget=forms.ClearableFileInput(attrs={"accept": "image/*"}),
        help_text=_("Of places and work, without faces. Where it was taken is removed."),
    )
    caption = forms.CharField(label=_("Caption"), required=False, max_length=200)

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.fields["client_id"].initial = uuid4
