"""The shape of what the pages of follow-up send."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from coordination.forms.recommendations import DAY
from coordination.models import Milestone, ProgressUpdate, Recommendation
from files.fields import ExaminedField
from journal.forms import ManyRows

FIELDS = ("narrative", "percent", "is_done", "is_public", "since", "until")


class UpdateForm(forms.Form):
    client_id = forms.UUIDField(widget=forms.HiddenInput)
    narrative = forms.CharField(label=_("What was achieved"), max_length=4000, widget=forms.Textarea(attrs={"rows": 6}))
    percent = forms.IntegerField(label=_("Percent of the whole"), min_value=0, max_value=100, initial=0)
    milestones = ManyRows(
        Milestone.objects.none(), label=_("Steps that are reached"), required=False, widget=forms.CheckboxSelectMultiple
    )
    since = forms.DateField(label=_("From"), widget=DAY, required=False)
    until = forms.DateField(label=_("Until"), widget=DAY, required=False)
    is_done = forms.BooleanField(
        label=_("The recommendation is carried out"),
        required=False,
        help_text=_("Those who verify look at the evidence, and confirm it or say what is missing."),
    )
    is_public = forms.BooleanField(label=_("May be published once it is confirmed"), required=False)

    def __init__(self, *given: Any, row: Recommendation, update: ProgressUpdate | None = None, **named: Any) -> None:
        super().__init__(*given, **named)
        fields: dict[str, Any] = self.fields
        fields["client_id"].initial, fields["percent"].initial = uuid4, row.percent
        fields["milestones"].queryset = row.milestones.filter(withdrawn_at=None, done_at=None)
        if not fields["milestones"].queryset.exists():
            del fields["milestones"]
        if row.milestones.filter(withdrawn_at=None).exists():
            del fields["percent"]  # it follows from the steps that are reached
        if update is not None:
            del fields["client_id"]
            known = {name: getattr(update, name) for name in FIELDS}
            self.initial = {**known, "milestones": list(update.milestones.all()), **self.initial}

    def details(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if name != "client_id"}


class EvidenceForm(forms.Form):
    client_id = forms.UUIDField(widget=forms.HiddenInput)
    file = ExaminedField(label=_("File or photo"), required=False, help_text=_("At most 15 MB."))
    url = forms.CharField(
        label=_("Or an address"),
        max_length=500,
        required=False,
        widget=forms.URLInput(attrs={"dir": "ltr", "placeholder": "https://"}),
    )
    title = forms.CharField(label=_("What it shows"), max_length=200, required=False)
    captured_on = forms.DateField(label=_("Of the day"), widget=DAY, required=False)
    is_public = forms.BooleanField(label=_("May be published"), required=False)

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self.fields["client_id"].initial = uuid4


class NoteForm(forms.Form):
    note = forms.CharField(
        label=_("What was checked"), max_length=300, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
