"""The shape of a change of state."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from journal.states import ways_from
from projects.states import WAYS

STEPS: dict[tuple[str, str], Any] = {
    ("proposed", "active"): _("Begin: the work is under way"),
    ("proposed", "archived"): _("Give it up before it began"),
    ("active", "paused"): _("Pause: everything stays as it is for now"),
    ("active", "completed"): _("Complete: what was planned is done"),
    ("paused", "active"): _("Go on: the work is under way again"),
    ("paused", "completed"): _("Complete it as it stands"),
    ("paused", "archived"): _("Give it up and put it away"),
    ("completed", "active"): _("Open it again"),
    ("completed", "archived"): _("Put it away: read-only from then on"),
    ("archived", "paused"): _("Bring it back, paused at first"),
}


class StatusForm(forms.Form):
    status = forms.ChoiceField(label=_("What happens to the project"), widget=forms.RadioSelect)
    reason = forms.CharField(
        label=_("Why"),
        required=False,
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3, "maxlength": 300}),
        help_text=_("All partners read it. Needed where work stops or begins again."),
    )

    def __init__(self, *given: Any, status: str, **named: Any) -> None:
        super().__init__(*given, **named)
        field: Any = self.fields["status"]
        field.choices = [(after, STEPS[status, after]) for after in ways_from(WAYS, status)]
