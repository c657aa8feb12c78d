"""A unified plan as a whole: beginning it, saying what it is, its states, and the signatures that make it one."""

from __future__ import annotations

from datetime import date
from itertools import product
from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from coordination.actions import create_plan, edit_plan, edit_plan_line, set_plan_status, sign_plan
from coordination.models import PlanSignature, UnifiedPlan
from coordination.permissions import can_create_plan, can_edit_plan, can_set_plan_status, can_sign_plan, plans_for
from coordination.plan_states import WAYS
from coordination.queries import is_intact, lines_of, parts_of, seen_plan
from journal.records import NARROWED
from journal.refusals import Conflict, Refused
from organizations.models import Organization
from tests.coordination.made import standing_forum
from tests.coordination.planned import day, draft_plan, plan_to_sign, signed, signed_plan, written
from tests.entries import entries_left
from tests.factories import NAMES, Cast, make_place
from tests.meetings.made import chair_of, make_session, standing_body

pytestmark = [pytest.mark.both, pytest.mark.django_db]


def seers(cast: Cast, plan: UnifiedPlan) -> str:
    return " ".join(name for name in NAMES if plan in plans_for(getattr(cast, name)))


def test_create_plan_is_for_those_who_run_the_body_and_seen_by_all_inside(cast: Cast) -> None:
    forum = standing_forum(cast)
    with entries_left() as left:
        plan = draft_plan(cast, forum)
    assert (plan.status, plan.version, plan.code[:2]) == ("draft", 1, "U-")
    assert left == [(plan.stream, "plan_created", plan.pk, {"code": plan.code, "version": 1})]
    assert seers(cast, plan) == "salma basel hala omar"
    for may in (can_edit_plan, can_set_plan_status, can_sign_plan):
        assert cast.who(may, plan) == ""
    assert can_edit_plan(chair_of(cast), plan)
    assert cast.who(can_create_plan, forum.body) == ""
    for name in NAMES:
        with pytest.raises(Refused):
            create_plan(
                actor=cast.actor(name),
                body=forum.body,
                client_id=uuid4(),
                title="خطة",
                starts_on=day(1),
                ends_on=day(2),
            )


def test_create_plan_again_is_the_same_or_a_conflict(cast: Cast) -> None:
    forum, key = standing_forum(cast), uuid4()
    assert draft_plan(cast, forum, client_id=key) == draft_plan(cast, forum, client_id=key)
    with pytest.raises(Conflict):
        draft_plan(cast, forum, client_id=key, title="غيرها")


@pytest.mark.parametrize(
    ("details", "field"),
    [
        ({"title": " "}, "title"),
        ({"ends_on": date(2090, 1, 1)}, "ends_on"),
        ({"starts_on": day(5), "ends_on": day(5)}, "ends_on"),
    ],
)
def test_create_plan_refuses_what_cannot_be(cast: Cast, details: dict[str, Any], field: str) -> None:
    with pytest.raises(ValidationError) as refused:
        draft_plan(cast, **details)
    assert list(refused.value.message_dict) == [field]


def test_create_plan_refuses_a_session_of_another_body(cast: Cast) -> None:
    with pytest.raises(ValidationError) as refused:
        draft_plan(cast, session=make_session(cast, standing_body(cast)))
    assert refused.value.error_dict["session"][0].code == "other_body"


def test_edit_plan_is_another_wording_and_nothing_changed_leaves_nothing(cast: Cast) -> None:
    plan = draft_plan(cast)
    with entries_left() as left:
        edit_plan(actor=chair_of(cast), plan=plan, title=plan.title)
        assert edit_plan(actor=chair_of(cast), plan=plan, title="أخرى", about="سطر\nوسطر").version == 2
    facts = {"code": plan.code, "version": 2, "fields": ["about", "title"]}
    assert left == [(plan.stream, "plan_edited", plan.pk, facts)]
    with pytest.raises(Refused):
        edit_plan(actor=cast.actor("basel"), plan=plan, title="لي")


def test_edit_plan_leaves_no_line_outside(cast: Cast) -> None:
    plan = draft_plan(cast)
    written(cast, plan, place=make_place("SY0203"))
    for details, code in (
        ({"ends_on": day(50)}, "outside_parent"),
        ({"starts_on": day(11)}, "outside_parent"),
        ({"place": make_place("SY03", "إدلب")}, "outside_place"),
    ):
        with pytest.raises(ValidationError) as refused:
            edit_plan(actor=chair_of(cast), plan=plan, **details)
        (found,) = refused.value.error_dict.values()
        assert found[0].code == code
    plan.refresh_from_db()
    assert plan.version == 2


@pytest.mark.parametrize(("before", "after"), list(product(UnifiedPlan.Status.values, repeat=2)))
def test_a_plan_goes_only_the_ways_of_the_table(cast: Cast, before: str, after: str) -> None:
    plan = draft_plan(cast)
    for name in ("basel", "omar"):
        written(cast, plan, name)
    UnifiedPlan.objects.filter(pk=plan.pk).update(status=before)
    if before == after:
        with entries_left() as left:
            set_plan_status(actor=chair_of(cast), plan=plan, status=after)
        assert left == []
    elif (before, after) not in WAYS:
        with pytest.raises(Conflict) as refused:
            set_plan_status(actor=chair_of(cast), plan=plan, status=after, reason="سبب")
        assert refused.value.code == "wrong_status"
    else:
        if WAYS[before, after]:
            with pytest.raises(ValidationError):
                set_plan_status(actor=chair_of(cast), plan=plan, status=after)
        changed = set_plan_status(actor=chair_of(cast), plan=plan, status=after, reason="سبب")
        assert (changed.status, changed.status_reason) == (after, "سبب")


