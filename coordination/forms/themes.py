"""The shape of what the pages of themes send."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from coordination.models import Theme


class ThemeForm(forms.Form):
    name = forms.CharField(label=_("Name of the theme"), max_length=120)


class ThemeChangesForm(ThemeForm):
    position = forms.IntegerField(label=_("Its place in the list"), min_value=0, max_value=100, required=False)


class MergeThemeForm(forms.Form):
    into = forms.ModelChoiceField(
        Theme.objects.none(), label=_("Merge it with"), empty_label=_("Choose a theme"), help_text=_("This one stays.")
    )

    def __init__(self, *given: Any, theme: Theme, **named: Any) -> None:
        super().__init__(*given, **named)
        field: Any = self.fields["into"]
        field.queryset = Theme.objects.filter(Q(body=theme.body) | Q(body=None)).exclude(pk=theme.pk)
