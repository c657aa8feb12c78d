"""Ways between states: what the table does not know is refused, and of two who go at once one is first."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from journal.refusals import Conflict
from journal.states import checked_reason, demand_status, demand_way, move, ways_from
from projects.models import Partner
from projects.states import WAYS
from tests.factories import Cast
from tests.projects.made import asked, proposed_project

pytestmark = [pytest.mark.both, pytest.mark.django_db]


@pytest.fixture
def partner(cast: Cast) -> Partner:
    return asked(cast, proposed_project(cast), cast.other)


def test_the_table_says_where_one_may_go_and_whether_to_say_why() -> None:
    assert ways_from(WAYS, "proposed") == {"active": False, "archived": True}


def test_a_way_that_is_none_and_a_silent_one_are_refused(cast: Cast) -> None:
    project = proposed_project(cast)
    with pytest.raises(Conflict) as refusal:
        demand_way(WAYS, project, "completed", "سبب")
    assert (refusal.value.code, refusal.value.more) == ("wrong_status", {"current": "proposed"})
    with pytest.raises(ValidationError) as silent:
        demand_way(WAYS, project, "archived", " ")
    assert silent.value.error_dict["reason"][0].code == "reason_required"
    assert (demand_way(WAYS, project, "active"), demand_way(WAYS, project, "archived", " سبب ")) == ("", "سبب")


def test_a_reason_is_one_line_of_300_letters() -> None:
    assert checked_reason("سطر\nوسطر", is_required=True) == "سطر وسطر"
    with pytest.raises(ValidationError) as refusal:
        checked_reason("x" * 301)
    assert refusal.value.error_dict["reason"][0].code == "too_long"


def test_who_moves_it_second_finds_it_moved(partner: Partner) -> None:
    late = Partner.objects.get(pk=partner.pk)
    assert move(partner, "accepted", "invited", message="أهلاً") is True
    assert (partner.status, partner.message) == ("accepted", "أهلاً")
    assert move(late, "accepted", "invited") is False
    with pytest.raises(Conflict) as refusal:
        move(late, "declined", "invited")
    assert (refusal.value.code, late.status) == ("wrong_status", "accepted")


def test_what_is_in_another_state_is_refused(partner: Partner) -> None:
    demand_status(partner, "invited", "accepted")
    with pytest.raises(Conflict):
        demand_status(partner, "accepted")
