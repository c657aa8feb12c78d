"""The verbs of the library: bring an instrument in, say what it is, publish it, say whether it is in force."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from arabic.direction import defuse_name
from arabic.normalise import normalise
from arabic.numbers import to_latin_digits
from files.actions import release_files, store_file, use_files
from files.examining import Examined
from files.models import StoredFile
from files.permissions import files_for
from journal.actors import Actor
from journal.holding import held
from journal.records import record, tell_people
from journal.refusals import Conflict, invalid, require
from journal.verbs import verb
from legislation import permissions
from legislation.models import Instrument, InstrumentLink, Topic, TopicFollow
from needs.codes import new_code
from organizations.columns import check_columns, set_columns

DETAILS = frozenset(
    {
        *("kind", "number", "year", "title", "short_title", "about", "issuer", "issued_on", "in_force_on", "gazette"),
        *("source_note", "is_official_text", "must_be_acknowledged"),
    }
)
PARAGRAPHS = frozenset({"about"})
EARLIEST = 1800
TAKEN = frozenset({StoredFile.Kind.DOCUMENT, StoredFile.Kind.IMAGE})


@verb
def create_instrument(*, actor: Actor, client_id: UUID, title: str, **details: Any) -> Instrument:
    """Begin an instrument; only those who keep the library see it until it is published. `details` are other columns of
    DETAILS, and `topics` as a whole list.

    A repeated `client_id` gives the same one, or Conflict `client_id_reused`; `instrument_exists` for a kind, number
    and year that is here. ValidationError by field.
    """
    require(permissions.can_create_instrument(actor))
    if first := Instrument.objects.filter(person=actor.user, client_id=client_id).first():
        if first.title != defuse_name(title):
            raise Conflict(_("This form has been sent already, with another content."), code="client_id_reused")
        return first
    topics = details.pop("topics", [])
    row = Instrument(code=new_code("L"), person=actor.user, organization=actor.organization, client_id=client_id)
    fill(row, {"title": title, **details})
    demand_new(row)
    row.save()
    row.topics.set({topic.pk for topic in topics})
    index(row)
    record("instrument_created", stream=row.stream, actor=actor, subject=row)
    return row


@verb
def edit_instrument(*, actor: Actor, instrument: Instrument, **details: Any) -> Instrument:
    """Say anew what it is: columns of DETAILS, `topics` as a whole list. ValidationError by field; Conflict
    `instrument_exists`.
    """
    require(permissions.can_edit_instrument(actor, instrument))
    row, topics = held(instrument), details.pop("topics", None)
    changed = fill(row, details)
    demand_new(row)
    row.save()
    if topics is not None and set_topics(row, topics):
        changed.append("topics")
    if not changed:
        return row
    index(row)
    record("instrument_edited", stream=row.stream, actor=actor, subject=row, fields=sorted(changed))
    return row


@verb
def publish_instrument(*, actor: Actor, instrument: Instrument) -> Instrument:
    """Everybody reads it from now on; those who follow one of its topics are told. Twice changes nothing. Conflict
    `nothing_to_read` as long as it has neither a text nor a scan.
    """
    require(permissions.can_publish_instrument(actor, instrument))
    row = held(instrument)
    if row.published_at is not None:
        return row
    if row.source_id is None and not row.provisions.exists():
        raise Conflict(_("There is nothing to read yet: bring in its text or its scan first."), code="nothing_to_read")
    row.published_at, row.published_by = timezone.now(), actor.user
    row.save(update_fields=["published_at", "published_by"])
    record("instrument_published", stream=row.stream, actor=actor, subject=row)
    tell_followers(actor, row)
    return row


@verb
def discard_instrument(*, actor: Actor, instrument: Instrument) -> None:
    """Throw away what was begun by mistake. Twice changes nothing. Conflict `has_text` once a text or its import is
    there, and where another text is said to be changed by it.
    """
    require(permissions.can_discard_instrument(actor, instrument))
    row = Instrument.objects.select_for_update(of=("self",)).filter(pk=instrument.pk).first()
    if row is None:
        return
    if row.provisions.exists() or row.imports.exists() or row.changes.exists() or row.published_at is not None:
        raise Conflict(_("A text hangs on it already: it can no longer be thrown away."), code="has_text")
    record("instrument_discarded", stream=row.stream, actor=actor, subject=row)
    Instrument.objects.filter(pk=row.pk).delete()
    if row.source is not None:
        release_files(actor=actor, files=[row.source])


@verb
def set_instrument_status(
    *, actor: Actor, instrument: Instrument, status: str, repealed_on: date | None = None
) -> Instrument:
    """In force, amended, repealed from a day (today where none is said), or not yet in force. ValidationError
    `invalid_status`, `dates_reversed`.
    """
    require(permissions.can_set_instrument_status(actor, instrument))
    row = held(instrument)
    if status not in Instrument.Status.values:
        raise invalid(_("Choose one of these."), code="invalid_status", field="status")
    day = (repealed_on or timezone.localdate()) if status == Instrument.Status.REPEALED else None
    if (row.status, row.repealed_on) == (status, day) or (row.status == status and repealed_on is None):
        return row
    row.status, row.repealed_on = status, day
    check_days(row)
    row.save(update_fields=["status", "repealed_on"])
    record("instrument_status_set", stream=row.stream, actor=actor, subject=row)
    return row


@verb
def set_source(
    *, actor: Actor, instrument: Instrument, file: StoredFile | None = None, examined: Examined | None = None
) -> Instrument:
    """The scan of what was printed: `file` came in pieces before, `examined` with a form. The one before goes.
    ValidationError `unknown_file`, `kind_not_taken`.
    """
    require(permissions.can_set_source(actor, instrument))
    row = held(instrument)
    if file is not None and not files_for(actor.user).filter(pk=file.pk, finished_at__isnull=False).exists():
        raise invalid(_("This file is not here (any more)."), code="unknown_file", field="file")
    found = file or examined
    if found is None or found.kind not in TAKEN:
        raise invalid(_("Add a PDF, a document or a picture."), code="kind_not_taken", field="file")
    kept = file or (store_file(actor=actor, examined=examined) if examined is not None else None)
    if kept is None or kept.pk == row.source_id:
        return row
    before = row.source
    use_files(actor=actor, files=[kept])
    row.source = kept
    row.save(update_fields=["source"])
    if before is not None:
        release_files(actor=actor, files=[before])
    record("instrument_edited", stream=row.stream, actor=actor, subject=row, fields=["source"])
    return row


@verb
def link_instruments(
    *, actor: Actor, instrument: Instrument, target: Instrument, kind: str, note: str = ""
) -> InstrumentLink:
    """Say what one instrument does to another: it stands at both. Twice changes nothing but the note. ValidationError
    `same_instrument`, lengths.
    """
    require(permissions.can_link_instruments(actor, instrument))
    if instrument.pk == target.pk:
        raise invalid(_("Choose another one."), code="same_instrument", field="target")
    row = InstrumentLink(source=instrument, target=target, kind=kind, note=defuse_name(note), person=actor.user)
    check_columns(row, ["kind", "note"])
    values = {"note": row.note, "person": actor.user}
    link, is_new = InstrumentLink.objects.get_or_create(source=instrument, target=target, kind=kind, defaults=values)
    if not is_new and link.note == row.note:
        return link
    link.note = row.note
    link.save(update_fields=["note"])
    record(
        "instruments_linked",
        stream=sorted([instrument.stream, target.stream]),
        actor=actor,
        subject=instrument,
        target=target.pk,
        link=kind,
    )
    return link


@verb
def unlink_instruments(*, actor: Actor, link: InstrumentLink) -> None:
    """It was not so. Twice changes nothing."""
    require(permissions.can_unlink_instruments(actor, link.source))
    if InstrumentLink.objects.filter(pk=link.pk).delete()[0]:
        streams = sorted([link.source.stream, link.target.stream])
        facts: dict[str, Any] = {"target": link.target_id, "link": link.kind}
        record("instruments_unlinked", stream=streams, actor=actor, subject=link.source, **facts)


# What they share ------------------------------------------------------------------------------------------------------
def fill(row: Instrument, details: dict[str, Any]) -> list[str]:
    """Columns of DETAILS, cleaned and checked; the names of those that changed."""
    if isinstance(details.get("number"), str):
        details = {**details, "number": to_latin_digits(details["number"]).strip(" /()")}
    changed = set_columns(row, details, DETAILS, PARAGRAPHS)
    check_columns(row, details)
    if row.issued_on and not row.year:
        row.year = row.issued_on.year
    if row.year and not EARLIEST <= row.year <= timezone.localdate().year + 1:
        raise invalid(_("This is not a year of which a law could be."), code="invalid_year", field="year")
    if row.must_be_acknowledged and row.kind != Instrument.Kind.CIRCULAR:
        words = _("Only circulars are acknowledged.")
        raise invalid(words, code="not_a_circular", field="must_be_acknowledged")
    check_days(row)
    return changed


def check_days(row: Instrument) -> None:
    if row.repealed_on and row.in_force_on and row.repealed_on < row.in_force_on:
        raise invalid(_("This day comes before the other one."), code="dates_reversed", field="repealed_on")


def demand_new(row: Instrument) -> None:
    if not row.number or not row.year or row.kind == Instrument.Kind.TEMPLATE:
        return
    same = Instrument.objects.filter(kind=row.kind, number=row.number, year=row.year, issuer=row.issuer)
    if same.exclude(pk=row.pk).exists():
        raise Conflict(_("An instrument of this kind, number and year is here already."), code="instrument_exists")


def set_topics(row: Instrument, topics: Iterable[Topic]) -> bool:
    wanted = {topic.pk for topic in topics}
    if wanted == set(row.topics.values_list("pk", flat=True)):
        return False
    row.topics.set(wanted)
    return True


def index(row: Instrument) -> None:
    """What is searched: everything by which somebody would look for it."""
    names = [row.code, str(row.get_kind_display()), row.number, str(row.year or ""), row.title, row.short_title]
    names += [row.about, row.issuer, row.gazette]
    for topic in row.topics.all():
        names += [topic.name_ar, topic.name_en]
    row.search_text = normalise(" ".join(names))
    row.save(update_fields=["search_text"])


def tell_followers(actor: Actor, row: Instrument) -> None:
    """Each person who follows one of its topics, once; not whoever publishes it."""
    people = TopicFollow.objects.filter(topic__in=row.topics.all(), person__is_active=True)
    facts: dict[str, Any] = {"sort": row.kind, "number": row.number or row.code}
    tell_people("instrument_published", actor, row, people.values_list("person", flat=True), **facts)
