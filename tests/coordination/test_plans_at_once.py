"""Two who write or sign one plan at the same moment have exactly one outcome."""

from __future__ import annotations

import pytest

from coordination.actions import edit_plan_line, set_plan_status, sign_plan
from coordination.models import PlanLine, PlanSignature, UnifiedPlan
from journal.actors import Actor
from organizations.models import Role
from tests.coordination.planned import draft_plan, plan_to_sign, written
from tests.factories import Cast, make_cast, make_membership, make_person
from tests.meetings.made import chair_of
from tests.threads import at_once

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.both]


@pytest.fixture
def cast(transactional_db: None) -> Cast:
    return make_cast()


def test_two_signatories_of_one_organisation_leave_one_signature(cast: Cast) -> None:
    plan = plan_to_sign(cast)
    second = make_person("ثانٍ")
    make_membership(second, cast.association, Role.SIGNATORY)
    other = Actor(second, cast.association)
    at_once(
        lambda: sign_plan(actor=cast.actor("basel"), plan=plan, version=plan.version),
        lambda: sign_plan(actor=other, plan=plan, version=plan.version),
    )
    assert PlanSignature.objects.count() == 1
    assert UnifiedPlan.objects.get().status == "signing"


def test_the_last_two_signatures_at_once_make_it_signed(cast: Cast) -> None:
    plan = plan_to_sign(cast)
    at_once(
        lambda: sign_plan(actor=cast.actor("basel"), plan=plan, version=plan.version),
        lambda: sign_plan(actor=cast.actor("omar"), plan=plan, version=plan.version),
    )
    assert PlanSignature.objects.count() == 2
    assert UnifiedPlan.objects.get().status == "signed"


def test_two_colleagues_who_edit_one_line_leave_one_change(cast: Cast) -> None:
    line = written(cast, draft_plan(cast))
    at_once(
        lambda: edit_plan_line(actor=cast.actor("basel"), line=line, version=1, people=100),
        lambda: edit_plan_line(actor=cast.actor("hala"), line=line, version=1, people=200),
    )
    row = PlanLine.objects.get()
    assert (row.version, row.people in {100, 200}) == (2, True)


def test_a_line_added_while_it_is_put_to_signing_is_in_what_is_signed_or_refused(cast: Cast) -> None:
    plan = draft_plan(cast)
    for name in ("basel", "omar"):
        written(cast, plan, name)
    at_once(
        lambda: written(cast, plan, "hala", activity="قسائم خبز"),
        lambda: set_plan_status(actor=chair_of(cast), plan=plan, status="signing"),
    )
    plan.refresh_from_db()
    assert plan.status == "signing"
    assert plan.version == 1 + plan.lines.count()
