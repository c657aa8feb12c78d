"""What lies beside a task: its checklist, comments, files, history; and the choices that its project offers."""

from __future__ import annotations

from datetime import date
from operator import itemgetter
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from journal.stamps import stamp
from organizations.models import Organization
from organizations.queries import organization_mark
from projects.models import Check, Comment, Label, Partner, Project, ProjectUserPermission, Task, TaskChange, TaskFile
from projects.queries.projects import Facts
from projects.queries.tasks import person_mark


# Choices --------------------------------------------------------------------------------------------------------------
def partners_in(project: Project) -> QuerySet[Organization]:
    """The organisations that are in."""
    standing = Partner.objects.filter(project=project, status=Partner.Status.ACCEPTED)
    return Organization.objects.filter(pk__in=standing.values("organization")).order_by("name_ar", "pk")


def people_in(project: Project) -> QuerySet[User]:
    """The people of its partners, and its guests who work."""
    of_partners = User.objects.filter(
        pk__in=partners_in(project).filter(memberships__ended_at__isnull=True).values("memberships__person")
    )
    guests = ProjectUserPermission.objects.filter(content_object=project, permission__codename="work_project")
    return User.objects.filter(Q(pk__in=of_partners) | Q(pk__in=guests.values("user"))).filter(is_active=True)


def people_by_partner(project: Project) -> list[tuple[Organization | None, list[User]]]:
    """Each partner with its people, guests at the end under None; for a list to choose from. Three queries."""
    organizations = {row.pk: (row, list[User]()) for row in partners_in(project)}
    people = people_in(project).order_by("display_name", "pk").prefetch_related("memberships__organization")
    guests = []
    for person in people:
        own = {each.organization_id for each in person.memberships.all() if each.ended_at is None}
        for pk in own & organizations.keys():
            organizations[pk][1].append(person)
        if not own & organizations.keys():
            guests.append(person)
    groups: list[tuple[Organization | None, list[User]]] = [*organizations.values()]
    return [*groups, (None, guests)] if guests else groups


# What lies beside -----------------------------------------------------------------------------------------------------
def labels(ids: list[int]) -> dict[int, Facts]:
    return {row.pk: label_facts(row) for row in Label.objects.filter(pk__in=ids)}


def label_facts(row: Label) -> Facts:
    return {"id": row.pk, "project": row.project_id, "name": row.name, "tint": row.tint}


def checks_of(task: Task) -> QuerySet[Check]:
    return task.checks.select_related("done_by").order_by("position", "pk")


def check_facts(row: Check) -> Facts:
    return {
        "id": row.pk,
        "task": row.task_id,
        "text": row.text,
        "done": row.done_at is not None,
        "done_at": stamp(row.done_at),
        "done_by": person_mark(row.done_by) if row.done_by else None,
    }


def comments_of(task: Task) -> QuerySet[Comment]:
    """In the order in which they were said; what is deleted is left out."""
    rows = task.comments.filter(deleted_at__isnull=True).order_by("pk")
    return rows.select_related("author", "organization__governorate")


def comment_facts(row: Comment) -> Facts:
    return {
        "id": row.pk,
        "task": row.task_id,
        "author": person_mark(row.author),
        "organization": organization_mark(row.organization) if row.organization else None,
        "body": row.body,
        "html": row.html,
        "created_at": stamp(row.created_at),
        "edited_at": stamp(row.edited_at),
    }


def files_of(task: Task) -> QuerySet[TaskFile]:
    return task.files.select_related("file", "person").order_by("pk")


def file_facts(row: TaskFile) -> Facts:
    place = [row.task_id, row.pk]
    return {
        "id": row.pk,
        "task": row.task_id,
        "name": row.file.name,
        "kind": row.file.kind,
        "type": row.file.type,
        "size": row.file.size,
        "address": reverse("projects:task_file", args=place),
        "preview": reverse("projects:task_file_preview", args=place) if row.file.preview else None,
        "person": person_mark(row.person),
        "at": stamp(row.at),
    }


# What happened to it --------------------------------------------------------------------------------------------------
FIELDS = {
    "kind": gettext_lazy("Kind"),
    "title": gettext_lazy("Title"),
    "description": gettext_lazy("Description"),
    "activity": gettext_lazy("Activity"),
    "organization": gettext_lazy("Organisation"),
    "person": gettext_lazy("Person"),
    "waiting_for": gettext_lazy("Waiting for"),
    "starts_on": gettext_lazy("Begins on"),
    "due_on": gettext_lazy("Due on"),
    "progress": gettext_lazy("Progress"),
    "repeats": gettext_lazy("Repeats"),
    "labels": gettext_lazy("Labels"),
}
MOST_HISTORY = 60


def history_of(task: Task) -> list[Facts]:
    """What changed, newest first: {"field", "label", "before", "after", "person", "organization", "at"}, days and
    choices in the reader's words; moves between columns have the field "column". Two queries.
    """
    changes = task.changes.select_related("person", "organization")[:MOST_HISTORY]
    moves = task.moves.select_related("person", "column").order_by("-pk")[:MOST_HISTORY]
    told = [told_change(row) for row in changes]
    told += [
        {"field": "column", "label": _("Column"), "before": "", "after": move.column.title, "person": move.person,
         "organization": None, "at": move.at}
        for move in moves
    ]  # fmt: skip
    return sorted(told, key=itemgetter("at"), reverse=True)[:MOST_HISTORY]


def told_change(row: TaskChange) -> Facts:
    return {
        "field": row.field,
        "label": FIELDS.get(row.field, row.field),
        "before": worded(row.field, row.before),
        "after": worded(row.field, row.after),
        "person": row.person,
        "organization": row.organization,
        "at": row.at,
    }


def worded(field: str, said: str) -> str:
    """How a value that was kept as text is said to the reader."""
    if field in {"starts_on", "due_on"} and said:
        return date_format(date.fromisoformat(said))
    choices: dict[str, Any] = {"kind": Task.Kind, "repeats": Task.Repeats}
    if field in choices:
        return str(dict(choices[field].choices).get(said, said))
    return f"{said}%" if field == "progress" else said
