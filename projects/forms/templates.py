"""The shape of what keeps a plan as a template."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class TemplateForm(forms.Form):
    title = forms.CharField(label=_("Name of the template"), max_length=120)
    about = forms.CharField(
        label=_("What it is good for"),
        required=False,
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 3, "maxlength": 400}),
    )
