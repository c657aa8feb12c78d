"""The verbs of votes: put a question, open, close, annul it, cast a voice."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from arabic.direction import defuse, defuse_name
from journal.actors import Actor
from journal.prepared import Prepared
from journal.records import record
from journal.refusals import Conflict, demand_repeat, invalid, require
from journal.states import checked_reason, demand_status
from journal.verbs import verb
from meetings import permissions
from meetings.actions.sessions import as_it_stands
from meetings.majorities import MOST, is_passed, winner
from meetings.models import Ballot, Choice, Elector, Session, Vote
from meetings.queries import VoiceNow, quorum_of, voices_now
from organizations.columns import check_columns
from organizations.models import Organization

DETAILS = frozenset({"question", "text", "method", "majority", "is_weighted", "agenda_item"})
YES_NO = (Choice.Kind.YES, Choice.Kind.NO, Choice.Kind.ABSTAIN)
MOST_CHOICES = 20
Status = Ballot.Status
ELECTOR: Prepared[Elector] = Prepared(
    lambda pk, organization: Elector.objects.filter(ballot=pk, organization=organization)
)


@verb
def create_ballot(
    *, actor: Actor, session: Session, client_id: UUID, question: str, choices: Sequence[str] = (), **details: Any
) -> Ballot:
    """Put a question in preparation: yes, no, abstain; or one of `choices`, of which the one with most votes wins.

    `details` are other columns of DETAILS. A repeated `client_id` gives the same vote, or Conflict `client_id_reused`.
    ValidationError by field.
    """
    require(permissions.can_create_ballot(actor, session))
    if first := Ballot.objects.filter(author=actor.user, client_id=client_id).first():
        demand_repeat((first.session_id, first.question) == (session.pk, defuse_name(question)))
        return first
    session = as_it_stands(session)
    require(permissions.can_create_ballot(actor, session))  # it may be over by now
    row = Ballot(session=session, author=actor.user, organization=actor.organization, client_id=client_id)
    fill(row, {"question": question, **details}, choices)
    row.save()
    write_choices(row, choices)
    record("ballot_created", stream=session.stream, actor=actor, subject=row)
    return row


@verb
def edit_ballot(*, actor: Actor, ballot: Ballot, choices: Sequence[str] | None = None, **details: Any) -> Ballot:
    """Put it otherwise, as long as it was not opened: columns of DETAILS, `choices` as a whole list. Conflict
    `wrong_status`, ValidationError by field.
    """
    require(permissions.can_edit_ballot(actor, ballot))
    row = held(ballot)
    demand_status(row, Status.DRAFT)
    standing = [each.words for each in row.choices.all() if each.kind == Choice.Kind.OTHER]
    wanted = standing if choices is None else choices
    fill(row, details, wanted)
    row.save()
    row.choices.all().delete()
    write_choices(row, wanted)
    record("ballot_edited", stream=row.session.stream, actor=actor, subject=row)
    return row


@verb
def delete_ballot(*, actor: Actor, ballot: Ballot) -> None:
    """Away with what was never opened. Conflict `wrong_status`."""
    require(permissions.can_delete_ballot(actor, ballot))
    row = held(ballot)
    demand_status(row, Status.DRAFT)
    row.delete()
    record("ballot_deleted", stream=row.session.stream, actor=actor, subject=row.session)


@verb
def open_ballot(*, actor: Actor, ballot: Ballot) -> Ballot:
    """Let it be answered. Who may is written down now: every voice, who carries it, whether that one is there.

    Opened already: the same. Conflict `wrong_status`, `session_not_open`, `another_open`, `no_quorum`.
    """
    require(permissions.can_open_ballot(actor, ballot))
    session = Session.objects.select_for_update(of=("self",)).select_related("body").get(pk=ballot.session_id)
    row = held(ballot)
    if row.status == Status.OPEN:
        return row
    demand_status(row, Status.DRAFT)
    demand_openable(session)
    count_electors(row, session, voices_now(session))
    row.status = Status.OPEN
    row.opened_at = timezone.now()
    row.save()
    session.ballot = row
    session.shown = Session.Shown.BALLOT
    session.save(update_fields=["ballot", "shown"])
    record("ballot_opened", stream=session.stream, actor=actor, subject=row)
    return row


@verb
def cast_vote(*, actor: Actor, ballot: Ballot, choice: Choice, organization: Organization | None = None) -> None:
    """Cast the voice of one's organisation, or of one that gave it a proxy. It stands: nothing takes it back.

    Of a secret vote remains that the organisation has voted, and one more for the choice: no row, no time, no entry.
    A named one repeated with the same choice is done already. Conflict `closed`, `not_eligible`, `not_present`,
    `already_voted`; ValidationError `does_not_exist`.
    """
    require(permissions.can_cast_vote(actor, ballot))
    row = Ballot.objects.select_for_update().get(pk=ballot.pk)  # of all that a vote needs, so that others wait less
    demand_castable(row, choice)
    elector = elector_of(actor, row, organization)
    if not Elector.objects.filter(pk=elector.pk, has_voted=False).update(has_voted=True):
        return demand_same(row, elector, choice)
    weight = elector.weight if row.is_weighted else 1
    Choice.objects.filter(pk=choice.pk).update(votes=F("votes") + 1, weight=F("weight") + weight)
    if row.method == Ballot.Method.NAMED:
        own = {"person": actor.user, "organization_id": elector.organization_id}
        Vote.objects.create(ballot=row, elector=elector, choice=choice, **own)
    return None


@verb
def close_ballot(*, actor: Actor, ballot: Ballot, counts: Mapping[int, int] | None = None) -> Ballot:
    """End it and reckon. Of a show of hands `counts` says how many were counted, {id of a choice: votes}.

    Closed already: the same. Conflict `wrong_status`; ValidationError `counts_required`, `too_many_votes`.
    """
    require(permissions.can_close_ballot(actor, ballot))
    row = held(ballot)
    if row.status == Status.CLOSED:
        return row
    demand_status(row, Status.OPEN)
    if row.method == Ballot.Method.HANDS:
        write_hands(row, counts or {})
    row.status = Status.CLOSED
    row.closed_at = timezone.now()
    row.is_passed = reckoned(row)
    row.save()
    record("ballot_closed", stream=row.session.stream, actor=actor, subject=row)
    return row


@verb
def annul_ballot(*, actor: Actor, ballot: Ballot, reason: str) -> Ballot:
    """It shall not count, and why: its rows stay. Conflict `wrong_status`, ValidationError `reason_required`."""
    require(permissions.can_annul_ballot(actor, ballot))
    row = held(ballot)
    words = checked_reason(reason)
    if row.status == Status.ANNULLED:
        return row
    demand_status(row, Status.OPEN, Status.CLOSED)
    row.status, row.status_reason, row.is_passed = Status.ANNULLED, words, None
    row.closed_at = row.closed_at or timezone.now()
    row.save()
    record("ballot_annulled", stream=row.session.stream, actor=actor, subject=row)
    return row


# What they share ------------------------------------------------------------------------------------------------------
def held(ballot: Ballot) -> Ballot:
    """As it stands, and nobody changes it meanwhile: a voice and the closing come one after the other."""
    rows = Ballot.objects.select_for_update(of=("self",)).select_related("session__body", "session__chair")
    return rows.get(pk=ballot.pk)


def fill(row: Ballot, details: Mapping[str, Any], choices: Sequence[str]) -> None:
    """Set columns of DETAILS. ValidationError by field: `secret_and_weighted`, `not_of_this_session`,
    `majority_of_choices`.
    """
    if unknown := set(details) - DETAILS:
        raise TypeError(f"no such details: {sorted(unknown)}")
    for name, value in details.items():
        is_text = isinstance(value, str)
        setattr(row, name, (defuse(value).strip() if name == "text" else defuse_name(value)) if is_text else value)
    check_columns(row, {"question", *(name for name in details if name != "agenda_item")})
    if row.method == Ballot.Method.SECRET and row.is_weighted:
        words = _("A secret vote cannot be weighted: the weights would tell who voted how.")
        raise invalid(words, code="secret_and_weighted", field="is_weighted")
    if row.method == Ballot.Method.HANDS and row.is_weighted:
        raise invalid(_("Hands that are counted have no weight."), code="hands_and_weighted", field="is_weighted")
    if row.agenda_item is not None and row.agenda_item.session_id != row.session_id:
        raise invalid(_("There is no such item on this agenda."), code="not_of_this_session", field="agenda_item")
    if bool(choices) != (row.majority == MOST):
        words = _("Of several choices the one with most votes wins; yes and no have another majority.")
        raise invalid(words, code="majority_of_choices", field="majority")


def write_choices(row: Ballot, choices: Sequence[str]) -> None:
    """ValidationError `too_few`, `too_many`, `twice`."""
    words = [defuse_name(each)[:200] for each in choices if defuse_name(each)]
    if choices and not 2 <= len(words) <= MOST_CHOICES:
        raise invalid(_("Write from two to twenty choices."), code="too_many", field="choices")
    if len(set(words)) < len(words):
        raise invalid(_("Two choices are the same."), code="twice", field="choices")
    kinds = [(Choice.Kind.OTHER, each) for each in words] or [(kind, "") for kind in YES_NO]
    rows = [Choice(ballot=row, kind=kind, words=each, position=at) for at, (kind, each) in enumerate(kinds)]
    Choice.objects.bulk_create(rows)


def demand_openable(session: Session) -> None:
    """Conflict `session_not_open`, `another_open`."""
    if not session.is_open:
        raise Conflict(_("The session is not open."), code="session_not_open")
    if session.ballots.filter(status=Status.OPEN).exists():
        raise Conflict(_("Another vote is open: close it first."), code="another_open")


def count_electors(row: Ballot, session: Session, voices: list[VoiceNow]) -> None:
    """Conflict `no_quorum` with the numbers."""
    quorum = quorum_of(session, voices)
    if not quorum.is_reached or not quorum.present:
        words = _("There is no quorum: %(present)s of %(needed)s organisations that must be here.")
        numbers = {"present": quorum.present, "needed": max(quorum.needed, 1)}
        raise Conflict(words % numbers, code="no_quorum", **numbers)
    row.eligible, row.present, row.needed = quorum.eligible, quorum.present, quorum.needed
    electors = [
        Elector(
            ballot=row,
            organization_id=each.voice.organization_id,
            carrier_id=each.carrier,
            weight=each.voice.weight,
            is_present=each.is_present,
        )
        for each in voices
    ]
    Elector.objects.bulk_create(electors)


def demand_castable(row: Ballot, choice: Choice) -> None:
    if row.status != Status.OPEN:
        raise Conflict(_("This vote is not open (any more)."), code="closed")
    if row.method == Ballot.Method.HANDS:
        raise Conflict(_("Hands are counted in the hall."), code="closed")
    if choice.ballot_id != row.pk:
        raise invalid(_("There is no such choice."), code="does_not_exist", field="choice")


def elector_of(actor: Actor, row: Ballot, organization: Organization | None) -> Elector:
    """Whose voice is cast: of the list that was written when the vote opened, carried by the actor's organisation."""
    asked = organization or actor.organization
    elector = ELECTOR.first(row.pk, asked.pk) if asked else None
    if elector is None or elector.carrier_id != actor.organization_id:
        words = _("Your organisation has no such voice in this vote.")
        raise Conflict(words, code="not_eligible")
    if not elector.is_present:
        words = _("Your organisation was not here when the vote was opened.")
        raise Conflict(words, code="not_present")
    return elector


