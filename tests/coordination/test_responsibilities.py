"""Who answers for a recommendation: asked, accepted, declined, given back; the steps; what carries it out."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from coordination.actions import (
    accept_responsibility,
    add_milestone,
    ask_responsibility,
    begin_recommendation,
    block_recommendation,
    decline_responsibility,
    edit_milestone,
    end_responsibility,
    link_recommendation,
    name_focal_point,
    resume_recommendation,
    unlink_recommendation,
    withdraw_milestone,
    withdraw_responsibility,
)
from coordination.permissions import (
    can_accept_responsibility,
    can_add_milestone,
    can_ask_responsibility,
    can_begin_recommendation,
    can_block_recommendation,
    can_decline_responsibility,
    can_edit_milestone,
    can_end_responsibility,
    can_link_recommendation,
    can_name_focal_point,
    can_resume_recommendation,
    can_unlink_recommendation,
    can_withdraw_milestone,
    can_withdraw_responsibility,
)
from journal.refusals import Conflict, Refused
from tests.coordination.followed import adopted_recommendation, asked, assigned_recommendation
from tests.entries import entries_left
from tests.factories import Cast, make_organization
from tests.meetings.made import chair_of
from tests.projects.made import joint_project, make_task

pytestmark = [pytest.mark.both, pytest.mark.django_db]


def test_ask_responsibility_tells_the_organisation(cast: Cast) -> None:
    row = adopted_recommendation(cast)
    assert cast.who(can_ask_responsibility, row) == ""
    with pytest.raises(Refused):
        ask_responsibility(actor=cast.actor("basel"), recommendation=row, organization=cast.association)
    with entries_left() as left:
        asked(cast, row)
    streams = [(each.stream, each.event) for each in left]
    event = "responsibility_asked"
    assert streams == [
        (row.stream, event),
        (f"org.{cast.association.pk}", event),
        (f"user.{cast.basel.pk}", event),
    ]


def test_ask_responsibility_refuses_a_second_lead_and_the_unverified(cast: Cast) -> None:
    row = adopted_recommendation(cast)
    asked(cast, row)
    for organization, code in ((cast.other, "already_responsible"), (cast.association, "already_asked")):
        with pytest.raises(Conflict) as refused:
            asked(cast, row, organization)
        assert refused.value.code == code
    asked(cast, row, cast.other, "support")
    with pytest.raises(ValidationError):
        asked(cast, row, make_organization(status="unverified"), "support")
    with pytest.raises(ValidationError):
        asked(cast, row, cast.ministry, "king")


def test_accept_responsibility_is_for_its_signatory_and_assigns(cast: Cast) -> None:
    row = adopted_recommendation(cast)
    responsibility = asked(cast, row)
    assert cast.who(can_accept_responsibility, responsibility) == "basel"
    assert cast.who(can_decline_responsibility, responsibility) == "basel"
    for name in ("hala", "omar", "gharib"):
        with pytest.raises(Refused):
            accept_responsibility(actor=cast.actor(name), responsibility=responsibility)
    with entries_left() as left:
        accept_responsibility(actor=cast.actor("basel"), responsibility=responsibility, focal_point=cast.hala)
    told = [(each.stream, each.event) for each in left]
    accepted = "responsibility_accepted"
    assert told == [
        (row.stream, accepted),
        (f"org.{cast.association.pk}", accepted),
        (f"user.{cast.salma.pk}", accepted),
        (f"user.{cast.hala.pk}", "focal_point_named"),
    ]
    row.refresh_from_db()
    assert (row.status, row.report_due_on) == ("assigned", timezone.localdate() + timedelta(days=30))


def test_decline_responsibility_says_why_and_not_after_accepting(cast: Cast) -> None:
    row = adopted_recommendation(cast)
    responsibility = asked(cast, row)
    with pytest.raises(ValidationError):
        decline_responsibility(actor=cast.actor("basel"), responsibility=responsibility, reason=" ")
    decline_responsibility(actor=cast.actor("basel"), responsibility=responsibility, reason="لا كادر لدينا")
    with pytest.raises(Conflict):
        accept_responsibility(actor=cast.actor("basel"), responsibility=responsibility)
    again = asked(cast, row)
    accept_responsibility(actor=cast.actor("basel"), responsibility=again)
    with pytest.raises(Conflict) as refused:
        decline_responsibility(actor=cast.actor("basel"), responsibility=again, reason="غيّرنا رأينا")
    assert refused.value.code == "wrong_status"


def test_withdraw_responsibility_before_it_is_answered(cast: Cast) -> None:
    row = adopted_recommendation(cast)
    responsibility = asked(cast, row)
    assert cast.who(can_withdraw_responsibility, responsibility) == ""
    withdraw_responsibility(actor=chair_of(cast), responsibility=responsibility)
    with pytest.raises(Conflict):
        accept_responsibility(actor=cast.actor("basel"), responsibility=responsibility)
    assert asked(cast, row, cast.other).status == "asked"


def test_end_responsibility_leaves_nobody_responsible(cast: Cast) -> None:
    row = assigned_recommendation(cast)
    responsibility = row.responsibilities.get()
    assert cast.who(can_end_responsibility, responsibility) == "basel"
    with pytest.raises(ValidationError):
        end_responsibility(actor=cast.actor("basel"), responsibility=responsibility, reason="")
    end_responsibility(actor=cast.actor("basel"), responsibility=responsibility, reason="انتهى التمويل")
    row.refresh_from_db()
    assert (row.status, row.report_due_on, row.status_reason) == ("adopted", None, "انتهى التمويل")


def test_name_focal_point_takes_people_of_the_organisation(cast: Cast) -> None:
    responsibility = assigned_recommendation(cast).responsibilities.get()
    assert cast.who(can_name_focal_point, responsibility) == "basel"
    wrong: list[dict[str, Any]] = [{"focal_point": cast.omar}, {"focal_point": cast.hala, "alternate": cast.hala}]
    for people in wrong:
        with pytest.raises(ValidationError):
            name_focal_point(actor=cast.actor("basel"), responsibility=responsibility, **people)
    name_focal_point(actor=cast.actor("basel"), responsibility=responsibility, focal_point=cast.basel)
    responsibility.refresh_from_db()
    assert (responsibility.focal_point, responsibility.alternate) == (cast.basel, None)


def test_begin_block_and_resume_go_the_ways_there_are(cast: Cast) -> None:
    row, hala = assigned_recommendation(cast), cast.actor("hala")
    assert cast.who(can_begin_recommendation, row) == cast.who(can_block_recommendation, row) == "basel hala"
    assert cast.who(can_resume_recommendation, row) == "basel hala"
    with pytest.raises(Conflict):
        block_recommendation(actor=hala, recommendation=row, reason="لا تمويل")
    with pytest.raises(Refused):
        begin_recommendation(actor=cast.actor("omar"), recommendation=row)
    assert begin_recommendation(actor=hala, recommendation=row).status == "in_progress"
    with pytest.raises(ValidationError):
        block_recommendation(actor=hala, recommendation=row, reason="")
    assert block_recommendation(actor=hala, recommendation=row, reason="لا تمويل").status == "blocked"
    with entries_left() as left:
        resume_recommendation(actor=hala, recommendation=row)
        resume_recommendation(actor=hala, recommendation=row)
    assert [each.event for each in left] == ["recommendation_resumed"] * 2  # its stream, the organisation's


# Steps ----------------------------------------------------------------------------------------------------------------
def test_add_milestone_by_who_answers_or_runs_the_body(cast: Cast) -> None:
    row, key = assigned_recommendation(cast), uuid4()
    assert cast.who(can_add_milestone, row) == "basel hala"
    first = add_milestone(actor=cast.actor("hala"), recommendation=row, client_id=key, title="تسمية الممثلين", weight=3)
    again = add_milestone(actor=cast.actor("hala"), recommendation=row, client_id=key, title="تسمية الممثلين")
    second = add_milestone(actor=chair_of(cast), recommendation=row, client_id=uuid4(), title="الاجتماع الأول")
    assert (first, first.position, second.position) == (again, 1, 2)
    with pytest.raises(Refused):
        add_milestone(actor=cast.actor("omar"), recommendation=row, client_id=uuid4(), title="لا")
    with pytest.raises(Conflict):
        add_milestone(actor=cast.actor("hala"), recommendation=row, client_id=key, title="غيره")


@pytest.mark.parametrize("details", [{"title": " "}, {"weight": 0}, {"weight": 101}])
def test_a_milestone_has_a_title_and_a_weight(cast: Cast, details: dict[str, Any]) -> None:
    row = assigned_recommendation(cast)
    with pytest.raises(ValidationError):
        add_milestone(actor=cast.actor("hala"), recommendation=row, client_id=uuid4(), **{"title": "خطوة", **details})


def test_edit_milestone_and_withdraw_milestone_until_it_is_reached(cast: Cast) -> None:
    row, hala = assigned_recommendation(cast), cast.actor("hala")
    step = add_milestone(actor=hala, recommendation=row, client_id=uuid4(), title="خطوة")
    assert cast.who(can_edit_milestone, step) == cast.who(can_withdraw_milestone, step) == "basel hala"
    assert edit_milestone(actor=hala, milestone=step, weight=5).weight == 5
    step.done_at = timezone.now()
    step.save()
    with pytest.raises(Conflict):
        edit_milestone(actor=hala, milestone=step, weight=7)
    with pytest.raises(Conflict):
        withdraw_milestone(actor=hala, milestone=step)
    other = add_milestone(actor=hala, recommendation=row, client_id=uuid4(), title="أخرى")
    withdraw_milestone(actor=hala, milestone=other)
    other.refresh_from_db()
    assert other.withdrawn_at is not None


# What carries it out --------------------------------------------------------------------------------------------------
def test_link_recommendation_ties_what_one_sees(cast: Cast) -> None:
    row, project = assigned_recommendation(cast), joint_project(cast)
    assert cast.who(can_link_recommendation, row) == cast.who(can_unlink_recommendation, row) == "basel hala"
    for target in (project, make_task(cast, project)):
        link = link_recommendation(actor=cast.actor("hala"), recommendation=row, target=target)
        assert link_recommendation(actor=cast.actor("hala"), recommendation=row, target=target) == link
    with pytest.raises(ValidationError):
        link_recommendation(actor=chair_of(cast), recommendation=row, target=joint_project(cast))
    with entries_left() as left:
        unlink_recommendation(actor=cast.actor("basel"), link=link)
        unlink_recommendation(actor=cast.actor("basel"), link=link)
    assert [each.event for each in left] == ["recommendation_unlinked"] * 2
    assert row.links.count() == 1
