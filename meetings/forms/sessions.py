"""The shape of what the pages of a session send."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from journal.states import ways_from
from meetings.models import Body, Participant, Session
from meetings.states import CHAIRED

MOMENT = forms.DateTimeInput(format="%Y-%m-%dT%H:%M", attrs={"type": "datetime-local"})
MINUTE = 60


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
        if body.kind == Body.Kind.COMMITTEE:
            fields["kind"].initial = Session.Kind.COMMITTEE
        tops = Session.objects.filter(body=body, parent=None)
        fields["parent"].queryset = tops if session is None else tops.exclude(pk=session.pk)
        if session is not None:
            names = {name for name in self.fields if hasattr(session, name)} - {"client_id"}
            self.initial = {**{name: getattr(session, name) for name in names}, **self.initial}

    def details(self) -> dict[str, Any]:
        """As the verbs take them."""
        return {name: value for name, value in self.cleaned_data.items() if name != "client_id"}


class EditSessionForm(SessionForm):
    """With who chairs it and how long one may speak; minutes on the page, seconds in the verb."""

    chair = forms.ModelChoiceField(
        Participant.objects.none(), label=_("Chair of the session"), required=False, empty_label=_("Nobody named")
    )
    turn_minutes = forms.IntegerField(label=_("Minutes of one speaker"), min_value=1, max_value=60)
    speaking_minutes = forms.IntegerField(
        label=_("Minutes of each organisation"), min_value=0, max_value=1440, help_text=_("0 sets no limit.")
    )

    def __init__(self, *arguments: Any, body: Body, session: Session, **named: Any) -> None:
        super().__init__(*arguments, body=body, session=session, **named)
        fields: dict[str, Any] = self.fields
        coming = body.participants.filter(ended_at=None, person__isnull=False)
        fields["chair"].queryset = coming.order_by("name")
        fields["turn_minutes"].initial = -(-session.turn_seconds // MINUTE)
        fields["speaking_minutes"].initial = -(-session.speaking_seconds // MINUTE)

    def details(self) -> dict[str, Any]:
        """A time that stands to the second, set by a program, stays so where nobody typed another."""
        given = super().details()
        for name in ("turn", "speaking"):
            minutes = given.pop(f"{name}_minutes")
            if f"{name}_minutes" in self.changed_data:
                given[f"{name}_seconds"] = minutes * MINUTE
        return given


STEPS: dict[tuple[str, str], Any] = {
    ("draft", "convened"): _("Convene: those who take part are told"),
    ("convened", "open"): _("Open: it begins now"),
    ("convened", "postponed"): _("Postpone: another day is found later"),
    ("convened", "cancelled"): _("Cancel: it will not take place"),
    ("postponed", "convened"): _("Convene anew, for the hours that stand in the programme"),
    ("postponed", "cancelled"): _("Cancel: it will not take place"),
    ("open", "closed"): _("Close: everybody goes out"),
    ("closed", "open"): _("Open again: who was there at the end is there again"),
}


class StatusForm(forms.Form):
    """Where a session goes from here, and why; the verb asks for the reason where one is due."""

    status = forms.ChoiceField(label=_("What happens to the session"), widget=forms.RadioSelect)
    reason = forms.CharField(
        label=_("Why"),
        required=False,
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3, "maxlength": 300}),
        help_text=_("Everybody who sees the session reads it."),
    )

    def __init__(self, *given: Any, status: str, **named: Any) -> None:
        super().__init__(*given, **named)
        field: Any = self.fields["status"]
        field.choices = [(after, STEPS[status, after]) for after in ways_from(CHAIRED, status)]
