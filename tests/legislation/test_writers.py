"""Several people write one proposal, several organisations put it forward."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from journal.refusals import Conflict, Refused
from legislation.actions import (
    accept_sponsorship,
    add_writer,
    ask_sponsor,
    decline_sponsorship,
    edit_proposal,
    end_sponsorship,
    remove_writer,
)
from legislation.models import Proposal
from legislation.permissions import can_add_writer, can_ask_sponsor, can_edit_proposal, proposals_for
from tests.entries import entries_left
from tests.factories import Cast
from tests.legislation import made

pytestmark = [pytest.mark.django_db, pytest.mark.both]


@pytest.fixture
def one(cast: Cast) -> Proposal:
    row = made.open_round(cast)
    return made.draft(cast, row, made.article(row.instrument, 5), "نص جديد")


def test_a_colleague_writes_too(cast: Cast, one: Proposal) -> None:
    assert cast.who(can_add_writer, one) == "hala"
    with entries_left() as left:
        add_writer(actor=cast.actor("hala"), proposal=one, person=cast.basel)
    facts = {"code": one.code, "version": one.version, "person": cast.basel.pk}
    assert left == [
        (one.stream, "proposal_writer_added", one.pk, facts),
        (f"user.{cast.basel.pk}", "proposal_writer_added", one.pk, {"code": one.code}),
    ]
    assert cast.who(can_edit_proposal, one) == "basel hala"
    edit_proposal(actor=cast.actor("basel"), proposal=one, effect="أثر")
    remove_writer(actor=cast.actor("hala"), proposal=one, person=cast.basel)
    assert cast.who(can_edit_proposal, one) == "hala"
    with entries_left() as left:
        remove_writer(actor=cast.actor("hala"), proposal=one, person=cast.basel)
    assert left == []


def test_writers_go_by_themselves_and_take_nobody_out(cast: Cast, one: Proposal) -> None:
    add_writer(actor=cast.actor("hala"), proposal=one, person=cast.basel)
    with pytest.raises(Refused):
        remove_writer(actor=cast.actor("basel"), proposal=one, person=cast.hala)
    remove_writer(actor=cast.actor("basel"), proposal=one, person=cast.basel)
    assert not one.writers.exists()


def test_a_stranger_does_not_write(cast: Cast, one: Proposal) -> None:
    for person, code in ((cast.omar, "other_organization"), (cast.hala, "invalid_choice")):
        with pytest.raises(ValidationError) as refused:
            add_writer(actor=cast.actor("hala"), proposal=one, person=person)
        assert refused.value.error_dict["person"][0].code == code


def test_an_organisation_is_asked_and_its_signatory_answers(cast: Cast, one: Proposal) -> None:
    assert cast.who(can_ask_sponsor, one) == "basel hala"
    with entries_left() as left:
        asked = ask_sponsor(actor=cast.actor("hala"), proposal=one, organization=cast.other)
    assert [entry.stream for entry in left] == [one.stream, f"user.{cast.omar.pk}"]
    assert ask_sponsor(actor=cast.actor("hala"), proposal=one, organization=cast.other) == asked
    assert one in proposals_for(cast.omar)
    for name in ("hala", "basel", "gharib"):
        with pytest.raises(Refused):
            accept_sponsorship(actor=cast.actor(name), sponsor=asked)
    asked = accept_sponsorship(actor=cast.actor("omar"), sponsor=asked)
    assert (asked.status, asked.answered_by) == ("accepted", cast.omar)
    with pytest.raises(Conflict):
        decline_sponsorship(actor=cast.actor("omar"), sponsor=asked)
    add_writer(actor=cast.actor("hala"), proposal=one, person=cast.omar)
    assert cast.who(can_edit_proposal, one) == "hala omar"
    end_sponsorship(actor=cast.actor("omar"), sponsor=asked)
    assert cast.who(can_edit_proposal, one) == "hala"


def test_declined_it_is_not_seen_any_more_and_may_be_asked_anew(cast: Cast, one: Proposal) -> None:
    asked = ask_sponsor(actor=cast.actor("hala"), proposal=one, organization=cast.other)
    decline_sponsorship(actor=cast.actor("omar"), sponsor=asked)
    assert one not in proposals_for(cast.omar)
    again = ask_sponsor(actor=cast.actor("basel"), proposal=one, organization=cast.other)
    end_sponsorship(actor=cast.actor("hala"), sponsor=again)
    assert [row.status for row in one.sponsors.all()] == ["declined", "ended"]


def test_a_public_body_and_the_own_organisation_are_not_asked(cast: Cast, one: Proposal) -> None:
    for organization in (cast.ministry, cast.association):
        with pytest.raises(ValidationError):
            ask_sponsor(actor=cast.actor("hala"), proposal=one, organization=organization)
    with pytest.raises(Refused):
        ask_sponsor(actor=cast.actor("omar"), proposal=one, organization=cast.other)
