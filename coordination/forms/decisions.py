"""The shape of what the pages of the register of decisions send."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from coordination.forms.recommendations import DAY
from coordination.models import Decision
from coordination.queries import passed_ballots, standing_decisions
from meetings.models import Ballot, Body, MinuteEntry, Session
from meetings.permissions import sessions_for
from meetings.states import APPROVED, CLOSED, OPEN, REVIEW


class RegisterForm(forms.Form):
    """A new line. Of a paragraph of minutes and of a vote the words are kept: there is no field for them."""

    client_id = forms.UUIDField(widget=forms.HiddenInput)
    text = forms.CharField(
        label=_("What was decided"),
        max_length=8000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("In full: this text never changes."),
    )
    title = forms.CharField(
        label=_("Short title"), max_length=200, required=False, help_text=_("Left empty, its first words are it.")
    )
    session = forms.ModelChoiceField(
        Session.objects.none(), label=_("Session"), required=False, empty_label=_("Between sessions")
    )
    ballot = forms.ModelChoiceField(
        Ballot.objects.none(), label=_("The vote that decided it"), required=False, empty_label=_("There was none")
    )
    method = forms.ChoiceField(
        label=_("How it was decided"), choices=Decision.Method.choices, initial=Decision.Method.CONSENSUS
    )
    adopted_on = forms.DateField(
        label=_("Decided on"), widget=DAY, required=False, help_text=_("Left empty: the session's day, or today.")
    )
    review_on = forms.DateField(label=_("To be reviewed on"), widget=DAY, required=False)
    revokes = forms.ModelChoiceField(
        Decision.objects.none(), label=_("Revokes"), required=False, empty_label=_("No earlier decision")
    )

    def __init__(
        self,
        *given: Any,
        user: Any,
        body: Body,
        entry: MinuteEntry | None = None,
        ballot: Ballot | None = None,
        **named: Any,
    ) -> None:
        super().__init__(*given, **named)
        fields: dict[str, Any] = self.fields
        fields["client_id"].initial = uuid4
        held = sessions_for(user).filter(body=body, status__in=(OPEN, CLOSED, REVIEW, APPROVED))
        fields["session"].queryset = held.order_by("-starts_at")
        fields["revokes"].queryset = standing_decisions(user, body)
        if entry is not None:
            fields["ballot"].queryset = passed_ballots(entry.session)
        for name in absent(entry, ballot):
            del fields[name]

    def details(self) -> dict[str, Any]:
        """As the verb takes them."""
        return dict(self.cleaned_data)


def absent(entry: MinuteEntry | None, ballot: Ballot | None) -> set[str]:
    if ballot is not None:
        return {"text", "session", "ballot", "method", "adopted_on"}
    return {"text", "session", "adopted_on"} if entry is not None else {"ballot"}


class RevokingForm(forms.Form):
    """Which later decision revokes it."""

    by = forms.ModelChoiceField(Decision.objects.none(), label=_("Later decision"), empty_label=_("Choose"))

    def __init__(self, *given: Any, later: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        field: Any = self.fields["by"]
        field.queryset = later
