"""The shape of what the pages of tasks send."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from journal.forms import ManyRows
from organizations.models import Organization
from projects import queries
from projects.forms.pieces import PiecesInput
from projects.forms.projects import DAY
from projects.models import Activity, Column, Label, Project, Task

MOST_TOGETHER = 12 * 1024 * 1024  # bytes of one form's files; larger ones come in pieces, over the API
TINTS = [("a", _("Sand")), ("b", _("Sky")), ("c", _("Violet")), ("d", _("Green"))]


class OwnerField(forms.ChoiceField):
    """An organisation, or a person of it, in one list: "12" or "12.45", a guest "0.45"."""

    def offer(self, project: Project, task: Task | None) -> None:
        self.organizations: dict[int, Organization] = {}
        self.people: dict[int, User] = {}
        groups: list[Any] = [("", gettext("Nobody yet"))]
        for organization, people in queries.people_by_partner(project):
            self.people |= {person.pk: person for person in people}
            if organization is None:
                groups.append((gettext("Guests"), [(f"0.{person.pk}", str(person)) for person in people]))
                continue
            self.organizations[organization.pk] = organization
            whole = (str(organization.pk), gettext("%(name)s (whole organisation)") % {"name": organization})
            groups.append((str(organization), [whole, *((f"{organization.pk}.{one.pk}", str(one)) for one in people)]))
        self.choices = [*groups, *self.chosen_before(task, groups)]

    def chosen_before(self, task: Task | None, groups: list[Any]) -> list[tuple[str, str]]:
        """It stays where it is, also when its organisation has left."""
        value = owner_of(task) if task is not None else ""
        known = {key for group in groups[1:] for key, _words in group[1]}
        if task is None or not value or value in known:
            return []
        if task.organization is not None:
            self.organizations[task.organization.pk] = task.organization
        if task.person is not None:
            self.people[task.person.pk] = task.person
        return [(value, " · ".join(str(each) for each in (task.organization, task.person) if each))]

    def clean(self, value: Any) -> dict[str, Any]:
        chosen = super().clean(value)
        organization, _dot, person = chosen.partition(".")
        return {
            "organization": self.organizations.get(int(organization)) if organization else None,
            "person": self.people[int(person)] if person else None,
        }


def owner_of(task: Task) -> str:
    if task.person_id is not None:
        return f"{task.organization_id or 0}.{task.person_id}"
    return str(task.organization_id or "")


class TaskForm(forms.Form):
    """Each field carries what it said when the page was made: only what somebody changed here is sent on, so that two
    people can change different fields at once.
    """

    client_id = forms.UUIDField(widget=forms.HiddenInput)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    title = forms.CharField(label=_("What is to be done"), max_length=200)
    kind = forms.ChoiceField(label=_("Kind"), choices=Task.Kind.choices)
    owner = OwnerField(label=_("Who does it"), required=False)
    activity = forms.ModelChoiceField(
        Activity.objects.none(), label=_("Activity"), required=False, empty_label=_("None")
    )
    column = forms.ModelChoiceField(Column.objects.none(), label=_("Column"), required=False, empty_label=None)
    starts_on = forms.DateField(label=_("Begins on"), widget=DAY, required=False)
    due_on = forms.DateField(label=_("Due on"), widget=DAY, required=False)
    progress = forms.IntegerField(label=_("Progress in percent"), required=False, min_value=0, max_value=100)
    repeats = forms.ChoiceField(label=_("Repeats"), choices=Task.Repeats.choices, required=False)
    waiting_for = forms.ModelChoiceField(
        Organization.objects.none(), label=_("Waiting for"), required=False, empty_label=_("Nobody")
    )
    labels = ManyRows(Label.objects.none(), label=_("Labels"), required=False, widget=forms.CheckboxSelectMultiple)
    description = forms.CharField(
        label=_("Description"), required=False, max_length=8000, widget=forms.Textarea(attrs={"rows": 4})
    )

    def __init__(self, *arguments: Any, project: Project, task: Task | None = None, **named: Any) -> None:
        super().__init__(*arguments, **named)
        fields: dict[str, Any] = self.fields
        fields["client_id"].initial = uuid4
        fields["owner"].offer(project, task)
        fields["activity"].queryset = project.activities.all()
        fields["column"].queryset = project.columns.all()
        fields["labels"].queryset = project.labels.all()
        partners = queries.partners_in(project)
        fields["waiting_for"].queryset = partners
        if task is not None:
            del self.fields["column"]
            if task.waiting_for_id is not None:
                kept = Organization.objects.filter(pk=task.waiting_for_id)
                fields["waiting_for"].queryset = (partners.order_by() | kept).distinct()
            self.initial = {**initial_of_task(task), **self.initial}
            for name in set(fields) - {"client_id", "version"}:
                fields[name].show_hidden_initial = True
        else:
            del self.fields["version"]
            del self.fields["progress"]

    def details(self) -> dict[str, Any]:
        """All of a new task, as the verb takes it."""
        given = {name: value for name, value in self.cleaned_data.items() if name not in {"client_id", "owner"}}
        return {**given, **self.cleaned_data["owner"]}

    def changes(self) -> dict[str, Any]:
        """Only what was changed on this page, and the version on which it was based."""
        changed = set(self.changed_data) & set(self.cleaned_data)
        given = {name: self.cleaned_data[name] for name in changed if name not in {"client_id", "version"}}
        if "owner" in given:
            given |= given.pop("owner")
        if "progress" in given:
            given["progress"] = given["progress"] or 0
        return {**given, "version": self.cleaned_data["version"]}


def initial_of_task(task: Task) -> dict[str, Any]:
    names = ("version", "title", "kind", "activity", "starts_on", "due_on", "progress", "repeats", "waiting_for")
    initial = {name: getattr(task, name) for name in (*names, "description")}
    for name in ("activity", "waiting_for"):
        initial[name] = getattr(task, f"{name}_id")
    return {**initial, "owner": owner_of(task), "labels": [row.pk for row in task.labels.all()]}


class LineForm(forms.Form):
    """One line with an identifier of its own: of a checklist, or a title typed into the plan."""

    client_id = forms.UUIDField()
    text = forms.CharField(max_length=300)


class CommentForm(forms.Form):
    client_id = forms.UUIDField(widget=forms.HiddenInput)
    body = forms.CharField(label=_("Comment"), max_length=4000, widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        fields: dict[str, Any] = self.fields
        fields["client_id"].initial = uuid4


class BodyForm(forms.Form):
    body = forms.CharField(label=_("Comment"), max_length=4000, widget=forms.Textarea(attrs={"rows": 4}))


class LabelForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=40)
    tint = forms.ChoiceField(label=_("Colour"), choices=TINTS, initial="a")


class ManyFiles(PiecesInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several files at once: a list of uploads."""

    def clean(self, value: Any, initial: Any = None) -> list[UploadedFile[Any]]:
        files = [super(FilesField, self).clean(each, initial) for each in value or []]
        if not files:
            raise forms.ValidationError(_("Choose a file."), code="no_files")
        if sum(each.size or 0 for each in files) > MOST_TOGETHER:
            raise forms.ValidationError(_("These files are too large together: at most 12 MB."), code="too_large")
        return files


class FilesForm(forms.Form):
    brought = FilesField(label=_("Files"), widget=ManyFiles(attrs={"multiple": True}))
