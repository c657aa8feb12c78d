"""The shape of what the pages of rounds send."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from journal.forms import StatusForm
from journal.states import ways_from
from legislation.models import Instrument, Round
from legislation.states import ROUND_WAYS
from meetings.models import Ballot, Body
from meetings.permissions import bodies_for

DAY = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
Status = Round.Status
ACTS: dict[tuple[str, str], Promise] = {
    (Status.PREPARED, Status.OPEN): _("Open it: organisations that may propose are told"),
    (Status.OPEN, Status.FROZEN): _("Fix the texts: nothing is handed in any more"),
    (Status.FROZEN, Status.OPEN): _("Open it again"),
    (Status.FROZEN, Status.DECIDED): _("All is decided"),
    (Status.DECIDED, Status.FROZEN): _("Take it up again"),
    (Status.DECIDED, Status.ARCHIVED): _("Put it away, though nothing was sent"),
    (Status.ANSWERED, Status.ARCHIVED): _("Put it away"),
}


def acts_from(status: str) -> list[tuple[str, Promise]]:
    """[(state one may go to, what that does)]. A dossier is sent, and answered, on pages of its own."""
    return [(after, ACTS[status, after]) for after in ways_from(ROUND_WAYS, status) if (status, after) in ACTS]


class RoundForm(forms.Form):
    client_id = forms.UUIDField(widget=forms.HiddenInput)
    instrument = forms.ModelChoiceField(Instrument.objects.none(), label=_("Law"), empty_label=_("Choose a law"))
    title = forms.CharField(label=_("Title of the round"), max_length=160)
    about = forms.CharField(
        label=_("What it is for"), required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 4})
    )
    opens_on = forms.DateField(label=_("Opens on"), widget=DAY)
    freezes_on = forms.DateField(label=_("Last day for texts"), widget=DAY)
    closes_on = forms.DateField(label=_("Decided by"), widget=DAY)
    base_on = forms.DateField(
        label=_("Text of the day"),
        widget=DAY,
        help_text=_("All proposals are written against the law as it stands on this day."),
    )
    proposers = forms.ChoiceField(label=_("Who proposes"), choices=Round.Proposers.choices, initial="verified")
    body = forms.ModelChoiceField(
        Body.objects.none(),
        label=_("Committee that judges"),
        required=False,
        empty_label=_("None: those who lead the round"),
    )
    threshold = forms.IntegerField(
        label=_("Organisations that must endorse a proposal"),
        min_value=0,
        max_value=1000,
        initial=0,
        help_text=_("Of those that may propose; endorsements of others are shown apart."),
    )
    majority = forms.ChoiceField(label=_("Majority of a vote"), choices=Ballot.Majority.choices)
    visibility = forms.ChoiceField(label=_("Who sees it"), choices=Body.Visibility.choices, initial="members")

    def __init__(self, *given: Any, user: Any, laws: Any, row: Round | None = None, **named: Any) -> None:
        super().__init__(*given, **named)
        fields: dict[str, Any] = self.fields
        fields["client_id"].initial = uuid4
        fields["instrument"].queryset = laws
        fields["body"].queryset = bodies_for(user).filter(kind=Body.Kind.COMMITTEE, closed_at=None)
        if row is not None:
            del fields["instrument"]
            columns = {name: getattr(row, name) for name in fields if name not in {"client_id", "body"}}
            self.initial = {**columns, "body": row.body_id, **self.initial}

    def details(self) -> dict[str, Any]:
        """As `edit_round` takes them."""
        given = self.cleaned_data.items()
        return {name: value for name, value in given if name not in {"client_id", "instrument"}}


class RoundStatusForm(StatusForm):
    asks = _("What now?")
    why = _("Needed where it is opened again, taken up again, or put away though nothing was sent.")
