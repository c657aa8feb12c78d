"""The verbs of folders and files: put them there, give them another version, move, delete, and who read them."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db.models import F
from django.db.models.functions import Greatest
from django.utils import timezone
from django.utils.translation import gettext as _

from arabic.direction import defuse_name
from files.actions import store_file
from files.examining import Examined
from files.models import StoredFile
from journal.actors import Actor
from journal.holding import held
from journal.records import record
from journal.refusals import Conflict, demand_repeat, invalid, require
from journal.verbs import verb
from projects.actions.storage import bring
from projects.models import Document, DocumentVersion, Folder, Project, Reading
from projects.permissions import documents as permissions

DEEPEST = 6  # folders in folders
MOST_FOLDERS, MOST_VERSIONS = 300, 200
LONGEST_NOTE = 200


# Folders --------------------------------------------------------------------------------------------------------------
@verb
def create_folder(
    *, actor: Actor, project: Project, name: str, client_id: UUID, parent: Folder | None = None
) -> Folder:
    """A folder, in another or on its own. A repeated `client_id` gives the same one, or Conflict `client_id_reused`.
    ValidationError `invalid_name`, `name_taken`, `too_deep`, `too_many`.
    """
    require(permissions.can_create_folder(actor, project))
    cleaned = checked_name(name, 80)
    if first := Folder.objects.filter(project=project, client_id=client_id).first():
        demand_repeat((first.name, first.parent_id) == (cleaned, parent.pk if parent else None))
        return first
    check_parent(project, parent)
    demand_free(project, parent, cleaned)
    if project.folders.count() >= MOST_FOLDERS:
        raise invalid(_("A project has at most 300 folders."), code="too_many", field="name")
    row = Folder.objects.create(project=project, parent=parent, name=cleaned, client_id=client_id)
    record("folder_created", stream=project.stream, actor=actor, subject=row)
    return row


@verb
def rename_folder(*, actor: Actor, folder: Folder, name: str) -> Folder:
    """ValidationError `invalid_name`, `name_taken`."""
    require(permissions.can_edit_folder(actor, folder))
    cleaned = checked_name(name, 80)
    if cleaned == folder.name:
        return folder
    demand_free(folder.project, folder.parent, cleaned)
    folder.name = cleaned
    folder.save(update_fields=["name"])
    record("folder_renamed", stream=folder.project.stream, actor=actor, subject=folder)
    return folder


@verb
def delete_folder(*, actor: Actor, folder: Folder) -> None:
    """An empty one; Conflict `folder_not_empty`. What was deleted in it moves out, so that it can be restored."""
    require(permissions.can_delete_folder(actor, folder))
    if folder.folders.exists() or folder.documents.filter(deleted_at__isnull=True).exists():
        raise Conflict(_("There is something in this folder. Move it first."), code="folder_not_empty")
    folder.documents.update(folder=None)
    record("folder_deleted", stream=folder.project.stream, actor=actor, subject=folder.project)
    folder.delete()


def check_parent(project: Project, parent: Folder | None) -> None:
    depth, here = 1, parent
    while here is not None:
        if here.project_id != project.pk:
            raise invalid(_("This folder is not here (any more)."), code="unknown_folder", field="parent")
        depth, here = depth + 1, here.parent
    if depth > DEEPEST:
        raise invalid(_("Folders lie at most six deep."), code="too_deep", field="parent")


def demand_free(project: Project, parent: Folder | None, name: str) -> None:
    if Folder.objects.filter(project=project, parent=parent, name=name).exists():
        raise invalid(_("A folder of this name is here already."), code="name_taken", field="name")


def checked_name(name: str, longest: int, field: str = "name") -> str:
    cleaned = defuse_name(name)
    if not 1 <= len(cleaned) <= longest:
        words = _("A name has 1 to %(count)s letters.") % {"count": longest}
        raise invalid(words, code="invalid_name", field=field)
    return cleaned


# Files ----------------------------------------------------------------------------------------------------------------
@verb
def add_document(
    *,
    actor: Actor,
    project: Project,
    client_id: UUID,
    file: StoredFile | Examined,
    title: str = "",
    folder: Folder | None = None,
    note: str = "",
) -> Document:
    """Put a file into the project: one that came in pieces, or one that was examined just now. Without a title it is
    called as the file is. A repeated `client_id` gives the same document.
    """
    require(permissions.can_add_document(actor, project))
    if first := known_document(actor, project, client_id):
        return first
    check_folder(project, folder)
    held = held_file(actor, project, file)
    row = Document(project=project, kind=Document.Kind.FILE, folder=folder, author=actor.user, client_id=client_id)
    row.organization = actor.organization
    row.title = checked_name(title or held.stem, 160, "title")
    row.save()
    put_version(actor, row, held, note)
    record("document_added", stream=project.stream, actor=actor, subject=row)
    return row


@verb
def add_version(*, actor: Actor, document: Document, file: StoredFile | Examined, note: str = "") -> Document:
    """The same document, newer: the earlier versions stay. A file that it holds as its newest is not added twice.
    Conflict `wrong_kind` for a note.
    """
    require(permissions.can_add_version(actor, document))
    document = as_it_stands(document)
    if document.kind != Document.Kind.FILE or document.deleted_at is not None:
        raise Conflict(_("This document takes no files."), code="wrong_kind")
    newest = document.versions.select_related("file").first()
    if newest is not None and newest.file.sha256 == file.sha256:
        return document
    if document.versions_count >= MOST_VERSIONS:
        raise Conflict(_("A document has at most 200 versions."), code="too_many")
    put_version(actor, document, held_file(actor, document.project, file), note)
    record("document_version_added", stream=document.project.stream, actor=actor, subject=document)
    return document


@verb
def edit_document(*, actor: Actor, document: Document, **details: Any) -> Document:
    """`title`, and `folder` (None: in no folder)."""
    require(permissions.can_edit_document(actor, document))
    document = as_it_stands(document)
    before = (document.title, document.folder_id)
    if "title" in details:
        document.title = checked_name(details.pop("title"), 160, "title")
    if "folder" in details:
        document.folder = details.pop("folder")
        check_folder(document.project, document.folder)
    if details:
        raise TypeError(f"no such details: {sorted(details)}")
    if (document.title, document.folder_id) != before:
        document.save(update_fields=["title", "folder"])
        record("document_edited", stream=document.project.stream, actor=actor, subject=document)
    return document


@verb
def delete_document(*, actor: Actor, document: Document) -> None:
    """It is shown no longer; it can be taken back. Deleting what is deleted changes nothing."""
    require(permissions.can_delete_document(actor, document))
    if Document.objects.filter(pk=document.pk, deleted_at__isnull=True).update(deleted_at=timezone.now()):
        record("document_deleted", stream=document.project.stream, actor=actor, subject=document)


@verb
def restore_document(*, actor: Actor, document: Document) -> None:
    """Take it back. What is not deleted stays as it is."""
    require(permissions.can_restore_document(actor, document))
    if Document.objects.filter(pk=document.pk, deleted_at__isnull=False).update(deleted_at=None):
        record("document_restored", stream=document.project.stream, actor=actor, subject=document)


@verb
def read_document(*, actor: Actor, document: Document, version: int | None = None) -> None:
    """Note that somebody opened it, in its newest version, or in this one; of a note, up to which update they saw it.
    It leaves no entry. What they read already changes nothing but the day.
    """
    require(permissions.can_read_document(actor, document))
    number = document.newest if version is None else version
    seen = {"at": timezone.now(), "organization": actor.organization}
    row, is_new = Reading.objects.get_or_create(
        document=document, person=actor.user, defaults={"version": number, **seen}
    )
    if not is_new:
        Reading.objects.filter(pk=row.pk).update(version=Greatest("version", number), **seen)


def known_document(actor: Actor, project: Project, client_id: UUID) -> Document | None:
    first = Document.objects.filter(author=actor.user, client_id=client_id).first()
    if first is not None:
        demand_repeat(first.project_id == project.pk)
    return first


def check_folder(project: Project, folder: Folder | None) -> None:
    if folder is not None and folder.project_id != project.pk:
        raise invalid(_("This folder is not here (any more)."), code="unknown_folder", field="folder")


def held_file(actor: Actor, project: Project, file: StoredFile | Examined) -> StoredFile:
    stored = file if isinstance(file, StoredFile) else store_file(actor=actor, examined=file)
    return bring(actor, project, [stored])[0]


def put_version(actor: Actor, document: Document, file: StoredFile, note: str) -> None:
    """The newest version of a document that the verb holds."""
    cleaned = defuse_name(note)
    if len(cleaned) > LONGEST_NOTE:
        raise invalid(_("Say it in at most 200 letters."), code="too_long", field="note")
    Document.objects.filter(pk=document.pk).update(versions_count=F("versions_count") + 1, changed_at=timezone.now())
    document.refresh_from_db(fields=["versions_count", "changed_at"])
    DocumentVersion.objects.create(
        document=document,
        number=document.versions_count,
        file=file,
        note=cleaned,
        author=actor.user,
        organization=actor.organization,
    )


def as_it_stands(document: Document) -> Document:
    return held(document, "project")
