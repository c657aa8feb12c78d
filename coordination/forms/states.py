"""The shape of what the page of a forum's state sends."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from coordination.forum_states import WAYS
from coordination.models import Forum
from journal.states import ways_from

Status = Forum.Status
ACTS: dict[tuple[str, str], Promise] = {
    (Status.DRAFT, Status.CONVENED): _("Convene it: it is announced and the invitations go out"),
    (Status.CONVENED, Status.OPEN): _("Open the forum"),
    (Status.OPEN, Status.CLOSED): _("Close it"),
    (Status.CLOSED, Status.OPEN): _("Open it again"),
    (Status.CLOSED, Status.PUBLISHED): _("Publish its outcome"),
    (Status.PUBLISHED, Status.CLOSED): _("Take the publication back"),
}
GIVEN_UP = _("Cancel it")


def acts_from(status: str) -> list[tuple[str, Promise]]:
    """[(state one may go to, what that does)]."""
    return [(after, ACTS.get((status, after), GIVEN_UP)) for after in ways_from(WAYS, status)]


class ForumStatusForm(forms.Form):
    status = forms.ChoiceField(label=_("What now?"), widget=forms.RadioSelect)
    reason = forms.CharField(
        label=_("Why"),
        required=False,
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3, "maxlength": 300}),
        help_text=_("Needed where it is cancelled, opened again or taken back; everybody who takes part reads it."),
    )

    def __init__(self, *given: Any, status: str, **named: Any) -> None:
        super().__init__(*given, **named)
        field: Any = self.fields["status"]
        field.choices = acts_from(status)
