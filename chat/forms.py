"""The shape of what people type about rooms."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any, ClassVar
from uuid import uuid4

from django import forms
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from accounts.digits import in_digits
from accounts.models import User
from accounts.permissions import is_secretariat, people_for
from arabic.normalise import normalise
from chat.candidates import people_to_add, voices_of
from chat.models import MOST_OPTIONS, NOTE_LIMIT, OPTION_LIMIT, QUESTION_LIMIT, WORDS_LIMIT, Reason, Room
from chat.moments import moments
from journal.actors import Actor
from journal.forms import ManyRows
from organizations.models import Place, Sector

EXPORT_LIMIT = 15 * 1024 * 1024


class People(ManyRows):
    """People to choose from a list that says for whom each speaks. Who was taken in meanwhile is no mistake: everybody
    whom one may see is understood, only the list is shorter.
    """

    def offer(self, actor: Actor, room: Room | None = None) -> None:
        self.queryset = people_for(actor.user)
        self.choices = [(person.pk, self.label_from_instance(person)) for person in people_to_add(actor, room)]

    def label_from_instance(self, person: User) -> str:
        return " · ".join([str(person), *voices_of(person)])


class RoomForm(forms.Form):
    """A new room. People without the secretariat's rights make groups only."""

    name = forms.CharField(label=_("Name"), min_length=2, max_length=80)
    about = forms.CharField(label=_("What is it for?"), max_length=300, required=False)
    kind = forms.ChoiceField(label=_("Kind"), choices=())
    sector = forms.ModelChoiceField(label=_("Sector"), queryset=Sector.objects.filter(is_active=True), required=False)
    place = forms.ModelChoiceField(
        label=_("Governorate"), queryset=Place.objects.filter(level=1), required=False, empty_label=_("Whole country")
    )
    people = People(label=_("People"), queryset=User.objects.none(), required=False)

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = [Room.Kind.GROUP]
        if is_secretariat(actor):
            kinds += [Room.Kind.SECTOR, Room.Kind.ANNOUNCEMENT]
        else:
            del self.fields["kind"], self.fields["sector"], self.fields["place"]
        if "kind" in self.fields:
            self.fields["kind"].choices = [(kind.value, kind.label) for kind in kinds]  # type: ignore[attr-defined]
        self.fields["people"].offer(actor)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        cleaned.setdefault("kind", Room.Kind.GROUP)
        return cleaned


class RoomDetailsForm(forms.Form):
    name = forms.CharField(label=_("Name"), min_length=2, max_length=80)
    about = forms.CharField(label=_("What is it for?"), max_length=300, required=False)


