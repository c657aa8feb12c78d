"""Founding a committee, saying what it is for, closing it; its pages and calls."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from coordination.actions import (
    close_committee,
    create_committee,
    edit_committee,
    enter_committee_room,
    settle_committee_room,
)
from coordination.models import Committee, Seat
from coordination.permissions import (
    can_close_committee,
    can_create_committee,
    can_edit_committee,
    can_enter_committee_room,
    can_settle_committee_room,
    committees_for,
    streams_for,
)
from journal.actors import Actor
from journal.refusals import Conflict, Refused
from meetings.models import Body
from meetings.permissions import can_chair, can_lead
from tests.coordination.followed import adopted_recommendation, make_decision
from tests.coordination.made import prepared_forum, standing_forum
from tests.coordination.sitting import (
    MANDATE,
    offered,
    running_term,
    seat_of,
    seated_committee,
    sitting,
    standing_committee,
)
from tests.entries import entries_left
from tests.factories import Cast, make_membership, signed_in
from tests.meetings.made import chair_of, make_session, open_session, union_of

pytestmark = [pytest.mark.both, pytest.mark.django_db]
NAMES = "salma basel hala omar rania gharib"
PAGE = "coordination:committee"


def seers(cast: Cast, committee: Committee) -> str:
    return " ".join(name for name in NAMES.split() if committee in committees_for(getattr(cast, name)))


# Founding -------------------------------------------------------------------------------------------------------------
def test_create_committee_is_founded_by_a_decision_of_the_forum(cast: Cast) -> None:
    forum = standing_forum(cast)
    decision = make_decision(cast, forum.body)
    with entries_left() as left:
        row = standing_committee(cast, founding_decision=decision, quorum=60)
    assert (row.forum, row.body.kind, row.body.quorum, row.mandate) == (forum, Body.Kind.COMMITTEE, 60, MANDATE)
    assert row.body.announced_at is not None
    told = sorted([row.stream, forum.stream])
    assert left == [(stream, "committee_created", row.pk, {"code": row.code}) for stream in told]
    assert can_lead(chair_of(cast), row.body)


def test_who_may_found_one(cast: Cast) -> None:
    assert cast.who(can_create_committee) == ""
    chair, forum = chair_of(cast), standing_forum(cast)
    assert can_create_committee(chair)
    assert can_create_committee(chair, forum)
    assert cast.who(can_create_committee, forum) == ""
    parent = standing_committee(cast)
    assert can_create_committee(chair, None, parent)
    assert not can_create_committee(cast.actor("omar"), forum, parent)
    with pytest.raises(Refused):
        create_committee(actor=cast.actor("basel"), client_id=uuid4(), title="لجنة", mandate="م")


def test_create_committee_again_is_the_same_or_a_conflict(cast: Cast) -> None:
    key = uuid4()
    first = standing_committee(cast, client_id=key)
    assert standing_committee(cast, client_id=key) == first
    with pytest.raises(Conflict):
        standing_committee(cast, client_id=key, title="لجنة أخرى")


@pytest.mark.parametrize(
    ("details", "field"),
    [
        ({"mandate": " "}, "mandate"),
        ({"title": " "}, "title"),
        ({"quorum": 101}, "quorum"),
        ({"mandate": "م" * 4001}, "mandate"),
    ],
)
def test_create_committee_refuses_what_cannot_be(cast: Cast, details: dict[str, Any], field: str) -> None:
    with pytest.raises(ValidationError) as refused:
        standing_committee(cast, **details)
    assert list(refused.value.message_dict) == [field]


def test_only_a_decision_of_what_is_above_founds_it(cast: Cast) -> None:
    elsewhere = make_decision(cast, standing_forum(cast).body)
    with pytest.raises(ValidationError) as no:
        standing_committee(cast, forum=prepared_forum(cast, title="ملتقى آخر"), founding_decision=elsewhere)
    assert no.value.error_dict["founding_decision"][0].code == "other_body"
    parent = standing_committee(cast)
    decision = make_decision(cast, parent.body)
    row = standing_committee(cast, parent=parent, founding_decision=decision, title="لجنة فرعية")
    assert (row.forum, row.parent, row.founding_decision) == (None, parent, decision)


# Saying what it is ----------------------------------------------------------------------------------------------------
def test_edit_committee_changes_and_tells_once(cast: Cast) -> None:
    row = seated_committee(cast)
    assert cast.who(can_edit_committee, row) == ""
    with entries_left() as left:
        changed = edit_committee(actor=chair_of(cast), committee=row, mandate="مهام جديدة", title="لجنة المتابعة")
        edit_committee(actor=chair_of(cast), committee=row, mandate="مهام جديدة")
    assert (changed.mandate, changed.body.title) == ("مهام جديدة", "لجنة المتابعة")
    assert left == [(row.stream, "committee_edited", row.pk, {"fields": ["mandate", "title"]})]
    with pytest.raises(Refused):
        edit_committee(actor=cast.actor("hala"), committee=row, mandate="غير ذلك")


def test_a_committee_does_not_lie_below_itself(cast: Cast) -> None:
    above = standing_committee(cast)
    below = standing_committee(cast, parent=above, title="لجنة فرعية")
    for parent in (above, below):
        with pytest.raises(ValidationError) as no:
            edit_committee(actor=chair_of(cast), committee=above, parent=parent)
        assert no.value.error_dict["parent"][0].code == "own_part"


# Closing --------------------------------------------------------------------------------------------------------------
def test_close_committee_ends_seats_voices_and_writing(cast: Cast) -> None:
    row = seated_committee(cast, visibility="body")
    assert cast.who(can_close_committee, row) == ""
    room = enter_committee_room(actor=cast.actor("hala"), committee=row)
    with pytest.raises(ValidationError):
        close_committee(actor=chair_of(cast), committee=row, reason=" ")
    with entries_left() as left:
        close_committee(actor=chair_of(cast), committee=row, reason="أنجزت مهامها.")
        close_committee(actor=chair_of(cast), committee=row, reason="مرة ثانية")
    lost = sorted(each.pk for each in (cast.basel, cast.hala, cast.omar))
    told = [each for each in left if each.stream == row.stream]
    assert told == [(row.stream, "committee_closed", row.pk, {"code": row.code, "lost": lost})]
    row.body.refresh_from_db()
    room.refresh_from_db()
    assert row.body.closed_at is not None
    assert room.closed_at is not None
    assert set(Seat.objects.values_list("reason", flat=True)) == {"أنجزت مهامها."}
    assert not row.body.voices.filter(until=None).exists()
    assert not can_chair(cast.actor("hala"), row.body)
    assert seers(cast, row) == "salma"


def test_close_committee_waits_until_nothing_is_lost(cast: Cast) -> None:
    row, chair = standing_committee(cast), chair_of(cast)
    session = open_session(cast, row.body)
    refused: list[str] = []

    def attempt() -> None:
        with pytest.raises(Conflict) as no:
            close_committee(actor=chair, committee=row, reason="انتهت")
        refused.append(no.value.code)

    attempt()
    session.status = "closed"
    session.save(update_fields=["status"])
    recommended = adopted_recommendation(cast, committee=row)
    attempt()
    other = standing_committee(cast, title="لجنة أخرى")
    offered(cast, recommended, other)
    with pytest.raises(Conflict):
        close_committee(actor=chair, committee=other, reason="انتهت")
    assert refused == ["session_open", "follows_up"]


# Seeing it, its room --------------------------------------------------------------------------------------------------
def test_who_sees_it_and_its_stream(cast: Cast) -> None:
    row = seated_committee(cast, visibility="body")
    assert seers(cast, row) == "salma basel hala omar"
    assert seers(cast, standing_committee(cast, title="ثانية")) == "salma basel hala omar"
    assert seers(cast, standing_committee(cast, title="ثالثة", visibility="public")) == NAMES
    told = [name for name in NAMES.split() if streams_for(getattr(cast, name), {row.stream})]
    assert told == ["salma", "basel", "hala", "omar"]


def test_enter_committee_room_brings_in_who_sits_there(cast: Cast) -> None:
    row = seated_committee(cast)
    assert cast.who(can_enter_committee_room, row) == "basel hala omar"
    room = enter_committee_room(actor=chair_of(cast), committee=row)
    people = set(room.memberships.values_list("person", flat=True))
    assert people == {each.pk for each in (cast.salma, cast.basel, cast.hala, cast.omar)}
    assert room.is_guarded
    assert cast.hala.has_perm("chat.moderate_room", room)
    assert enter_committee_room(actor=cast.actor("omar"), committee=row) == room
    with pytest.raises(Refused):
        enter_committee_room(actor=cast.actor("gharib"), committee=row)


def test_settle_committee_room_lets_out_who_lost_it(cast: Cast) -> None:
    row = seated_committee(cast)
    room = enter_committee_room(actor=chair_of(cast), committee=row)
    assert cast.who(can_settle_committee_room) == ""
    cast.other.status = "suspended"
    cast.other.save(update_fields=["status"])
    with entries_left() as left:
        settle_committee_room(actor=Actor.clock(), committee=row, people=[cast.omar.pk, cast.hala.pk])
    assert not room.memberships.filter(person=cast.omar).exists()
    assert (row.stream, "committee_lost", row.pk, {"lost": [cast.omar.pk]}) in left
    cast.other.status = "verified"
    cast.other.save(update_fields=["status"])
    settle_committee_room(actor=Actor.clock(), committee=row, people=[cast.omar.pk])
    assert room.memberships.filter(person=cast.omar).exists()


# Pages ----------------------------------------------------------------------------------------------------------------
def test_from_the_decision_to_the_committees_page(cast: Cast) -> None:
    forum, salma = standing_forum(cast), signed_in(cast.salma)
    decision = make_decision(cast, forum.body)
    address = f"{reverse('coordination:create_committee')}?forum={forum.pk}&decision={decision.pk}"
    assert "selected" in salma.get(address).content.decode()
    given = {"client_id": uuid4(), "title": "اللجنة التنسيقية", "mandate": MANDATE, "forum": forum.pk}
    given |= {"founding_decision": decision.pk, "visibility": "members", "quorum": 50}
    page = salma.post(address, given)["Location"]
    row = Committee.objects.get()
    assert page == reverse(PAGE, args=[row.pk])
    shown = salma.get(page).content.decode()
    assert MANDATE in shown
    assert reverse("meetings:plan_session", args=[row.body_id]) in shown
    assert salma.get(reverse("coordination:body", args=[row.body_id]))["Location"] == page
    assert signed_in(cast.basel).get(address).status_code == 403
    assert signed_in(cast.gharib).get(page).status_code == 404


def test_the_page_shows_seats_meetings_and_what_it_follows(cast: Cast) -> None:
    row = seated_committee(cast, visibility="public")
    session = make_session(cast, row.body, title="اجتماع اللجنة الأول")
    make_session(cast, row.body, title="اجتماع انتهى", status="closed")
    recommended = adopted_recommendation(cast, committee=row, visibility="public")
    page = signed_in(cast.omar).get(reverse(PAGE, args=[row.pk])).content.decode()
    for words in (session.title, "اجتماع انتهى", recommended.code, cast.hala.display_name, cast.association.name_ar):
        assert words in page
    stranger = Client().get(reverse(PAGE, args=[row.pk])).content.decode()
    assert cast.association.name_ar in stranger
    assert cast.hala.display_name not in stranger


def test_who_sits_there_finds_it(cast: Cast) -> None:
    row = seated_committee(cast)
    link = reverse(PAGE, args=[row.pk])
    for name in ("coordination:committees", "coordination:forums"):
        page = signed_in(cast.hala).get(reverse(name)).content.decode()
        assert page.index("my-places") < page.index(link)
    assert "my-places" not in signed_in(cast.rania).get(reverse("coordination:committees")).content.decode()


def test_an_empty_seat_waits_for_who_may_fill_it(cast: Cast) -> None:
    seat_of(cast, running_term(cast))
    assert "my-places" in signed_in(cast.basel).get(reverse("coordination:committees")).content.decode()
    assert "my-places" not in signed_in(cast.hala).get(reverse("coordination:committees")).content.decode()


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_asks_the_same_however_many(cast: Cast, number: int, django_assert_num_queries: Any) -> None:
    for index in range(number):
        seat_of(cast, running_term(cast, standing_committee(cast, title=f"لجنة {index}")))
    client, address = signed_in(cast.hala), reverse("coordination:committees")
    client.get(address)
    with django_assert_num_queries(15):
        page = client.get(address)
    assert page.content.decode().count('class="card"><div class="card-body">\n') == number


@pytest.mark.parametrize("number", [1, 3])
def test_the_page_asks_the_same_however_many_seats(cast: Cast, number: int, django_assert_num_queries: Any) -> None:
    row = standing_committee(cast)
    term = running_term(cast, row)
    for organization, name in ((cast.association, "hala"), (cast.other, "omar"), (union_of(cast), ""))[:number]:
        seat = seat_of(cast, term, organization)
        if name:
            sitting(cast, seat, name, by="basel" if name == "hala" else "omar")
    client, address = signed_in(cast.salma), reverse(PAGE, args=[row.pk])
    client.get(address)
    with django_assert_num_queries(33):
        client.get(address)


def test_edit_and_close_by_their_pages(cast: Cast) -> None:
    row, salma = seated_committee(cast), signed_in(cast.salma)
    given = {"title": "لجنة المتابعة", "mandate": MANDATE, "visibility": "body", "quorum": 40}
    assert salma.post(reverse("coordination:edit_committee", args=[row.pk]), given).status_code == 302
    assert signed_in(cast.hala).get(reverse("coordination:edit_committee", args=[row.pk])).status_code == 403
    assert salma.post(reverse("coordination:close_committee", args=[row.pk]), {"reason": "انتهت"}).status_code == 302
    row.body.refresh_from_db()
    assert (row.body.title, row.body.quorum) == ("لجنة المتابعة", 40)
    assert row.body.closed_at is not None
    assert salma.get(reverse("coordination:edit_committee", args=[row.pk])).status_code == 403


def test_the_room_opens_from_the_page(cast: Cast) -> None:
    row = seated_committee(cast)
    answer = signed_in(cast.omar).post(reverse("coordination:enter_committee_room", args=[row.pk]))
    row.body.refresh_from_db()
    assert answer["Location"] == reverse("chat:room", args=[row.body.room_id])


# Calls ----------------------------------------------------------------------------------------------------------------
def test_the_api_founds_lists_edits_and_closes(cast: Cast) -> None:
    union, salma = union_of(cast), signed_in(cast.salma)
    given = {"client_id": str(uuid4()), "title": "لجنة", "mandate": MANDATE, "organization": union.pk}
    first = salma.post("/api/committees/", given, content_type="application/json")
    again = salma.post("/api/committees/", given, content_type="application/json")
    assert (first.status_code, again.status_code) == (201, 200)
    pk = first.json()["id"]
    address = f"/api/committees/{pk}/"
    changed = salma.patch(address, {"mandate": "غيرها"}, content_type="application/json").json()
    assert (changed["mandate"], changed["quorum"]) == ("غيرها", 50)
    assert [each["id"] for each in salma.get("/api/committees/").json()["results"]] == [pk]
    assert signed_in(cast.basel).patch(address, {"mandate": "لا"}, content_type="application/json").status_code == 403
    assert signed_in(cast.gharib).get(address).status_code == 404
    put = salma.put(f"{address}closing/", {"reason": "انتهت"}, content_type="application/json")
    assert put.json()["closed_at"] is not None
    hidden = make_decision(cast, prepared_forum(cast).body)
    wrong = {**given, "client_id": str(uuid4()), "founding_decision": hidden.pk}
    make_membership(cast.gharib, cast.other)
    assert signed_in(cast.gharib).post("/api/committees/", wrong, content_type="application/json").status_code in {
        400,
        403,
    }


def test_the_api_opens_the_room(cast: Cast) -> None:
    row = seated_committee(cast)
    answer = signed_in(cast.hala).put(f"/api/committees/{row.pk}/room/")
    row.body.refresh_from_db()
    assert answer.json() == {"room": row.body.room_id}
