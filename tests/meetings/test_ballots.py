"""Votes: put, opened, cast, closed, annulled; what a secret one leaves."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.db import models

from journal.actors import Actor
from journal.refusals import Conflict, Refused
from meetings.actions import (
    annul_ballot,
    cast_vote,
    close_ballot,
    create_ballot,
    delete_ballot,
    edit_ballot,
    give_proxy,
    open_ballot,
)
from meetings.models import Ballot, Choice, Elector, Session, Voice, Vote
from meetings.permissions import ballots_for, can_cast_vote, can_create_ballot, can_open_ballot
from meetings.queries import ballot_facts, bars, turnout
from organizations.actions import suspend_organization
from tests.entries import entries_left
from tests.factories import Cast, make_organization
from tests.meetings.entering import come_in
from tests.meetings.made import chair_of, make_session, open_session, standing_body

pytestmark = [pytest.mark.both, pytest.mark.django_db]
NAMES = "salma basel hala omar rania gharib"


def hall(cast: Cast, **columns: Any) -> Session:
    """An open session with Basel and Omar in it."""
    session = open_session(cast, standing_body(cast, **columns))
    for name in ("basel", "omar"):
        come_in(cast, session, name)
    return session


def put(cast: Cast, session: Session, **more: Any) -> Ballot:
    given: dict[str, Any] = {"client_id": uuid4(), "question": "هل تُشكَّل لجنة متابعة؟", **more}
    return create_ballot(actor=chair_of(cast), session=session, **given)


def opened(cast: Cast, session: Session, **more: Any) -> Ballot:
    return open_ballot(actor=chair_of(cast), ballot=put(cast, session, **more))


def choice(ballot: Ballot, kind: str) -> Choice:
    return ballot.choices.get(kind=kind)


def say(cast: Cast, name: str, ballot: Ballot, kind: str, **more: Any) -> None:
    cast_vote(actor=cast.actor(name), ballot=ballot, choice=choice(ballot, kind), **more)


def test_a_vote_from_the_question_to_the_result(cast: Cast) -> None:
    session = hall(cast)
    with entries_left() as left:
        ballot = opened(cast, session)
        say(cast, "basel", ballot, "yes")
        say(cast, "omar", ballot, "no")
        closed = close_ballot(actor=chair_of(cast), ballot=ballot)
        again = close_ballot(actor=chair_of(cast), ballot=ballot)
    assert [each.event for each in left] == ["ballot_created", "ballot_opened", "ballot_closed"]
    assert (closed.is_passed, again.closed_at, closed.eligible, closed.present) == (False, closed.closed_at, 2, 2)
    assert [(bar.choice.kind, bar.number, bar.share) for bar in bars(closed)] == [
        ("yes", 1, 50),
        ("no", 1, 50),
        ("abstain", 0, 0),
    ]


def test_who_puts_runs_and_casts(cast: Cast) -> None:
    session = hall(cast)
    ballot = opened(cast, session)
    assert cast.who(can_create_ballot, session) == cast.who(can_open_ballot, ballot) == ""
    assert can_open_ballot(chair_of(cast), ballot)
    assert cast.who(can_cast_vote, ballot) == "basel hala omar"
    for verb in (open_ballot, close_ballot, delete_ballot):
        with pytest.raises(Refused):
            verb(actor=cast.actor("basel"), ballot=ballot)


def test_a_draft_is_seen_by_those_who_prepare_it(cast: Cast) -> None:
    session = hall(cast, visibility="public")
    draft, standing = put(cast, session), opened(cast, session)
    seers = {
        row: [name for name in NAMES.split() if row in ballots_for(getattr(cast, name))] for row in (draft, standing)
    }
    assert seers == {draft: ["salma"], standing: ["salma", "basel", "hala", "omar"]}
    assert "question" not in ballot_facts(draft)


def test_a_secret_vote_leaves_a_mark_and_one_more_and_nothing_else(cast: Cast) -> None:
    ballot = opened(cast, hall(cast), method="secret")
    before = everything_of(ballot)
    with entries_left() as left:
        say(cast, "basel", ballot, "yes")
    after = everything_of(ballot)
    assert not left
    assert not Vote.objects.exists()
    changed = {key: (before[key], after[key]) for key in after if before.get(key) != after[key]}
    elector, counter = Elector.objects.get(has_voted=True), choice(ballot, "yes")
    assert changed == {
        ("elector", elector.pk, "has_voted"): (False, True),
        ("choice", counter.pk, "votes"): (0, 1),
        ("choice", counter.pk, "weight"): (0, 1),
    }


def everything_of(ballot: Ballot) -> Mapping[tuple[str, int, str], object]:
    """Each column of each row of it."""
    rows: list[models.Model] = [*Ballot.objects.filter(pk=ballot.pk), *ballot.electors.all(), *ballot.choices.all()]
    return {
        (row._meta.model_name or "", row.pk, field.name): field.value_from_object(row)
        for row in rows
        for field in row._meta.fields
    }


def test_nobody_votes_twice_and_a_named_repeat_is_done_already(cast: Cast) -> None:
    session = hall(cast)
    ballot = opened(cast, session)
    say(cast, "basel", ballot, "yes")
    say(cast, "hala", ballot, "yes")
    with pytest.raises(Conflict) as second:
        say(cast, "hala", ballot, "no")
    assert (second.value.code, choice(ballot, "yes").votes, choice(ballot, "no").votes) == ("already_voted", 1, 0)
    close_ballot(actor=chair_of(cast), ballot=ballot)
    secret = opened(cast, session, method="secret")
    say(cast, "basel", secret, "yes")
    with pytest.raises(Conflict) as third:
        say(cast, "basel", secret, "yes")
    assert (third.value.code, turnout(secret)) == ("already_voted", (1, 2))


def test_nothing_is_cast_after_closing_or_before_opening(cast: Cast) -> None:
    session = hall(cast)
    draft, ballot = put(cast, session), opened(cast, session)
    close_ballot(actor=chair_of(cast), ballot=ballot)
    for row in (draft, ballot):
        with pytest.raises(Conflict) as refused:
            say(cast, "basel", row, "yes")
        assert refused.value.code == "closed"


def test_who_was_not_there_when_it_opened_does_not_vote(cast: Cast) -> None:
    session = open_session(cast, standing_body(cast))
    come_in(cast, session, "basel")
    ballot = opened(cast, session)
    come_in(cast, session, "omar")
    with pytest.raises(Conflict) as refused:
        say(cast, "omar", ballot, "yes")
    assert (refused.value.code, ballot.present, ballot.needed) == ("not_present", 1, 1)


def test_a_vote_needs_the_quorum_and_an_open_session(cast: Cast) -> None:
    session = open_session(cast, standing_body(cast, quorum=60))
    come_in(cast, session, "basel")
    with pytest.raises(Conflict) as none:
        opened(cast, session)
    assert (none.value.code, none.value.more) == ("no_quorum", {"present": 1, "needed": 2})
    with pytest.raises(Conflict) as closed:
        opened(cast, make_session(cast, session.body))
    assert closed.value.code == "session_not_open"


def test_one_vote_at_a_time(cast: Cast) -> None:
    session = hall(cast)
    opened(cast, session)
    with pytest.raises(Conflict) as refused:
        opened(cast, session)
    assert refused.value.code == "another_open"


def test_an_organisation_without_a_voice_casts_none(cast: Cast) -> None:
    session = hall(cast)
    Voice.objects.filter(organization=cast.other).delete()
    ballot = opened(cast, session)
    with pytest.raises(Conflict) as refused:
        say(cast, "omar", ballot, "yes")
    assert refused.value.code == "not_eligible"


def test_a_proxy_is_cast_by_its_holder(cast: Cast) -> None:
    session = open_session(cast, standing_body(cast, quorum=100))
    come_in(cast, session, "omar")
    give_proxy(actor=cast.actor("basel"), session=session, holder=cast.other)
    ballot = opened(cast, session)
    say(cast, "omar", ballot, "yes")
    say(cast, "omar", ballot, "yes", organization=cast.association)
    assert choice(ballot, "yes").votes == 2
    with pytest.raises(Conflict) as refused:
        say(cast, "basel", ballot, "no")
    assert refused.value.code == "not_eligible"


def test_hands_are_counted_in_the_hall(cast: Cast) -> None:
    ballot = opened(cast, hall(cast), method="hands")
    with pytest.raises(Conflict):
        say(cast, "basel", ballot, "yes")
    counts = {each.pk: 1 if each.kind in {"yes", "no"} else 0 for each in ballot.choices.all()}
    for wrong in (None, {}, {next(iter(counts)): 1}, dict.fromkeys(counts, 2), dict.fromkeys(counts, -1)):
        with pytest.raises(ValidationError):
            close_ballot(actor=chair_of(cast), ballot=ballot, counts=wrong)
    closed = close_ballot(actor=chair_of(cast), ballot=ballot, counts=counts)
    assert (closed.is_passed, choice(closed, "yes").votes) == (False, 1)


def test_weights_count_in_weighted_votes_only(cast: Cast) -> None:
    session = hall(cast)
    Voice.objects.filter(organization=cast.association).update(weight=5)
    ballot = opened(cast, session, is_weighted=True, majority="absolute")
    say(cast, "basel", ballot, "yes")
    say(cast, "omar", ballot, "no")
    assert close_ballot(actor=chair_of(cast), ballot=ballot).is_passed
    assert (choice(ballot, "yes").votes, choice(ballot, "yes").weight) == (1, 5)


def test_among_several_choices_the_most_wins(cast: Cast) -> None:
    session = hall(cast)
    ballot = opened(cast, session, choices=["حلب", "حمص"], majority="most")
    first = ballot.choices.get(words="حلب")
    cast_vote(actor=cast.actor("basel"), ballot=ballot, choice=first)
    closed = close_ballot(actor=chair_of(cast), ballot=ballot)
    assert (closed.is_passed, [bar.leads for bar in bars(closed)]) == (True, [True, False])


@pytest.mark.parametrize(
    ("details", "field"),
    [
        ({"method": "secret", "is_weighted": True}, "is_weighted"),
        ({"method": "hands", "is_weighted": True}, "is_weighted"),
        ({"method": "shouting"}, "method"),
        ({"question": " "}, "question"),
        ({"choices": ["واحد"], "majority": "most"}, "choices"),
        ({"choices": ["واحد", "واحد"], "majority": "most"}, "choices"),
        ({"choices": [str(each) for each in range(21)], "majority": "most"}, "choices"),
        ({"choices": ["أ", "ب"]}, "majority"),
        ({"majority": "most"}, "majority"),
    ],
)
def test_create_ballot_refuses_what_cannot_be(cast: Cast, details: dict[str, Any], field: str) -> None:
    with pytest.raises(ValidationError) as refused:
        put(cast, hall(cast), **details)
    assert list(refused.value.message_dict) == [field]


def test_create_ballot_asks_the_session_as_it_stands(cast: Cast) -> None:
    session = hall(cast)
    Session.objects.filter(pk=session.pk).update(status="closed")
    assert session.is_open  # as the page had it
    with pytest.raises(Refused):
        put(cast, session)


def test_create_ballot_again_is_the_same_or_a_conflict(cast: Cast) -> None:
    session, key = hall(cast), uuid4()
    assert put(cast, session, client_id=key) == put(cast, session, client_id=key)
    with pytest.raises(Conflict):
        put(cast, session, client_id=key, question="آخر؟")


def test_what_was_opened_is_not_changed_any_more(cast: Cast) -> None:
    session = hall(cast)
    draft = put(cast, session)
    changed = edit_ballot(actor=chair_of(cast), ballot=draft, question="سؤال آخر؟", choices=["أ", "ب"], majority="most")
    assert (changed.question, changed.choices.count()) == ("سؤال آخر؟", 2)
    open_ballot(actor=chair_of(cast), ballot=draft)
    for verb in (edit_ballot, delete_ballot):
        with pytest.raises(Conflict):
            verb(actor=chair_of(cast), ballot=draft)


def test_delete_ballot_takes_a_draft_away(cast: Cast) -> None:
    draft = put(cast, hall(cast))
    with entries_left() as left:
        delete_ballot(actor=chair_of(cast), ballot=draft)
    assert [each.event for each in left] == ["ballot_deleted"]
    assert not Ballot.objects.exists()


def test_annul_ballot_keeps_it_and_says_why(cast: Cast) -> None:
    ballot = opened(cast, hall(cast))
    with pytest.raises(ValidationError):
        annul_ballot(actor=chair_of(cast), ballot=ballot, reason=" ")
    with entries_left() as left:
        annulled = annul_ballot(actor=chair_of(cast), ballot=ballot, reason="انقطعت الكهرباء")
    assert [each.event for each in left] == ["ballot_annulled"]
    assert (annulled.status, annulled.status_reason) == ("annulled", "انقطعت الكهرباء")
    with pytest.raises(Refused):
        annul_ballot(actor=cast.actor("omar"), ballot=ballot, reason="لا")


def test_an_observer_has_no_voice(cast: Cast) -> None:
    session = hall(cast)
    ballot = opened(cast, session)
    session.body.participants.filter(person=cast.omar).update(role="observer")
    with pytest.raises(Refused):
        say(cast, "omar", ballot, "yes")


def test_a_choice_of_another_vote_is_none(cast: Cast) -> None:
    session = hall(cast)
    other, ballot = put(cast, session), opened(cast, session)
    with pytest.raises(ValidationError):
        cast_vote(actor=cast.actor("basel"), ballot=ballot, choice=choice(other, "yes"))


def test_a_colleague_of_another_organisation_casts_no_voice_of_ours(cast: Cast) -> None:
    ballot = opened(cast, hall(cast))
    with pytest.raises(Conflict):
        say(cast, "omar", ballot, "yes", organization=cast.association)
    stranger = Actor(cast.omar, make_organization())
    with pytest.raises(Refused):
        cast_vote(actor=stranger, ballot=ballot, choice=choice(ballot, "yes"))


def test_a_suspended_organisation_has_no_voice_and_carries_none(cast: Cast) -> None:
    session = hall(cast)
    give_proxy(actor=cast.actor("basel"), session=session, holder=cast.other)
    session.attendances.filter(participant__person=cast.basel).delete()
    suspend_organization(actor=cast.actor("salma"), organization=cast.other, reason="تحقّق")
    with pytest.raises(Conflict) as nobody:
        opened(cast, session)
    come_in(cast, session, "basel")
    ballot = opened(cast, session)
    electors = [(row.organization, row.carrier) for row in ballot.electors.all()]
    assert (nobody.value.code, electors, ballot.eligible) == ("no_quorum", [(cast.association,) * 2], 1)
