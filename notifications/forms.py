"""The shape of the page of what one hears of."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext_lazy as _

from notifications.models import Preferences
from notifications.zones import ZONES

WEEK = (6, 0, 1, 2, 3, 4, 5)  # from Sunday to Saturday
PAUSES = {
    "": _("No pause"),
    "hour": _("An hour"),
    "day": _("A day"),
    "week": _("A week"),
    "keep": _("As it is"),
}
LENGTHS = {"hour": timedelta(hours=1), "day": timedelta(days=1), "week": timedelta(weeks=1)}


class PreferencesForm(forms.ModelForm):  # type: ignore[type-arg]  # generic only for mypy
    """Everything but the rooms; one save keeps all."""

    quiet_days = forms.MultipleChoiceField(
        label=_("On the evenings of"),
        required=False,
        choices=[(str(day), WEEKDAYS[day]) for day in WEEK],
        widget=forms.CheckboxSelectMultiple,
    )
    zone = forms.ChoiceField(label=_("Time of"), choices=list(ZONES.items()))
    pause = forms.ChoiceField(label=_("Pause"), required=False, choices=list(PAUSES.items()))

    class Meta:
        model = Preferences
        fields = ("mail", "hides_content", "is_quiet", "quiet_from", "quiet_to", "quiet_days", "zone")
        labels = {
            "mail": _("E-mail"),
            "hides_content": _("Say only that something came, not what"),
            "is_quiet": _("Quiet hours: nothing makes a sound, nothing is mailed"),
        }
        help_texts = {
            "hides_content": _("For a screen that others can see: no name, no room, no words."),
        }
        widgets = {
            "quiet_from": forms.TimeInput({"type": "time"}, format="%H:%M"),
            "quiet_to": forms.TimeInput({"type": "time"}, format="%H:%M"),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        row = self.instance
        self.initial["quiet_days"] = list(row.quiet_days)
        is_paused = row.paused_until is not None and row.paused_until > timezone.now()
        self.initial["pause"] = "keep" if is_paused else ""
        if not is_paused:
            self.fields["pause"].choices = [(key, words) for key, words in PAUSES.items() if key != "keep"]  # type: ignore[attr-defined]

    def clean_quiet_days(self) -> str:
        return "".join(self.cleaned_data["quiet_days"])

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        pause = given.pop("pause", "")
        if pause != "keep":
            given["paused_until"] = timezone.now() + LENGTHS[pause] if pause in LENGTHS else None
        return given

    def _post_clean(self) -> None:
        """The verb writes and checks; the form only reads its shape."""
