"""The shape of what the pages of the minutes send."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from journal.forms import REASON
from journal.states import LONGEST_REASON
from meetings.models import AgendaItem, MinuteEntry, Objection, Session
from meetings.queries import placed
from organizations.models import Organization

WORDS = forms.Textarea(attrs={"rows": 4, "maxlength": 8000, "dir": "auto"})


class ItemChoice(forms.ModelChoiceField):  # type: ignore[type-arg]
    """By number and title."""

    numbers: dict[int, str]

    def label_from_instance(self, obj: Any) -> str:
        number = self.numbers.get(obj.pk, "")
        return f"{number} · {obj.title}" if number else obj.title


class MinuteForm(forms.Form):
    client_id = forms.UUIDField(widget=forms.HiddenInput)
    text = forms.CharField(label=_("What was said or decided"), max_length=8000, widget=WORDS)
    kind = forms.ChoiceField(
        label=_("Kind"), choices=MinuteEntry.Kind.choices, initial=MinuteEntry.Kind.NOTE, widget=forms.RadioSelect
    )
    item = ItemChoice(
        AgendaItem.objects.none(), label=_("Item of the agenda"), required=False, empty_label=_("To no item")
    )
    speaker = forms.ModelChoiceField(
        Organization.objects.none(), label=_("Said by"), required=False, empty_label=_("No organisation named")
    )

    def __init__(
        self,
        *arguments: Any,
        session: Session,
        entry: MinuteEntry | None = None,
        asked: int | None = None,
        **named: Any,
    ) -> None:
        """`asked` is the item to which one writes, where it is not the one in hand."""
        super().__init__(*arguments, **named)
        fields: dict[str, Any] = self.fields
        if "client_id" in fields:
            fields["client_id"].initial = uuid4
        own = entry.item_id if entry else None
        fields["item"].queryset = session.items.filter(Q(withdrawn_at=None) | Q(pk=own))
        fields["item"].numbers = {place.id: place.number for place in placed(session)}
        fields["item"].initial = asked or session.item_id
        body = session.body
        known = Q(pk__in=body.voices.values("organization")) | Q(pk__in=body.participants.values("organization"))
        fields["speaker"].queryset = Organization.objects.filter(known | Q(pk=body.organization_id)).order_by("name_ar")

    def details(self) -> dict[str, Any]:
        """As the verbs take them."""
        return {name: self.cleaned_data[name] for name in ("text", "kind", "item", "speaker")}


class EditMinuteForm(MinuteForm):
    """It carries what was read: the version of the words, and what else stood there. What one did not touch stays as
    others set it meanwhile.
    """

    client_id = None  # type: ignore[assignment]
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)

    def __init__(self, *arguments: Any, entry: MinuteEntry, **named: Any) -> None:
        super().__init__(*arguments, entry=entry, **named)
        for name in ("text", "kind", "item", "speaker", "version"):
            self.initial.setdefault(name, getattr(entry, name))
        for name in ("kind", "item", "speaker"):
            self.fields[name].show_hidden_initial = True

    def details(self) -> dict[str, Any]:
        changed = {"text", *({"kind", "item", "speaker"} & set(self.changed_data))}
        return {name: value for name, value in super().details().items() if name in changed}


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=_("Why"),
        max_length=LONGEST_REASON,
        widget=REASON,
        help_text=_("Everybody who sees the session reads it."),
    )


class ObjectionForm(forms.Form):
    client_id = forms.UUIDField(widget=forms.HiddenInput)
    text = forms.CharField(
        label=_("What is wrong, and how should it read?"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5, "maxlength": 2000, "dir": "auto"}),
        help_text=_("You object for your organisation. Everybody who takes part reads it."),
    )

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.fields["client_id"].initial = uuid4


class AnswerForm(forms.Form):
    status = forms.ChoiceField(
        label=_("Answer"),
        widget=forms.RadioSelect,
        choices=[
            (Objection.Status.ACCEPTED, _("Accept: the minutes are to be changed")),
            (Objection.Status.REJECTED, _("Reject: the minutes stay as they are")),
        ],
    )
    answer = forms.CharField(
        label=_("Why"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3, "maxlength": 2000, "dir": "auto"}),
        help_text=_("A rejection needs its reason."),
    )
