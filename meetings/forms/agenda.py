"""The shape of what the pages of an agenda send."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from files.fields import ExaminedField
from meetings.models import AgendaItem, Session
from organizations.models import Organization


class PresenterChoice(forms.ModelChoiceField):  # type: ignore[type-arg]
    """By name, and for whom they come."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.name} · {obj.organization}"


class AgendaItemForm(forms.Form):
    client_id = forms.UUIDField(widget=forms.HiddenInput)
    title = forms.CharField(label=_("Title of the item"), max_length=200)
    kind = forms.ChoiceField(label=_("Kind"), choices=AgendaItem.Kind.choices)
    minutes = forms.IntegerField(label=_("Planned minutes"), min_value=0, max_value=600, initial=10)
    organization = forms.ModelChoiceField(
        Organization.objects.none(), label=_("Organisation in charge"), required=False, empty_label=_("None")
    )
    presenter = PresenterChoice(AgendaItem.objects.none(), label=_("Presented by"), required=False, empty_label="–")
    text = forms.CharField(label=_("Text"), required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 4}))
    is_internal = forms.BooleanField(label=_("Only for those who take part"), required=False)

    def __init__(self, *arguments: Any, session: Session, item: AgendaItem | None = None, **named: Any) -> None:
        super().__init__(*arguments, **named)
        fields: dict[str, Any] = self.fields
        fields["client_id"].initial = uuid4
        body = session.body
        coming = body.participants.filter(ended_at=None).select_related("organization").order_by("name")
        fields["presenter"].queryset = coming
        voices, delegations = body.voices.filter(until=None), body.participants.filter(ended_at=None)
        known = Q(pk__in=voices.values("organization")) | Q(pk__in=delegations.values("organization"))
        involved = Organization.objects.filter(known | Q(pk=body.organization_id))
        fields["organization"].queryset = involved.order_by("name_ar")
        if item is not None:
            names = set(self.fields) - {"client_id"}
            self.initial = {**{name: getattr(item, name) for name in names}, **self.initial}

    def details(self) -> dict[str, Any]:
        """As the verbs take them."""
        return {name: value for name, value in self.cleaned_data.items() if name != "client_id"}


class AgendaDocumentForm(forms.Form):
    client_id = forms.UUIDField(widget=forms.HiddenInput)
    file = ExaminedField(label=_("File"), help_text=_("At most 15 MB."))
    title = forms.CharField(
        label=_("Title"), required=False, max_length=160, help_text=_("Left empty, it is called as the file is.")
    )

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.fields["client_id"].initial = uuid4
