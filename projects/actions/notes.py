"""The verbs of notes that several people write together. What passes while they write is stored by `write_note`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from uuid import UUID

from django.db import connection, transaction
from django.db.models.functions import Greatest
from django.utils import timezone
from django.utils.translation import gettext as _

from arabic.direction import defuse_name
from journal.actors import Actor
from journal.announcements import announce
from journal.due import schedule_each
from journal.records import record
from journal.refusals import Refused, demand_repeat, invalid, require
from journal.verbs import verb
from organizations.columns import check_columns
from projects import permissions
from projects.models import Document, Folder, NoteStretch, NoteUpdate, NoteVersion, Project, Reading
from projects.notes.texts import LARGEST_UPDATE, BadUpdate, Text

ALL = "notes.all"  # which notes say something else by now; for the search, nobody watches it
STRETCH = timedelta(minutes=30)  # whoever pauses for longer begins to write anew
KEPT_EVERY = timedelta(hours=1)
KEPT_BY_CLOCK = 60  # versions of a note that nobody gave a name
TIDIED_AFTER = timedelta(seconds=65)  # of the minute's first word: by then the minute is over


@verb
def create_note(
    *, actor: Actor, project: Project, client_id: UUID, title: str, folder: Folder | None = None
) -> Document:
    """Begin a note in a project; nobody has written in it yet.

    A repeated `client_id` gives the same note, or Conflict `client_id_reused`. ValidationError by field.
    """
    require(permissions.can_create_note(actor, project))
    if first := Document.objects.filter(author=actor.user, client_id=client_id).first():
        return repeated_note(first, project, title)
    if folder is not None and folder.project_id != project.pk:
        raise invalid(_("Choose a folder of this project."), code="invalid_folder", field="folder")
    note = Document(
        project=project,
        folder=folder,
        kind=Document.Kind.NOTE,
        title=defuse_name(title),
        author=actor.user,
        organization=actor.organization,
        client_id=client_id,
    )
    check_columns(note, ["title"])
    note.save()
    record("note_created", stream=project.stream, actor=actor, subject=note, kind="note")
    return note


@verb
def rename_note(*, actor: Actor, note: Document, title: str) -> Document:
    """Give it another title. ValidationError by field."""
    require(permissions.can_rename_note(actor, note))
    note = as_it_stands(note)
    note.title = defuse_name(title)
    check_columns(note, ["title"])
    note.save(update_fields=["title"])
    record("note_renamed", stream=note.project.stream, actor=actor, subject=note, kind="note")
    return note


@verb
def write_note(*, actor: Actor, note: Document, update: bytes) -> int:
    """Store what somebody wrote, before anybody else is told; returns its number in the note.

    It leaves no entry: the journal says who wrote when the minute is over (`tidy_note`). Refused where the person may
    not write, or the note is gone. ValidationError `too_large` above 256 KiB, `not_an_update`.
    """
    require(permissions.can_write_note(actor, as_it_stands(note)))
    return put_updates(note, [(actor, update)])


@verb
def write_note_together(*, actor: Actor, note: Document, written: Sequence[tuple[Actor, bytes]]) -> int:
    """As `write_note`, of several people who wrote at the same moment: one transaction, and one wait for the disk.

    Returns the number of the last; those before it stand in the order given, without a gap. Refused, with nothing
    stored, where one of them may not write. It is the server's own: each writer is asked about.
    """
    require(actor.is_clock)
    row = as_it_stands(note)
    for writer in {(each.person_id, each.organization_id): each for each, _update in written}.values():
        require(permissions.can_write_note(writer, row))
    return put_updates(note, written)


@verb
def tidy_note(*, actor: Actor, note: Document, number: int, whole: bytes, words: str) -> None:
    """The clock puts together what was stored up to `number`: as one update, as words to search, as who wrote when.

    Whatever was stored since stays as it is; where another worker was here first, nothing happens.
    """
    require(actor.is_clock)
    rows = NoteUpdate.objects.filter(document=note, number__lte=number)
    new = rows.filter(is_whole=False).order_by("number")
    written = list(new.values_list("person", "organization", "at"))
    own = dict(new.values_list("person", "number"))
    if not rows.filter(number=number, is_whole=False).update(
        update=whole, is_whole=True, person=None, organization=None
    ):
        return
    rows.filter(number__lt=number).delete()
    Document.objects.filter(pk=note.pk).update(text=words)
    note_stretches(note, written)
    read_own_words(note, own)
    keep_hourly(note, whole)
    record("note_tidied", stream=ALL, actor=actor, subject=note, kind="note")


# What they share ------------------------------------------------------------------------------------------------------
def repeated_note(first: Document, project: Project, title: str) -> Document:
    demand_repeat((first.project_id, first.title, first.kind) == (project.pk, defuse_name(title), Document.Kind.NOTE))
    return first


def as_it_stands(note: Document) -> Document:
    """The row as it is now; Refused where it is gone."""
    row = Document.objects.select_related("project").filter(pk=note.pk).first()
    if row is None:
        raise Refused
    return row


def check_update(update: bytes) -> None:
    if len(update) > LARGEST_UPDATE:
        raise invalid(_("This is too much at once."), code="too_large")
    try:
        Text([update])
    except (BadUpdate, ValueError):
        raise invalid(_("This is no text of a note."), code="not_an_update") from None


def put_updates(note: Document, written: Sequence[tuple[Actor, bytes]]) -> int:
    """Stored, and told to other processes after commit; the number of the last."""
    for _writer, update in written:
        check_update(update)
    last = next_number(note, len(written))
    NoteUpdate.objects.bulk_create(
        NoteUpdate(document=note, number=number, update=update, person=writer.user, organization=writer.organization)
        for number, (writer, update) in enumerate(written, last - len(written) + 1)
    )
    tidy_later(note)
    transaction.on_commit(lambda: announce({f"note.{note.pk}": last}), robust=True)
    return last


NEXT_NUMBER = """
    UPDATE projects_document SET written = written + %s, changed_at = %s WHERE id = %s RETURNING written
