"""What is asked where two needs look alike."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class MergeForm(forms.Form):
    """A question without fields."""


class DifferenceForm(forms.Form):
    reason = forms.CharField(
        label=_("Why they are not the same"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("For example: the other one is for the camp, this one for the town."),
        error_messages={"required": _("Say why.")},
    )
