"""The shape of what the pages of recommendations send."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from coordination.models import Committee, Decision, Milestone, Recommendation, Responsibility, Theme
from coordination.permissions import committees_for, decisions_for, recommendations_for
from coordination.states import DRAFT, OPEN
from journal.forms import ManyRows
from meetings.models import Body
from organizations.models import Membership, Organization, Place
from organizations.permissions import SPEAKING
from organizations.queries import governorates

DAY = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})


class RecommendationForm(forms.Form):
    """Of one that is adopted the wording is left out: it stands."""

    client_id = forms.UUIDField(widget=forms.HiddenInput)
    text = forms.CharField(
        label=_("What is recommended"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("In full: once it is adopted this text does not change any more."),
    )
    title = forms.CharField(
        label=_("Short title"), max_length=160, required=False, help_text=_("Left empty, its first words are it.")
    )
    theme = forms.ModelChoiceField(Theme.objects.none(), label=_("Theme"), required=False, empty_label=_("None"))
    places = ManyRows(
        Place.objects.none(), label=_("Governorates"), required=False, widget=forms.CheckboxSelectMultiple
    )
    due_on = forms.DateField(label=_("Due on"), widget=DAY, required=False)
    report_every = forms.IntegerField(label=_("Days between reports"), min_value=1, max_value=366, initial=30)
    committee = forms.ModelChoiceField(
        Committee.objects.none(),
        label=_("Committee that follows up"),
        required=False,
        empty_label=_("None: those who run the body verify"),
    )
    visibility = forms.ChoiceField(label=_("Who sees it"), choices=Body.Visibility.choices)
    parent = forms.ModelChoiceField(
        Recommendation.objects.none(), label=_("Part of"), required=False, empty_label=_("It stands by itself")
    )
    supersedes = forms.ModelChoiceField(
        Recommendation.objects.none(), label=_("Takes the place of"), required=False, empty_label=_("None")
    )

    def __init__(self, *given: Any, user: Any, body: Body, row: Recommendation | None = None, **named: Any) -> None:
        super().__init__(*given, **named)
        fields: dict[str, Any] = self.fields
        fields["client_id"].initial = uuid4
        fields["visibility"].initial = body.visibility
        fields["places"].queryset = governorates()
        fields["theme"].queryset = Theme.objects.filter(body=None) | Theme.objects.filter(body=body)
        fields["committee"].queryset = committees_for(user).select_related("body")
        others = recommendations_for(user)
        others = others if row is None else others.exclude(pk=row.pk)
        fields["parent"].queryset = others.filter(body=body, parent=None)
        fields["supersedes"].queryset = others.filter(status__in=OPEN)
        if row is not None:
            self.initial = {**initial_of(row, set(fields) - {"client_id"}), **self.initial}
            for name in ("client_id", *(("text", "title", "supersedes") if row.status != DRAFT else ())):
                del fields[name]
            if row.status != DRAFT and row.committee_id is not None:  # handed over, then
                del fields["committee"]

    def details(self) -> dict[str, Any]:
        """As the verbs take them."""
        return {name: value for name, value in self.cleaned_data.items() if name != "client_id"}


def initial_of(row: Recommendation, names: set[str]) -> dict[str, Any]:
    return {**{name: getattr(row, name) for name in names - {"places"}}, "places": list(row.places.all())}


class DecisionForm(forms.Form):
    """Which decision of the body says so."""

    decision = forms.ModelChoiceField(Decision.objects.none(), label=_("Decision"), empty_label=_("Choose"))

    def __init__(self, *given: Any, user: Any, row: Recommendation, **named: Any) -> None:
        super().__init__(*given, **named)
        field: Any = self.fields["decision"]
        bodies = [row.body_id, *([row.committee.body_id] if row.committee else [])]
        field.queryset = decisions_for(user).filter(body__in=bodies, revoked_by=None)


class EndingForm(DecisionForm):
    reason = forms.CharField(label=_("Why"), max_length=300, widget=forms.Textarea(attrs={"rows": 3}))


class WhyForm(forms.Form):
    reason = forms.CharField(label=_("Why"), max_length=300, widget=forms.Textarea(attrs={"rows": 3}))


class AskingForm(forms.Form):
    organization = forms.ModelChoiceField(
        Organization.objects.none(), label=_("Organisation"), empty_label=_("Choose an organisation")
    )
    role = forms.ChoiceField(label=_("Its part"), choices=Responsibility.Role.choices)

    def __init__(self, *given: Any, row: Recommendation, **named: Any) -> None:
        super().__init__(*given, **named)
        standing = row.responsibilities.filter(status__in=("asked", "accepted"))
        field: Any = self.fields["organization"]
        verified = Organization.objects.filter(status=Organization.Status.VERIFIED, closed_at=None)
        field.queryset = verified.exclude(pk__in=standing.values("organization")).order_by("name_ar")
        if standing.filter(role=Responsibility.Role.LEAD).exists():
            self.fields["role"].initial = Responsibility.Role.SUPPORT


class PeopleForm(forms.Form):
    """Who is to be spoken to: people of the organisation."""

    focal_point = forms.ModelChoiceField(User.objects.none(), label=_("Focal point"), empty_label=_("Choose a person"))
    alternate = forms.ModelChoiceField(
        User.objects.none(), label=_("Alternate"), required=False, empty_label=_("Nobody yet")
    )

    def __init__(self, *given: Any, responsibility: Responsibility, **named: Any) -> None:
        super().__init__(*given, **named)
        own = Membership.objects.filter(SPEAKING, organization=responsibility.organization, person__is_active=True)
        people = User.objects.filter(pk__in=own.values("person")).order_by("display_name")
        for name in ("focal_point", "alternate"):
            field: Any = self.fields[name]
            field.queryset, field.initial = people, getattr(responsibility, name)


class MilestoneForm(forms.Form):
    client_id = forms.UUIDField(widget=forms.HiddenInput)
    title = forms.CharField(label=_("Step"), max_length=200)
    due_on = forms.DateField(label=_("Due on"), widget=DAY, required=False)
    weight = forms.IntegerField(
        label=_("Weight"), min_value=1, max_value=100, initial=1, help_text=_("Its part of the whole.")
    )

    def __init__(self, *given: Any, step: Milestone | None = None, **named: Any) -> None:
        super().__init__(*given, **named)
        self.fields["client_id"].initial = uuid4
        if step is not None:
            self.initial = {name: getattr(step, name) for name in ("title", "due_on", "weight")}
            del self.fields["client_id"]


class LinkForm(forms.Form):
    what = forms.CharField(
        label=_("What carries it out"),
        max_length=200,
        help_text=_("Code or address of a project, a task, a need, an indicator or a proposal to change a law."),
    )
