"""What a search can be asked, as a page's address holds it."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from arabic.terms import LETTERS
from journal.ids import id_of
from search.models import SearchEntry
from search.queries import Asked
from search.queries.shown import room_choices


class SearchForm(forms.Form):
    """What is not understood is not asked; too many letters are refused by the query, which says so."""

    is_all_optional = True

    q = forms.CharField(
        label=_("What are you looking for?"),
        required=False,
        widget=forms.TextInput(
            attrs={
                "type": "search",
                "pattern": f".{{0,{LETTERS}}}",
                "title": _("Search for at most 200 letters and 12 words."),
                "autocomplete": "off",
                "enterkeyhint": "search",
            }
        ),
    )
    kind = forms.ChoiceField(
        choices=[("", _("Everything")), *SearchEntry.Kind.choices], required=False, widget=forms.HiddenInput
    )
    room = forms.TypedChoiceField(label=_("Room"), required=False, coerce=int, empty_value=None)
    person = forms.CharField(label=_("From whom"), required=False, max_length=80)
    organization = forms.CharField(label=_("Organisation"), required=False, max_length=80)
    since = forms.DateField(label=_("From day"), required=False, widget=forms.DateInput(attrs={"type": "date"}))
    until = forms.DateField(label=_("Until day"), required=False, widget=forms.DateInput(attrs={"type": "date"}))
    has_file = forms.BooleanField(label=_("With a file"), required=False)

    def __init__(self, *arguments: Any, user: User, **named: Any) -> None:
        super().__init__(*arguments, **named)
        asked = id_of(self.data.get("room", ""))
        self.fields["room"].choices = [("", _("Every room")), *room_choices(user, asked)]  # type: ignore[attr-defined]

    def asked(self) -> Asked:
        self.is_valid()
        given = self.cleaned_data
        return Asked(
            q=given.get("q") or "",
            kind=given.get("kind") or "",
            room=given.get("room"),
            person=id_or_name(given.get("person")),
            organization=id_or_name(given.get("organization")),
            since=day(given.get("since")),
            until=day(given.get("until")),
            has_file=given.get("has_file") or False,
        )

    @property
    def filters(self) -> list[forms.BoundField]:
        """The fields that stand folded behind the words."""
        return [self[name] for name in ("room", "person", "organization", "since", "until", "has_file")]


def id_or_name(text: str | None) -> int | str | None:
    """Links name a person or organisation by number, people type a part of the name."""
    number = id_of(text) if text else None
    return number if number is not None else text or None


def day(given: date | None) -> date | None:
    """None as well for days nothing can be of."""
    return given if given and 1990 <= given.year <= 2200 else None
