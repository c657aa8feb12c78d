"""The shape of what the pages of opinions, admission and votes send."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from journal.forms import REASON, ManyRows
from journal.states import LONGEST_REASON
from legislation.models import Opinion, Proposal, Round
from legislation.queries import sessions_to_vote_in
from meetings.models import Ballot, Session


class NoteForm(forms.Form):
    """Why, or a note."""

    reason = forms.CharField(label=_("Reason"), max_length=LONGEST_REASON, widget=REASON)

    def __init__(self, *given: Any, is_required: bool = True, **named: Any) -> None:
        super().__init__(*given, **named)
        fields: dict[str, Any] = self.fields
        fields["reason"].required = is_required
        if not is_required:
            fields["reason"].help_text = _("May stay empty.")


class OpinionForm(forms.Form):
    client_id = forms.UUIDField(widget=forms.HiddenInput)
    advice = forms.ChoiceField(label=_("What do you advise?"), choices=Opinion.Advice.choices)
    other = forms.ModelChoiceField(
        Proposal.objects.none(), label=_("Into which proposal, if merged"), required=False, empty_label=_("None")
    )
    reasons = forms.CharField(
        label=_("Reasons"), max_length=8000, widget=forms.Textarea(attrs={"rows": 8, "maxlength": 8000})
    )

    def __init__(self, *given: Any, others: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        fields: dict[str, Any] = self.fields
        fields["client_id"].initial = uuid4
        fields["other"].queryset = others
        fields["other"].label_from_instance = lambda row: f"{row.code} · {row.title}"


class VoteForm(forms.Form):
    client_id = forms.UUIDField(widget=forms.HiddenInput)
    proposals = ManyRows(Proposal.objects.none(), label=_("What is voted on"), widget=forms.CheckboxSelectMultiple)
    session = forms.ModelChoiceField(Session.objects.none(), label=_("In which session"), empty_label=None)
    method = forms.ChoiceField(label=_("How it is voted"), choices=Ballot.Method.choices, initial="named")
    is_together = forms.BooleanField(
        label=_("As one question: adopt all of them together"),
        help_text=_("Only for proposals that go together."),
        required=False,
    )

    def __init__(self, *given: Any, row: Round, wanted: Sequence[int] = (), **named: Any) -> None:
        super().__init__(*given, **named)
        fields: dict[str, Any] = self.fields
        fields["client_id"].initial = uuid4
        fields["proposals"].queryset = waiting(row)
        fields["proposals"].initial = list(wanted)
        fields["proposals"].label_from_instance = named_shortly
        fields["session"].queryset = sessions_to_vote_in(row)


class DecisionForm(forms.Form):
    """Where there is no committee: what is adopted, what is not, and why."""

    adopted = ManyRows(
        Proposal.objects.none(),
        label=pgettext_lazy("which proposals", "Adopted"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    rejected = ManyRows(
        Proposal.objects.none(),
        label=pgettext_lazy("which proposals", "Not adopted"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    reason = forms.CharField(label=_("Why"), max_length=LONGEST_REASON, widget=REASON)

    def __init__(self, *given: Any, row: Round, **named: Any) -> None:
        super().__init__(*given, **named)
        fields: dict[str, Any] = self.fields
        for name in ("adopted", "rejected"):
            fields[name].queryset = waiting(row)
            fields[name].label_from_instance = named_shortly


class ResultForm(forms.Form):
    """`is_kept` where the vote came to nothing, and one does not vote again."""

    reason = forms.CharField(
        label=_("Reason"),
        help_text=_("Empty: the numbers of the vote stand as the reason."),
        max_length=LONGEST_REASON,
        required=False,
        widget=REASON,
    )


def waiting(row: Round) -> Any:
    """What may be decided."""
    return row.proposals.filter(status__in=("admissible", "recommended")).order_by("submitted_at", "pk")


def named_shortly(row: Proposal) -> str:
    return f"{row.code} · {row.title}"
