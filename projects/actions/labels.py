"""The verbs of labels."""

from __future__ import annotations

from django.utils.translation import gettext as _

from arabic.direction import defuse_name
from journal.actors import Actor
from journal.records import record
from journal.refusals import Conflict, invalid, require
from journal.verbs import verb
from organizations.columns import check_columns
from projects import permissions
from projects.actions.projects import as_it_stands as project_as_it_stands
from projects.models import Label, Project

MOST_LABELS = 40  # of a project
TINTS = ("a", "b", "c", "d")


@verb
def create_label(*, actor: Actor, project: Project, name: str, tint: str = "a") -> Label:
    """A word by which tasks are told apart. The same name and tint again give the same label. ValidationError by field;
    Conflict `label_exists` with the name in another tint, `too_many_labels`.
    """
    require(permissions.can_create_label(actor, project))
    project = project_as_it_stands(project)
    label = Label(project=project)
    fill(label, name, tint)
    known = Label.objects.filter(project=project, name=label.name).first()
    if known is not None and known.tint == label.tint:
        return known
    demand_free(label)
    if project.labels.count() >= MOST_LABELS:
        raise Conflict(_("A project has at most %(count)s labels.") % {"count": MOST_LABELS}, code="too_many_labels")
    label.save()
    record("label_created", stream=project.stream, actor=actor, subject=label)
    return label


@verb
def edit_label(*, actor: Actor, label: Label, name: str, tint: str) -> Label:
    """Call it otherwise, or tint it otherwise. ValidationError by field; Conflict `label_exists`."""
    require(permissions.can_edit_label(actor, label))
    project = project_as_it_stands(label.project)
    before = (label.name, label.tint)
    fill(label, name, tint)
    if (label.name, label.tint) != before:
        demand_free(label)
        label.save(update_fields=["name", "tint"])
        record("label_edited", stream=project.stream, actor=actor, subject=label)
    return label


@verb
def delete_label(*, actor: Actor, label: Label) -> None:
    """Take it away from the project and from every task that bears it."""
    require(permissions.can_delete_label(actor, label))
    number = label.pk
    if Label.objects.filter(pk=number).delete()[0]:
        label.pk = number
        record("label_deleted", stream=label.project.stream, actor=actor, subject=label)


# What they share ------------------------------------------------------------------------------------------------------
def fill(label: Label, name: str, tint: str) -> None:
    label.name, label.tint = defuse_name(name), tint
    check_columns(label, {"name"})
    if tint not in TINTS:
        raise invalid(_("Choose one of the colours."), code="invalid_choice", field="tint")


def demand_free(label: Label) -> None:
    if Label.objects.filter(project=label.project_id, name=label.name).exclude(pk=label.pk).exists():
        raise Conflict(_("There is a label of this name."), code="label_exists")