class PeopleForm(forms.Form):
    """People to take into a room, by id."""

    people = People(label=_("People"), queryset=User.objects.none())

    def __init__(self, *args: Any, actor: Actor, room: Room, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["people"].offer(actor, room)  # type: ignore[attr-defined]


class RoleForm(forms.Form):
    role = forms.ChoiceField(
        label=_("Role"), choices=[("member", _("Member")), ("writer", _("Writer")), ("moderator", _("Moderator"))]
    )


class ReasonForm(forms.Form):
    """Why a message is reported, removed, or its author warned."""

    reason = forms.ChoiceField(label=_("Reason"), choices=Reason.choices, widget=forms.RadioSelect)
    words = forms.CharField(
        label=_("In your words"), max_length=WORDS_LIMIT, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )


class SuspensionForm(ReasonForm):
    HOURS: ClassVar[list[tuple[int, Any]]] = [
        (1, _("An hour")),
        (24, _("A day")),
        (72, _("Three days")),
        (168, _("A week")),
        (720, _("A month")),
        (2160, _("Three months")),
    ]
    hours = forms.TypedChoiceField(label=_("For how long?"), choices=HOURS, coerce=int, initial=24)
    field_order = ("hours", "reason", "words")


class DeadlineForm(forms.Form):
    DAYS: ClassVar[list[tuple[int, Any]]] = [
        (0, _("Without a deadline")),
        (1, _("Within a day")),
        (3, _("Within three days")),
        (7, _("Within a week")),
        (14, _("Within two weeks")),
        (30, _("Within a month")),
    ]
    days = forms.TypedChoiceField(label=_("Until when?"), choices=DAYS, coerce=int, initial=7)


class DismissalForm(forms.Form):
    words = forms.CharField(
        label=_("Why is nothing to be done?"), max_length=WORDS_LIMIT, widget=forms.Textarea(attrs={"rows": 3})
    )


class SlowModeForm(forms.Form):
    SECONDS: ClassVar[list[tuple[int, Any]]] = [
        (0, _("Off")),
        (10, _("10 seconds")),
        (30, _("30 seconds")),
        (60, _("A minute")),
        (300, _("5 minutes")),
        (900, _("15 minutes")),
        (3600, _("An hour")),
    ]
    seconds = forms.TypedChoiceField(label=_("Between two messages of one person"), choices=SECONDS, coerce=int)


class RetentionForm(forms.Form):
    """How long a room keeps its messages. `is_confirmed` comes from the page that says how many go."""

    is_all_optional = True  # for ever is an answer too
    DAYS: ClassVar[list[tuple[int, Any]]] = [
        (30, _("30 days")),
        (90, _("90 days")),
        (180, _("Half a year")),
        (365, _("A year")),
        (730, _("Two years")),
        (1825, _("Five years")),
        (3650, _("Ten years")),
    ]
    days = forms.TypedChoiceField(label=_("Messages are kept"), coerce=int, empty_value=None, required=False)
    is_confirmed = forms.BooleanField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, days: int | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial = {"days": days}
        other = [] if days is None or days in dict(self.DAYS) else [(days, days)]
        self.fields["days"].choices = [("", _("For ever")), *other, *self.DAYS]  # type: ignore[attr-defined]


class ExportForm(forms.Form):
    """An exported chat: a .txt or .zip of at most 15 MB."""

    source = forms.FileField(
        label=_("The exported chat (.txt or .zip)"),
        max_length=200,
        widget=forms.ClearableFileInput(attrs={"accept": ".txt,.zip,text/plain,application/zip"}),
    )

    def clean_source(self) -> Any:
        uploaded = self.cleaned_data["source"]
        if uploaded.size > EXPORT_LIMIT:
            raise forms.ValidationError(
                _("The file is larger than 15 MB. Export it without media, or ask your administrator to import it."),
                code="too_large",
            )
        return uploaded


class SendersForm(forms.Form):
    """Who is who: for each sender of an export a person of the room, or nobody."""

    is_all_optional = True  # the page says so once, not each field

    def __init__(
        self,
        *args: Any,
        senders: list[dict[str, Any]],
        known: dict[str, int | None],
        people: Iterable[User],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.people = {str(person.pk): person for person in people}
        by_name = {person.search_text: pk for pk, person in self.people.items()}
        self.names = {f"sender-{number}": sender["name"] for number, sender in enumerate(senders)}
        choices = [("", _("Nobody here: keep the name")), *((pk, str(person)) for pk, person in self.people.items())]
        for field, sender in zip(self.names, senders, strict=True):
            counted = ngettext("%(number)s message", "%(number)s messages", sender["messages"])
            self.fields[field] = forms.ChoiceField(
                label=sender["shown"],
                help_text=counted % {"number": sender["messages"]},
                choices=choices,
                required=False,
                initial=known.get(sender["name"]) or by_name.get(normalise(sender["name"]), ""),
            )

    def mapping(self) -> dict[str, User | None]:
        """{sender as written: person or None}, of a valid form."""
        return {name: self.people.get(self.cleaned_data[field]) for field, name in self.names.items()}


class PinForm(forms.Form):
    days = forms.TypedChoiceField(
        label=_("For how long?"),
        choices=[(1, _("A day")), (7, _("A week")), (30, _("A month"))],
        coerce=int,
        initial=7,
        widget=forms.RadioSelect,
    )


class NoteForm(forms.Form):
    note = forms.CharField(
        label=_("A note for yourself"), max_length=NOTE_LIMIT, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )


MOMENTS = {
    "hour": _("In an hour"),
    "evening": _("This evening"),
    "tomorrow": _("Tomorrow morning"),
    "saturday": _("Saturday morning"),
    "sunday": _("Sunday morning, when the week begins"),
}
OTHER = "other"


class ReminderForm(forms.Form):
    """When to be reminded: one of the moments people speak of, or another one."""

    when = forms.ChoiceField(label=_("When?"), choices=(), widget=forms.RadioSelect, initial="tomorrow")
    at = forms.DateTimeField(
        label=_("Another time"),
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.moments = moments(timezone.localtime())
        choices = [(name, f"{MOMENTS[name]} · {in_words(moment)}") for name, moment in self.moments.items()]
        self.fields["when"].choices = [*choices, (OTHER, _("Another time"))]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """`{at}`: the chosen moment. Who names another time means it, whatever stands chosen above."""
        given = super().clean() or {}
        at = given.get("at") or self.moments.get(given.get("when", ""))
        if at is None and not self.errors:
            self.add_error("at", _("Say when."))
        return {"at": at}


def in_words(moment: datetime) -> str:
    return in_digits(date_format(moment, "l j F H:i"))


class ForwardForm(forms.Form):
    """Rooms one may write in, the liveliest first."""

    client_id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    rooms = ManyRows(label=_("Forward to"), queryset=Room.objects.none())

    def __init__(self, *args: Any, choices: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: ManyRows = self.fields["rooms"]  # type: ignore[assignment]
        field.queryset = Room.objects.filter(pk__in=[pk for pk, _name in choices])
        field.choices = choices


class PollForm(forms.Form):
    """A question and its options; empty lines are no options."""

    client_id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    question = forms.CharField(label=_("Question"), max_length=QUESTION_LIMIT)
    is_multiple = forms.BooleanField(label=_("Several options may be chosen"), required=False)
    is_anonymous = forms.BooleanField(
        label=_("Anonymous"),
        required=False,
        help_text=_(
            "Nobody learns who chose what. The result shows when the poll closes, and a vote cannot be changed."
        ),
    )
    is_per_organization = forms.BooleanField(
        label=_("One vote per organisation"),
        required=False,
        help_text=_("Cast by who signs for it or manages its page."),
    )
    closes_at = forms.DateTimeField(
        label=_("Closes at"),
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for number in range(1, MOST_OPTIONS + 1):
            label = _("Option %(number)s") % {"number": in_digits(str(number))}
            self.fields[f"option_{number}"] = forms.CharField(
                label=label, max_length=OPTION_LIMIT, required=number <= 2
            )

    @property
    def options(self) -> list[forms.BoundField]:
        return [self[f"option_{number}"] for number in range(1, MOST_OPTIONS + 1)]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        offered = [given.pop(f"option_{number}", "") for number in range(1, MOST_OPTIONS + 1)]
        return {**given, "options": [option for option in offered if option]}
