"""The shape of what the pages of documents send."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from files.fields import ExaminedField
from projects.forms.pieces import PiecesInput, brought_in_pieces
from projects.models import Folder, Project


class FolderChoice(forms.ModelChoiceField):  # type: ignore[type-arg]
    """A folder by its whole way: minutes / 2026."""

    def label_from_instance(self, obj: Any) -> str:
        names: list[str] = []
        here = obj
        while here is not None:
            names.insert(0, here.name)
            here = here.parent
        return " / ".join(names)


class BroughtForm(forms.Form):
    """`file` of the request, or the one that came in pieces before it."""

    def __init__(self, *arguments: Any, user: Any = None, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.user = user
        self.fields["file"].required = not self.data.get("pieces")

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if self.data.get("pieces"):
            given["file"] = brought_in_pieces(self.user, self.data)[0]
        return given


class DocumentForm(BroughtForm):
    client_id = forms.UUIDField(widget=forms.HiddenInput)
    file = ExaminedField(
        label=_("File"),
        widget=PiecesInput,
        help_text=_("A large file goes in pieces, on after a cut line. Earlier versions of a document stay."),
    )
    title = forms.CharField(
        label=_("Title"), required=False, max_length=160, help_text=_("Left empty, it is called as the file is.")
    )

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.fields["client_id"].initial = uuid4


class VersionForm(BroughtForm):
    file = ExaminedField(label=_("The newer file"), widget=PiecesInput)
    note = forms.CharField(label=_("What changed"), required=False, max_length=200)


class FolderForm(forms.Form):
    client_id = forms.UUIDField(widget=forms.HiddenInput)
    name = forms.CharField(label=_("Name of the folder"), max_length=80)

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.fields["client_id"].initial = uuid4


class RenameForm(forms.Form):
    name = forms.CharField(label=_("Name of the folder"), max_length=80)


class MoveForm(forms.Form):
    title = forms.CharField(label=_("Title"), max_length=160)
    folder = FolderChoice(Folder.objects.none(), label=_("Folder"), required=False, empty_label=_("In no folder"))

    def __init__(self, *arguments: Any, project: Project, **named: Any) -> None:
        super().__init__(*arguments, **named)
        fields: dict[str, Any] = self.fields
        fields["folder"].queryset = project.folders.select_related("parent__parent__parent")
