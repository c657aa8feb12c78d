"""The lines of a unified plan: each organisation writes its own, whatever two do at once."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError

from coordination.actions import add_plan_line, edit_plan_line, set_plan_status, withdraw_plan_line
from coordination.models import PlanLine
from coordination.permissions import (
    can_add_plan_line,
    can_edit_plan_line,
    can_withdraw_plan_line,
    plan_lines_for,
)
from journal.refusals import Conflict, Refused
from meetings.permissions import grant_person
from tests.coordination.planned import BASKETS, day, draft_plan, plan_to_sign, signed_plan, written
from tests.entries import entries_left
from tests.factories import NAMES, Cast, make_place
from tests.meetings.made import chair_of

pytestmark = [pytest.mark.both, pytest.mark.django_db]


def test_add_plan_line_is_for_the_people_of_each_organisation_inside(cast: Cast) -> None:
    plan = draft_plan(cast)
    assert cast.who(can_add_plan_line, plan) == "basel hala omar"
    assert can_add_plan_line(chair_of(cast), plan)
    grant_person(plan.body, cast.gharib, ["minute_body"])
    for name in ("salma", "rania", "gharib"):
        with pytest.raises(Refused):
            written(cast, plan, name)
    with entries_left() as left:
        line = written(cast, plan, "hala")
    assert (line.organization, line.sector, line.version) == (cast.association, plan.sector, 1)
    assert left == [(plan.stream, "plan_line_added", plan.pk, {"code": plan.code, "version": 2, "line": line.pk})]
    seers = " ".join(name for name in NAMES if line in plan_lines_for(getattr(cast, name)))
    assert seers == "salma basel hala omar gharib"


def test_one_voice_nobody_writes_anothers_line(cast: Cast) -> None:
    line = written(cast, draft_plan(cast), "basel")
    assert cast.who(can_edit_plan_line, line) == "basel hala"
    assert cast.who(can_withdraw_plan_line, line) == "basel hala"
    assert not can_edit_plan_line(chair_of(cast), line)
    assert can_withdraw_plan_line(chair_of(cast), line)
    with pytest.raises(Refused):
        edit_plan_line(actor=cast.actor("omar"), line=line, version=1, activity="غيره")
    with pytest.raises(Refused):
        withdraw_plan_line(actor=cast.actor("omar"), line=line)


def test_add_plan_line_again_is_the_same_or_a_conflict(cast: Cast) -> None:
    plan, key = draft_plan(cast), uuid4()
    assert written(cast, plan, client_id=key) == written(cast, plan, client_id=key)
    plan.refresh_from_db()
    assert plan.version == 2
    with pytest.raises(Conflict):
        written(cast, plan, client_id=key, activity="غيرها")


@pytest.mark.parametrize(
    ("details", "field", "code"),
    [
        ({"activity": " "}, "activity", "blank"),
        ({"ends_on": day(101)}, "ends_on", "outside_parent"),
        ({"starts_on": day(9)}, "starts_on", "outside_parent"),
        ({"starts_on": day(20), "ends_on": day(19)}, "ends_on", "dates_reversed"),
        ({"quantity": 0, "unit": "سلة"}, "quantity", "invalid_quantity"),
        ({"quantity": 1000}, "unit", "required"),
        ({"unit": "سلة"}, "quantity", "required"),
        ({"people": 0}, "people", "invalid_count"),
        ({"place": "SY03"}, "place", "outside_place"),
    ],
)
def test_add_plan_line_refuses_what_cannot_be(cast: Cast, details: dict[str, Any], field: str, code: str) -> None:
    plan = draft_plan(cast)
    if "place" in details:
        details = {"place": make_place(details["place"], "إدلب")}
    with pytest.raises(ValidationError) as refused:
        written(cast, plan, **details)
    assert {name: errors[0].code for name, errors in refused.value.error_dict.items()} == {field: code}


def test_edit_plan_line_by_version(cast: Cast) -> None:
    plan = draft_plan(cast)
    line = written(cast, plan, "basel")
    with entries_left() as left:
        changed = edit_plan_line(actor=cast.actor("hala"), line=line, version=1, people=300)
        edit_plan_line(actor=cast.actor("hala"), line=line, version=1, people=300)
    assert (changed.version, changed.people) == (2, 300)
    facts = {"code": plan.code, "version": 3, "line": line.pk, "fields": ["people"]}
    assert left == [(plan.stream, "plan_line_edited", plan.pk, facts)]
    with pytest.raises(Conflict) as refused:
        edit_plan_line(actor=cast.actor("basel"), line=line, version=1, people=500)
    assert refused.value.code == "stale"


def test_withdraw_plan_line_strikes_it_out_for_good(cast: Cast) -> None:
    plan = draft_plan(cast)
    line = written(cast, plan, "basel")
    with entries_left() as left:
        withdraw_plan_line(actor=chair_of(cast), line=line)
    assert left == [(plan.stream, "plan_line_withdrawn", plan.pk, {"code": plan.code, "version": 3, "line": line.pk})]
    for act in (
        lambda: withdraw_plan_line(actor=chair_of(cast), line=line),
        lambda: edit_plan_line(actor=cast.actor("basel"), line=line, version=1, people=3),
    ):
        with pytest.raises(Conflict) as refused:
            act()
        assert refused.value.code == "withdrawn"


@pytest.mark.parametrize("make", [plan_to_sign, signed_plan])
def test_what_is_being_signed_stands_as_it_is(cast: Cast, make: Any) -> None:
    plan = make(cast)
    line = plan.lines.get(organization=cast.association)
    for act in (
        lambda: written(cast, plan, "basel"),
        lambda: edit_plan_line(actor=cast.actor("basel"), line=line, version=1, people=3),
        lambda: withdraw_plan_line(actor=cast.actor("basel"), line=line),
    ):
        with pytest.raises(Conflict) as refused:
            act()
        assert refused.value.code == "wrong_status"


def test_an_organisation_that_left_does_not_hold_up_the_others(cast: Cast) -> None:
    plan = plan_to_sign(cast)
    set_plan_status(actor=chair_of(cast), plan=plan, status="draft", reason="انسحبت جمعية")
    withdraw_plan_line(actor=chair_of(cast), line=PlanLine.objects.get(organization=cast.other))
    assert set(plan.lines.filter(withdrawn_at=None).values_list("organization", flat=True)) == {cast.association.pk}


def test_a_plan_holds_so_many_lines(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    plan = draft_plan(cast)
    monkeypatch.setattr("coordination.actions.plan_lines.MOST", 1)
    written(cast, plan)
    with pytest.raises(Conflict) as refused:
        add_plan_line(
            actor=cast.actor("omar"),
            plan=plan,
            client_id=uuid4(),
            activity=BASKETS,
            starts_on=plan.starts_on,
            ends_on=plan.starts_on + timedelta(days=1),
        )
    assert refused.value.code == "too_many"
