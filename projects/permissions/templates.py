"""Who sees which templates, and who keeps the plan of a project as one."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from journal.actors import Actor
from organizations.models import Membership
from organizations.permissions import SPEAKING, is_managing
from projects.models import Project, Template
from projects.permissions.seen import Reader, can_lead, can_speak


def templates_for(user: Reader) -> QuerySet[Template]:
    """Those that ship, and those of one's own verified organisations."""
    if not (user.is_authenticated and user.is_active) or user.is_bot:
        return Template.objects.none()
    own = Membership.objects.filter(SPEAKING, person=user).values("organization")
    return Template.objects.filter(Q(organization__isnull=True) | Q(organization__in=own), withdrawn_at__isnull=True)


def can_lay_plan(actor: Actor, project: Project, template: Template) -> bool:
    is_seen = actor.is_person and templates_for(actor.user).filter(pk=template.pk).exists()
    return is_seen and project.is_running and can_lead(actor, project)


def can_save_template(actor: Actor, project: Project) -> bool:
    """Whoever speaks for a partner, for their own organisation."""
    return can_speak(actor, project)


def can_withdraw_template(actor: Actor, template: Template) -> bool:
    return template.organization is not None and is_managing(actor, template.organization)