def demand_same(row: Ballot, elector: Elector, choice: Choice) -> None:
    """A repeat of a named vote is done already; anything else is a second one."""
    if row.method == Ballot.Method.NAMED and Vote.objects.filter(elector=elector, choice=choice).exists():
        return
    raise Conflict(_("Your organisation has voted already."), code="already_voted")


def write_hands(row: Ballot, counts: Mapping[int, int]) -> None:
    choices = list(row.choices.all())
    if set(counts) != {each.pk for each in choices} or any(number < 0 for number in counts.values()):
        raise invalid(_("Write how many hands were counted for each answer."), code="counts_required", field="counts")
    if sum(counts.values()) > row.present:
        words = _("That is more than the %(number)s organisations that are here.") % {"number": row.present}
        raise invalid(words, code="too_many_votes", field="counts")
    for each in choices:
        each.votes = each.weight = counts[each.pk]
    Choice.objects.bulk_update(choices, ["votes", "weight"])


def reckoned(row: Ballot) -> bool | None:
    """Was it accepted? Of several choices: is there one that leads alone?"""
    choices = list(row.choices.all())
    numbers = {each.pk: each.weight if row.is_weighted else each.votes for each in choices}
    if row.majority == MOST:
        return True if winner(numbers) is not None else None
    by_kind = {each.kind: numbers[each.pk] for each in choices}
    everybody = row.electors.values_list("weight", flat=True)
    eligible = sum(everybody) if row.is_weighted else row.eligible
    return is_passed(row.majority, by_kind[Choice.Kind.YES], by_kind[Choice.Kind.NO], eligible)
