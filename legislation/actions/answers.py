"""The verbs of what the authority answers: entered by one, checked by another; and of its liaison, who may enter."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID, uuid5

from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from files.examining import Examined
from journal.actors import Actor
from journal.holding import held
from journal.records import record
from journal.refusals import Conflict, Refused, invalid, require
from journal.states import checked_reason, demand_status
from journal.verbs import verb
from legislation import permissions
from legislation.actions.dossiers import kept_paper
from legislation.actions.telling import tell_who_checks, tell_who_proposed
from legislation.models import Answer, Dossier, DossierItem, Instrument, Round
from legislation.queries import FINAL, is_liaison, officials, unanswered
from legislation.states import ANSWERED, POSTED, SENT
from organizations.columns import check_columns, set_columns

Kind = Answer.Kind
COLUMNS = ("kind", "text", "letter_number", "letter_on", "enacted_by")
MOST = 400  # items in one letter


@verb
def enter_answers(
    *,
    actor: Actor,
    dossier: Dossier,
    items: Sequence[DossierItem],
    client_id: UUID,
    kind: str,
    text: str = "",
    letter_number: str = "",
    letter_on: date | None = None,
    enacted_by: Instrument | None = None,
    scan: Examined | None = None,
) -> list[Answer]:
    """What one letter of the authority says of one or several proposals of a dossier that was sent; it waits until
    another checks it. `enacted_by` is the law that brought what is `enacted`.

    A repeated `client_id` gives the same rows, or Conflict `client_id_reused`; `wrong_status`; `entered_already` where
    another entry of this letter waits to be checked. ValidationError
    `items_required`, `other_dossier`, `law_required`, `in_the_future`, `before_it_was_sent`, `no_paper`, lengths.
    """
    require(permissions.can_enter_answers(actor, dossier))
    row = held(dossier, "round")
    demand_status(row, POSTED)
    demand_items(row, items)
    details = {"kind": kind, "text": text, "letter_number": letter_number, "letter_on": letter_on}
    entries = [entry_of(actor, each, client_id, {**details, "enacted_by": enacted_by}) for each in items]
    if known := same_entries(actor, entries):
        return known
    demand_sense(row, entries[0])
    demand_not_entered(items, entries[0])
    file = kept_paper(actor, scan)  # one letter, of all of them
    for each in entries:
        each.scan = file
        each.save()
        tell("answer_entered", actor, each, row)
    tell_who_checks(actor, row)
    return entries


@verb
def check_answers(*, actor: Actor, dossier: Dossier, answers: Sequence[Answer]) -> list[Answer]:
    """They say what the letter says: from now on they stand. When every proposal of the dossier has its last answer,
    the round is answered. Twice changes nothing.

    Refused `own_entry`; Conflict `wrong_status`, `found_wrong`. ValidationError `answers_required`, `other_dossier`.
    """
    require(permissions.can_check_answers(actor, dossier))
    row = held(dossier, "round")
    demand_status(row, POSTED)
    if not answers:
        raise invalid(_("Choose at least one."), code="answers_required", field="answers")
    tell_who_proposed(actor, [each for each in answers if check_one(actor, row, each)])
    if not unanswered(row) and Round.objects.filter(pk=row.round_id, status=SENT).update(status=ANSWERED):
        record("round_answered", stream=row.round.stream, actor=actor, subject=row.round)
    return list(answers)


@verb
def refuse_answer(*, actor: Actor, answer: Answer, reason: str) -> Answer:
    """It does not say what the letter says; also how one takes back an entry of one's own. It stays to be read by those
    who lead. Twice changes nothing; Conflict `answer_stands` once it was checked; ValidationError `reason_required`.
    """
    dossier = answer.item.dossier
    is_own = actor.is_person and answer.entered_by_id == actor.user.pk
    may_take_back = is_own and permissions.can_enter_answers(actor, dossier)
    require(permissions.can_check_answers(actor, dossier) or may_take_back)
    why = checked_reason(reason)
    waiting = Answer.objects.filter(pk=answer.pk, checked_at=None, refused_at=None)
    if waiting.update(refused_at=timezone.now(), refused_reason=why):
        answer.refresh_from_db()
        tell("answer_refused", actor, answer, dossier)
        return answer
    answer.refresh_from_db()
    if answer.checked_at is not None:
        raise Conflict(_("This answer was checked already, and stands."), code="answer_stands")
    return answer


@verb
def grant_liaison(*, actor: Actor, row: Round, person: User) -> None:
    """Let an official of a public body enter the authority's answers in this round. Twice changes nothing;
    ValidationError `not_an_official`.
    """
    require(permissions.can_grant_liaison(actor, row))
    if not officials().filter(pk=person.pk).exists():
        words = _("Only somebody who works for a public body can be the authority's liaison.")
        raise invalid(words, code="not_an_official", field="person")
    if not is_liaison(row, person):
        permissions.grant_liaison(row, person)
        tell_liaison("liaison_granted", actor, row, person)


@verb
def revoke_liaison(*, actor: Actor, row: Round, person: User) -> None:
    """From now on they see nothing of the round that is not public; what they entered stays. Twice changes nothing."""
    require(permissions.can_revoke_liaison(actor, row))
    if is_liaison(row, person):
        permissions.revoke_liaison(row, person)
        tell_liaison("liaison_revoked", actor, row, person)


# What they share ------------------------------------------------------------------------------------------------------
def demand_items(row: Dossier, items: Sequence[DossierItem]) -> None:
    if not items:
        raise invalid(_("Choose at least one proposal."), code="items_required", field="items")
    if len(items) > MOST or any(each.dossier_id != row.pk for each in items):
        raise invalid(_("This proposal is not in the dossier."), code="other_dossier", field="items")


def entry_of(actor: Actor, item: DossierItem, client_id: UUID, details: dict[str, Any]) -> Answer:
    """Not stored yet; each of several has an id of its own that follows from that of the form."""
    entry = Answer(item=item, entered_by=actor.user, organization=actor.organization)
    entry.client_id = uuid5(client_id, str(item.pk))
    set_columns(entry, details, COLUMNS, paragraphs=("text",))
    return entry


def same_entries(actor: Actor, entries: Sequence[Answer]) -> list[Answer]:
    """Those that this form made before; none where it is new."""
    keys = {each.client_id: each for each in entries}
    known = list(Answer.objects.filter(entered_by=actor.user, client_id__in=keys).order_by("pk"))
    columns = ("item_id", "kind", "text", "letter_number", "letter_on", "enacted_by_id")
    same = all(getattr(each, name) == getattr(keys[each.client_id], name) for each in known for name in columns)
    if known and (len(known) != len(entries) or not same):
        raise Conflict(_("This form has been sent already, with another content."), code="client_id_reused")
    return known


def demand_sense(row: Dossier, entry: Answer) -> None:
    check_columns(entry, COLUMNS)
    if (entry.kind == Kind.ENACTED) != (entry.enacted_by is not None):
        words = _("Say which law it was enacted by; for other answers leave this empty.")
        raise invalid(words, code="law_required", field="enacted_by")
    if entry.letter_on and entry.letter_on > timezone.localdate():
        raise invalid(_("This day is yet to come."), code="in_the_future", field="letter_on")
    if entry.letter_on and row.sent_on and entry.letter_on < row.sent_on:
        words = _("The dossier was sent after this day.")
        raise invalid(words, code="before_it_was_sent", field="letter_on")


def demand_not_entered(items: Sequence[DossierItem], entry: Answer) -> None:
    """Of two who enter one letter at once the second is told; what is wrong in an entry is refused first."""
    waiting = Answer.objects.filter(item__in=items, checked_at=None, refused_at=None)
    if entry.letter_number and waiting.filter(letter_number=entry.letter_number).exists():
        words = _("This letter is entered already and waits to be checked. Look at that entry first.")
        raise Conflict(words, code="entered_already")


def check_one(actor: Actor, row: Dossier, answer: Answer) -> bool:
    """False where it was checked before."""
    if answer.item.dossier_id != row.pk:
        raise invalid(_("This answer is of another dossier."), code="other_dossier", field="answers")
    if answer.entered_by_id == actor.user.pk:
        raise Refused(_("Who entered an answer does not check it: ask a colleague."), code="own_entry")
    waiting = Answer.objects.filter(pk=answer.pk, checked_at=None, refused_at=None)
    is_first = waiting.update(checked_at=timezone.now(), checked_by=actor.user)
    if is_first:
        tell("answer_checked", actor, answer, row)
    answer.refresh_from_db()
    if answer.refused_at is not None:
        raise Conflict(_("This entry was found wrong before."), code="found_wrong")
    return bool(is_first)


def tell(event: str, actor: Actor, answer: Answer, dossier: Dossier) -> None:
    """What waits to be checked is told to nobody but those who look at the dossier: the kind alone, and once it stands
    to those who watch the proposal, too.
    """
    streams = [dossier.round.stream]
    if event == "answer_checked":
        streams.append(answer.item.proposal.stream)
    is_last = answer.kind in FINAL
    record(event, stream=streams, actor=actor, subject=answer, is_last=is_last)


def tell_liaison(event: str, actor: Actor, row: Round, person: User) -> None:
    record(event, stream=f"user.{person.pk}", actor=actor, subject=row, code=row.code)
    record("access_changed", stream=f"user.{person.pk}", actor=actor, subject=person, kind="user")
