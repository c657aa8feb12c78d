"""Invitations, hand-overs and documents that two act on at the same moment have exactly one outcome."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from django.utils import timezone

from coordination.actions import (
    accept_delegation,
    create_outcome,
    decline_delegation,
    decline_referral,
    retry_outcome,
    take_referral,
    withdraw_referral,
)
from coordination.models import Delegation, OutcomeDocument, Recommendation, Referral
from journal.actors import Actor
from journal.models import Entry
from meetings.models import Session, Voice
from organizations.models import Role
from tests.coordination.decided import forum_hall
from tests.coordination.followed import adopted_recommendation
from tests.coordination.made import convened_forum, invited
from tests.coordination.sitting import offered, seated_committee, standing_committee
from tests.coordination.test_outcomes import SITE
from tests.factories import Cast, make_cast, make_membership, make_person
from tests.meetings.made import chair_of
from tests.threads import at_once

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.both]


@pytest.fixture
def cast(transactional_db: None) -> Cast:
    return make_cast()


def colleague(cast: Cast) -> Actor:
    """A second signatory of Basel's association."""
    return Actor(make_membership(make_person("ثانٍ"), cast.association, Role.SIGNATORY).person, cast.association)


def test_two_signatories_who_accept_leave_one_answer_and_one_voice(cast: Cast) -> None:
    forum = convened_forum(cast)
    row, other = invited(cast, forum, cast.association)[0], colleague(cast)
    at_once(
        lambda: accept_delegation(actor=cast.actor("basel"), delegation=Delegation.objects.get(pk=row.pk)),
        lambda: accept_delegation(actor=other, delegation=Delegation.objects.get(pk=row.pk)),
    )
    assert Delegation.objects.get().status == "accepted"
    assert Voice.objects.filter(body=forum.body, organization=cast.association, until=None).count() == 1
    assert Entry.objects.filter(event="delegation_accepted", stream__name=forum.stream).count() == 1


def test_a_yes_and_a_no_of_one_organisation_end_in_one_of_them(cast: Cast) -> None:
    """A no after the yes takes it back; a yes after the no comes too late: no voice is left either way."""
    forum = convened_forum(cast)
    row, other = invited(cast, forum, cast.association)[0], colleague(cast)
    at_once(
        lambda: accept_delegation(actor=cast.actor("basel"), delegation=Delegation.objects.get(pk=row.pk)),
        lambda: decline_delegation(actor=other, delegation=Delegation.objects.get(pk=row.pk), reason="لا نقدر"),
    )
    assert Delegation.objects.get().status == "declined"
    assert not Voice.objects.filter(body=forum.body, organization=cast.association, until=None).exists()


def test_of_two_hand_overs_of_one_recommendation_one_waits(cast: Cast) -> None:
    row = adopted_recommendation(cast, committee=standing_committee(cast), visibility="body")
    takers = [standing_committee(cast, title=title) for title in ("لجنة الصحة", "لجنة المياه")]
    at_once(lambda: offered(cast, row, takers[0]), lambda: offered(cast, row, takers[1]))
    assert Referral.objects.get().status == "offered"


def test_a_hand_over_taken_and_taken_back_at_once_is_one_of_them(cast: Cast) -> None:
    giver, taker = standing_committee(cast), seated_committee(cast, title="لجنة الصحة")
    row = adopted_recommendation(cast, committee=giver, visibility="body")
    referral = offered(cast, row, taker)
    at_once(
        lambda: take_referral(actor=cast.actor("hala"), referral=Referral.objects.get(pk=referral.pk)),
        lambda: withdraw_referral(
            actor=chair_of(cast), referral=Referral.objects.get(pk=referral.pk), answer="تغيّر الرأي"
        ),
        lambda: decline_referral(
            actor=cast.actor("basel"), referral=Referral.objects.get(pk=referral.pk), answer="لا نقدر"
        ),
    )
    referral.refresh_from_db()
    held_by = Recommendation.objects.get(pk=row.pk).committee
    assert held_by == (taker if referral.status == "taken" else giver)
    answers = ("referral_taken", "referral_withdrawn", "referral_declined")
    assert Entry.objects.filter(event__in=answers, stream__name=row.stream).count() == 1


def test_of_two_documents_of_one_session_one_is_made(cast: Cast) -> None:
    session = approved(cast)
    at_once(*(lambda: asked_for_minutes(cast, session) for _each in range(2)))
    assert OutcomeDocument.objects.get().number == 1


def test_a_document_is_not_made_twice_by_trying_the_failed_one_again(cast: Cast) -> None:
    session = approved(cast)
    failed = asked_for_minutes(cast, session)
    OutcomeDocument.objects.filter(pk=failed.pk).update(status="failed")
    failed.refresh_from_db()
    at_once(
        lambda: retry_outcome(actor=chair_of(cast), outcome=failed),
        lambda: asked_for_minutes(cast, session),
    )
    assert OutcomeDocument.objects.filter(status="making").count() == 1


def approved(cast: Cast) -> Session:
    session = forum_hall(cast)
    Session.objects.filter(pk=session.pk).update(status="minutes_approved", approved_at=timezone.now())
    return Session.objects.select_related("body").get(pk=session.pk)


def asked_for_minutes(cast: Cast, session: Session) -> OutcomeDocument:
    given: dict[str, Any] = {"client_id": uuid4(), "site": SITE}
    return create_outcome(actor=chair_of(cast), body=session.body, session=session, **given)
