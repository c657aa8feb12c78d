"""Folders and documents as pages, the API and the journal read them."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db.models import Count, F, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.utils import timezone

from accounts.models import User
from journal.stamps import stamp
from organizations.queries import organization_mark
from projects.models import Document, DocumentVersion, Folder, Project, Reading
from projects.permissions.documents import documents_for

Facts = dict[str, Any]
NOTED_EVERY = timedelta(hours=1)


def documents(ids: list[int]) -> dict[int, Facts]:
    return {row.pk: document_facts(row) for row in whole_documents(Document.objects.filter(pk__in=ids))}


def folders(ids: list[int]) -> dict[int, Facts]:
    return {row.pk: folder_facts(row) for row in Folder.objects.filter(pk__in=ids)}


def document_facts(row: Document) -> Facts:
    if row.deleted_at is not None:
        return {"id": row.pk, "deleted": True}
    return {
        "id": row.pk,
        "project": row.project_id,
        "folder": row.folder_id,
        "kind": row.kind,
        "title": row.title,
        "author": {"id": row.author_id, "name": str(row.author)},
        "organization": organization_mark(row.organization) if row.organization else None,
        "created_at": stamp(row.created_at),
        "changed_at": stamp(row.changed_at),
        "versions": [version_facts(each) for each in row.versions.all()],
    }


def version_facts(row: DocumentVersion) -> Facts:
    return {
        "number": row.number,
        "name": row.file.name,
        "type": row.file.type,
        "size": row.file.size,
        "note": row.note,
        "author": {"id": row.author_id, "name": str(row.author)},
        "created_at": stamp(row.created_at),
        "address": f"/documents/{row.document_id}/versions/{row.number}/",
    }


def folder_facts(row: Folder) -> Facts:
    return {"id": row.pk, "project": row.project_id, "parent": row.parent_id, "name": row.name}


def whole_documents(rows: QuerySet[Document]) -> QuerySet[Document]:
    """With all their versions; two queries."""
    versions = Prefetch("versions", DocumentVersion.objects.select_related("file", "author"))
    return rows.select_related("author", "organization__governorate", "folder", "project").prefetch_related(versions)


def documents_in(project: Project, folder: Folder | None, user: User, text: str = "") -> QuerySet[Document]:
    """Of one folder, the latest changed first; with `text` those of all folders that are called so. Each says its
    newest file, how many read that, and whether the reader has.
    """
    newest = DocumentVersion.objects.filter(document=OuterRef("pk")).order_by("-number")
    rows = Document.objects.filter(project=project, deleted_at__isnull=True)
    rows = rows.filter(title__icontains=text) if text else rows.filter(folder=folder)
    is_up_to_date = Q(readings__version__gte=F("versions_count") + F("written"))  # one of the two is zero
    return (
        rows.select_related("author", "organization__governorate", "folder")
        .annotate(
            file_type=Subquery(newest.values("file__type")[:1]),
            file_size=Subquery(newest.values("file__size")[:1]),
            file_name=Subquery(newest.values("file__name")[:1]),
            readers=Count("readings", filter=is_up_to_date, distinct=True),
            is_read=Count("readings", filter=is_up_to_date & Q(readings__person=user), distinct=True),
        )
        .order_by("-changed_at", "-pk")
    )


def folders_in(project: Project, folder: Folder | None) -> QuerySet[Folder]:
    """Each with how many documents lie in it."""
    standing = Count("documents", filter=Q(documents__deleted_at__isnull=True))
    return Folder.objects.filter(project=project, parent=folder).annotate(documents_count=standing).order_by("name")


def way_to(folder: Folder | None) -> list[Folder]:
    """The folders in which it lies, the first first, and itself."""
    way: list[Folder] = []
    while folder is not None:
        way.insert(0, folder)
        folder = folder.parent
    return way


def seen_document(user: Any, pk: int) -> Document | None:
    return whole_documents(documents_for(user).filter(pk=pk)).first()


def readings_of(document: Document) -> list[Reading]:
    """Who opened it, the latest first; each says of which version."""
    return list(document.readings.select_related("person", "organization").order_by("-at")[:200])


def has_read(user: User, document: Document, version: int) -> bool:
    """Is it known already, since a short while ago at most: then it need not be written down again."""
    recently = timezone.now() - NOTED_EVERY
    return Reading.objects.filter(document=document, person=user, version__gte=version, at__gte=recently).exists()
