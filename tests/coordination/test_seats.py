"""Organisations get seats and lose them; people sit in them for as long; what both give is taken back with them."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from coordination.actions import end_holder, end_seat, enter_committee_room, give_seat, name_holder
from coordination.models import Committee, Seat, SeatHolder, Term
from coordination.permissions import can_end_holder, can_end_seat, can_give_seat, can_name_holder
from coordination.tasks.committees import seats_follow_memberships
from journal.models import Entry
from journal.refusals import Conflict, Refused
from meetings.permissions import can_chair, can_minute, can_plan_session, can_see, participant_of, voice_of
from organizations.actions import end_membership
from organizations.models import Membership, Role
from tests.coordination.sitting import running_term, seat_of, seated_committee, sitting, standing_committee
from tests.entries import entries_left
from tests.factories import Cast, make_membership, make_organization, make_person, signed_in
from tests.meetings.made import chair_of, union_of

pytestmark = [pytest.mark.both, pytest.mark.django_db]


@pytest.fixture
def committee(cast: Cast) -> Committee:
    return standing_committee(cast, visibility="body")


@pytest.fixture
def term(cast: Cast, committee: Committee) -> Term:
    return running_term(cast, committee)


# Seats ----------------------------------------------------------------------------------------------------------------
def test_give_seat_gives_sight_and_one_voice(cast: Cast, committee: Committee, term: Term) -> None:
    assert cast.who(can_give_seat, term) == ""
    assert not can_see(cast.actor("hala"), committee.body)
    with entries_left() as left:
        seat = seat_of(cast, term)
        assert seat_of(cast, term) == seat
    known = {"seat": seat.pk, "organization": cast.association.pk, "post": "member"}
    assert left == [
        (committee.stream, "seat_given", committee.pk, known),
        (f"org.{cast.association.pk}", "seat_given", committee.pk, {"code": committee.code, **known}),
        (f"user.{cast.basel.pk}", "seat_given", committee.pk, {"code": committee.code}),
    ]
    assert can_see(cast.actor("hala"), committee.body)
    assert voice_of(cast.actor("hala"), committee.body) is not None
    assert committee.body.voices.filter(until=None).count() == 1


def test_one_chairs(cast: Cast, term: Term) -> None:
    seat = seat_of(cast, term, post="chair")
    with pytest.raises(Conflict) as no:
        seat_of(cast, term, cast.other, post="chair")
    assert no.value.code == "chair_taken"
    seat_of(cast, term, post="deputy")
    assert seat_of(cast, term, cast.other, post="chair").post == "chair"
    seat.refresh_from_db()
    assert seat.post == "deputy"


def test_the_table_itself_lets_one_chair_and_gives_one_seat(cast: Cast, term: Term) -> None:
    seat_of(cast, term, post="chair")
    given = {"term": term, "since": term.starts_on, "given_by": cast.salma}
    for organization, post in ((cast.other, "chair"), (cast.association, "member")):
        with pytest.raises(IntegrityError), transaction.atomic():
            Seat.objects.create(organization=organization, post=post, **given)


def test_give_seat_refuses_who_is_not_trusted_and_what_is_over(cast: Cast, term: Term) -> None:
    with pytest.raises(ValidationError):
        seat_of(cast, term, make_organization(status="unverified"))
    with pytest.raises(ValidationError):
        seat_of(cast, term, post="king")
    with pytest.raises(Refused):
        give_seat(actor=cast.actor("basel"), term=term, organization=cast.association)
    with time_machine.travel(timezone.now() + timedelta(days=366)), pytest.raises(Conflict) as no:
        seat_of(cast, term)
    assert no.value.code == "term_over"


def test_end_seat_takes_everything_back_and_keeps_the_row(cast: Cast, committee: Committee, term: Term) -> None:
    seat = seat_of(cast, term, post="chair")
    sitting(cast, seat)
    room = enter_committee_room(actor=cast.actor("hala"), committee=committee)
    assert cast.who(can_end_seat, seat) == "basel"  # who signs for it; and the union
    with pytest.raises(ValidationError):
        end_seat(actor=chair_of(cast), seat=seat, reason="")
    with entries_left() as left:
        end_seat(actor=chair_of(cast), seat=seat, reason="غابت عن ثلاثة اجتماعات")
        end_seat(actor=chair_of(cast), seat=seat, reason="مرة ثانية")
    seat.refresh_from_db()
    assert (seat.until, seat.reason) == (timezone.localdate(), "غابت عن ثلاثة اجتماعات")
    assert not seat.holders.filter(until=None).exists()
    hala = cast.actor("hala")
    assert not can_see(hala, committee.body)
    assert not can_chair(hala, committee.body)
    assert voice_of(hala, committee.body) is None
    assert participant_of(hala, committee.body) is None
    assert not room.memberships.filter(person=cast.hala).exists()
    lost = sorted([cast.basel.pk, cast.hala.pk])
    known = {"seat": seat.pk, "organization": cast.association.pk, "post": "chair", "lost": lost}
    assert [each for each in left if each.stream == committee.stream] == [
        (committee.stream, "seat_ended", committee.pk, known)
    ]
    again = seat_of(cast, term)
    assert again != seat
    assert can_see(hala, committee.body)


def test_who_convenes_it_keeps_its_sight_without_a_seat(cast: Cast, committee: Committee, term: Term) -> None:
    seat = seat_of(cast, term, union_of(cast))
    end_seat(actor=chair_of(cast), seat=seat, reason="تفرّغ للأمانة")
    assert can_chair(chair_of(cast), committee.body)
    assert voice_of(chair_of(cast), committee.body) is None


# Holders --------------------------------------------------------------------------------------------------------------
def test_name_holder_makes_a_participant_and_gives_the_rights_of_the_post(
    cast: Cast, committee: Committee, term: Term
) -> None:
    seat = seat_of(cast, term, post="chair")
    assert cast.who(can_name_holder, seat) == "basel"
    assert not can_name_holder(chair_of(cast), seat)  # the organisation has the seat
    with entries_left() as left:
        holder = sitting(cast, seat)
        assert sitting(cast, seat) == holder
    known = {"seat": seat.pk, "person": cast.hala.pk, "rank": "main"}
    assert left == [
        (committee.stream, "holder_named", committee.pk, known),
        (f"user.{cast.hala.pk}", "holder_named", committee.pk, {"code": committee.code}),
    ]
    hala = cast.actor("hala")
    assert participant_of(hala, committee.body) == holder.participant
    assert can_plan_session(hala, committee.body)
    assert can_minute(hala, committee.body)
    assert not can_chair(cast.actor("basel"), committee.body)


@pytest.mark.parametrize(
    ("post", "rank", "rights"),
    [
        ("chair", "main", "chairs minutes"),
        ("rapporteur", "main", "minutes"),
        ("deputy", "main", ""),
        ("member", "main", ""),
        ("chair", "alternate", ""),
    ],
)
def test_what_posts_give(cast: Cast, committee: Committee, term: Term, post: str, rank: str, rights: str) -> None:
    sitting(cast, seat_of(cast, term, post=post), rank=rank)
    hala = cast.actor("hala")
    held = {"chairs": can_chair(hala, committee.body), "minutes": can_minute(hala, committee.body)}
    assert " ".join(name for name, has in held.items() if has) == rights


def test_another_post_gives_other_rights(cast: Cast, committee: Committee, term: Term) -> None:
    seat = seat_of(cast, term, post="chair")
    sitting(cast, seat)
    seat_of(cast, term, post="rapporteur")
    assert not can_chair(cast.actor("hala"), committee.body)
    assert can_minute(cast.actor("hala"), committee.body)


def test_name_holder_replaces_and_keeps_the_history(cast: Cast, committee: Committee, term: Term) -> None:
    seat = seat_of(cast, term, post="chair")
    first = sitting(cast, seat)
    second = sitting(cast, seat, "basel", reason="سفر هالة")
    first.refresh_from_db()
    assert (first.until, first.reason) == (timezone.localdate(), "سفر هالة")
    assert can_chair(cast.actor("basel"), committee.body)
    assert not can_chair(cast.actor("hala"), committee.body)
    assert can_see(cast.actor("hala"), committee.body)  # her organisation sits there
    assert participant_of(cast.actor("hala"), committee.body) is None
    assert seat.holders.filter(until=None).get() == second


def test_an_alternate_becomes_the_main_holder(cast: Cast, term: Term) -> None:
    seat = seat_of(cast, term)
    sitting(cast, seat, rank="alternate")
    main = sitting(cast, seat)
    assert seat.holders.filter(until=None).get() == main
    assert main.participant is not None
    assert main.participant.role == "delegate"


def test_name_holder_refuses_strangers_and_who_sits_for_another(cast: Cast, term: Term) -> None:
    seat, other = seat_of(cast, term), seat_of(cast, term, cast.other)
    with pytest.raises(ValidationError):
        sitting(cast, seat, "omar")
    with pytest.raises(ValidationError):
        sitting(cast, seat, rank="third")
    with pytest.raises(Refused):
        sitting(cast, seat, by="hala")
    sitting(cast, seat)
    make_membership(cast.hala, cast.other, Role.MEMBER)
    with pytest.raises(Conflict) as no:
        sitting(cast, other, "hala", by="omar")
    assert no.value.code == "sits_for_another"
    end_seat(actor=chair_of(cast), seat=seat, reason="انتهى")
    with pytest.raises(Conflict) as over:
        sitting(cast, seat)
    assert over.value.code == "seat_over"


def test_end_holder_leaves_the_seat_empty(cast: Cast, committee: Committee, term: Term) -> None:
    holder = sitting(cast, seat_of(cast, term, post="chair"))
    assert cast.who(can_end_holder, holder) == "basel"
    with entries_left() as left:
        end_holder(actor=cast.actor("basel"), holder=holder, reason="اعتذرت")
        end_holder(actor=cast.actor("basel"), holder=holder, reason="مرة ثانية")
    holder.refresh_from_db()
    assert holder.reason == "اعتذرت"
    assert not can_chair(cast.actor("hala"), committee.body)
    assert left == [
        (
            committee.stream,
            "holder_ended",
            committee.pk,
            {"seat": holder.seat_id, "person": cast.hala.pk, "rank": "main"},
        ),
        (f"user.{cast.hala.pk}", "holder_ended", committee.pk, {"code": committee.code}),
    ]


# What happens to organisations and people -----------------------------------------------------------------------------
def follow(*events: str) -> None:
    entries = Entry.objects.filter(event__in=events, stream__kind="org").select_related("stream").order_by("pk")
    seats_follow_memberships.follow(list(entries))


def test_whoever_leaves_the_organisation_loses_the_chair(cast: Cast) -> None:
    committee = seated_committee(cast)
    row = Membership.objects.get(person=cast.hala, organization=cast.association)
    end_membership(actor=cast.actor("basel"), membership=row)
    follow("membership_ended")
    holder = SeatHolder.objects.get(person=cast.hala)
    assert (holder.until, holder.reason) == (timezone.localdate(), "غادر الجهة")
    assert not committee.body.participants.filter(person=cast.hala, ended_at=None).exists()
    assert not can_chair(cast.actor("hala"), committee.body)
    follow("membership_ended")  # heard twice


# Pages and calls ------------------------------------------------------------------------------------------------------
def page(name: str, *given: object) -> str:
    return reverse(f"coordination:{name}", args=given)


def test_seats_and_holders_by_their_pages(cast: Cast, committee: Committee, term: Term) -> None:
    salma, basel = signed_in(cast.salma), signed_in(cast.basel)
    given = {"organization": cast.association.pk, "post": "member"}
    assert salma.post(page("give_seat", term.pk), given).status_code == 302
    seat = Seat.objects.get()
    assert page("name_holder", seat.pk, "main") in basel.get(page("committee", committee.pk)).content.decode()
    assert basel.post(page("name_holder", seat.pk, "main"), {"person": cast.hala.pk}).status_code == 302
    assert basel.post(page("name_holder", seat.pk, "alternate"), {"person": cast.basel.pk}).status_code == 302
    assert salma.post(page("change_post", seat.pk), {"post": "chair"}).status_code == 302
    shown = signed_in(cast.hala).get(page("committee", committee.pk)).content.decode()
    assert reverse("meetings:plan_session", args=[committee.body_id]) in shown
    assert page("end_seat", seat.pk) not in shown
    alternate = SeatHolder.objects.get(person=cast.basel)
    assert basel.post(page("end_holder", alternate.pk), {"reason": "سفر"}).status_code == 302
    assert basel.post(page("end_seat", seat.pk), {"reason": "نعتذر عن المتابعة"})["Location"] == page("committees")
    assert basel.get(page("committee", committee.pk)).status_code == 404
    past = salma.get(page("committee", committee.pk)).content.decode()
    assert "نعتذر عن المتابعة" in past


def test_whose_pages_these_are_not(cast: Cast, term: Term) -> None:
    seat = seat_of(cast, term)
    holder = sitting(cast, seat)
    hala, gharib, salma = signed_in(cast.hala), signed_in(cast.gharib), signed_in(cast.salma)
    addresses = [
        page("give_seat", term.pk),
        page("change_post", seat.pk),
        page("end_seat", seat.pk),
        page("name_holder", seat.pk, "main"),
        page("end_holder", holder.pk),
    ]
    assert {hala.get(each).status_code for each in addresses} == {403}
    assert {gharib.get(each).status_code for each in addresses} == {404}
    assert salma.get(page("name_holder", seat.pk, "main")).status_code == 403
    assert salma.get(page("name_holder", seat.pk, "third")).status_code == 404


def test_the_api_gives_names_and_ends(cast: Cast, committee: Committee, term: Term) -> None:
    salma, basel = signed_in(cast.salma), signed_in(cast.basel)
    address = f"/api/terms/{term.pk}/organizations/{cast.association.pk}/"
    seat = salma.put(address, {"post": "chair"}, content_type="application/json").json()
    assert (seat["post"], seat["holders"]) == ("chair", [])
    other = f"/api/terms/{term.pk}/organizations/{cast.other.pk}/"
    taken = salma.put(other, {"post": "chair"}, content_type="application/json")
    assert (taken.status_code, taken.json()["code"]) == (409, "chair_taken")
    holders = f"/api/seats/{seat['id']}/holders/main/"
    named = basel.put(holders, {"person": cast.hala.pk}, content_type="application/json").json()
    assert [each["person"]["id"] for each in named["holders"]] == [cast.hala.pk]
    assert salma.put(holders, {"person": cast.hala.pk}, content_type="application/json").status_code == 403
    emptied = basel.put(holders, {"person": None, "reason": "اعتذرت"}, content_type="application/json").json()
    assert emptied["holders"][0]["until"] is not None
    assert [each["id"] for each in basel.get(f"/api/terms/{term.pk}/seats/").json()] == [seat["id"]]
    ended = salma.put(f"/api/seats/{seat['id']}/ending/", {"reason": "غياب"}, content_type="application/json").json()
    assert ended["reason"] == "غياب"
    assert signed_in(cast.gharib).put(holders, {"person": None}, content_type="application/json").status_code == 404


def test_a_person_whom_one_does_not_see_is_nobody(cast: Cast, term: Term) -> None:
    seat = seat_of(cast, term)
    address = f"/api/seats/{seat.pk}/holders/main/"
    hidden = make_person("خفي")
    answer = signed_in(cast.basel).put(address, {"person": hidden.pk}, content_type="application/json")
    assert answer.status_code == 400
    assert name_holder(actor=cast.actor("basel"), seat=seat, person=cast.basel)
