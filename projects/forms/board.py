"""The shape of what the pages of the board send."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from journal.ids import id_of
from projects.models import Column, Project, Task
from projects.queries.board import Asked, people_of

FIRST, LAST = "first", "last"


class BoardForm(forms.Form):
    """What a board is narrowed to; what is wrong in an address counts as not asked."""

    q = forms.CharField(label=_("Search"), required=False, max_length=80)
    organization = forms.ChoiceField(label=_("Organisation"), required=False)
    person = forms.ChoiceField(label=_("Person"), required=False)
    label = forms.ChoiceField(label=_("Label"), required=False)
    late = forms.BooleanField(label=_("Late"), required=False)

    def __init__(self, given: Any, project: Project, partners: list[Any]) -> None:
        super().__init__(given)
        fields: dict[str, Any] = self.fields
        organizations = [(each.organization_id, str(each.organization)) for each in partners]
        fields["organization"].choices = [("", _("All organisations")), *organizations]
        fields["person"].choices = [("", _("All people")), *((row.pk, str(row)) for row in people_of(project))]
        labels = [(row.pk, row.name) for row in project.labels.all()]
        fields["label"].choices = [("", _("All labels")), *labels]
        if not labels:
            del fields["label"]

    def asked(self) -> Asked:
        self.is_valid()
        given = self.cleaned_data
        numbers = {name: id_of(given.get(name) or "") for name in ("organization", "person", "label")}
        return Asked(**numbers, late=bool(given.get("late")), words=given.get("q") or "")


class MoveForm(forms.Form):
    client_id = forms.UUIDField(widget=forms.HiddenInput)
    base_version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2**31 - 1)
    column = forms.ModelChoiceField(
        Column.objects.none(), label=_("Column"), widget=forms.RadioSelect, empty_label=None
    )
    place = forms.ChoiceField(
        label=_("Where in it"), choices=[(FIRST, _("First")), (LAST, _("Last"))], widget=forms.RadioSelect
    )

    def __init__(self, given: Any, task: Task) -> None:
        initial = {"column": task.column_id, "place": LAST, "base_version": task.version}
        super().__init__(given, initial={**initial, "client_id": uuid4()})
        fields: dict[str, Any] = self.fields
        fields["column"].queryset = Column.objects.filter(project=task.project_id)


class ColumnForm(forms.Form):
    client_id = forms.UUIDField(widget=forms.HiddenInput)
    title = forms.CharField(label=_("Name of the column"), max_length=60)
    kind = forms.ChoiceField(label=_("What it means"), choices=Column.Kind.choices)
    limit = forms.IntegerField(
        label=_("At most"),
        required=False,
        min_value=1,
        max_value=500,
        help_text=_("Tasks at a time. Left empty: any number."),
    )

    def __init__(self, given: Any, column: Column | None = None) -> None:
        stands = {name: getattr(column, name) for name in ("title", "kind", "limit")} if column else {}
        super().__init__(given, initial={**stands, "client_id": uuid4()})

    def details(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("title", "kind", "limit")}


class DeleteColumnForm(forms.Form):
    to = forms.ModelChoiceField(Column.objects.none(), label=_("Where its tasks go"), empty_label=None)

    def __init__(self, given: Any, column: Column, has_tasks: bool) -> None:
        super().__init__(given)
        fields: dict[str, Any] = self.fields
        fields["to"].queryset = Column.objects.filter(project=column.project_id).exclude(pk=column.pk)
        if not has_tasks:
            del fields["to"]
