"""The shape of what the pages of documents send."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from coordination.queries import minuted_sessions
from meetings.models import Body, Session


class OutcomeForm(forms.Form):
    """Which document, and for whom; of a committee only minutes are made."""

    client_id = forms.UUIDField(widget=forms.HiddenInput)
    what = forms.ChoiceField(label=_("What is made"))
    is_public = forms.BooleanField(
        label=_("For everybody"),
        required=False,
        help_text=_(
            "Without names of people, internal sessions and recommendations that are not public; everybody who has its "
            "address may read it."
        ),
    )

    def __init__(self, *given: Any, user: Any, body: Body, **named: Any) -> None:
        super().__init__(*given, **named)
        fields: dict[str, Any] = self.fields
        fields["client_id"].initial = uuid4
        self.sessions: dict[str, Session] = {str(row.pk): row for row in minuted_sessions(user, body)}
        whole = [("outcome", _("Outcome document of the forum"))] if body.kind == Body.Kind.FORUM else []
        fields["what"].choices = [*whole, *((pk, minutes_label(row)) for pk, row in self.sessions.items())]

    def details(self) -> dict[str, Any]:
        """As the verb takes them."""
        given = dict(self.cleaned_data)
        return {"session": self.sessions.get(given.pop("what")), **given}


def minutes_label(row: Session) -> str:
    return _("Minutes: %(title)s") % {"title": row.title}


class DocumentCodeForm(forms.Form):
    code = forms.CharField(
        label=_("Code on the document"),
        max_length=40,
        widget=forms.TextInput(attrs={"dir": "ltr", "autocomplete": "off", "placeholder": "XXXX-XXXX-XXXX"}),
    )


class CopyForm(forms.Form):
    """A copy that one holds: it is read and not kept."""

    file = forms.FileField(label=_("Your copy (PDF)"), widget=forms.FileInput(attrs={"accept": ".pdf,application/pdf"}))
