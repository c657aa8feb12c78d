"""Which documents one sees, and who may do what with them."""

from __future__ import annotations

from django.db.models import QuerySet

from journal.actors import Actor
from organizations.models import Organization
from organizations.permissions import is_managing
from projects.models import Document, DocumentVersion, Folder, Partner, Project
from projects.permissions.seen import Reader, can_lead, can_see, can_work, projects_for


def documents_for(user: Reader) -> QuerySet[Document]:
    """Those of the projects one sees that were not deleted."""
    return Document.objects.filter(project__in=projects_for(user), deleted_at__isnull=True)


def deleted_documents_for(user: Reader) -> QuerySet[Document]:
    return Document.objects.filter(project__in=projects_for(user), deleted_at__isnull=False)


def document_versions_for(user: Reader) -> QuerySet[DocumentVersion]:
    return DocumentVersion.objects.filter(document__in=documents_for(user))


def folders_for(user: Reader) -> QuerySet[Folder]:
    return Folder.objects.filter(project__in=projects_for(user))


def can_create_folder(actor: Actor, project: Project) -> bool:
    return can_work(actor, project)


def can_edit_folder(actor: Actor, folder: Folder) -> bool:
    return can_work(actor, folder.project)


def can_delete_folder(actor: Actor, folder: Folder) -> bool:
    return can_work(actor, folder.project)


def can_add_document(actor: Actor, project: Project) -> bool:
    return can_work(actor, project)


def can_add_version(actor: Actor, document: Document) -> bool:
    return can_work(actor, document.project)


def can_edit_document(actor: Actor, document: Document) -> bool:
    return can_work(actor, document.project)


def can_delete_document(actor: Actor, document: Document) -> bool:
    """Whoever wrote it, the people of its organisation, and who leads."""
    if not can_work(actor, document.project):
        return False
    is_own = actor.person_id == document.author_id
    is_ours = document.organization_id is not None and actor.organization_id == document.organization_id
    return is_own or is_ours or can_lead(actor, document.project)


def can_restore_document(actor: Actor, document: Document) -> bool:
    return can_delete_document(actor, document)


def can_take_down_document(actor: Actor, document: Document, organization: Organization) -> bool:
    """Those who manage a verified organisation that is no partner any more: a partner's people delete it in the
    project.
    """
    is_left = not document.project.partners.filter(organization=organization, status=Partner.Status.ACCEPTED).exists()
    return is_left and organization.is_verified and is_managing(actor, organization)


def can_read_document(actor: Actor, document: Document) -> bool:
    return can_see(actor, document.project)
