"""The verb by which an organisation that left takes back what its people brought. Pictures: `remove_photo`."""

from __future__ import annotations

from django.db.models import Max
from django.utils import timezone

from journal.actors import Actor
from journal.holding import held
from journal.records import record
from journal.refusals import require
from journal.verbs import verb
from organizations.models import Organization
from projects.actions.storage import let_go
from projects.models import Document
from projects.permissions import documents as permissions


@verb
def take_down_document(*, actor: Actor, document: Document, organization: Organization) -> int:
    """The versions that its people brought are deleted for good, and how many they were is given; with the last version
    goes the document. What others brought stays. Nothing left changes nothing.
    """
    require(permissions.can_take_down_document(actor, document, organization))
    try:
        row = held(document, "project")
    except Document.DoesNotExist:  # somebody was faster
        return 0
    versions = list(row.versions.filter(organization=organization).select_related("file"))
    if not versions:
        return 0
    project = row.project
    record("document_taken_down", stream=project.stream, actor=actor, subject=project, versions=len(versions))
    row.versions.filter(pk__in=[each.pk for each in versions]).delete()
    newest = row.versions.aggregate(newest=Max("number"))["newest"]
    if newest is None:
        row.delete()
    else:
        Document.objects.filter(pk=row.pk).update(versions_count=newest, changed_at=timezone.now())
    let_go(actor, project, [each.file for each in versions])
    return len(versions)
