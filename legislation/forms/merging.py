"""The shape of what the pages send that merge proposals and bring one onto a new text."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from legislation.amending import HEADING, REPLACE
from legislation.joining import Joined
from legislation.models import Amendment

LONGEST = {REPLACE: 30_000, HEADING: 400, "renumber": 80, "replace_term": 200}


def field_of(place: Joined) -> str:
    """A name that a form takes: a place's own may hold whole texts."""
    return f"place-{hashlib.sha256(place.name.encode()).hexdigest()[:12]}"


class MergeForm(forms.Form):
    """One field for each place that waits for words."""

    client_id = forms.UUIDField(widget=forms.HiddenInput)
    title = forms.CharField(label=_("Title"), max_length=200)
    rationale = forms.CharField(
        label=_("Reasons"),
        max_length=8000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("Left empty, the reasons of all stand here one after another."),
    )
    effect = forms.CharField(
        label=_("Expected effect"), max_length=4000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *given: Any, places: Iterable[Joined], **named: Any) -> None:
        super().__init__(*given, **named)
        self.fields["client_id"].initial = uuid4
        self.places = {field_of(place): place for place in places if not place.is_settled}
        for name, place in self.places.items():
            self.fields[name] = words_field(place)

    def waiting(self) -> list[tuple[Joined, forms.BoundField]]:
        return [(place, self[name]) for name, place in self.places.items()]

    def details(self) -> dict[str, Any]:
        given = dict(self.cleaned_data)
        wordings = {place.name: given.pop(name) for name, place in self.places.items()}
        return {**given, "wordings": wordings}


def words_field(place: Joined) -> forms.CharField:
    may_be_empty = any(words is None for _change, words in place.wanted)
    widget = forms.Textarea(attrs={"rows": 6, "dir": "auto"}) if place.kind == REPLACE else forms.TextInput()
    return forms.CharField(
        label=_("What it shall be"),
        max_length=LONGEST.get(place.kind, 400),
        required=not may_be_empty,
        initial=place.suggested,
        widget=widget,
        help_text=_("Left empty, it is repealed.") if may_be_empty else "",
    )


class CarryForm(forms.Form):
    """One field for each change whose words changed in the text, too."""

    def __init__(self, *given: Any, waiting: Iterable[Mapping[str, Any]], **named: Any) -> None:
        super().__init__(*given, **named)
        self.waiting = [
            three for three in waiting if three["current"] is not None and three["kind"] in (REPLACE, HEADING)
        ]
        for three in self.waiting:
            longest = Amendment._meta.get_field("new_text").max_length
            self.fields[f"change-{three['amendment']}"] = forms.CharField(
                label=_("What it shall be"),
                max_length=longest,
                initial=three["proposed"],
                widget=forms.Textarea(attrs={"rows": 6, "dir": "auto"}),
            )

    def places(self) -> list[tuple[Mapping[str, Any], forms.BoundField]]:
        return [(three, self[f"change-{three['amendment']}"]) for three in self.waiting]

    def wordings(self) -> dict[int, str]:
        return {three["amendment"]: self.cleaned_data[f"change-{three['amendment']}"] for three in self.waiting}
