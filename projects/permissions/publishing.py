"""Who shows what of a project to everybody."""

from __future__ import annotations

from django.db.models import QuerySet

from journal.actors import Actor
from organizations.permissions import is_managing
from projects.models import Partner, Photo, Project
from projects.permissions.seen import Reader, can_lead, can_work, projects_for, public_projects

SHOWN = "photos"  # the part of the public page that shows pictures


def photos_for(user: Reader) -> QuerySet[Photo]:
    """Those of the projects one sees."""
    return Photo.objects.filter(project__in=projects_for(user))


def public_photos() -> QuerySet[Photo]:
    """Those that were chosen one by one, of public projects; everybody sees them where the page `shows_photos`."""
    return Photo.objects.filter(is_public=True, project__in=public_projects())


def shows_photos(project: Project) -> bool:
    """Are pictures a part of its public page?"""
    return SHOWN in project.shown_parts


def can_publish_project(actor: Actor, project: Project) -> bool:
    """The lead chooses what is shown; it asks its partners before, says the page."""
    return can_lead(actor, project)


def can_show_partner(actor: Actor, partner: Partner) -> bool:
    """Whether its name stands on the public page is for each partner to say."""
    return partner.is_standing and is_managing(actor, partner.organization)


def can_add_photo(actor: Actor, project: Project) -> bool:
    return can_work(actor, project)


def can_show_photo(actor: Actor, photo: Photo) -> bool:
    return can_lead(actor, photo.project)


def can_remove_photo(actor: Actor, photo: Photo) -> bool:
    """Whoever brought it, those who manage their organisation, and who leads."""
    is_own = actor.is_person and actor.person_id == photo.person_id
    is_ours = photo.organization is not None and is_managing(actor, photo.organization)
    return is_own or is_ours or can_lead(actor, photo.project)


def can_preview_photo(actor: Actor) -> bool:
    return actor.is_clock
