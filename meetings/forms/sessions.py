"""The shape of what the pages of a session send."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from meetings.models import Body, Session

MOMENT = forms.DateTimeInput(format="%Y-%m-%dT%H:%M", attrs={"type": "datetime-local"})


class SessionForm(forms.Form):
    client_id = forms.UUIDField(widget=forms.HiddenInput)
    title = forms.CharField(label=_("Title of the session"), max_length=160)
    kind = forms.ChoiceField(label=_("Kind"), choices=Session.Kind.choices)
    starts_at = forms.DateTimeField(label=_("Begins"), widget=MOMENT)
    ends_at = forms.DateTimeField(label=_("Ends"), widget=MOMENT)
    venue = forms.CharField(label=_("Where (hall, or link of a call)"), max_length=160, required=False)
    track = forms.CharField(label=_("Track"), max_length=80, required=False)
    parent = forms.ModelChoiceField(
        Session.objects.none(), label=_("Part of"), required=False, empty_label=_("No other session")
    )
    about = forms.CharField(label=_("About"), required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 4}))
    is_internal = forms.BooleanField(label=_("Only for those who take part"), required=False)

    def __init__(self, *arguments: Any, body: Body, session: Session | None = None, **named: Any) -> None:
        super().__init__(*arguments, **named)
        fields: dict[str, Any] = self.fields
        fields["client_id"].initial = uuid4
        tops = Session.objects.filter(body=body, parent=None)
        fields["parent"].queryset = tops if session is None else tops.exclude(pk=session.pk)
        if session is not None:
            names = set(self.fields) - {"client_id"}
            self.initial = {**{name: getattr(session, name) for name in names}, **self.initial}

    def details(self) -> dict[str, Any]:
        """As the verbs take them."""
        return {name: value for name, value in self.cleaned_data.items() if name != "client_id"}
