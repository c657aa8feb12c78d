"""Polls as their message shows them, and as one person sees them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.db.models import QuerySet

from chat.models import Message, Poll, PollVote
from chat.permissions import can_cast_vote, can_close_poll, polls_for
from chat.queries.voices import Facts
from chat.standing import Standing
from journal.actors import Actor
from journal.stamps import stamp

MOST_VOTES = 500


def poll_beside(messages: Iterable[Message]) -> Mapping[int, Facts]:
    """{message: its poll}, for those that ask one; two queries for any number."""
    asking = [message.pk for message in messages if message.has_poll]
    if not asking:
        return {}
    polls = Poll.objects.filter(message__in=asking).prefetch_related("options")
    return {poll.message_id: poll_facts(poll) for poll in polls}


def poll_facts(poll: Poll) -> Facts:
    """What everybody in the room knows of a poll. `votes` are null while an anonymous one runs."""
    return {
        "id": poll.pk,
        "question": poll.question,
        "options": [
            {"id": each.pk, "text": each.text, "votes": each.votes if poll.is_told else None}
            for each in poll.options.all()
        ],
        "multiple": poll.is_multiple,
        "anonymous": poll.is_anonymous,
        "per_organization": poll.is_per_organization,
        "closes_at": stamp(poll.closes_at),
        "closed_at": stamp(poll.closed_at),
        "voters": poll.voters,
    }


def seen_polls(actor: Actor) -> QuerySet[Poll]:
    people = ("message__room", "message__author", "message__organization")
    return polls_for(actor.user).select_related(*people).prefetch_related("options")


def voter_of(actor: Actor, poll: Poll) -> str:
    """Whose vote it would be: the organisation's where each has one voice, else the person's."""
    return f"o{actor.organization_id}" if poll.is_per_organization else f"p{actor.person_id}"


def poll_for_person(actor: Actor, poll: Poll) -> Facts:
    """A poll, what oneself (or one's organisation) chose, and what one may do. `mine` is null where nobody knows."""
    own = PollVote.objects.filter(poll=poll, voter=voter_of(actor, poll)).first()
    stands = Standing(actor, poll.message.room)
    return {
        **poll_facts(poll),
        "message": poll.message_id,
        "room": poll.message.room_id,
        "has_voted": own is not None,
        "mine": None if poll.is_anonymous else (own.choices if own else []),
        "can_vote": poll.is_open and can_cast_vote(actor, poll, stands) and not (poll.is_anonymous and own),
        "can_close": poll.closed_at is None and can_close_poll(actor, poll, stands),
    }


def votes_in(poll: Poll) -> list[Facts]:
    """Who voted, by name; of a named poll also for which options. The first 500."""
    votes = poll.votes.select_related("person", "organization").order_by("pk")[:MOST_VOTES]
    listed = [
        {
            "person": str(vote.person),
            "organization": str(vote.organization or ""),
            "options": vote.choices,
        }
        for vote in votes
    ]
    # In the order of names: the order of votes would help to guess who an anonymous one came from.
    return sorted(listed, key=lambda vote: vote["organization"] if poll.is_per_organization else vote["person"])


def shares(poll: Poll) -> list[Facts]:
    """For a page: each option with its votes, their share of all voters in hundredths, and who chose it."""
    votes = votes_in(poll)
    name = "organization" if poll.is_per_organization else "person"
    return [
        {
            "id": option.pk,
            "text": option.text,
            "votes": option.votes if poll.is_told else None,
            "share": round(100 * option.votes / poll.voters) if poll.is_told and poll.voters else 0,
            "voters": [vote[name] for vote in votes if option.pk in vote["options"]],
        }
        for option in poll.options.all()
    ]
