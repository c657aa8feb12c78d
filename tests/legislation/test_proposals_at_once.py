"""Two who write, hand in or sign at the same moment have exactly one outcome."""

from __future__ import annotations

from uuid import uuid4

import pytest

from journal.models import Entry
from journal.refusals import Refused
from legislation.actions import (
    create_proposal,
    edit_amendment,
    freeze_round,
    hand_in_proposal,
    return_proposal,
    submit_proposal,
    withdraw_proposal,
)
from legislation.models import Amendment, Proposal
from tests.factories import Cast, make_cast
from tests.legislation import made
from tests.meetings.made import chair_of
from tests.threads import at_once

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.both]


@pytest.fixture
def cast(transactional_db: None) -> Cast:
    return make_cast()


def test_two_who_begin_at_once_have_codes_of_their_own(cast: Cast) -> None:
    row = made.open_round(cast)
    at_once(
        lambda: create_proposal(actor=cast.actor("hala"), row=row, client_id=uuid4(), title="أول"),
        lambda: create_proposal(actor=cast.actor("omar"), row=row, client_id=uuid4(), title="ثانٍ"),
    )
    assert sorted(Proposal.objects.values_list("code", flat=True)) == ["A-1-001", "A-1-002"]


def test_the_same_form_sent_twice_at_once_is_one_proposal(cast: Cast) -> None:
    row, key = made.open_round(cast), uuid4()
    acts = [lambda: create_proposal(actor=cast.actor("hala"), row=row, client_id=key, title="مقترح")] * 2
    at_once(*acts)
    assert Proposal.objects.count() == 1


def test_signed_and_returned_at_once_it_is_one_of_both(cast: Cast) -> None:
    row = made.open_round(cast)
    one = made.draft(cast, row, made.article(row.instrument, 5), "نص جديد")
    hand_in_proposal(actor=cast.actor("hala"), proposal=one)
    at_once(
        lambda: submit_proposal(actor=cast.actor("basel"), proposal=one),
        lambda: return_proposal(actor=cast.actor("basel"), proposal=one, reason="لاحقاً"),
    )
    one.refresh_from_db()
    told = Entry.objects.filter(stream__name=one.stream, event__in=("proposal_submitted", "proposal_returned"))
    assert [entry.event for entry in told] == [f"proposal_{one.status}"]


def test_what_was_put_forward_meanwhile_is_not_given_back_by_whom_it_left(cast: Cast) -> None:
    row = made.open_round(cast)
    one = made.draft(cast, row, made.article(row.instrument, 5), "نص جديد")
    hand_in_proposal(actor=cast.actor("hala"), proposal=one)
    as_basel_read_it, as_hala_read_it = (Proposal.objects.get(pk=one.pk) for _ in range(2))
    submit_proposal(actor=cast.actor("basel"), proposal=one)
    with pytest.raises(Refused):
        return_proposal(actor=cast.actor("basel"), proposal=as_basel_read_it, reason="لاحقاً")
    with pytest.raises(Refused):
        withdraw_proposal(actor=cast.actor("hala"), proposal=as_hala_read_it, reason="لاحقاً")


def test_handed_in_while_texts_are_fixed_it_was_in_time_or_not(cast: Cast) -> None:
    row = made.open_round(cast)
    one = made.draft(cast, row, made.article(row.instrument, 5), "نص جديد")
    at_once(
        lambda: hand_in_proposal(actor=cast.actor("hala"), proposal=one),
        lambda: freeze_round(actor=chair_of(cast), row=row),
    )
    one.refresh_from_db()
    row.refresh_from_db()
    assert row.status == "frozen"
    assert one.status in {"draft", "handed_in"}


def test_two_writers_of_one_change_leave_one_wording(cast: Cast) -> None:
    row = made.open_round(cast)
    change = made.draft(cast, row, made.article(row.instrument, 5), "نص جديد").amendments.get()
    at_once(
        lambda: edit_amendment(actor=cast.actor("hala"), amendment=change, version=1, new_text="هذا"),
        lambda: edit_amendment(actor=cast.actor("hala"), amendment=change, version=1, new_text="ذاك"),
    )
    row_now = Amendment.objects.get()
    assert (row_now.version, row_now.new_text in {"هذا", "ذاك"}) == (2, True)
