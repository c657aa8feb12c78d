"""The shape of what the page that makes a task of minutes sends."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from coordination.forms.recommendations import DAY
from projects.models import Project


class TaskOfEntryForm(forms.Form):
    client_id = forms.UUIDField(widget=forms.HiddenInput)
    title = forms.CharField(label=_("What is to be done"), max_length=200)
    project = forms.ModelChoiceField(Project.objects.none(), label=_("Project"), empty_label=_("Choose a project"))
    due_on = forms.DateField(label=_("Due on"), widget=DAY, required=False)

    def __init__(self, *given: Any, projects: QuerySet[Project], **named: Any) -> None:
        super().__init__(*given, **named)
        fields: dict[str, Any] = self.fields
        fields["client_id"].initial = uuid4
        fields["project"].queryset = projects
        fields["project"].label_from_instance = lambda row: row.title
