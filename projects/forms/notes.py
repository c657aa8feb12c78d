"""The shape of what the pages of notes send."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from projects.models import Folder, Project


class NoteForm(forms.Form):
    client_id = forms.UUIDField(widget=forms.HiddenInput)
    title = forms.CharField(
        label=_("Title"), max_length=160, help_text=_("For example: minutes of the meeting of 25 June")
    )
    folder = forms.ModelChoiceField(
        Folder.objects.none(), label=_("Folder"), required=False, empty_label=_("No folder"), widget=forms.Select
    )

    def __init__(self, *arguments: Any, project: Project, **named: Any) -> None:
        super().__init__(*arguments, **named)
        fields: dict[str, Any] = self.fields
        fields["client_id"].initial = uuid4
        fields["folder"].queryset = Folder.objects.filter(project=project)
        if not fields["folder"].queryset.exists():
            del fields["folder"]


class NoteTitleForm(forms.Form):
    title = forms.CharField(label=_("Title"), max_length=160)


class NoteVersionForm(forms.Form):
    client_id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    title = forms.CharField(label=_("Name of the version"), max_length=120, help_text=_("For example: as agreed"))


class NoteCommentForm(forms.Form):
    client_id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    body = forms.CharField(label=_("Comment"), max_length=2000, widget=forms.Textarea(attrs={"rows": 2}))
