"""The verbs of the registration desk: who arrived, by code or by name, told later too by a device without a line."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.tries import WITHIN, count_one, is_barred
from coordination import permissions
from coordination.actions.delegates import demand_standing
from coordination.codes import read_code
from coordination.models import Forum
from journal.actors import Actor
from journal.records import record
from journal.refusals import TooSoon, invalid, require
from journal.verbs import verb
from meetings.models import Participant

TRIES = 10  # codes that nobody has, in ten minutes: of one person, at one forum
LONGEST = timedelta(days=2)  # that a device was without a line


@verb
def check_in(*, actor: Actor, forum: Forum, delegate: Participant, ago: int = 0) -> Participant:
    """They have arrived, `ago` seconds before now: the device's own clock may be wrong, its count of seconds is not.
    Twice changes nothing: the first arrival counts. Conflict `no_longer` for whoever was replaced or taken off.
    """
    require(permissions.can_check_in(actor, forum) and delegate.body_id == forum.body_id)
    row = Participant.objects.get(pk=delegate.pk)
    demand_standing(row)
    at = timezone.now() - min(timedelta(seconds=max(0, ago)), LONGEST)
    is_first = Participant.objects.filter(pk=row.pk, arrived_at=None).update(arrived_at=at, arrived_by=actor.user)
    row.refresh_from_db()
    if is_first:
        record("delegate_arrived", stream=forum.stream, actor=actor, subject=row)
    return row


@verb
def check_in_by_code(*, actor: Actor, forum: Forum, code: str, ago: int = 0) -> Participant:
    """By the code of a badge, scanned or typed. ValidationError `unknown_code`; TooSoon `too_many_tries` after ten that
    nobody has within ten minutes, so that none is found by trying; Conflict `no_longer` for a badge that was replaced.
    """
    require(permissions.can_check_in(actor, forum))
    key = f"desk.{forum.pk}.{actor.user.pk}"
    if is_barred(key, TRIES):
        raise TooSoon(
            _("Too many wrong codes. Wait a little, or look for the name."), code="too_many_tries", seconds=WITHIN
        )
    row = Participant.objects.filter(body=forum.body_id, code=read_code(code, "D")).first() if code else None
    if row is None:
        count_one(key)
        raise invalid(_("No badge of this forum bears this code."), code="unknown_code", field="code")
    return check_in(actor=actor, forum=forum, delegate=row, ago=ago)


@verb
def undo_check_in(*, actor: Actor, forum: Forum, delegate: Participant) -> Participant:
    """They have not arrived after all: it was somebody else's badge. Twice changes nothing."""
    require(permissions.can_undo_check_in(actor, forum) and delegate.body_id == forum.body_id)
    was_there = Participant.objects.filter(pk=delegate.pk, arrived_at__isnull=False)
    if was_there.update(arrived_at=None, arrived_by=None):
        record("delegate_arrival_undone", stream=forum.stream, actor=actor, subject=delegate)
    delegate.refresh_from_db()
    return delegate
