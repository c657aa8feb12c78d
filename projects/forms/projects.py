"""The shape of what the pages of a project as a whole send."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from journal.forms import ManyRows
from needs.models import Need, TargetGroup
from needs.permissions import needs_for
from organizations.models import Place, Sector
from organizations.queries import governorates
from projects.models import Project, Template
from projects.permissions import templates_for

DAY = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})


class ProjectForm(forms.Form):
    client_id = forms.UUIDField(widget=forms.HiddenInput)
    title = forms.CharField(label=_("Name of the project"), max_length=120)
    aim = forms.CharField(
        label=_("What it is for"), required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 4})
    )
    starts_on = forms.DateField(label=_("Begins on"), widget=DAY, required=False)
    ends_on = forms.DateField(label=_("Ends on"), widget=DAY, required=False)
    sectors = ManyRows(Sector.objects.all(), label=_("Sectors"), required=False, widget=forms.CheckboxSelectMultiple)
    places = ManyRows(Place.objects.none(), label=_("Where"), required=False, widget=forms.CheckboxSelectMultiple)
    target_groups = ManyRows(
        TargetGroup.objects.all(), label=_("For whom"), required=False, widget=forms.CheckboxSelectMultiple
    )

    template = forms.ModelChoiceField(
        Template.objects.none(),
        label=_("Begin with a plan"),
        required=False,
        empty_label=_("Without one: we write it ourselves"),
    )
    needs = ManyRows(Need.objects.none(), required=False, widget=forms.MultipleHiddenInput)

    def __init__(self, *arguments: Any, project: Project | None = None, user: Any = None, **named: Any) -> None:
        super().__init__(*arguments, **named)
        fields: dict[str, Any] = self.fields
        fields["client_id"].initial = uuid4
        fields["places"].queryset = governorates()
        fields["template"].queryset = templates_for(user)
        fields["needs"].queryset = needs_for(user)
        if project is not None:
            del fields["template"], fields["needs"]
            self.initial = {**initial_of(project), **self.initial}

    def details(self) -> dict[str, Any]:
        """As the verbs take them."""
        return {name: value for name, value in self.cleaned_data.items() if name != "client_id"}


def initial_of(project: Project) -> dict[str, Any]:
    columns = {name: getattr(project, name) for name in ("title", "aim", "starts_on", "ends_on")}
    lists = {name: list(getattr(project, name).all()) for name in ("sectors", "places", "target_groups")}
    return {**columns, **lists}


def initial_from(needs: list[Need]) -> dict[str, Any]:
    """What a project that answers these needs would be, for the proposer to change."""
    return {
        "needs": [need.pk for need in needs],
        "title": needs[0].title[:120],
        "aim": "\n\n".join(need.description for need in needs if need.description)[:4000],
        "places": {need.place_id[:4] for need in needs if need.place_id},
        "sectors": {need.sector_id for need in needs if need.sector_id},
        "target_groups": {group.pk for need in needs for group in need.target_groups.all()},
    }
