"""The shape of what the pages of texts in time send."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from legislation.forms.imports import DAY
from legislation.models import Instrument, Kind, Provision, ProvisionText
from legislation.structure import WIDE, may_contain

WORDS = forms.Textarea(attrs={"rows": 10, "dir": "auto"})


class CauseForm(forms.Form):
    """From which day on, by which instrument."""

    valid_from = forms.DateField(label=_("In force from"), widget=DAY)
    changed_by = forms.ModelChoiceField(
        Instrument.objects.none(), label=_("Changed by"), required=False, empty_label=_("Not known")
    )
    note = forms.CharField(label=_("Note"), max_length=600, required=False)

    def __init__(self, *given: Any, law: Instrument, instruments: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        field: Any = self.fields["changed_by"]
        field.queryset = instruments.exclude(pk=law.pk).order_by("-year", "-pk")


class ChangeForm(CauseForm):
    """What a provision says from then on; `seen` is the hash of the text as it was shown."""

    client_id = forms.UUIDField(widget=forms.HiddenInput)
    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)
    heading = forms.CharField(label=_("Heading"), max_length=400, required=False)
    text = forms.CharField(
        label=_("New text"), required=False, widget=forms.Textarea(attrs={"rows": 10, "dir": "auto"})
    )
    field_order = ("client_id", "seen", "heading", "text", "valid_from", "changed_by", "note")

    def __init__(self, *given: Any, provision: Provision, text: ProvisionText | None, **named: Any) -> None:
        if text is not None:
            named["initial"] = {"heading": text.heading, "text": text.text, "seen": text.sha256}
        super().__init__(*given, **named)
        self.fields["client_id"].initial = uuid4
        if provision.kind in WIDE:
            del self.fields["text"]


class RepealForm(CauseForm):
    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)


class InsertProvisionForm(CauseForm):
    """Behind a provision: beside it, or as the first in it."""

    client_id = forms.UUIDField(widget=forms.HiddenInput)
    kind = forms.ChoiceField(label=_("Kind"))
    label = forms.CharField(label=_("Number, as printed"), max_length=80, required=False)
    heading = forms.CharField(label=_("Heading"), max_length=400, required=False)
    text = forms.CharField(label=_("Text"), required=False, widget=WORDS)
    field_order = ("client_id", "kind", "label", "heading", "text", "valid_from", "changed_by", "note")

    def __init__(self, *given: Any, provision: Provision, **named: Any) -> None:
        super().__init__(*given, **named)
        self.fields["client_id"].initial = uuid4
        outer = provision.parent.kind if provision.parent else None
        beside = [each for each in Kind if may_contain(outer, each.value)]
        within = [each for each in Kind if may_contain(provision.kind, each.value) and each not in beside]
        field: Any = self.fields["kind"]
        field.choices = [(each.value, each.label) for each in [*beside, *within]]
        field.initial = provision.kind


class CorrectForm(forms.Form):
    heading = forms.CharField(label=_("Heading"), max_length=400, required=False)
    words = forms.CharField(label=_("Text"), required=False, widget=WORDS)
    note = forms.CharField(
        label=_("Note"), max_length=600, required=False, help_text=_("What was wrong, and by what you compared it.")
    )


class DayForm(forms.Form):
    on = forms.DateField(label=_("In force on"), widget=DAY, required=False)


class DaysForm(forms.Form):
    """`from` is a word of Python's: fields are added by name."""

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self.fields["from"] = forms.DateField(label=_("The text of"), widget=DAY, required=False)
        self.fields["to"] = forms.DateField(label=_("beside the text of"), widget=DAY, required=False)