def test_put_to_signing_tells_every_organisation_in_it(cast: Cast) -> None:
    plan = draft_plan(cast)
    written(cast, plan, "basel")
    with pytest.raises(Conflict) as refused:
        set_plan_status(actor=chair_of(cast), plan=plan, status="signing")
    assert refused.value.code == "too_few_organizations"
    written(cast, plan, "omar")
    for name in NAMES:
        with pytest.raises(Refused):
            set_plan_status(actor=cast.actor(name), plan=plan, status="signing")
    with entries_left() as left:
        set_plan_status(actor=chair_of(cast), plan=plan, status="signing")
    facts = {"code": plan.code, "version": 3, "status": "signing", "before": "draft"}
    event, known = "plan_status_changed", {"code": plan.code, "status": "signing"}
    organizations = sorted([cast.association.pk, cast.other.pk])
    people = sorted([cast.basel.pk, cast.omar.pk])
    assert sorted(left) == sorted(
        [
            (plan.stream, event, plan.pk, facts),
            *((f"org.{pk}", event, plan.pk, facts) for pk in organizations),
            *((f"user.{pk}", event, plan.pk, known) for pk in people),
        ],
        key=lambda each: each[:2],
    )


# Signing --------------------------------------------------------------------------------------------------------------
def test_the_last_signature_makes_it_signed_and_all_who_see_the_body_see_it(cast: Cast) -> None:
    plan = plan_to_sign(cast)
    assert cast.who(can_sign_plan, plan) == "basel omar"
    for name in ("salma", "hala", "rania", "gharib"):
        with pytest.raises(Refused):
            sign_plan(actor=cast.actor(name), plan=plan, version=plan.version)
    with entries_left() as left:
        first = signed(cast, plan, "basel")
    facts = {"code": plan.code, "version": 3, "organization": cast.association.pk, "sha256": first.sha256}
    assert left == [(plan.stream, "plan_signed", plan.pk, facts)]
    with entries_left() as left:
        assert signed(cast, plan, "basel") == first
    assert left == []
    second = signed(cast, plan, "omar")
    plan.refresh_from_db()
    assert (plan.status, second.sha256 == first.sha256) == ("signed", True)
    assert seers(cast, plan) == "salma basel hala omar"


def test_a_signature_is_of_the_wording_that_was_read(cast: Cast) -> None:
    plan = plan_to_sign(cast)
    with pytest.raises(Conflict) as refused:
        sign_plan(actor=cast.actor("basel"), plan=plan, version=plan.version - 1)
    assert refused.value.code == "stale"
    with pytest.raises(Conflict) as refused:
        signed(cast, draft_with_lines(cast), "basel")
    assert refused.value.code == "wrong_status"


def draft_with_lines(cast: Cast) -> UnifiedPlan:
    plan = draft_plan(cast)
    written(cast, plan, "basel")
    return plan


def test_a_change_afterwards_asks_for_new_signatures(cast: Cast) -> None:
    plan = signed_plan(cast)
    with entries_left() as left:
        set_plan_status(actor=chair_of(cast), plan=plan, status="draft", reason="انسحاب مموّل")
    assert (plan.stream, NARROWED) in {(each.stream, each.event) for each in left}
    line = plan.lines.get(organization=cast.association)
    edit_plan_line(actor=cast.actor("hala"), line=line, version=line.version, people=4000)
    shown = seen_plan(cast.basel, plan.pk)
    assert shown is not None
    assert (shown.signed_count, shown.version) == (0, 4)  # type: ignore[attr-defined]
    parts = parts_of(shown, lines_of(shown))
    assert [(bool(part.signature), part.is_current) for part in parts] == [(True, False), (True, False)]
    set_plan_status(actor=chair_of(cast), plan=plan, status="signing")
    for name in ("basel", "omar"):
        signed(cast, plan, name)
    assert PlanSignature.objects.count() == 4


def test_taken_back_and_unchanged_the_signatures_hold(cast: Cast) -> None:
    plan = plan_to_sign(cast)
    signed(cast, plan, "basel")
    set_plan_status(actor=chair_of(cast), plan=plan, status="draft", reason="تصحيح")
    set_plan_status(actor=chair_of(cast), plan=plan, status="signing")
    signed(cast, plan, "omar")
    plan.refresh_from_db()
    assert plan.status == "signed"


def test_words_changed_behind_the_signatures_are_noticed(cast: Cast) -> None:
    plan = signed_plan(cast)

    def intact() -> bool:
        row = UnifiedPlan.objects.get(pk=plan.pk)
        lines = lines_of(row)
        return is_intact(row, lines, parts_of(row, lines))

    assert intact()
    plan.lines.filter(organization=cast.other).update(people=7)
    assert not intact()


def test_an_organisation_signs_a_wording_once(cast: Cast) -> None:
    plan = plan_to_sign(cast)
    first = signed(cast, plan, "basel")
    columns = {"plan": plan, "organization": cast.association, "version": plan.version, "sha256": first.sha256}
    with pytest.raises(IntegrityError), transaction.atomic():
        PlanSignature.objects.create(person=cast.hala, **columns)


def test_nobody_signs_for_an_organisation_that_is_suspended(cast: Cast) -> None:
    plan = plan_to_sign(cast)
    Organization.objects.filter(pk=cast.association.pk).update(status="suspended")
    cast.association.refresh_from_db()
    assert cast.who(can_sign_plan, plan) == "omar"
