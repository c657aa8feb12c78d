"""How much the files of a project may take, all together. Called by the verbs that bring and let go of files."""

from __future__ import annotations

from collections.abc import Iterable

from django.conf import settings
from django.db.models import F
from django.db.models.functions import Greatest
from django.utils.translation import gettext as _

from files.actions import release_files, use_files
from files.models import StoredFile
from files.permissions import files_for
from journal.actors import Actor
from journal.refusals import Conflict, invalid
from projects.models import Project


def bring(actor: Actor, project: Project, files: Iterable[StoredFile]) -> list[StoredFile]:
    """Let the project hold these files, which the actor brought. ValidationError `unknown_file`; Conflict `over_quota`
    when they would take more than PROJECT_FILES together with those it holds.
    """
    rows = list(files)
    ids = {row.pk for row in rows}
    if files_for(actor.user).filter(pk__in=ids, finished_at__isnull=False).count() != len(ids):
        raise invalid(_("This file is not here (any more)."), code="unknown_file", field="files")
    size = sum(row.size for row in rows)
    room = Project.objects.filter(pk=project.pk, stored_bytes__lte=settings.PROJECT_FILES - size)
    if not room.update(stored_bytes=F("stored_bytes") + size):
        words = _("The files of this project take up all of its %(megabytes)d MB: delete some that nobody needs.")
        raise Conflict(words % {"megabytes": settings.PROJECT_FILES // 1024**2}, code="over_quota")
    use_files(actor=actor, files=rows)
    return rows


def let_go(actor: Actor, project: Project, files: Iterable[StoredFile]) -> None:
    """The project holds them no longer; what nothing holds is deleted."""
    rows = list(files)
    size = sum(row.size for row in rows)
    Project.objects.filter(pk=project.pk).update(stored_bytes=Greatest(F("stored_bytes") - size, 0))
    release_files(actor=actor, files=rows)
