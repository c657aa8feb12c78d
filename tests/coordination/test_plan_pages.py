"""The pages of unified plans: from the empty list to the signed plan and its project."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from coordination.models import PlanLine, UnifiedPlan
from tests.coordination.made import standing_forum
from tests.coordination.planned import (
    BASKETS,
    aleppo,
    day,
    draft_plan,
    group,
    plan_to_sign,
    sector,
    signed_plan,
    written,
)
from tests.factories import Cast, make_place, signed_in
from tests.needs.giving import make_need

pytestmark = [pytest.mark.both, pytest.mark.django_db]


def address(name: str, pk: int) -> str:
    return reverse(f"coordination:{name}", args=[pk])


def line_form(plan: UnifiedPlan, **more: Any) -> dict[str, Any]:
    days = {"starts_on": plan.starts_on.isoformat(), "ends_on": plan.ends_on.isoformat()}
    return {"client_id": uuid4(), "activity": BASKETS, **days, **more}


def test_from_the_empty_list_to_the_signed_plan(cast: Cast) -> None:
    forum, salma = standing_forum(cast), signed_in(cast.salma)
    hala, omar = signed_in(cast.hala), signed_in(cast.omar)
    place, sectors, orphans = aleppo(), sector(), group()
    assert address("create_plan", forum.body_id) in salma.get(address("plans", forum.body_id)).content.decode()
    assert address("create_plan", forum.body_id) not in hala.get(address("plans", forum.body_id)).content.decode()
    assert hala.get(address("create_plan", forum.body_id)).status_code == 403
    given = {"client_id": uuid4(), "title": "خطة حلب", "sector": sectors.pk, "place": place.pk}
    page = salma.post(address("create_plan", forum.body_id), {**given, "starts_on": day(10), "ends_on": day(90)})[
        "Location"
    ]
    plan = UnifiedPlan.objects.get()
    more = {"quantity": "١٢٠٠٫٥", "unit": "سلة", "people": "6,000", "target_group": orphans.pk, "place": "SY0203"}
    assert hala.post(address("add_plan_line", plan.pk), line_form(plan, **more))["Location"].startswith(f"{page}#line-")
    line = PlanLine.objects.get()
    assert (line.quantity, line.people, line.place_id, line.organization) == (
        1_200_500,
        6000,
        "SY0203",
        cast.association,
    )
    omar.post(address("add_plan_line", plan.pk), line_form(plan, activity="توزيع السلال الغذائية"))
    assert "errorlist" in omar.post(address("add_plan_line", plan.pk), line_form(plan, unit="سلة")).content.decode()
    shown = omar.get(page).content.decode()
    assert f"#line-{line.pk}" in shown
    assert address("edit_plan_line", line.pk) not in shown


def test_from_the_signing_to_the_project(cast: Cast) -> None:
    plan = plan_to_sign(cast)
    page, line = address("plan", plan.pk), plan.lines.get(organization=cast.association)
    hala, basel, omar = (signed_in(each) for each in (cast.hala, cast.basel, cast.omar))
    assert address("sign_plan", plan.pk) not in hala.get(page).content.decode()
    assert hala.get(address("sign_plan", plan.pk)).status_code == 403
    for client in (basel, omar):
        assert address("sign_plan", plan.pk) in client.get(page).content.decode()
        version = client.get(address("sign_plan", plan.pk)).context["form"]["version"].value()
        client.post(address("sign_plan", plan.pk), {"version": version})
    plan.refresh_from_db()
    assert plan.status == "signed"
    asked = {"client_id": uuid4(), "title": "مشروع السلال", "lines": [line.pk]}
    made = basel.post(address("create_project_of_plan", plan.pk), asked)
    line.refresh_from_db()
    assert made["Location"] == f"/projects/{line.project_id}/"
    assert "مشروع السلال" in basel.get(page).content.decode()
    assert "مشروع السلال" not in omar.get(page).content.decode()


def test_a_signature_of_words_that_changed_meanwhile_is_not_taken(cast: Cast) -> None:
    plan = plan_to_sign(cast)
    answer = signed_in(cast.basel).post(address("sign_plan", plan.pk), {"version": plan.version - 1})
    assert answer.status_code == 200
    assert not plan.signatures.exists()


def test_overlaps_and_gaps_are_shown_while_one_types(cast: Cast) -> None:
    plan = draft_plan(cast)
    written(cast, plan, "omar", activity="توزيع السلال الغذائية", place=make_place("SY0203"), target_group=group())
    basel, at = signed_in(cast.basel), address("plan_line_likely", plan.pk)
    days = {"starts_on": plan.starts_on.isoformat(), "ends_on": plan.ends_on.isoformat()}
    typed: dict[str, Any] = {"activity": "سلة غذائية", "place": "SY0203", "target_group": "", **days}
    shown = basel.get(at, typed).content.decode()
    assert str(cast.other) in shown
    assert "عفرين" in shown
    for changed in ({"place": "SY0200"}, {"activity": "ترميم مدارس"}, {"activity": ""}, {"starts_on": "2020-99-01"}):
        assert str(cast.other) not in basel.get(at, {**typed, **changed}).content.decode()
    elsewhere = basel.get(at, {**typed, "place": "SY0200", "target_group": group().pk}).content.decode()
    assert "عفرين" not in elsewhere
    assert str(cast.other) not in signed_in(cast.omar).get(at, typed).content.decode()
    assert signed_in(cast.gharib).get(at, typed).status_code == 404


def test_a_line_that_is_edited_does_not_overlap_itself_and_says_what_is_stale(cast: Cast) -> None:
    plan = draft_plan(cast)
    line = written(cast, plan, "basel")
    hala = signed_in(cast.hala)
    given = {"version": 1, **line_form(plan, people="50")}
    assert hala.post(address("edit_plan_line", line.pk), given).status_code == 302
    answer = hala.post(address("edit_plan_line", line.pk), {**given, "people": "70"})
    assert "errorlist" in answer.content.decode()
    assert signed_in(cast.omar).get(address("edit_plan_line", line.pk)).status_code == 403
    assert hala.post(address("withdraw_plan_line", line.pk)).status_code == 302
    assert hala.get(address("edit_plan_line", line.pk)).status_code == 404


def test_open_needs_without_a_line_are_named(cast: Cast) -> None:
    plan = draft_plan(cast)
    need = make_need(cast, place=make_place("SY0203"), sector=plan.sector)
    written(cast, plan, "basel", place=make_place("SY0200"))
    hala, page = signed_in(cast.hala), address("plan", plan.pk)
    assert need.code in hala.get(page).content.decode()
    written(cast, plan, "omar", activity="قسائم")
    assert need.code not in hala.get(page).content.decode()


def test_the_papers_are_for_those_who_see_the_plan(cast: Cast) -> None:
    plan = signed_plan(cast, about="سطر\nوسطر")
    for name, start in (("plan_paper", b"%PDF"), ("plan_xlsx", b"PK"), ("plan_csv", "\ufeff".encode())):
        answer = signed_in(cast.omar).get(address(name, plan.pk))
        assert answer.content.startswith(start)
        assert signed_in(cast.gharib).get(address(name, plan.pk)).status_code == 404
    assert BASKETS in answer.content.decode("utf-8-sig")


def test_a_signed_plan_of_a_public_forum_is_for_everybody_and_a_draft_for_nobody_else(cast: Cast) -> None:
    forum = standing_forum(cast, visibility="public")
    draft, plan = draft_plan(cast, forum), signed_plan(cast, forum)
    anybody = Client()
    shown = anybody.get(address("plan", plan.pk))
    assert shown.status_code == 200
    assert str(cast.basel) not in shown.content.decode()
    assert anybody.get(address("plan", draft.pk)).status_code == 404
    for name in ("sign_plan", "edit_plan", "set_plan_status", "add_plan_line", "create_project_of_plan"):
        assert signed_in(cast.gharib).get(address(name, plan.pk)).status_code == 403


def test_plans_of_a_public_forum_are_found_without_signing_in(cast: Cast) -> None:
    forum = standing_forum(cast, visibility="public")
    anybody, plans = Client(), address("plans", forum.body_id)
    front = reverse("coordination:forum", args=[forum.pk])
    draft = draft_plan(cast, forum)
    assert plans not in anybody.get(front).content.decode()
    plan = signed_plan(cast, forum)
    hidden = signed_plan(cast, standing_forum(cast, title="ملتقى للأعضاء", visibility="members"))
    assert plans in anybody.get(front).content.decode()
    for page in (plans, reverse("coordination:public_follow_up")):
        shown = anybody.get(page).content.decode()
        known = [each for each in (draft, plan, hidden) if f'href="{address("plan", each.pk)}"' in shown]
        assert known == [plan]
        assert address("create_plan", forum.body_id) not in shown
    assert anybody.get(address("plans", hidden.body_id)).status_code == 404


@pytest.mark.parametrize("number", [1, 3])
def test_the_public_page_asks_the_same_however_many_plans(
    cast: Cast, number: int, django_assert_num_queries: Any
) -> None:
    forum = standing_forum(cast, visibility="public")
    for _each in range(number):
        signed_plan(cast, forum)
    client, page = Client(), reverse("coordination:public_follow_up")
    client.get(page)
    with django_assert_num_queries(3):
        shown = client.get(page).content.decode()
    assert shown.count("/plans/") == number


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_asks_the_same_however_many(cast: Cast, number: int, django_assert_num_queries: Any) -> None:
    forum = standing_forum(cast)
    for _each in range(number):
        plan_to_sign(cast, forum)
    client = signed_in(cast.hala)
    client.get(address("plans", forum.body_id))
    with django_assert_num_queries(27):
        client.get(address("plans", forum.body_id))


@pytest.mark.parametrize("number", [1, 3])
def test_a_plan_asks_the_same_however_many_lines(cast: Cast, number: int, django_assert_num_queries: Any) -> None:
    plan = draft_plan(cast)
    for _each in range(number):
        written(cast, plan, "hala", target_group=group(), place=make_place("SY0203"))
        written(cast, plan, "omar", target_group=group("elderly", "كبار السن"))
    client = signed_in(cast.hala)
    client.get(address("plan", plan.pk))
    with django_assert_num_queries(23):
        client.get(address("plan", plan.pk))
