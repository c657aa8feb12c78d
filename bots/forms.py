"""The shape of what people type about programs."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.actions import LONGEST_TOKEN
from bots.models import OutgoingWebhook
from chat.models import Room
from journal.forms import ManyRows
from organizations.models import Bot, Organization

EVENT_WORDS = {
    "message_posted": _("New messages"),
    "message_edited": _("Edited messages"),
    "message_deleted": _("Deleted messages"),
    "member_joined": _("Who comes in"),
    "member_left": _("Who leaves"),
    "room_updated": _("A new name or purpose of the room"),
    "membership_started": _("New people of the organisation"),
    "membership_ended": _("People who left the organisation"),
    "organization_updated": _("Changes of the organisation's page"),
    "bot_created": _("New bots"),
    "bot_closed": _("Closed bots"),
    "need_opened": _("Needs put on the board"),
    "need_edited": _("Changed needs"),
    "need_confirmed": _("Needs that are still so"),
    "need_covered": _("Needs of which all is promised"),
    "need_uncovered": _("Needs of which a part is free again"),
    "need_fulfilled": _("Needs of which all has arrived"),
    "need_closed": _("Closed needs"),
    "need_reopened": _("Needs opened again"),
    "need_cancelled": _("Cancelled needs"),
    "need_expired": _("Needs that nobody confirmed"),
    "need_merged": _("Merged needs"),
    "offer_opened": _("Offers put on the board"),
    "offer_edited": _("Changed offers"),
    "offer_confirmed": _("Offers that still stand"),
    "offer_taken": _("Offers of which all is promised"),
    "offer_freed": _("Offers of which a part is free again"),
    "offer_closed": _("Closed offers"),
    "offer_reopened": _("Offers opened again"),
    "offer_withdrawn": _("Withdrawn offers"),
    "offer_expired": _("Offers whose time is over"),
    "pledge_proposed": _("New pledges"),
    "pledge_edited": _("Changed pledges"),
    "pledge_accepted": _("Accepted pledges"),
    "pledge_declined": _("Declined pledges"),
    "pledge_withdrawn": _("Withdrawn pledges"),
    "pledge_lapsed": _("Pledges that nobody answered"),
    "delivery_dispatched": _("Loads on their way"),
    "delivery_arrived": _("Loads that arrived"),
    "receipt_confirmed": _("Received loads"),
    "delivery_disputed": _("Disputed loads"),
    "pledge_closed_short": _("Pledges closed with less"),
    "responsibility_asked": _("Recommendations your organisation is asked to take on"),
    "responsibility_withdrawn": _("Such requests taken back"),
    "responsibility_accepted": _("Recommendations your organisation accepted"),
    "responsibility_declined": _("Recommendations your organisation declined"),
    "responsibility_ended": _("Recommendations your organisation answers for no more"),
    "recommendation_begun": _("Recommendations on which work began"),
    "recommendation_blocked": _("Recommendations that are blocked"),
    "recommendation_resumed": _("Recommendations that go on"),
    "recommendation_reported": _("Recommendations reported as done"),
    "recommendation_verified": _("Recommendations that are verified"),
    "recommendation_reopened": _("Recommendations opened again"),
    "recommendation_superseded": _("Recommendations whose place another takes"),
    "recommendation_dropped": _("Dropped recommendations"),
    "update_submitted": _("Submitted progress reports"),
    "update_confirmed": _("Confirmed progress reports"),
    "update_returned": _("Returned progress reports"),
    "delegation_asked": _("Invitations to forums"),
    "delegation_changed": _("Invitations to forums that were changed"),
    "delegation_accepted": _("Organisations that take part in a forum"),
    "delegation_declined": _("Organisations that declined to take part in a forum"),
    "delegation_withdrawn": _("Withdrawn invitations to forums"),
    "plan_status_changed": _("Unified plans that are to be signed, are signed or ended"),
}
BOARDS = [("", _("What happens to us: our people, needs, offers and pledges")), *OutgoingWebhook.Board.choices]


class NameForm(forms.Form):
    name = forms.CharField(
        label=_("Name"),
        min_length=2,
        max_length=60,
        help_text=_("Stands beside everything it says: “Roads and weather”."),
    )


class BotForm(NameForm):
    about = forms.CharField(
        label=_("What does it do?"), max_length=300, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )


class NewBotForm(BotForm):
    """For whom it speaks: an organisation one manages, or the secretariat (empty)."""

    organization = forms.ModelChoiceField(label=_("Speaks for"), queryset=Organization.objects.none(), required=False)

    def __init__(self, *args: Any, organizations: Any, is_secretariat: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["organization"]
        field.queryset, field.required = organizations, not is_secretariat  # type: ignore[attr-defined]
        field.empty_label = _("The secretariat") if is_secretariat else None  # type: ignore[attr-defined]


class BotTokenForm(forms.Form):
    name = forms.CharField(
        label=_("Name"), max_length=60, help_text=_("So that you know it again: “server in the office”.")
    )
    days = forms.IntegerField(label=_("Valid for how many days?"), min_value=1, max_value=LONGEST_TOKEN, initial=90)
    rooms = ManyRows(label=_("Rooms it opens"), queryset=Room.objects.none(), widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, rooms: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["rooms"].queryset = rooms  # type: ignore[attr-defined]


class OutgoingWebhookForm(forms.Form):
    """Which program is told, and of what."""

    url = forms.CharField(
        label=_("Address of the program"), max_length=500, widget=forms.URLInput(attrs={"dir": "ltr"})
    )
    events = forms.MultipleChoiceField(label=_("What is told"), widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, events: Iterable[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["events"].choices = [(event, EVENT_WORDS[event]) for event in events]  # type: ignore[attr-defined]


class OrganizationWebhookForm(OutgoingWebhookForm):
    """Of an organisation one says what is to be listened to."""

    field_order = ("url", "board", "events")
    board = forms.ChoiceField(
        label=_("Where does it listen?"), choices=BOARDS, required=False, initial="", widget=forms.RadioSelect
    )


class TakeInForm(forms.Form):
    bot = forms.ModelChoiceField(label=_("Bot"), queryset=Bot.objects.none(), empty_label=_("Choose a bot."))

    def __init__(self, *args: Any, bots: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["bot"].queryset = bots  # type: ignore[attr-defined]
