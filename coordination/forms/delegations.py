"""The shape of what the pages of delegations, delegates and conveners send."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from coordination.models import Delegation, Forum
from coordination.queries import Sent, organizations_to_invite
from journal.forms import ManyRows
from meetings.models import Participant
from organizations.models import Membership, Organization
from organizations.permissions import RUNNING
from organizations.queries import conveners, governorates, main_sectors

VOICE = [("yes", _("Yes: one organisation, one voice")), ("", _("No: it comes as an observer"))]
ROLES = Participant.Role.choices


def words_field(label: Any, help_text: Any = "") -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=600,
        required=False,
        help_text=help_text,
        widget=forms.Textarea(attrs={"rows": 3, "maxlength": 600}),
    )


class PartForm(forms.Form):
    """How an organisation takes part."""

    quota = forms.IntegerField(label=_("How many delegates"), min_value=1, max_value=50)
    has_voice = forms.ChoiceField(label=_("Does it vote?"), choices=VOICE, required=False, initial="yes")

    def clean_has_voice(self) -> bool:
        return bool(self.cleaned_data["has_voice"])


class InvitationsForm(PartForm):
    organizations = ManyRows(Organization.objects.none(), label=_("Organisations"), widget=forms.CheckboxSelectMultiple)
    message = words_field(_("A word to them"))
    field_order = ("organizations", "quota", "has_voice", "message")

    def __init__(self, *given: Any, forum: Forum, **named: Any) -> None:
        super().__init__(*given, **named)
        field: Any = self.fields["organizations"]
        field.queryset = organizations_to_invite(forum)
        self.initial = {"quota": forum.quota, **self.initial}


class ChangedPartForm(PartForm):
    def __init__(self, *given: Any, delegation: Delegation, **named: Any) -> None:
        super().__init__(*given, **named)
        voice = "yes" if delegation.has_voice else ""
        self.initial = {"quota": delegation.quota, "has_voice": voice, **self.initial}


class ChoosingForm(forms.Form):
    """Whom to invite at once; what is left empty asks nothing."""

    union = forms.ModelChoiceField(
        Organization.objects.none(), label=_("Members of"), required=False, empty_label=_("Any union or network")
    )
    sector = forms.ChoiceField(label=_("Sector"), required=False)
    governorate = forms.ChoiceField(label=_("At work in"), required=False)

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        fields: dict[str, Any] = self.fields
        fields["union"].queryset = conveners().order_by("name_ar")
        fields["sector"].choices = [("", _("All sectors")), *((row.code, str(row)) for row in main_sectors())]
        fields["governorate"].choices = [("", _("All Syria")), *((row.pk, str(row)) for row in governorates())]

    def asked(self) -> dict[str, Any]:
        """As `chosen_to_invite` takes it; what cannot be is left out."""
        given = self.cleaned_data if self.is_valid() else {}
        union = given.get("union")
        return {
            "union": union.pk if union else None,
            "sector": given.get("sector") or "",
            "governorate": given.get("governorate") or "",
        }


class DelegateForm(forms.Form):
    """Somebody of the organisation, or a guest by name."""

    client_id = forms.UUIDField(widget=forms.HiddenInput)
    person = forms.ModelChoiceField(
        User.objects.none(), label=_("Person"), required=False, empty_label=_("A guest without an account here")
    )
    name = forms.CharField(
        label=_("Name on the badge"),
        max_length=120,
        required=False,
        help_text=_("For a person of the organisation it may stay empty: then it is their name here."),
    )
    post = forms.CharField(label=_("Post in the organisation"), max_length=120, required=False)
    role = forms.ChoiceField(label=_("Comes as"), choices=ROLES)

    def __init__(self, *given: Any, sent: Sent, without_role: bool = False, **named: Any) -> None:
        super().__init__(*given, **named)
        fields: dict[str, Any] = self.fields
        fields["client_id"].initial = uuid4
        named_already = {each.person_id for each in sent.delegates if each.person_id}
        members = Membership.objects.filter(RUNNING, organization=sent.delegation.organization_id)
        people = User.objects.filter(is_active=True, pk__in=members.values("person")).exclude(pk__in=named_already)
        fields["person"].queryset = people.order_by("display_name")
        has_head = any(each.role == Participant.Role.HEAD for each in sent.delegates)
        fields["role"].initial = Participant.Role.DELEGATE if has_head else Participant.Role.HEAD
        if without_role:
            del fields["role"]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if not given.get("person") and not given.get("name", "").strip():
            self.add_error("name", _("Choose a person, or write the name of a guest."))
        return given


class DelegateWordsForm(forms.Form):
    name = forms.CharField(label=_("Name on the badge"), max_length=120)
    post = forms.CharField(label=_("Post in the organisation"), max_length=120, required=False)
    role = forms.ChoiceField(label=_("Comes as"), choices=ROLES)


class ConvenerForm(forms.Form):
    organization = forms.ModelChoiceField(
        Organization.objects.none(), label=_("Organisation"), empty_label=_("Choose an organisation")
    )

    def __init__(self, *given: Any, forum: Forum, **named: Any) -> None:
        super().__init__(*given, **named)
        known = forum.conveners.values("organization")
        trusted = Organization.objects.filter(status=Organization.Status.VERIFIED, closed_at__isnull=True)
        self.fields["organization"].queryset = trusted.exclude(pk__in=known).order_by("name_ar")  # type: ignore[attr-defined]


class CodeForm(forms.Form):
    code = forms.CharField(label=_("Code on the letter"), max_length=40)


class ReasonForm(forms.Form):
    """Why one declines or ends something; `required` says whether one may go without a word."""

    reason = forms.CharField(
        label=_("Why"), max_length=300, required=False, widget=forms.Textarea(attrs={"rows": 3, "maxlength": 300})
    )

    def __init__(self, *given: Any, required: bool = True, **named: Any) -> None:
        super().__init__(*given, **named)
        self.fields["reason"].required = required
        if not required:
            self.fields["reason"].label = _("Why, if you wish to say it")