"""


def next_number(note: Document, many: int) -> int:
    """The last of so many. The row stays locked until commit, so the order of commits is the order of numbers."""
    now = connection.ops.adapt_datetimefield_value(timezone.now())
    with connection.cursor() as cursor:
        cursor.execute(NEXT_NUMBER, [many, now, note.pk])
        return int(cursor.fetchone()[0])


def tidy_later(note: Document) -> None:
    """Once for each minute in which something was written, when that minute is over: no word falls between."""
    now = timezone.now()
    key = f"note.{note.pk}.{int(now.timestamp()) // 60}"
    schedule_each("tidy_note", at={key: now + TIDIED_AFTER}, arguments={key: {"note": note.pk}})


Written = Sequence[tuple[int | None, int | None, datetime]]  # person, organisation, when


def note_stretches(note: Document, written: Written) -> None:
    """Who wrote goes on with the stretch they were in, or begins one, of which the project hears."""
    first: dict[tuple[int, int | None], datetime] = {}
    last: dict[tuple[int, int | None], datetime] = {}
    for person, organization, at in written:
        if person is not None:
            first.setdefault((person, organization), at)
            last[person, organization] = at
    for (person, organization), began in first.items():
        ended = last[person, organization]
        open_ones = NoteStretch.objects.filter(document=note, person=person, organization=organization)
        if not open_ones.filter(ended_at__gte=began - STRETCH).update(ended_at=ended):
            stretch = NoteStretch.objects.create(
                document=note, person_id=person, organization_id=organization, began_at=began, ended_at=ended
            )
            writer = Actor(stretch.person, stretch.organization)
            record("note_written", stream=note.project.stream, actor=writer, subject=note, kind="note")


def read_own_words(note: Document, last: Mapping[int, int]) -> None:
    """Whoever writes has seen the note up to their own last word, also while they are still there."""
    for person, number in last.items():
        Reading.objects.filter(document=note, person=person).update(version=Greatest("version", number))


def keep_hourly(note: Document, whole: bytes) -> None:
    """A version for the history, at most one an hour; of those without a name only the newest stay."""
    now = timezone.now()
    kept = NoteVersion.objects.filter(document=note)
    if kept.filter(at__gt=now - KEPT_EVERY).exists():
        return
    NoteVersion.objects.create(document=note, state=whole, at=now)
    old = kept.filter(person__isnull=True).order_by("-pk").values_list("pk", flat=True)[KEPT_BY_CLOCK:]
    NoteVersion.objects.filter(pk__in=list(old)).delete()
