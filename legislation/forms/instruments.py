"""The shape of what the pages of the library send."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from files.fields import ExaminedField
from journal.forms import ManyRows
from legislation.models import Instrument, InstrumentLink, Topic
from legislation.permissions import instruments_for

DAY = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})


class InstrumentForm(forms.Form):
    client_id = forms.UUIDField(widget=forms.HiddenInput)
    kind = forms.ChoiceField(label=_("Kind"), choices=Instrument.Kind.choices)
    number = forms.CharField(label=_("Number"), max_length=40, required=False)
    year = forms.IntegerField(label=_("Year"), min_value=1800, max_value=2200, required=False, localize=False)
    title = forms.CharField(label=_("Title"), max_length=300)
    short_title = forms.CharField(
        label=_("Short title"), max_length=120, required=False, help_text=_("As people call it: «Associations Law».")
    )
    issuer = forms.CharField(label=_("Issued by"), max_length=160, required=False)
    issued_on = forms.DateField(label=_("Issued on"), widget=DAY, required=False)
    in_force_on = forms.DateField(label=_("In force from"), widget=DAY, required=False)
    gazette = forms.CharField(
        label=_("In the official gazette"),
        max_length=160,
        required=False,
        help_text=_("Number, part, page and date."),
    )
    topics = ManyRows(Topic.objects.all(), label=_("Topics"), required=False, widget=forms.CheckboxSelectMultiple)
    about = forms.CharField(
        label=_("What the text is about"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )
    source_note = forms.CharField(
        label=_("Where the text is from"),
        max_length=300,
        required=False,
        help_text=_("So that readers know how far they may rely on it."),
    )
    is_official_text = forms.BooleanField(
        label=_("Somebody compared the text with the gazette, word by word"), required=False
    )
    must_be_acknowledged = forms.BooleanField(
        label=_("Organisations are asked to say that they have read it (circulars only)"), required=False
    )

    def __init__(self, *arguments: Any, instrument: Instrument | None = None, **named: Any) -> None:
        super().__init__(*arguments, **named)
        fields: dict[str, Any] = self.fields
        fields["client_id"].initial = uuid4
        if instrument is not None:
            known = {name: getattr(instrument, name) for name in fields if name not in ("client_id", "topics")}
            self.initial = {**known, "topics": list(instrument.topics.all()), **self.initial}
        if not Topic.objects.exists():
            del self.fields["topics"]

    def details(self) -> dict[str, Any]:
        """As the verbs take them."""
        return {name: value for name, value in self.cleaned_data.items() if name != "client_id"}


class SourceForm(forms.Form):
    examined = ExaminedField(label=_("Scan of the printed text"), help_text=_("PDF or a picture, at most 15 MB."))


class InstrumentStatusForm(forms.Form):
    status = forms.ChoiceField(label=_("How it stands"), choices=Instrument.Status.choices, widget=forms.RadioSelect)
    repealed_on = forms.DateField(
        label=_("Repealed from"), widget=DAY, required=False, help_text=_("Today, where nothing is said.")
    )


class LinkForm(forms.Form):
    kind = forms.ChoiceField(label=_("What it does"), choices=InstrumentLink.Kind.choices)
    target = forms.ModelChoiceField(Instrument.objects.none(), label=_("To which one"))
    note = forms.CharField(label=_("Note"), max_length=300, required=False)

    def __init__(self, *arguments: Any, user: Any, instrument: Instrument, **named: Any) -> None:
        super().__init__(*arguments, **named)
        field: Any = self.fields["target"]
        field.queryset = instruments_for(user).exclude(pk=instrument.pk)


class TopicForm(forms.Form):
    name_ar = forms.CharField(label=_("Name"), max_length=80)
    name_en = forms.CharField(label=_("Name in English"), max_length=80, required=False)
