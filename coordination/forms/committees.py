"""The shape of what the pages of committees, their terms and seats send."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models import User
from coordination.models import Committee, Decision, Forum, Seat, SeatHolder, Term
from coordination.permissions import committees_for, decisions_for, founding_committees_for, founding_forums_for
from meetings.models import Body
from organizations.models import Membership, Organization
from organizations.permissions import SPEAKING

DAY = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
OF_THE_BODY = ("title", "visibility", "quorum")
YEAR = timedelta(days=365)


class DecisionField(forms.ModelChoiceField):  # type: ignore[type-arg]
    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.number}: {obj.title} ({obj.body})"


class BodyField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """A forum or a committee by its title."""

    def label_from_instance(self, obj: Any) -> str:
        return str(obj.body)


class CommitteeForm(forms.Form):
    client_id = forms.UUIDField(widget=forms.HiddenInput)
    title = forms.CharField(label=_("Name of the committee"), max_length=160)
    mandate = forms.CharField(
        label=_("Mandate"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("What it is to do, and what it may decide by itself."),
    )
    forum = BodyField(Forum.objects.none(), label=_("From the forum"), required=False, empty_label=_("None"))
    founding_decision = DecisionField(
        Decision.objects.none(), label=_("Founding decision"), required=False, empty_label=_("None")
    )
    parent = BodyField(
        Committee.objects.none(), label=_("Below the committee"), required=False, empty_label=_("It stands by itself")
    )
    visibility = forms.ChoiceField(label=_("Who sees it"), choices=Body.Visibility.choices, initial="members")
    quorum = forms.IntegerField(
        label=_("Quorum (percent of the organisations that have a seat)"), min_value=0, max_value=100, initial=50
    )

    def __init__(self, *given: Any, user: Any, committee: Committee | None = None, **named: Any) -> None:
        super().__init__(*given, **named)
        fields: dict[str, Any] = self.fields
        fields["client_id"].initial = uuid4
        forums, parents = founding_forums_for(user), founding_committees_for(user)
        fields["forum"].queryset = forums.select_related("body")
        fields["parent"].queryset = parents.select_related("body")
        founding = decisions_for(user).filter(revoked_by=None).select_related("body")
        bodies = {*forums.values_list("body", flat=True), *parents.values_list("body", flat=True)}
        if committee is not None:
            bodies |= {committee.forum.body_id} if committee.forum else set()
            fields["parent"].queryset = fields["parent"].queryset.exclude(pk=committee.pk)
            if committee.parent_id is not None:
                own = committees_for(user).filter(pk=committee.parent_id)
                fields["parent"].queryset = (parents.exclude(pk=committee.pk) | own).select_related("body")
            self.initial = {**initial_of(committee), **self.initial}
            del fields["client_id"], fields["forum"]
        fields["founding_decision"].queryset = founding.filter(body__in=bodies).order_by("-pk")

    def details(self) -> dict[str, Any]:
        """As the verbs take them."""
        return {name: value for name, value in self.cleaned_data.items() if name != "client_id"}


def initial_of(row: Committee) -> dict[str, Any]:
    own = {name: getattr(row, name) for name in ("mandate", "founding_decision", "parent")}
    return own | {name: getattr(row.body, name) for name in OF_THE_BODY}


class TermForm(forms.Form):
    starts_on = forms.DateField(label=_("First day"), widget=DAY)
    ends_on = forms.DateField(label=_("Last day"), widget=DAY)

    def __init__(self, *given: Any, before: Term | None = None, term: Term | None = None, **named: Any) -> None:
        """A new one begins where the one `before` ends, and lasts a year unless somebody says otherwise."""
        super().__init__(*given, **named)
        today = timezone.localdate()
        begins = max(today, before.ends_on + timedelta(days=1)) if before else today
        begins, ends = (term.starts_on, term.ends_on) if term else (begins, begins + YEAR)
        self.initial = {"starts_on": begins, "ends_on": ends, **self.initial}
        if term is not None and term.starts_on <= today:
            del self.fields["starts_on"]


class SeatForm(forms.Form):
    organization = forms.ModelChoiceField(
        Organization.objects.none(), label=_("Organisation"), empty_label=_("Choose an organisation")
    )
    post = forms.ChoiceField(
        label=pgettext_lazy("in a committee", "Post"), choices=Seat.Post.choices, initial=Seat.Post.MEMBER
    )

    def __init__(self, *given: Any, term: Term, seat: Seat | None = None, **named: Any) -> None:
        super().__init__(*given, **named)
        if seat is not None:
            del self.fields["organization"]
            self.fields["post"].initial = seat.post
            return
        sitting = term.seats.filter(until=None).values("organization")
        verified = Organization.objects.filter(status=Organization.Status.VERIFIED, closed_at=None)
        field: Any = self.fields["organization"]
        field.queryset = verified.exclude(pk__in=sitting).order_by("name_ar")
        if not term.seats.filter(until=None, post=Seat.Post.CHAIR).exists():
            self.fields["post"].initial = Seat.Post.CHAIR


class HolderForm(forms.Form):
    """Who sits there from now on; `reason` why another one did, where somebody is replaced."""

    person = forms.ModelChoiceField(User.objects.none(), label=_("Person"), empty_label=_("Choose a person"))
    reason = forms.CharField(
        label=_("Why the change"), max_length=300, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, *given: Any, seat: Seat, before: SeatHolder | None, **named: Any) -> None:
        super().__init__(*given, **named)
        own = Membership.objects.filter(SPEAKING, organization=seat.organization, person__is_active=True)
        people = User.objects.filter(pk__in=own.values("person"), is_bot=False).order_by("display_name")
        field: Any = self.fields["person"]
        field.queryset = people.exclude(pk=before.person_id) if before else people
        if before is None:
            del self.fields["reason"]


class HandOverForm(forms.Form):
    client_id = forms.UUIDField(widget=forms.HiddenInput)
    taker = BodyField(
        Committee.objects.none(), label=_("Committee that is to follow up"), empty_label=_("Choose a committee")
    )
    reason = forms.CharField(label=_("Why"), max_length=300, widget=forms.Textarea(attrs={"rows": 3}))
    answer_by = forms.DateField(label=_("Answer by"), widget=DAY, required=False)

    def __init__(self, *given: Any, user: Any, giver: int | None, **named: Any) -> None:
        super().__init__(*given, **named)
        self.fields["client_id"].initial = uuid4
        standing = committees_for(user).filter(body__closed_at=None).select_related("body")
        self.fields["taker"].queryset = standing.exclude(pk=giver) if giver else standing  # type: ignore[attr-defined]


class AnswerForm(forms.Form):
    answer = forms.CharField(label=_("A word to them"), max_length=300, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *given: Any, is_required: bool = True, **named: Any) -> None:
        super().__init__(*given, **named)
        self.fields["answer"].required = is_required
        if is_required:
            self.fields["answer"].label = _("Why")
