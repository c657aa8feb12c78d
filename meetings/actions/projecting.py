"""The verb by which who runs a session says what the projector shows."""

from __future__ import annotations

from django.utils.translation import gettext as _

from arabic.direction import defuse
from journal.actors import Actor
from journal.records import record
from journal.refusals import invalid, require
from journal.verbs import verb
from meetings import permissions
from meetings.actions.sessions import as_it_stands
from meetings.models import Ballot, Session

LONGEST_WORDS = 400
FIELDS = ["shown", "words", "ballot"]


@verb
def show_on_projector(
    *, actor: Actor, session: Session, shown: str, words: str = "", ballot: Ballot | None = None
) -> Session:
    """The agenda, the item in hand, the speakers, a vote (`ballot`; without one the last that was asked), or a text.

    What is shown already changes nothing. ValidationError `invalid_choice`; `no_words`, `too_long` of a text.
    """
    require(permissions.can_show_on_projector(actor, session))
    row = as_it_stands(session)
    require(permissions.can_show_on_projector(actor, row))  # it may be over by now
    before = [getattr(row, name) for name in FIELDS]
    if shown not in Session.Shown.values:
        raise invalid(_("There is no such way."), code="invalid_choice", field="shown")
    if shown == Session.Shown.WORDS:
        row.words = checked_words(words)
    if shown == Session.Shown.BALLOT:
        row.ballot = checked_ballot(row, ballot)
    row.shown = shown
    if [getattr(row, name) for name in FIELDS] != before:
        row.save(update_fields=FIELDS)
        record("projector_set", stream=row.stream, actor=actor, subject=row, shown=shown)
    return row


def checked_words(words: str) -> str:
    text = defuse(words).strip()
    if not text:
        raise invalid(_("Write what it should show."), code="no_words", field="words")
    if len(text) > LONGEST_WORDS:
        raise invalid(_("Say it in at most 400 letters."), code="too_long", field="words")
    return text


def checked_ballot(session: Session, ballot: Ballot | None) -> Ballot:
    """Drafts are not shown before they are put."""
    put = session.ballots.exclude(status=Ballot.Status.DRAFT)
    found = put.filter(pk=ballot.pk).first() if ballot is not None else put.order_by("opened_at", "pk").last()
    if found is None:
        raise invalid(_("There is no vote to show yet."), code="invalid_choice", field="ballot")
    return found
