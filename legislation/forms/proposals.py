"""The shape of what the pages of proposals send."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from journal.forms import REASON
from journal.states import LONGEST_REASON
from legislation.models import Amendment, Kind, Proposal
from legislation.structure import WIDE, may_contain
from organizations.models import Organization

What = Amendment.Kind


class ProposalForm(forms.Form):
    client_id = forms.UUIDField(widget=forms.HiddenInput)
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)
    title = forms.CharField(label=_("Title"), max_length=200, help_text=_("What should change, in one line."))
    rationale = forms.CharField(
        label=_("Reasons"),
        max_length=8000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("What goes wrong today, and for whom."),
    )
    effect = forms.CharField(
        label=_("Expected effect"), max_length=4000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *given: Any, proposal: Proposal | None = None, **named: Any) -> None:
        super().__init__(*given, **named)
        fields: dict[str, Any] = self.fields
        fields["client_id"].initial = uuid4
        fields["rationale"].needed_when = _("needed when handed in")
        if proposal is not None:
            self.initial = {name: getattr(proposal, name) for name in ("title", "rationale", "effect", "version")}

    def details(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("title", "rationale", "effect")}


class ReasonForm(forms.Form):
    reason = forms.CharField(label=_("Why"), max_length=LONGEST_REASON, widget=REASON)


class KeyForm(forms.Form):
    client_id = forms.UUIDField()


class SubmitForm(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput)


class WriterForm(forms.Form):
    person = forms.ModelChoiceField(User.objects.none(), label=_("Person"), empty_label=_("Choose a person"))

    def __init__(self, *given: Any, people: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        field: Any = self.fields["person"]
        field.queryset = people


class SponsorForm(forms.Form):
    organization = forms.ModelChoiceField(
        Organization.objects.none(), label=_("Organisation"), empty_label=_("Choose an organisation")
    )

    def __init__(self, *given: Any, organizations: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        field: Any = self.fields["organization"]
        field.queryset = organizations


class AmendmentForm(forms.Form):
    """The fields of one kind of change only: which they are says `actions.SAID_BY`. Its text may be as long as an
    article; what the verb demands of it is the verb's to say.
    """

    client_id = forms.UUIDField(widget=forms.HiddenInput)
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)
    new_kind = forms.ChoiceField(label=_("What is inserted"), required=False)
    new_label = forms.CharField(label=_("Label"), max_length=80, required=False)
    new_heading = forms.CharField(label=_("Heading"), max_length=400, required=False)
    new_text = forms.CharField(
        label=_("Proposed text"),
        max_length=30_000,
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 10, "dir": "auto", "class": "law-words"}),
    )
    term = forms.CharField(label=_("Term in the law"), max_length=200, required=False)
    new_term = forms.CharField(label=_("Replaced by"), max_length=200, required=False)
    note = forms.CharField(
        label=_("Note"), max_length=600, required=False, help_text=_("On this change alone, for whoever compares.")
    )

    def __init__(self, *given: Any, row: Amendment, said: frozenset[str], **named: Any) -> None:
        super().__init__(*given, **named)
        fields: dict[str, Any] = self.fields
        for name in set(fields) - said - {"client_id", "version", "note"}:
            del fields[name]
        fields["client_id"].initial = uuid4
        for name in {"new_text", "term", "new_term"} & set(fields):
            fields[name].required = True
        start = {name: getattr(row, name) for name in fields if name not in ("client_id", "version")}
        if row.pk:
            start["version"] = row.version
        elif row.kind == What.REPLACE and row.base is not None:
            start["new_text"] = row.base.text
        elif row.kind == What.HEADING and row.base is not None:
            start["new_heading"] = row.base.heading
        elif row.kind == What.RENUMBER and row.provision is not None:
            start["new_label"] = row.provision.label
        if "new_kind" in fields and row.provision is not None:
            outer = row.provision.parent.kind if row.provision.parent else None
            alike = [each for each in Kind.choices if (each[0] in WIDE) == (row.provision.kind in WIDE)]
            fields["new_kind"].choices = [each for each in alike if may_contain(outer, each[0])]
            if row.provision.kind in WIDE:
                del fields["new_text"]
            start["new_kind"] = row.new_kind or row.provision.kind
            fields["new_label"].help_text = _("Left empty it gets a provisional one, such as “مادة 12 مكرر”.")
        self.initial = {**start, **self.initial}

    def details(self) -> dict[str, Any]:
        """As the verbs take them."""
        return {name: value for name, value in self.cleaned_data.items() if name not in {"client_id", "version"}}
