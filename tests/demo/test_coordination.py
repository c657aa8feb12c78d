"""The coordination forums of the demo: recommendations in every state, evidence, votes, an edition about to open."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import User
from coordination.models import (
    Committee,
    Delegation,
    Evidence,
    Forum,
    ProgressUpdate,
    Recommendation,
    Responsibility,
    UnifiedPlan,
)
from coordination.queries.recommendations import late_ones
from demo.coordination.following import blocks
from meetings.models import Attendance, Ballot, Objection, Proxy, Session, Vote
from tests.factories import signed_in

pytestmark = [pytest.mark.usefixtures("demo"), pytest.mark.django_db]


def editions() -> tuple[Forum, Forum]:
    first, second = Forum.objects.order_by("edition")
    return first, second


def test_two_editions_follow_each_other() -> None:
    first, second = editions()
    assert (first.status, second.status) == ("published", "convened")
    assert second.previous == first
    assert first.ends_on < timezone.localdate() - timedelta(days=90)
    assert timezone.localdate() < second.starts_on <= timezone.localdate() + timedelta(days=3)
    assert first.conveners.count() == second.conveners.count() == 4


def test_most_organisations_are_asked_and_answer_differently() -> None:
    first, second = editions()
    assert first.delegations.count() >= 65
    assert second.delegations.count() >= 80
    for forum in (first, second):
        assert set(forum.delegations.values_list("status", flat=True)) == {"invited", "accepted", "declined"}
    waiting = second.delegations.filter(status=Delegation.Status.INVITED)
    assert waiting.filter(organization__name_ar="جمعية قمح ونوارس").exists()
    assert first.body.participants.filter(arrived_at__isnull=False).count() > 80
    assert first.body.participants.filter(person=None).exists()
    assert first.body.participants.filter(replaces__isnull=False).count() == 1


def test_the_first_was_held_and_voted_in_each_way() -> None:
    first, second = editions()
    assert set(first.body.sessions.values_list("status", flat=True)) == {Session.Status.CLOSED, Session.Status.APPROVED}
    assert first.body.decisions.filter(ballot__isnull=False).count() >= 3
    assert Objection.objects.filter(session__body=first.body, status="accepted").count() == 1
    assert set(second.body.sessions.values_list("status", flat=True)) == {Session.Status.CONVENED}
    assert first.body.sessions.exclude(parent=None).count() == 3
    assert Attendance.objects.filter(session__body=first.body, left_at=None).count() == 0
    ballots = Ballot.objects.filter(session__body=first.body)
    assert set(ballots.values_list("status", flat=True)) == {"closed"}
    assert set(ballots.values_list("method", flat=True)) == {"hands", "named", "secret"}
    assert set(ballots.values_list("is_passed", flat=True)) == {True, False}
    assert Vote.objects.filter(ballot__method="secret").count() == 0
    assert Proxy.objects.filter(session__body=first.body).count() == 1


def test_recommendations_stand_in_every_state() -> None:
    rows = Recommendation.objects.all()
    assert rows.count() == len(list(blocks())) >= 25
    assert set(rows.values_list("status", flat=True)) == set(Recommendation.Status.values)
    assert rows.filter(theme__isnull=False).values("theme").distinct().count() >= 6
    for which in ("overdue", "silent", "unanswered"):
        assert late_ones(rows, which).exists(), which


def test_organisations_answered_and_reports_are_proven() -> None:
    assert set(Responsibility.objects.values_list("status", flat=True)) == set(Responsibility.Status.values)
    reports = ProgressUpdate.objects.all()
    assert set(reports.values_list("status", flat=True)) == {"submitted", "confirmed", "returned"}
    assert set(Evidence.objects.values_list("kind", flat=True)) == {"file", "link", "photo"}
    assert set(Evidence.objects.values_list("is_public", flat=True)) == {True, False}


def test_a_committee_follows_up_and_has_met() -> None:
    committee = Committee.objects.get()
    term = committee.terms.get()
    assert term.starts_on < timezone.localdate() < term.ends_on
    assert set(term.seats.values_list("post", flat=True)) == {"chair", "deputy", "rapporteur", "member"}
    statuses = list(committee.body.sessions.order_by("starts_at").values_list("status", flat=True))
    assert statuses == [Session.Status.APPROVED, Session.Status.REVIEW, Session.Status.CONVENED]
    assert committee.recommendations.count() > 20
    assert committee.founding_decision is not None


def test_unified_plans_are_signed_or_being_written() -> None:
    assert sorted(UnifiedPlan.objects.values_list("status", flat=True)) == ["draft", "signed"]
    assert UnifiedPlan.objects.get(status="signed").signatures.count() >= 3


@pytest.mark.parametrize("username", ["salma", "basel", "omar", "rania", "gharib"])
def test_everybody_finds_the_forum_at_its_main_place(username: str) -> None:
    first, second = editions()
    page = signed_in(User.objects.get(username=username)).get("/forums/").content.decode()
    assert first.code in page or first.body.title in page
    assert second.body.title in page
