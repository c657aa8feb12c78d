"""The verbs of polls: ask a room, vote, close."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from arabic.direction import defuse
from arabic.normalise import normalise
from chat import permissions
from chat.actions.messages import Posted, already_said, demand_voice, spoken, tell_posted
from chat.markdown import render
from chat.models import (
    FEWEST_OPTIONS,
    MOST_OPTIONS,
    OPTION_LIMIT,
    QUESTION_LIMIT,
    Message,
    Poll,
    PollOption,
    PollVote,
    Room,
)
from chat.queries import voter_of
from chat.standing import require_part
from journal.actors import Actor
from journal.due import schedule
from journal.records import record
from journal.refusals import Conflict, demand_repeat, invalid
from journal.verbs import verb

FURTHEST = timedelta(days=400)
RESULT = uuid.UUID("6f2f8a52-4b07-4b63-9d38-5a1f6f3b7c10")  # the name space of results' identifiers


@verb
def create_poll(
    *,
    actor: Actor,
    room: Room,
    question: str,
    options: Sequence[str],
    client_id: uuid.UUID,
    is_multiple: bool = False,
    is_anonymous: bool = False,
    is_per_organization: bool = False,
    closes_at: datetime | None = None,
) -> Posted:
    """Ask a room: a message with 2 to 12 options. A repeated `client_id` answers with the first, or Conflict.

    ValidationError `invalid_question`, `too_few_options`, `too_many_options`, `invalid_option`, `equal_options`,
    `in_the_past`, `too_far`.
    """
    asked, offered = checked_question(question), checked_options(options)
    if first := already_said(actor, client_id):
        return repeated_poll(first, room, asked, offered)
    require_part(permissions.can_create_poll(actor, room), actor, room)
    demand_voice(actor, room)
    demand_time(closes_at)
    body = words(asked, offered)
    message = spoken(room, actor=actor, client_id=client_id, body=body, html=render(body), has_poll=True)
    tell_posted(message, actor=actor)
    poll = Poll.objects.create(
        message=message,
        question=asked,
        is_multiple=is_multiple,
        is_anonymous=is_anonymous,
        is_per_organization=is_per_organization,
        closes_at=closes_at,
    )
    PollOption.objects.bulk_create(
        PollOption(poll=poll, position=place, text=text) for place, text in enumerate(offered)
    )
    if closes_at is not None:
        schedule("close_poll", at=closes_at, key=f"poll.{poll.pk}", poll_id=poll.pk)
    return Posted(message, is_new=True)


def checked_question(question: str) -> str:
    cleaned = " ".join(defuse(question).split())
    if not 1 <= len(cleaned) <= QUESTION_LIMIT:
        raise invalid(_("Ask a question of at most 300 letters."), code="invalid_question", field="question")
    return cleaned


def checked_options(options: Sequence[str]) -> list[str]:
    cleaned = [" ".join(defuse(option).split()) for option in options[: MOST_OPTIONS + 1]]
    if len(cleaned) < FEWEST_OPTIONS:
        raise invalid(_("A poll has at least two options."), code="too_few_options", field="options")
    if len(cleaned) > MOST_OPTIONS:
        raise invalid(_("A poll has at most twelve options."), code="too_many_options", field="options")
    if any(not 1 <= len(option) <= OPTION_LIMIT for option in cleaned):
        raise invalid(_("An option has 1 to 200 letters."), code="invalid_option", field="options")
    if len({normalise(option) or option for option in cleaned}) < len(cleaned):
        raise invalid(_("Two options say the same."), code="equal_options", field="options")
    return cleaned


def demand_time(closes_at: datetime | None) -> None:
    if closes_at is not None and closes_at <= timezone.now():
        raise invalid(_("This moment has passed already."), code="in_the_past", field="closes_at")
    if closes_at is not None and closes_at > timezone.now() + FURTHEST:
        raise invalid(_("Choose a moment within a year."), code="too_far", field="closes_at")


def words(question: str, lines: Iterable[str]) -> str:
    """A poll in plain words, for the search and for who shows no polls."""
    return "\n".join([question, "", *(f"- {line}" for line in lines)])


def repeated_poll(first: Message, room: Room, question: str, options: list[str]) -> Posted:
    if first.deleted_at is not None and first.room_id == room.pk:
        return Posted(first, is_new=False)
    demand_repeat(first.room_id == room.pk and first.has_poll and first.body == words(question, options))
    return Posted(first, is_new=False)


@verb
def cast_vote(*, actor: Actor, poll: Poll, options: Iterable[int], client_id: uuid.UUID | None = None) -> Poll:
    """Choose these options, and no others, for oneself or for one's organisation; none takes the vote back.

    A named vote may be changed until the poll closes. An anonymous one is counted once and for all: nothing is kept by
    which it could be found again; only the same `client_id` is known for the same request. Conflict `poll_closed`,
    `already_voted`; ValidationError `unknown_option`, `one_choice`, `no_choice`.
    """
    poll = Poll.objects.select_for_update(of=("self",)).select_related("message__room").get(pk=poll.pk)
    require_part(permissions.can_cast_vote(actor, poll), actor, poll.message.room)
    if not poll.is_open:
        raise Conflict(_("The poll is closed."), code="poll_closed")
    chosen = checked_choice(poll, options)
    vote = PollVote.objects.filter(poll=poll, voter=voter_of(actor, poll)).first()
    is_new = (
        drop_anonymously(poll, vote, chosen, actor, client_id)
        if poll.is_anonymous
        else change(poll, vote, chosen, actor)
    )
    if is_new:
        record("vote_cast", stream=poll.message.room.stream, actor=actor, subject=poll.message)
    return poll


def checked_choice(poll: Poll, options: Iterable[int]) -> list[int]:
    chosen = sorted(set(options))
    if not set(chosen) <= set(poll.options.values_list("pk", flat=True)):
        raise invalid(_("This is not an option of the poll."), code="unknown_option", field="options")
    if len(chosen) > 1 and not poll.is_multiple:
        raise invalid(_("Choose one option."), code="one_choice", field="options")
    return chosen


def drop_anonymously(
    poll: Poll, vote: PollVote | None, chosen: list[int], actor: Actor, client_id: uuid.UUID | None
) -> bool:
    """Note that somebody voted, and count for what, without a trace from one to the other."""
    if vote is not None and client_id is not None and vote.client_id == client_id:
        return False
    if vote is not None:
        raise Conflict(_("Your vote is counted already. An anonymous vote cannot be changed."), code="already_voted")
    if not chosen:
        raise invalid(_("Choose an option."), code="no_choice", field="options")
    keep_vote(poll, [], actor, client_id)
    poll.options.filter(pk__in=chosen).update(votes=F("votes") + 1)
    return True


def change(poll: Poll, vote: PollVote | None, chosen: list[int], actor: Actor) -> bool:
    """Put a named vote in the place of the one before; False where it is the same."""
    before = vote.choices if vote else []
    if chosen == before:
        return False
    if vote is not None:
        vote.delete()
        Poll.objects.filter(pk=poll.pk).update(voters=F("voters") - 1)
    if chosen:
        keep_vote(poll, chosen, actor, None)
    poll.options.filter(pk__in=set(before) - set(chosen)).update(votes=F("votes") - 1)
    poll.options.filter(pk__in=set(chosen) - set(before)).update(votes=F("votes") + 1)
    return True


def keep_vote(poll: Poll, chosen: list[int], actor: Actor, client_id: uuid.UUID | None) -> None:
    PollVote.objects.create(
        poll=poll,
        voter=voter_of(actor, poll),
        person=actor.user,
        organization=actor.organization,
        choices=chosen,
        client_id=client_id,
    )
    Poll.objects.filter(pk=poll.pk).update(voters=F("voters") + 1)


@verb
def close_poll(*, actor: Actor, poll: Poll) -> Poll:
    """Take no more votes, and say the result in the room. Closing twice changes nothing."""
    require_part(permissions.can_close_poll(actor, poll), actor, poll.message.room)
    closing = {"closed_at": timezone.now(), "closed_by_id": actor.person_id}
    if not Poll.objects.filter(pk=poll.pk, closed_at=None).update(**closing):
        return poll
    poll = Poll.objects.select_related("message__room", "message__author").get(pk=poll.pk)
    record("poll_closed", stream=poll.message.room.stream, actor=actor, subject=poll.message)
    tell_result(poll, actor=actor)
    return poll


def tell_result(poll: Poll, *, actor: Actor) -> None:
    """A message of nobody's, in the language of whoever asked: the platform counted."""
    asked = poll.message
    with override(asked.author.language if asked.author else "ar"):
        body = result_of(poll)
    known_by = uuid.uuid5(RESULT, str(poll.pk))
    message = Message.objects.create(room=asked.room, reply_to=asked, client_id=known_by, body=body, html=render(body))
    tell_posted(message, actor=actor)


def result_of(poll: Poll) -> str:
    """The result in words: the options with most votes first."""
    counted = sorted(poll.options.all(), key=lambda option: (-option.votes, option.position))
    lines = [f"{option.text}: {option.votes}" + share(option, poll) for option in counted]
    heading = _("Result of the poll: {question}").format(question=poll.question)
    return words(heading, lines if poll.voters else [_("Nobody voted.")])


def share(option: PollOption, poll: Poll) -> str:
    return f" ({round(100 * option.votes / poll.voters)}%)" if poll.voters else ""
