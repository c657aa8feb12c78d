"""The verbs of challenges: say what is hard, say "we too", say what solved it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from arabic.direction import defuse_name
from journal.actors import Actor
from journal.holding import held
from journal.refusals import invalid, require
from journal.states import checked_reason, demand_status
from journal.verbs import verb
from needs import permissions
from needs.actions.postings import (
    checked_named,
    demand,
    demand_named,
    fill,
    known_by,
    organization_of,
    repeated,
    tell,
    tell_edited,
    tell_narrowed,
    words_of,
)
from needs.codes import new_code
from needs.models import Challenge, ChallengeVoice
from needs.permissions import may_speak, streams_of
from organizations.models import Organization, Place, Sector

Status = Challenge.Status
DETAILS = frozenset({"title", "description", "sector", "place", "visibility"})
LONGEST_NOTE = 300


@verb
def create_challenge(
    *,
    actor: Actor,
    client_id: UUID,
    title: str,
    sector: Sector,
    place: Place | None = None,
    organization: Organization | None = None,
    named: Iterable[Organization] = (),
    **details: Any,
) -> Challenge:
    """Say what is hard, where and in which field; it stands at once, with the voice of one's organisation.

    `place` None is the whole country; `details` are the other columns of DETAILS. The secretariat does it for any
    `organization`. A repeated `client_id` gives the same challenge, or Conflict `client_id_reused`. ValidationError by
    field.
    """
    if first := known_by(Challenge, actor, client_id):
        repeated(first, title, organization)
        return first  # type: ignore[no-any-return]
    facing = organization_of(actor, organization, may=permissions.can_create_challenge(actor))
    row = Challenge(code=new_code("C"), organization=facing, author=actor.user, client_id=client_id)
    fill(row, {"title": title, "sector": sector, "place": place, **details}, DETAILS)
    row.opened_at, row.voice_count, row.search_text = timezone.now(), 1, words_of(row)
    row.save()
    row.named.set(checked_named(row, named))
    demand_named(row)
    row.voices.create(organization=facing, person=actor.user)
    tell("challenge_created", row, actor)
    return row


@verb
def edit_challenge(*, actor: Actor, challenge: Challenge, **details: Any) -> Challenge:
    """Say it better: columns of DETAILS, and `named` as a whole list. Whoever sees it no longer is told where they saw
    it. ValidationError by field; Conflict `wrong_status` when it has ended.
    """
    challenge = as_it_stands(challenge)
    demand(may_speak(actor, challenge.organization), permissions.can_edit_challenge(actor, challenge), challenge)
    seen_on = streams_of(challenge)
    named = details.pop("named", None)
    changed = fill(challenge, details, DETAILS)
    challenge.search_text = words_of(challenge)
    challenge.save()
    if named is not None:
        challenge.named.set(checked_named(challenge, named))
        changed.append("named")
    demand_named(challenge)
    tell_edited("challenge_edited", challenge, actor, seen_on, changed)
    return challenge


@verb
def resolve_challenge(*, actor: Actor, challenge: Challenge, reason: str) -> Challenge:
    """Say what solved it. Resolving what is resolved changes nothing. ValidationError `reason_required`."""
    require(permissions.can_resolve_challenge(actor, challenge))
    return end(actor, challenge, Status.RESOLVED, reason, "challenge_resolved")


@verb
def close_challenge(*, actor: Actor, challenge: Challenge, reason: str) -> Challenge:
    """End it without a solution, and say why. Closing what is closed changes nothing. ValidationError
    `reason_required`.
    """
    require(permissions.can_close_challenge(actor, challenge))
    return end(actor, challenge, Status.CLOSED, reason, "challenge_closed")


@verb
def reopen_challenge(*, actor: Actor, challenge: Challenge) -> Challenge:
    """It is hard again. What is open stays as it is."""
    require(permissions.can_reopen_challenge(actor, challenge))
    challenge = as_it_stands(challenge)
    if challenge.status != Status.OPEN:
        challenge.status, challenge.closed_at, challenge.closing_reason = Status.OPEN, None, ""
        challenge.save(update_fields=["status", "closed_at", "closing_reason"])
        tell("challenge_reopened", challenge, actor)
    return challenge


# We too ---------------------------------------------------------------------------------------------------------------
@verb
def add_voice(*, actor: Actor, challenge: Challenge, note: str = "") -> Challenge:
    """Say for one's organisation that it faces the same, and how it shows. Said again, the words replace the earlier
    ones; the voice counts once. Conflict `wrong_status` when the challenge has ended; ValidationError `too_long`.
    """
    require(permissions.can_add_voice(actor, challenge))
    challenge = as_it_stands(challenge)
    demand_open(challenge)
    assert actor.organization is not None
    words = checked_note(note)
    known = challenge.voices.filter(organization=actor.organization).first()
    if known is not None and known.note == words:
        return challenge
    details = {"person": actor.user, "note": words}
    ChallengeVoice.objects.update_or_create(challenge=challenge, organization=actor.organization, defaults=details)
    count_voices(challenge)
    tell("voice_added", challenge, actor, voice_count=challenge.voice_count)
    return challenge


@verb
def take_back_voice(*, actor: Actor, challenge: Challenge) -> Challenge:
    """One's organisation faces it no longer, or never did. Without a voice nothing changes."""
    require(permissions.can_take_back_voice(actor, challenge))
    challenge = as_it_stands(challenge)
    seen_on = streams_of(challenge)
    gone, _rows = challenge.voices.filter(organization=actor.organization).delete()
    if gone:
        count_voices(challenge)
        tell("voice_taken_back", challenge, actor, also=seen_on, voice_count=challenge.voice_count)
        tell_narrowed(challenge, actor)
    return challenge


# What they share ------------------------------------------------------------------------------------------------------
def as_it_stands(challenge: Challenge) -> Challenge:
    """Read again and held, so that two voices at once are both counted."""
    return held(challenge, "organization", "sector", "place__parent")


def count_voices(challenge: Challenge) -> None:
    challenge.voice_count = challenge.voices.count()
    challenge.save(update_fields=["voice_count"])


def demand_open(challenge: Challenge) -> None:
    demand_status(challenge, Status.OPEN)


def checked_note(note: str) -> str:
    words = defuse_name(note)
    if len(words) > LONGEST_NOTE:
        raise invalid(_("Say it in at most 300 letters."), code="too_long", field="note")
    return words


def end(actor: Actor, challenge: Challenge, status: Challenge.Status, reason: str, event: str) -> Challenge:
    challenge = as_it_stands(challenge)
    if challenge.status == status:
        return challenge
    challenge.closing_reason = checked_reason(reason)
    challenge.status, challenge.closed_at = status, timezone.now()
    challenge.save(update_fields=["status", "closed_at", "closing_reason"])
    tell(event, challenge, actor)
    return challenge
