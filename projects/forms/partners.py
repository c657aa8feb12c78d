"""The shape of what the pages of partners and guests send."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from chat.candidates import people_to_add, voices_of
from journal.actors import Actor
from organizations.models import Organization
from projects.models import Partner, Project
from projects.queries.partners import organizations_to_ask

WHY = _("Why")
ROLES = [(value, name) for value, name in Partner.Role.choices if value != Partner.Role.LEAD]


def reason_field(label: Any, *, required: bool) -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=300,
        required=required,
        widget=forms.Textarea(attrs={"rows": 3, "maxlength": 300}),
    )


class WhyForm(forms.Form):
    """Why one leaves, ends or declines something; `required` says whether one may go without a word."""

    def __init__(self, *given: Any, label: Any = WHY, required: bool = True, **named: Any) -> None:
        super().__init__(*given, **named)
        self.fields["reason"] = reason_field(label, required=required)


class PartnerForm(forms.Form):
    role = forms.ChoiceField(label=_("Role in the project"), choices=ROLES)
    share = forms.CharField(
        label=_("What it takes on"),
        max_length=300,
        required=False,
        help_text=_("One sentence: all partners read it."),
    )

    def __init__(self, *given: Any, partner: Partner | None = None, **named: Any) -> None:
        super().__init__(*given, **named)
        if partner is not None:
            self.initial = {"role": partner.role, "share": partner.share, **self.initial}
            if partner.role == Partner.Role.LEAD:
                del self.fields["role"]


class InvitationForm(PartnerForm):
    organization = forms.ModelChoiceField(
        Organization.objects.none(), label=_("Organisation"), empty_label=_("Choose an organisation")
    )
    message = forms.CharField(
        label=_("A word to them"),
        max_length=600,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "maxlength": 600}),
    )
    field_order = ("organization", "role", "share", "message")

    def __init__(self, *given: Any, project: Project, **named: Any) -> None:
        super().__init__(*given, **named)
        self.fields["organization"].queryset = organizations_to_ask(project)  # type: ignore[attr-defined]


class GuestForm(forms.Form):
    person = forms.ModelChoiceField(User.objects.none(), label=_("Person"), empty_label=_("Choose a person"))
    may_work = forms.ChoiceField(
        label=_("What the guest may do"),
        choices=[("", _("Read everything in the project")), ("yes", _("Read, and work on it with the partners"))],
        required=False,
        widget=forms.RadioSelect,
        initial="",
    )

    def __init__(self, *given: Any, actor: Actor, project: Project, seers: set[int], **named: Any) -> None:
        super().__init__(*given, **named)
        people = [person for person in people_to_add(actor) if person.pk not in seers]
        field: Any = self.fields["person"]
        field.queryset = User.objects.filter(pk__in=[person.pk for person in people])
        field.choices = [("", field.empty_label), *((person.pk, named_with(person)) for person in people)]

    def clean_may_work(self) -> bool:
        return bool(self.cleaned_data["may_work"])


def named_with(person: User) -> str:
    voices = voices_of(person)
    return f"{person} – {voices[0]}" if voices else str(person)
