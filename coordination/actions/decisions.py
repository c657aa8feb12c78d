"""The verbs of a body's register of decisions: a line is written once, and another one may revoke it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from arabic.direction import defuse, defuse_name
from arabic.normalise import normalise
from coordination import permissions
from coordination.actions.recommendations import first_words
from coordination.actions.telling import stream_of, tell_members
from coordination.models import Committee, Decision, Forum
from journal.actors import Actor
from journal.due import schedule_each
from journal.holding import held
from journal.records import record
from journal.refusals import Conflict, demand_repeat, invalid, require
from journal.verbs import verb
from meetings.majorities import MOST, winner
from meetings.models import Ballot, Body, MinuteEntry, Session
from meetings.states import APPROVED, CLOSED, OPEN, REVIEW
from organizations.columns import check_columns

HELD = frozenset({OPEN, CLOSED, REVIEW, APPROVED})  # sessions in which something can have been decided
# Without them: the text's first words, by consensus, on the day of the vote, of the session, or today.
DETAILS = frozenset({"title", "method", "adopted_on", "review_on"})
FURTHEST = timedelta(days=10 * 366)
LONGEST = 8000  # letters
GATHERED = timedelta(hours=1)  # what a session decides in it is one notice, not thirty
NEWS = timedelta(days=7)
COMMITTED = timedelta(minutes=1)  # what was written in the hour's last second stands by then
Method = Decision.Method


@dataclass(frozen=True)
class Source:
    """Out of what a decision is made: a paragraph of minutes, a vote that is over, or only the session."""

    session: Session | None = None
    entry: MinuteEntry | None = None
    ballot: Ballot | None = None


@verb
def create_decision(
    *,
    actor: Actor,
    body: Body,
    client_id: UUID,
    text: str = "",
    session: Session | None = None,
    entry: MinuteEntry | None = None,
    ballot: Ballot | None = None,
    revokes: Decision | None = None,
    **details: Any,
) -> Decision:
    """Write a line into the register. Of an `entry` of minutes the words are kept as they stand, of a `ballot` the text
    that was voted on, how, and its figures; both may belong to one decision. Without them `text` is it, in a session or
    between sessions. `details` are other columns of DETAILS.

    A repeated `client_id` gives the same one, or Conflict `client_id_reused`. ValidationError by field (`other_body`,
    `other_session`, lengths, days); Conflict `session_not_held`, `not_passed`, `decided_already`, `revoked_already`.
    """
    of = source_of(session, entry, ballot)
    require(permissions.can_create_decision(actor, body, of.session))
    words = text_of(of, text)
    if first := Decision.objects.filter(person=actor.user, client_id=client_id).first():
        demand_repeat((first.body_id, first.text) == (body.pk, words))
        return first
    check_source(body, of)
    row = Decision(body=body, session=of.session, entry=of.entry, ballot=of.ballot, text=words)
    row.person, row.organization, row.client_id = actor.user, actor.organization, client_id
    fill(row, of, details)
    row.number = next_number(body)
    row.search_text = normalise(f"{row.number} {row.title} {row.text}")
    row.save()
    tell("decision_created", actor, row)
    tell_soon(actor, row)
    if revokes is not None:
        revoke(actor, revokes, row)
    return row


@verb
def revoke_decision(*, actor: Actor, decision: Decision, by: Decision) -> Decision:
    """It holds no longer, by a later decision of the same body. Its text stays as it was, and so does what came of it:
    each recommendation ends by a decision of its own. Twice changes nothing.

    ValidationError `other_body`, `not_later`; Conflict `revoked_already`.
    """
    require(permissions.can_revoke_decision(actor, decision))
    revoke(actor, decision, by)
    decision.refresh_from_db()
    return decision


@verb
def tell_decisions(*, actor: Actor, session: Session, since: datetime) -> None:
    """Members hear of what a session decided in the hour that began at `since`, in one notice; of a single decision
    they hear which. What is older than a week is no news any more: a worker that comes late tells nothing of it.
    """
    require(permissions.can_tell_decisions(actor))
    if timezone.now() - since > NEWS:
        return
    rows = Decision.objects.filter(session=session, created_at__gte=since, created_at__lt=since + GATHERED)
    found = list(rows.select_related("person", "organization", "body").order_by("pk"))
    if len(found) == 1:
        tell_members("decision_created", by(found[0]), found[0], found[0].body, number=found[0].number)
    elif found:
        tell_members("decisions_gathered", by(found[0]), session, found[0].body, number=len(found))


# What they share ------------------------------------------------------------------------------------------------------
def tell_soon(actor: Actor, row: Decision) -> None:
    """Between sessions at once; of a session together with what else it decides in this hour, once the hour is over."""
    if row.session is None:
        tell_members("decision_created", actor, row, row.body, number=row.number)
        return
    since = row.created_at.replace(minute=0, second=0, microsecond=0)
    key = f"decisions.{row.session.pk}.{since:%Y%m%d%H}"
    given = {"session_id": row.session.pk, "since": since.isoformat()}
    schedule_each("tell_decisions", at={key: since + GATHERED + COMMITTED}, arguments={key: given})


def by(row: Decision) -> Actor:
    return Actor(row.person, row.organization)


def revoke(actor: Actor, decision: Decision, by: Decision) -> None:
    if decision.body_id != by.body_id:
        raise invalid(_("This decision is of another body."), code="other_body", field="by")
    if by.number <= decision.number or by.revoked_by_id is not None:
        words = _("Only a later decision that stands revokes one.")
        raise invalid(words, code="not_later", field="by")
    if Decision.objects.filter(pk=decision.pk, revoked_by=None).update(revoked_by=by):
        tell("decision_revoked", actor, decision, by=by.pk)
    elif not Decision.objects.filter(pk=decision.pk, revoked_by=by).exists():
        raise Conflict(_("Another decision has revoked it already."), code="revoked_already")


def tell(event: str, actor: Actor, row: Decision, **facts: Any) -> None:
    """Those who take part in the body; and, of a session, whoever has it open."""
    streams = [stream_of(row.body), *([row.session.stream] if row.session else [])]
    record(event, stream=streams, actor=actor, subject=row, number=row.number, **facts)


def source_of(session: Session | None, entry: MinuteEntry | None, ballot: Ballot | None) -> Source:
    """Entry and vote as they stand, held: of two who make a decision of one at once the later sees the first."""
    entry = held(entry, "session__body", "session__chair") if entry else None
    ballot = held(ballot, "session__body", "session__chair") if ballot else None
    known = entry.session if entry else ballot.session if ballot else session
    return Source(known, entry, ballot)


def check_source(body: Body, of: Source) -> None:
    """Conflict and ValidationError as `create_decision` says."""
    if of.session is None:
        return
    if of.session.body_id != body.pk:
        raise invalid(_("This session is of another body."), code="other_body", field="session")
    if of.ballot is not None and of.ballot.session_id != of.session.pk:
        raise invalid(_("This vote is of another session."), code="other_session", field="ballot")
    if of.session.status not in HELD:
        raise Conflict(_("This session has not begun: nothing was decided in it."), code="session_not_held")
    if of.entry is not None:
        if of.entry.withdrawn_at is not None:
            raise invalid(_("This paragraph was taken out of the minutes."), code="withdrawn", field="entry")
        demand_undecided(Decision.objects.filter(entry=of.entry).first())
    if of.ballot is not None:
        check_ballot(of.ballot)


def check_ballot(ballot: Ballot) -> None:
    """What was not accepted is no decision: the vote itself, the minutes and the outcome document tell of it."""
    if ballot.status != Ballot.Status.CLOSED or not ballot.is_passed:
        words = _("This vote accepted nothing: only what was accepted enters the register of decisions.")
        raise Conflict(words, code="not_passed")
    demand_undecided(Decision.objects.filter(ballot=ballot).first())


def demand_undecided(row: Decision | None) -> None:
    if row is not None:
        words = _("This is decision %(number)s already.") % {"number": row.number}
        raise Conflict(words, code="decided_already", decision=row.pk)


def text_of(of: Source, text: str) -> str:
    """The words that are kept: of minutes and votes nobody changes them on the way."""
    if of.entry is not None:
        return of.entry.text
    if of.ballot is not None:
        chosen = chosen_in(of.ballot)
        return "\n".join(each for each in (of.ballot.text or of.ballot.question, chosen) if each)
    return defuse(text).strip()


def chosen_in(ballot: Ballot) -> str:
    """Of several choices the one that was chosen; "" of yes and no."""
    if ballot.majority != MOST:
        return ""
    choices = {each.pk: each for each in ballot.choices.all()}
    best = winner(numbers_of(ballot))
    return str(choices[best]) if best is not None else ""


def numbers_of(ballot: Ballot) -> dict[int, int]:
    return {each.pk: each.weight if ballot.is_weighted else each.votes for each in ballot.choices.all()}


def outcome_of(ballot: Ballot) -> dict[str, Any]:
    """The figures as they stood: of a weighted vote these are weights. Of several choices each with its number."""
    numbers = numbers_of(ballot)
    known: dict[str, Any] = {name: getattr(ballot, name) for name in ("present", "eligible", "needed")}
    known |= {"method": ballot.method, "majority": ballot.majority, "is_weighted": ballot.is_weighted}
    if ballot.majority == MOST:
        return {**known, "choices": [{"words": str(each), "votes": numbers[each.pk]} for each in ballot.choices.all()]}
    return {**known, **{each.kind: numbers[each.pk] for each in ballot.choices.all()}}


def method_of(ballot: Ballot) -> str:
    return Method.HANDS if ballot.method == Ballot.Method.HANDS else Method.VOTE


def day_of(of: Source) -> date:
    """The vote's day, else the session's, else today."""
    moment = (of.ballot.closed_at if of.ballot else None) or (of.session.opened_at if of.session else None)
    return timezone.localtime(moment).date() if moment else timezone.localdate()


def fill(row: Decision, of: Source, details: dict[str, Any]) -> None:
    """How, when, and its title: columns of DETAILS, of a vote its own. ValidationError by field; TypeError for what is
    no column.
    """
    if unknown := set(details) - DETAILS:
        raise TypeError(f"no such details: {sorted(unknown)}")
    row.title = defuse_name(details.get("title") or "") or first_words(row.text)
    row.method = method_of(of.ballot) if of.ballot else details.get("method") or Method.CONSENSUS
    row.outcome = outcome_of(of.ballot) if of.ballot else {}
    row.adopted_on, row.review_on = details.get("adopted_on") or day_of(of), details.get("review_on")
    check(row)


def check(row: Decision) -> None:
    """Lengths and days."""
    own = ["title"] if row.text else []  # without text its own fault says enough
    check_columns(row, [*own, "text", "method", "adopted_on", "review_on"])
    if len(row.text) > LONGEST:
        raise invalid(_("At most 8,000 letters."), code="too_long", field="text")
    if not timezone.localdate() - FURTHEST <= row.adopted_on <= timezone.localdate():
        raise invalid(_("A decision was taken today or before."), code="invalid_day", field="adopted_on")
    if row.review_on and not row.adopted_on < row.review_on <= row.adopted_on + FURTHEST:
        raise invalid(_("Choose a day after the decision, within ten years."), code="invalid_day", field="review_on")


def next_number(body: Body) -> int:
    """Without gaps: the row that counts is held until commit, and a verb that fails takes its number back."""
    rows: Any = Forum.objects.filter(body=body)
    if not rows.update(decisions_made=F("decisions_made") + 1):
        rows = Committee.objects.filter(body=body)
        rows.update(decisions_made=F("decisions_made") + 1)
    return int(rows.values_list("decisions_made", flat=True).get())
