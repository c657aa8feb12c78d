"""Who makes tasks of messages, and in which projects."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from chat.models import Message
from chat.permissions import visible_messages
from journal.actors import Actor
from organizations.permissions import role_of
from projects.models import Project, ProjectGroupPermission
from projects.permissions.seen import guest_rights, projects_for
from projects.permissions.tasks import can_create_task


def can_create_task_from_message(actor: Actor, message: Message, project: Project) -> bool:
    """Whoever works in the project and reads the message, as long as its words are there."""
    return (
        can_create_task(actor, project)
        and message.deleted_at is None
        and visible_messages(actor.user).filter(pk=message.pk).exists()
    )


def workable_projects_for(actor: Actor) -> QuerySet[Project]:
    """Those in which one works, by the role in the organisation one speaks for or as a guest: the rule of `can_work`,
    for many projects.
    """
    if not actor.is_person:
        return Project.objects.none()
    guest = guest_rights("work_project").filter(user=actor.user)
    working = Q(pk__in=guest.values("content_object"))
    organization = actor.organization
    if organization is not None and organization.is_verified and (role := role_of(actor, organization)) is not None:
        held = ProjectGroupPermission.objects.filter(permission__codename="work_project")
        own = held.filter(group__role_group__organization=organization, group__role_group__role=role)
        working |= Q(pk__in=own.values("content_object"))
    return projects_for(actor.user).filter(working).exclude(status=Project.Status.ARCHIVED)
