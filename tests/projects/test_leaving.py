"""Going out of a project: by oneself, by the lead's word, as a guest; and handing the lead over."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from chat.models import RoomMembership
from files.examining import Examined
from journal.refusals import Conflict, Refused
from projects.actions import (
    accept_lead,
    add_document,
    decline_lead,
    edit_project,
    end_partnership,
    enter_project_room,
    leave_project,
    offer_lead,
    take_in_guest,
    take_out_guest,
    withdraw_lead_offer,
)
from projects.models import Contribution, DocumentVersion, Indicator, Measurement, Partner, Period, Project
from projects.permissions import (
    can_accept_lead,
    can_decline_lead,
    can_end_partnership,
    can_lead,
    can_leave_project,
    can_offer_lead,
    can_take_in_guest,
    can_take_out_guest,
    can_withdraw_lead_offer,
    can_work,
    projects_for,
    streams_for,
)
from tests.entries import entries_left
from tests.factories import Cast, make_membership, make_organization, signed_in
from tests.notifications.situations import heard, settle
from tests.projects.made import joined, joint_project, room_of
from tests.threads import at_once

SCAN = b"%PDF-1.4 contract"
pytestmark = [pytest.mark.both, pytest.mark.django_db]


def of(project: Project, organization: Any) -> Partner:
    return project.partners.select_related("project__room", "organization").get(organization=organization)


def is_in_room(project: Project, person: Any) -> bool:
    return RoomMembership.objects.filter(room=room_of(project), person=person).exists()


def test_who_may_go_and_who_may_end_it(cast: Cast, project: Project) -> None:
    other, own = of(project, cast.other), of(project, cast.association)
    assert cast.who(can_leave_project, other) == "omar"
    assert cast.who(can_end_partnership, other) == "basel"
    assert cast.who(can_end_partnership, own) == ""


def test_leave_project_takes_everything_at_once(cast: Cast, project: Project) -> None:
    partner = of(project, cast.other)
    with entries_left() as left:
        leave_project(actor=cast.actor("omar"), partner=partner, reason="انتهى تمويلنا")
    assert project not in projects_for(cast.omar)
    assert not streams_for(cast.omar, {project.stream})
    assert not is_in_room(project, cast.omar)
    own = [(*row[:2], row.facts) for row in left if not row.stream.startswith("room.")]
    assert own == [
        (f"user.{cast.omar.pk}", "room_left", {}),
        (f"user.{cast.omar.pk}", "access_changed", {}),
        (project.stream, "partner_left", {"lost": [cast.omar.pk]}),
        (f"org.{cast.other.pk}", "partner_left", {}),
        (f"user.{cast.omar.pk}", "access_changed", {}),
        (f"user.{cast.basel.pk}", "partner_left", {"code": project.code}),
    ]


def test_leave_project_twice_changes_nothing_and_one_may_come_back(cast: Cast, project: Project) -> None:
    partner = of(project, cast.other)
    leave_project(actor=cast.actor("omar"), partner=partner, reason="انتهى تمويلنا")
    with entries_left() as left:
        leave_project(actor=cast.actor("omar"), partner=partner, reason="مرة أخرى")
    assert left == []
    assert joined(cast, project, cast.other).pk != partner.pk
    assert project in projects_for(cast.omar)


def test_who_belongs_to_another_partner_too_stays(cast: Cast, project: Project) -> None:
    third = make_organization("جمعية ثالثة")
    make_membership(cast.omar, third)
    joined(cast, project, third)
    leave_project(actor=cast.actor("omar"), partner=of(project, cast.other), reason="انتهى تمويلنا")
    assert project in projects_for(cast.omar)
    assert is_in_room(project, cast.omar)


def test_leave_project_refuses(cast: Cast, project: Project) -> None:
    with pytest.raises(Conflict) as lead:
        leave_project(actor=cast.actor("basel"), partner=of(project, cast.association), reason="تعبنا")
    assert lead.value.code == "lead_leaves"
    with pytest.raises(ValidationError) as silent:
        leave_project(actor=cast.actor("omar"), partner=of(project, cast.other), reason=" ")
    assert silent.value.error_dict["reason"][0].code == "reason_required"
    with pytest.raises(Refused):
        leave_project(actor=cast.actor("basel"), partner=of(project, cast.other), reason="تعبنا")


def test_end_partnership_is_told_with_its_reason(cast: Cast, project: Project) -> None:
    partner = end_partnership(actor=cast.actor("basel"), partner=of(project, cast.other), reason="لم يصل أحد منكم")
    assert (partner.status, partner.reason) == ("left", "لم يصل أحد منكم")
    assert project not in projects_for(cast.omar)
    settle()
    assert ("partnership_ended", partner.pk) in heard(cast.omar)
    assert "لم يصل أحد منكم" in signed_in(cast.omar).get(f"/partnerships/{partner.pk}/").content.decode()


def test_going_on_the_pages(cast: Cast, project: Project) -> None:
    omar = signed_in(cast.omar)
    assert omar.get(f"/projects/{project.pk}/leave/").status_code == 200
    assert omar.post(f"/projects/{project.pk}/leave/", {"reason": ""}).status_code == 200
    left = omar.post(f"/projects/{project.pk}/leave/", {"reason": "انتهى تمويلنا"})
    assert left["Location"] == f"/partnerships/{of(project, cast.other).pk}/"
    assert omar.get(f"/projects/{project.pk}/").status_code == 404
    again = joined(cast, project, cast.other)
    signed_in(cast.basel).post(f"/partnerships/{again.pk}/end/", {"reason": "سبب"})
    assert project not in projects_for(cast.omar)


def test_going_over_the_api(cast: Cast, project: Project) -> None:
    address = f"/api/partnerships/{of(project, cast.other).pk}/status/"
    sent = {"status": "left", "reason": "انتهى تمويلنا"}
    answer = signed_in(cast.omar).put(address, sent, content_type="application/json")
    assert answer.json()["status"] == "left"
    assert signed_in(cast.omar).get(f"/api/projects/{project.pk}/partners/").status_code == 404


# The lead -------------------------------------------------------------------------------------------------------------
def test_who_may_hand_over(cast: Cast, project: Project) -> None:
    partner = of(project, cast.other)
    for may in (can_offer_lead, can_withdraw_lead_offer):
        assert cast.who(may, partner) == "basel"
    for may in (can_accept_lead, can_decline_lead):
        assert cast.who(may, partner) == "omar"


def test_the_lead_changes_hands_with_its_rights(cast: Cast, project: Project) -> None:
    partner = offer_lead(actor=cast.actor("basel"), partner=of(project, cast.other))
    with entries_left() as left:
        accept_lead(actor=cast.actor("omar"), partner=partner)
    roles = dict(project.partners.values_list("organization", "role"))
    assert roles == {cast.association.pk: "implementer", cast.other.pk: "lead"}
    assert cast.who(can_lead, project) == "omar"
    assert [(row.stream, row.event) for row in left] == [
        (room_of(project).stream, "room_role_set"),
        (room_of(project).stream, "room_role_set"),
        (project.stream, "lead_handed_over"),
        (f"org.{cast.other.pk}", "lead_handed_over"),
        (f"user.{cast.basel.pk}", "lead_handed_over"),
    ]
    leave_project(actor=cast.actor("basel"), partner=of(project, cast.association), reason="سلّمنا القيادة")
    assert project not in projects_for(cast.hala)


@pytest.mark.parametrize("act", ["withdraw", "decline"])
def test_the_lead_stays_where_it_is(cast: Cast, project: Project, act: str) -> None:
    partner = offer_lead(actor=cast.actor("basel"), partner=of(project, cast.other))
    if act == "withdraw":
        withdraw_lead_offer(actor=cast.actor("basel"), partner=partner)
    else:
        decline_lead(actor=cast.actor("omar"), partner=partner)
    with pytest.raises(Conflict) as refusal:
        accept_lead(actor=cast.actor("omar"), partner=partner)
    assert refusal.value.code == "lead_not_offered"
    assert cast.who(can_lead, project) == "basel"


def test_the_lead_is_offered_to_one(cast: Cast, project: Project) -> None:
    third = joined(cast, project, make_organization("جمعية ثالثة"))
    offer_lead(actor=cast.actor("basel"), partner=of(project, cast.other))
    with pytest.raises(Conflict) as refusal:
        offer_lead(actor=cast.actor("basel"), partner=third)
    assert refusal.value.code == "lead_offered"


@pytest.mark.django_db(transaction=True)
def test_the_lead_taken_and_kept_at_once_has_one_outcome(cast: Cast) -> None:
    project = joint_project(cast)
    partner = offer_lead(actor=cast.actor("basel"), partner=of(project, cast.other))
    at_once(
        lambda: accept_lead(actor=cast.actor("omar"), partner=Partner.objects.get(pk=partner.pk)),
        lambda: withdraw_lead_offer(actor=cast.actor("basel"), partner=Partner.objects.get(pk=partner.pk)),
    )
    leading = project.partners.filter(role="lead", status="accepted").get()
    assert cast.who(can_lead, project) == ("omar" if leading.organization == cast.other else "basel")
    assert not project.partners.filter(lead_offered_at__isnull=False).exists()


def test_the_lead_on_the_pages_and_over_the_api(cast: Cast, project: Project) -> None:
    partner = of(project, cast.other)
    signed_in(cast.basel).post(f"/partnerships/{partner.pk}/lead/offer/")
    signed_in(cast.omar).post(f"/partnerships/{partner.pk}/lead/decline/")
    signed_in(cast.basel).post(f"/partnerships/{partner.pk}/lead/offer/")
    signed_in(cast.basel).post(f"/partnerships/{partner.pk}/lead/withdraw/")
    address = f"/api/partnerships/{partner.pk}/lead/"
    signed_in(cast.basel).put(address, {"status": "offered"}, content_type="application/json")
    assert "lead/accept/" in signed_in(cast.omar).get(f"/projects/{project.pk}/partners/").content.decode()
    signed_in(cast.omar).post(f"/partnerships/{partner.pk}/lead/accept/")
    assert cast.who(can_lead, project) == "omar"


# Guests ---------------------------------------------------------------------------------------------------------------
def test_who_takes_guests_in_and_out(cast: Cast, project: Project) -> None:
    assert cast.who(can_take_in_guest, project) == "basel"
    assert cast.who(can_take_out_guest, project, cast.rania) == "basel rania"


def test_take_in_guest_to_see_and_then_to_work(cast: Cast, project: Project) -> None:
    basel = cast.actor("basel")
    with entries_left() as left:
        take_in_guest(actor=basel, project=project, person=cast.rania)
    assert (project in projects_for(cast.rania), can_work(cast.actor("rania"), project)) == (True, False)
    assert is_in_room(project, cast.rania)
    told = [row[1:] for row in left if row.event == "guest_taken_in"]
    assert told == [
        ("guest_taken_in", cast.rania.pk, {"may_work": False}),
        ("guest_taken_in", project.pk, {"may_work": False, "code": project.code}),
    ]
    take_in_guest(actor=basel, project=project, person=cast.rania, may_work=True)
    assert can_work(cast.actor("rania"), project)
    with entries_left() as none:
        take_in_guest(actor=basel, project=project, person=cast.rania, may_work=True)
    assert none == []


def test_take_out_guest_takes_the_room_too(cast: Cast, project: Project) -> None:
    take_in_guest(actor=cast.actor("basel"), project=project, person=cast.rania)
    take_out_guest(actor=cast.actor("rania"), project=project, person=cast.rania)
    assert project not in projects_for(cast.rania)
    assert not is_in_room(project, cast.rania)
    with entries_left() as left:
        take_out_guest(actor=cast.actor("basel"), project=project, person=cast.rania)
    assert left == []


def test_who_was_taken_out_is_led_to_what_they_still_see(cast: Cast, project: Project) -> None:
    take_in_guest(actor=cast.actor("basel"), project=project, person=cast.gharib)
    take_out_guest(actor=cast.actor("basel"), project=project, person=cast.gharib)
    settle()
    gharib = signed_in(cast.gharib)
    notices = gharib.get("/api/notifications/").json()["results"]
    href = next(each["href"] for each in notices if each["kind"] == "guest_taken_out")
    assert (href, gharib.get(href).status_code) == ("/projects/", 200)


def test_take_in_guest_refuses(cast: Cast, project: Project) -> None:
    with pytest.raises(Conflict) as refusal:
        take_in_guest(actor=cast.actor("basel"), project=project, person=cast.hala)
    assert refusal.value.code == "sees_already"
    cast.gharib.is_active = False
    cast.gharib.save()
    with pytest.raises(ValidationError):
        take_in_guest(actor=cast.actor("basel"), project=project, person=cast.gharib)
    with pytest.raises(Refused):
        take_in_guest(actor=cast.actor("omar"), project=project, person=cast.rania)


def test_guests_on_the_pages(cast: Cast, project: Project) -> None:
    basel = signed_in(cast.basel)
    assert str(cast.rania) in basel.get(f"/projects/{project.pk}/guests/new/").content.decode()
    basel.post(f"/projects/{project.pk}/guests/new/", {"person": cast.rania.pk, "may_work": "yes"})
    assert can_work(cast.actor("rania"), project)
    enter_project_room(actor=cast.actor("rania"), project=project)
    assert signed_in(cast.rania).post(f"/projects/{project.pk}/guests/{cast.rania.pk}/out/")["Location"] == "/projects/"
    assert signed_in(cast.rania).get(f"/projects/{project.pk}/").status_code == 404


def test_guests_for_programs(cast: Cast, project: Project) -> None:
    address = f"/api/projects/{project.pk}/guests/"
    basel = signed_in(cast.basel)
    taken = basel.put(f"{address}{cast.rania.pk}/", {"may_work": True}, content_type="application/json")
    assert taken.json() == {"id": cast.rania.pk, "name": str(cast.rania), "may_work": True}
    assert basel.get(address).json() == {"results": [taken.json()]}
    assert basel.delete(f"{address}{cast.rania.pk}/").status_code == 204
    assert basel.delete(f"{address}{cast.rania.pk}/").status_code == 404


# What is kept ---------------------------------------------------------------------------------------------------------
def test_what_a_partner_keeps_is_the_agreement_of_its_last_day(cast: Cast, project: Project) -> None:
    partner = of(project, cast.other)
    edit_project(actor=cast.actor("basel"), project=project, aim="ستون مكاناً")
    leave_project(actor=cast.actor("omar"), partner=partner, reason="انتهى تمويلنا")
    edit_project(actor=cast.actor("basel"), project=project, aim="سبعون مكاناً", title="اسم جديد")
    joined(cast, project, make_organization("جمعية لاحقة"))
    shown = signed_in(cast.omar).get(f"/partnerships/{partner.pk}/").content.decode()
    for words in ("ستون مكاناً", "دار رعاية المسنّين", str(cast.association), "انتهى تمويلنا"):
        assert words in shown
    for words in ("سبعون مكاناً", "اسم جديد", "جمعية لاحقة"):
        assert words not in shown
    assert signed_in(cast.gharib).get(f"/partnerships/{partner.pk}/").status_code == 404
    assert signed_in(cast.basel).get(f"/partnerships/{partner.pk}/").status_code == 302  # to the project's partners


def test_one_keeps_the_files_one_brought_and_no_others(cast: Cast, project: Project) -> None:
    own, foreign = (bring(cast, project, name) for name in ("omar", "basel"))
    partner = of(project, cast.other)
    leave_project(actor=cast.actor("omar"), partner=partner, reason="انتهى تمويلنا")
    omar = signed_in(cast.omar)
    page = omar.get(f"/partnerships/{partner.pk}/").content.decode()
    assert own.document.title in page
    assert foreign.document.title not in page
    assert omar.get(f"/partnerships/{partner.pk}/files/{own.pk}/").status_code == 200
    assert omar.get(f"/partnerships/{partner.pk}/files/{foreign.pk}/").status_code == 404
    assert signed_in(cast.basel).get(f"/partnerships/{partner.pk}/files/{own.pk}/").status_code == 404


def test_closed_periods_are_kept_as_they_were(cast: Cast, project: Project) -> None:
    closed = measured(cast, project, "الربع الأول", 60_000, is_closed=True)
    measured(cast, project, "الربع الثاني", 75_500, is_closed=False)
    partner = of(project, cast.other)
    leave_project(actor=cast.actor("omar"), partner=partner, reason="انتهى تمويلنا")
    Measurement.objects.filter(pk=closed.pk).update(value=1)
    partner.refresh_from_db()
    assert [(row["title"], row["figures"][0]["value"]) for row in partner.kept["periods"]] == [("الربع الأول", "60")]
    assert "الربع الأول" in signed_in(cast.omar).get(f"/partnerships/{partner.pk}/").content.decode()


def test_one_keeps_what_one_gave(cast: Cast, project: Project) -> None:
    given = {"project": project, "author": cast.omar, "kind": "hours", "promised": 600, "given": 90}
    Contribution.objects.create(organization=cast.other, title="نجّارون", client_id=uuid4(), **given)
    Contribution.objects.create(organization=cast.association, title="حدّادون", client_id=uuid4(), **given)
    partner = of(project, cast.other)
    leave_project(actor=cast.actor("omar"), partner=partner, reason="انتهى تمويلنا")
    page = signed_in(cast.omar).get(f"/partnerships/{partner.pk}/").content.decode()
    assert "نجّارون" in page
    assert "حدّادون" not in page


def bring(cast: Cast, project: Project, name: str) -> DocumentVersion:
    scan = Examined(f"{name}.pdf", "application/pdf", "document", len(SCAN), "0" * 64, cleaned=SCAN)
    row = add_document(actor=cast.actor(name), project=project, client_id=uuid4(), file=scan, title=f"عقد {name}")
    return DocumentVersion.objects.select_related("document").get(document=row)


def measured(cast: Cast, project: Project, title: str, value: int, *, is_closed: bool) -> Measurement:
    day = timezone.localdate()
    ends = {"closed_at": timezone.now(), "closed_by": cast.basel} if is_closed else {}
    period = Period.objects.create(project=project, title=title, starts_on=day, ends_on=day, client_id=uuid4(), **ends)
    indicator, _is_new = Indicator.objects.get_or_create(
        project=project, title="أماكن جاهزة", defaults={"client_id": uuid4()}
    )
    told = {"organization": cast.other, "value": value, "author": cast.omar, "client_id": uuid4()}
    return Measurement.objects.create(indicator=indicator, period=period, **told)
