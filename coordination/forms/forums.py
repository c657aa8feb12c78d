"""The shape of what the pages of a forum as a whole send."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from coordination.models import Forum
from coordination.permissions import forums_for
from journal.forms import ManyRows
from meetings.models import Body
from organizations.models import Place, Sector
from organizations.queries import governorates

DAY = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
OF_THE_BODY = ("title", "visibility", "quorum")


class ForumForm(forms.Form):
    client_id = forms.UUIDField(widget=forms.HiddenInput)
    title = forms.CharField(label=_("Title of the forum"), max_length=160)
    edition = forms.IntegerField(label=_("Edition"), min_value=1, max_value=200, initial=1)
    previous = forms.ModelChoiceField(
        Forum.objects.none(), label=_("Follows"), required=False, empty_label=_("It is the first one")
    )
    starts_on = forms.DateField(label=_("Begins on"), widget=DAY)
    ends_on = forms.DateField(label=_("Ends on"), widget=DAY)
    place = forms.ModelChoiceField(
        Place.objects.none(), label=_("Governorate"), required=False, empty_label=_("Not known yet")
    )
    venue = forms.CharField(label=_("Where (hall, address)"), max_length=160, required=False)
    sectors = ManyRows(Sector.objects.all(), label=_("Sectors"), required=False, widget=forms.CheckboxSelectMultiple)
    about = forms.CharField(
        label=_("What the forum is for"), required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 4})
    )
    visibility = forms.ChoiceField(label=_("Who sees it"), choices=Body.Visibility.choices, initial="members")
    quorum = forms.IntegerField(
        label=_("Quorum (percent of the organisations that have a voice)"), min_value=0, max_value=100, initial=50
    )
    quota = forms.IntegerField(label=_("Delegates of each organisation"), min_value=1, max_value=50, initial=2)
    answer_by = forms.DateField(label=_("Organisations answer by"), widget=DAY, required=False)
    letter = forms.CharField(
        label=_("Words of the letter of invitation"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("Days, place, number of delegates, code and answer stand below them by themselves."),
    )
    shows_programme = forms.BooleanField(label=_("Everybody who sees the forum reads its programme"), required=False)
    shows_delegations = forms.BooleanField(label=_("… and which organisations take part"), required=False)

    def __init__(self, *arguments: Any, user: Any, forum: Forum | None = None, **named: Any) -> None:
        super().__init__(*arguments, **named)
        fields: dict[str, Any] = self.fields
        fields["client_id"].initial = uuid4
        fields["place"].queryset = governorates()
        before = forums_for(user).select_related("body")
        fields["previous"].queryset = before if forum is None else before.exclude(pk=forum.pk)
        if forum is not None:
            self.initial = {**initial_of(forum, self.fields), **self.initial}

    def details(self) -> dict[str, Any]:
        """As the verbs take them."""
        return {name: value for name, value in self.cleaned_data.items() if name != "client_id"}


def initial_of(forum: Forum, names: Any) -> dict[str, Any]:
    columns = set(names) - {"client_id", "sectors", *OF_THE_BODY}
    return {
        **{name: getattr(forum, name) for name in columns},
        **{name: getattr(forum.body, name) for name in OF_THE_BODY},
        "sectors": list(forum.sectors.all()),
    }
