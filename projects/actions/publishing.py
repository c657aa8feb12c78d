"""The verbs of a project's public page: what is shown, which partners, which pictures."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from arabic.direction import defuse_name
from files.actions import set_preview, store_file
from files.examining import Examined
from files.models import StoredFile
from journal.actors import Actor
from journal.due import schedule
from journal.records import record
from journal.refusals import Conflict, demand_repeat, invalid, require
from journal.verbs import verb
from projects.actions.storage import bring, let_go
from projects.models import Partner, Photo, Project
from projects.permissions import publishing as permissions

PARTS = {
    "aim": gettext_lazy("What it is for"),
    "partners": gettext_lazy("The partners"),
    "places": gettext_lazy("Where"),
    "dates": gettext_lazy("Since when, until when"),
    "progress": gettext_lazy("How far it is, and its milestones"),
    "photos": gettext_lazy("Pictures"),
}
MOST_PHOTOS, LONGEST_CAPTION = 100, 200


@verb
def publish_project(*, actor: Actor, project: Project, parts: Iterable[str]) -> Project:
    """Give it a page that everybody may read, with these of PARTS beside its title. ValidationError `unknown_part`."""
    require(permissions.can_publish_project(actor, project))
    chosen = set(parts)
    if chosen - set(PARTS):
        raise invalid(_("Choose parts of the list."), code="unknown_part", field="parts")
    shown = [part for part in PARTS if part in chosen]
    if project.is_public and project.shown_parts == shown:
        return project
    project.is_public, project.shown_parts = True, shown
    project.save(update_fields=["is_public", "shown_parts"])
    record("project_published", stream=project.stream, actor=actor, subject=project)
    return project


@verb
def unpublish_project(*, actor: Actor, project: Project) -> Project:
    """Take the public page away; what was chosen is remembered. What is not public stays so."""
    require(permissions.can_publish_project(actor, project))
    if project.is_public:
        project.is_public = False
        project.save(update_fields=["is_public"])
        record("project_unpublished", stream=project.stream, actor=actor, subject=project)
    return project


@verb
def show_partner(*, actor: Actor, partner: Partner, shown: bool) -> Partner:
    """Have the name of one's organisation on the public page, or not."""
    require(permissions.can_show_partner(actor, partner))
    if Partner.objects.filter(pk=partner.pk).exclude(is_shown=shown).update(is_shown=shown):
        partner.is_shown = shown
        record("partner_shown", stream=partner.project.stream, actor=actor, subject=partner, shown=shown)
    return partner


# Pictures -------------------------------------------------------------------------------------------------------------
@verb
def add_photo(
    *, actor: Actor, project: Project, client_id: UUID, file: StoredFile | Examined, caption: str = ""
) -> Photo:
    """A picture of the work, for the partners; the lead may show it to everybody (`show_photo`). A repeated `client_id`
    gives the same one. ValidationError `no_picture`, `too_long`; Conflict `too_many`, `over_quota`.
    """
    require(permissions.can_add_photo(actor, project))
    if first := Photo.objects.filter(person=actor.user, client_id=client_id).first():
        demand_repeat(first.project_id == project.pk)
        return first
    if file.kind != StoredFile.Kind.IMAGE:
        raise invalid(_("This is no picture."), code="no_picture", field="file")
    if project.photos.count() >= MOST_PHOTOS:
        raise Conflict(_("A project has at most 100 pictures."), code="too_many")
    stored = file if isinstance(file, StoredFile) else store_file(actor=actor, examined=file)
    row = Photo(project=project, file=bring(actor, project, [stored])[0], caption=checked_caption(caption))
    row.person, row.organization, row.client_id = actor.user, actor.organization, client_id
    row.save()
    if not stored.preview:
        schedule("preview_photo", key=f"photo.{row.pk}", photo_id=row.pk)
    record("photo_added", stream=project.stream, actor=actor, subject=row)
    return row


@verb
def show_photo(*, actor: Actor, photo: Photo, shown: bool) -> Photo:
    """Have it on the public page, or not."""
    require(permissions.can_show_photo(actor, photo))
    if Photo.objects.filter(pk=photo.pk).exclude(is_public=shown).update(is_public=shown):
        photo.is_public = shown
        record("photo_shown", stream=photo.project.stream, actor=actor, subject=photo, shown=shown)
    return photo


@verb
def remove_photo(*, actor: Actor, photo: Photo) -> None:
    """It and its file are deleted."""
    require(permissions.can_remove_photo(actor, photo))
    project, file = photo.project, photo.file
    record("photo_removed", stream=project.stream, actor=actor, subject=project)
    if Photo.objects.filter(pk=photo.pk).delete()[0]:
        let_go(actor, project, [file])


@verb
def preview_photo(*, actor: Actor, photo: Photo, preview: bytes) -> None:
    """Show the small picture that the worker made of it."""
    require(permissions.can_preview_photo(actor))
    if set_preview(actor=actor, file=photo.file, preview=preview):
        record("photo_previewed", stream=photo.project.stream, actor=actor, subject=photo)


def checked_caption(caption: str) -> str:
    words = defuse_name(caption)
    if len(words) > LONGEST_CAPTION:
        raise invalid(_("Say it in at most 200 letters."), code="too_long", field="caption")
    return words
