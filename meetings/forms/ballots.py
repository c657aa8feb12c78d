"""The shape of what the pages of votes send."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from meetings.models import AgendaItem, Ballot, Session
from organizations.models import Organization


class BallotForm(forms.Form):
    client_id = forms.UUIDField(widget=forms.HiddenInput)
    question = forms.CharField(label=_("Question"), max_length=400)
    text = forms.CharField(
        label=_("Text that is voted on"), required=False, max_length=8000, widget=forms.Textarea(attrs={"rows": 4})
    )
    agenda_item = forms.ModelChoiceField(
        AgendaItem.objects.none(), label=_("Item of the agenda"), required=False, empty_label=_("None")
    )
    method = forms.ChoiceField(label=_("How it is voted"), choices=Ballot.Method.choices, initial="named")
    majority = forms.ChoiceField(label=_("Majority"), choices=Ballot.Majority.choices)
    choices = forms.CharField(
        label=_("Choices, one on each line (empty: yes, no, abstain)"),
        required=False,
        max_length=4100,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    is_weighted = forms.BooleanField(label=_("Weighted by organisation"), required=False)

    def __init__(self, *arguments: Any, session: Session, ballot: Ballot | None = None, **named: Any) -> None:
        super().__init__(*arguments, **named)
        fields: dict[str, Any] = self.fields
        fields["client_id"].initial = uuid4
        fields["agenda_item"].queryset = session.items.filter(withdrawn_at=None)
        if ballot is not None:
            columns = {name: getattr(ballot, name) for name in set(fields) - {"client_id", "choices"}}
            words = "\n".join(each.words for each in ballot.choices.all() if each.words)
            self.initial = {**columns, "choices": words, **self.initial}

    def details(self) -> dict[str, Any]:
        """As the verbs take them; the majority of choices follows from there being choices."""
        given = {name: value for name, value in self.cleaned_data.items() if name not in {"client_id", "choices"}}
        choices = [line.strip() for line in self.cleaned_data["choices"].splitlines() if line.strip()]
        if choices:
            given["majority"] = Ballot.Majority.MOST
        return {**given, "choices": choices}


class ProxyForm(forms.Form):
    holder = forms.ModelChoiceField(Organization.objects.none(), label=_("Who casts our voice"))
    reason = forms.CharField(label=_("Reason"), max_length=300, required=False)

    def __init__(self, *arguments: Any, session: Session, own: int | None, **named: Any) -> None:
        super().__init__(*arguments, **named)
        fields: dict[str, Any] = self.fields
        voices = session.body.voices.filter(until=None).exclude(organization=own)
        fields["holder"].queryset = Organization.objects.filter(pk__in=voices.values("organization"))
