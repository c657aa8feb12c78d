"""The shape of a project that carries out a recommendation, as it is proposed."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from coordination.models import Recommendation
from journal.forms import ManyRows
from organizations.models import Place
from organizations.queries import governorates

DAY = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
LONGEST_TITLE, LONGEST_AIM = 120, 4000


class ProjectOfRecommendationForm(forms.Form):
    """It begins with the recommendation's own words, for the proposer to change."""

    client_id = forms.UUIDField(widget=forms.HiddenInput)
    title = forms.CharField(label=_("Name of the project"), max_length=LONGEST_TITLE)
    aim = forms.CharField(
        label=_("What it is for"), required=False, max_length=LONGEST_AIM, widget=forms.Textarea(attrs={"rows": 5})
    )
    starts_on = forms.DateField(label=_("Begins on"), widget=DAY, required=False)
    ends_on = forms.DateField(label=_("Ends on"), widget=DAY, required=False)
    places = ManyRows(Place.objects.none(), label=_("Where"), required=False, widget=forms.CheckboxSelectMultiple)

    def __init__(self, *given: Any, row: Recommendation, **named: Any) -> None:
        super().__init__(*given, **named)
        fields: dict[str, Any] = self.fields
        fields["client_id"].initial = uuid4
        fields["places"].queryset = governorates()
        about = {"title": row.title[:LONGEST_TITLE], "aim": row.text[:LONGEST_AIM], "ends_on": row.due_on}
        self.initial = {**about, "places": list(row.places.all()), **self.initial}
