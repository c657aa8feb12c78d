"""The agenda: written, put in order, taken up; its documents; what is internal."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.urls import reverse

from files.examining import examine_bytes
from journal.refusals import Conflict, Refused
from meetings.actions import (
    add_agenda_document,
    add_agenda_item,
    edit_agenda_item,
    move_agenda_item,
    remove_agenda_document,
    take_up_item,
    withdraw_agenda_item,
)
from meetings.models import AgendaItem, Participant, Session
from meetings.permissions import agenda_documents_for, agenda_items_for, can_add_agenda_document
from meetings.queries import agenda_of
from tests.entries import entries_left
from tests.factories import Cast, signed_in
from tests.files.samples import pdf
from tests.meetings.made import chair_of, make_item, make_session, open_session, standing_body

pytestmark = [pytest.mark.both, pytest.mark.django_db]
NAMES = "salma basel hala omar rania gharib"
AGENDA_QUERIES = 21


@pytest.fixture(autouse=True)
def own_media(settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = tmp_path


def added(cast: Cast, session: Session, title: str = "الافتتاح", **more: Any) -> AgendaItem:
    given: dict[str, Any] = {"client_id": uuid4(), **more}
    return add_agenda_item(actor=chair_of(cast), session=session, title=title, **given)


def told(session: Session, user: Any) -> list[tuple[str, str]]:
    rows = agenda_of(session, user)
    return [(each.place.number, each.item.title) for row in rows for each in (row, *row.parts)]


def test_add_agenda_item_puts_it_at_the_end(cast: Cast) -> None:
    session = make_session(cast, standing_body(cast))
    with entries_left() as left:
        whole = added(cast, session, "أولاً", minutes=5)
        added(cast, session, "ثانياً", kind="report")
        added(cast, session, "جزء", parent=whole, minutes=20)
    assert told(session, cast.basel) == [("1", "أولاً"), ("1.1", "جزء"), ("2", "ثانياً")]
    assert [each.event for each in left] == ["agenda_item_added"] * 3
    assert agenda_of(session, cast.basel)[1].begins_at.minute == 20


def test_the_agenda_is_written_by_those_who_run_it(cast: Cast) -> None:
    session = make_session(cast, standing_body(cast))
    item = make_item(cast, session)
    for name in NAMES.split():
        actor = cast.actor(name)
        with pytest.raises(Refused):
            add_agenda_item(actor=actor, session=session, title="بند", client_id=uuid4())
        with pytest.raises(Refused):
            edit_agenda_item(actor=actor, item=item, title="آخر")
        with pytest.raises(Refused):
            move_agenda_item(actor=actor, item=item)
        with pytest.raises(Refused):
            withdraw_agenda_item(actor=actor, item=item)
        with pytest.raises(Refused):
            take_up_item(actor=actor, session=session, item=item)


def test_what_is_over_is_written_no_more(cast: Cast) -> None:
    session = make_session(cast, standing_body(cast), status="closed")
    with pytest.raises(Refused):
        added(cast, session)


def test_add_agenda_item_again_is_the_same_or_a_conflict(cast: Cast) -> None:
    session, key = make_session(cast, standing_body(cast)), uuid4()
    assert added(cast, session, client_id=key) == added(cast, session, client_id=key)
    with pytest.raises(Conflict):
        added(cast, session, "آخر", client_id=key)


@pytest.mark.parametrize(
    ("wrong", "field"), [({"minutes": 601}, "minutes"), ({"kind": "x"}, "kind"), ({"title": "ا" * 201}, "title")]
)
def test_add_agenda_item_refuses_what_cannot_be(cast: Cast, wrong: dict[str, Any], field: str) -> None:
    with pytest.raises(ValidationError) as refused:
        added(cast, make_session(cast, standing_body(cast)), **{"title": "بند", **wrong})
    assert field in refused.value.message_dict


def test_a_presenter_comes_to_this_body(cast: Cast) -> None:
    session, other = make_session(cast, standing_body(cast)), standing_body(cast)
    with pytest.raises(ValidationError) as refused:
        added(cast, session, presenter=Participant.objects.get(body=other, person=cast.basel))
    assert "presenter" in refused.value.message_dict


def test_there_are_two_levels(cast: Cast) -> None:
    session = make_session(cast, standing_body(cast))
    whole = added(cast, session)
    part = added(cast, session, "جزء", parent=whole)
    other = added(cast, session, "آخر")
    with pytest.raises(ValidationError):
        added(cast, session, "أعمق", parent=part)
    with pytest.raises(ValidationError):
        move_agenda_item(actor=chair_of(cast), item=whole, parent=other)
    with pytest.raises(ValidationError):
        move_agenda_item(actor=chair_of(cast), item=part, parent=make_item(cast, make_session(cast, session.body)))


def test_edit_agenda_item_leaves_an_entry_where_something_changed(cast: Cast) -> None:
    session = make_session(cast, standing_body(cast))
    item = added(cast, session)
    with entries_left() as left:
        edit_agenda_item(actor=chair_of(cast), item=item, title="الافتتاح والترحيب", organization=cast.other)
        edit_agenda_item(actor=chair_of(cast), item=item, title="الافتتاح والترحيب")
    assert [(each.stream, each.event) for each in left] == [(session.stream, "agenda_item_edited")]


def test_move_agenda_item_is_absolute(cast: Cast) -> None:
    session, chair = make_session(cast, standing_body(cast)), chair_of(cast)
    first, second, third = (added(cast, session, title) for title in ("أ", "ب", "ج"))
    with entries_left() as left:
        move_agenda_item(actor=chair, item=third, after=first)
        move_agenda_item(actor=chair, item=third, after=first)
    assert [title for _number, title in told(session, cast.basel)] == ["أ", "ج", "ب"]
    assert len(left) == 1
    move_agenda_item(actor=chair, item=second)
    move_agenda_item(actor=chair, item=third, parent=first)
    assert told(session, cast.basel) == [("1", "ب"), ("2", "أ"), ("2.1", "ج")]
    with pytest.raises(ValidationError):
        move_agenda_item(actor=chair, item=first, after=third)


def test_withdraw_agenda_item_takes_its_parts_along(cast: Cast) -> None:
    session, chair = open_session(cast, standing_body(cast)), chair_of(cast)
    whole = added(cast, session)
    part = added(cast, session, "جزء", parent=whole)
    take_up_item(actor=chair, session=session, item=part)
    with pytest.raises(Conflict) as refusal:
        withdraw_agenda_item(actor=chair, item=whole)
    assert refusal.value.code == "item_in_hand"
    take_up_item(actor=chair, session=session, item=None)
    with entries_left() as left:
        withdraw_agenda_item(actor=chair, item=whole)
        withdraw_agenda_item(actor=chair, item=whole)
    assert [each.event for each in left] == ["agenda_item_withdrawn"]
    assert told(session, cast.basel) == []
    with pytest.raises(Conflict):
        edit_agenda_item(actor=chair, item=whole, title="عاد")


def test_take_up_item_ends_the_one_before(cast: Cast) -> None:
    session, chair = open_session(cast, standing_body(cast)), chair_of(cast)
    first, second = added(cast, session, "أ"), added(cast, session, "ب")
    with entries_left() as left:
        take_up_item(actor=chair, session=session, item=first)
        take_up_item(actor=chair, session=session, item=first)
        row = take_up_item(actor=chair, session=session, item=second)
    first.refresh_from_db()
    assert (row.item, row.shown, first.ended_at is not None) == (second, "item", True)
    assert [(each.event, each.facts) for each in left] == [
        ("item_taken_up", {"item": first.pk}),
        ("item_taken_up", {"item": second.pk}),
    ]


def test_take_up_item_refuses_a_closed_session_and_anothers_item(cast: Cast) -> None:
    body = standing_body(cast)
    session, other = make_session(cast, body), open_session(cast, body)
    with pytest.raises(Conflict):
        take_up_item(actor=chair_of(cast), session=session, item=make_item(cast, session))
    with pytest.raises(ValidationError):
        take_up_item(actor=chair_of(cast), session=other, item=make_item(cast, session))


def test_internal_items_are_for_those_who_take_part(cast: Cast) -> None:
    session = make_session(cast, standing_body(cast, visibility="public"))
    added(cast, session, "علني")
    inside = added(cast, session, "داخلي", is_internal=True)
    added(cast, session, "جزء منه", parent=inside)
    added(cast, session, "ختام")
    for person in (cast.rania, cast.gharib, AnonymousUser()):
        assert told(session, person) == [("1", "علني"), ("3", "ختام")]
    assert told(session, cast.omar) == [("1", "علني"), ("2", "داخلي"), ("2.1", "جزء منه"), ("3", "ختام")]
    assert inside not in agenda_items_for(cast.gharib)


def test_a_document_is_seen_by_who_sees_its_item(cast: Cast) -> None:
    session = make_session(cast, standing_body(cast, visibility="public"))
    item = added(
        cast, session, is_internal=True, presenter=Participant.objects.get(body=session.body, person=cast.omar)
    )
    assert cast.who(can_add_agenda_document, item) == "omar"
    file, key = examine_bytes(pdf(400), "تقرير.pdf"), uuid4()
    with entries_left() as left:
        row = add_agenda_document(actor=cast.actor("omar"), item=item, client_id=key, file=file)
        assert add_agenda_document(actor=cast.actor("omar"), item=item, client_id=key, file=file) == row
    assert [each.event for each in left] == ["agenda_document_added"]
    address = reverse("meetings:agenda_document", args=[row.pk])
    assert signed_in(cast.hala).get(address).status_code == 200
    assert signed_in(cast.gharib).get(address).status_code == 404
    assert row not in agenda_documents_for(cast.rania)
    with pytest.raises(Refused):
        remove_agenda_document(actor=cast.actor("hala"), document=row)
    remove_agenda_document(actor=cast.actor("omar"), document=row)
    assert signed_in(cast.hala).get(address).status_code == 404
    with pytest.raises(Refused):
        add_agenda_document(actor=cast.actor("hala"), item=item, client_id=uuid4(), file=file)


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_costs_the_same_for_one_and_for_three(cast: Cast, count: int, django_assert_num_queries: Any) -> None:
    session = open_session(cast, standing_body(cast))
    for _each in range(count):
        whole = make_item(cast, session, organization=cast.other)
        make_item(cast, session, parent=whole)
    client, address = signed_in(cast.salma), reverse("meetings:agenda", args=[session.pk])
    client.get(address)
    with django_assert_num_queries(AGENDA_QUERIES):
        page = client.get(address)
    assert len(page.context["rows"]) == count


def test_the_pages_write_move_and_take_up(cast: Cast) -> None:
    session = open_session(cast, standing_body(cast))
    client = signed_in(cast.salma)
    new = reverse("meetings:add_agenda_item", args=[session.pk])
    for title in ("أ", "ب"):
        given = {"client_id": uuid4(), "title": title, "kind": "topic", "minutes": 10}
        assert client.post(new, given).status_code == 302
    first, second = session.items.all()
    client.post(reverse("meetings:move_agenda_item", args=[second.pk]), {"place": "0-0"})
    assert [title for _number, title in told(session, cast.basel)] == ["ب", "أ"]
    client.post(reverse("meetings:take_up_item", args=[session.pk]), {"item": first.pk, "back": "agenda"})
    session.refresh_from_db()
    assert session.item == first
    edit = reverse("meetings:edit_agenda_item", args=[first.pk])
    assert client.get(edit).status_code == 200
    assert client.post(edit, {"client_id": uuid4(), "title": "أ+", "kind": "break", "minutes": 5}).status_code == 302
    arranging = client.get(reverse("meetings:agenda", args=[session.pk]), {"arrange": ""})
    assert f'value="{second.pk}-0"' in arranging.content.decode()
    assert client.post(reverse("meetings:withdraw_agenda_item", args=[second.pk])).status_code == 302
    assert signed_in(cast.omar).get(new).status_code == 403
    assert signed_in(cast.gharib).get(edit).status_code == 404


def test_programs_write_the_agenda(cast: Cast) -> None:
    session, client = open_session(cast, standing_body(cast)), signed_in(cast.salma)
    address = reverse("api:api_agenda", args=[session.pk])
    made = [
        client.post(address, {"client_id": str(uuid4()), "title": title}, content_type="application/json").json()
        for title in ("أ", "ب")
    ]
    place = reverse("api:api_agenda_item_place", args=[made[1]["id"]])
    moved = {"parent": None, "after": None}
    assert client.put(place, moved, content_type="application/json").status_code == 200
    assert [each["title"] for each in client.get(address).json()["results"]] == ["ب", "أ"]
    one = reverse("api:api_agenda_item", args=[made[0]["id"]])
    assert client.patch(one, {"minutes": 25}, content_type="application/json").json()["minutes"] == 25
    item = reverse("api:api_session_item", args=[session.pk])
    assert client.put(item, {"item": made[0]["id"]}, content_type="application/json").json()["item"] == made[0]["id"]
    assert client.put(item, {"item": None}, content_type="application/json").json()["item"] is None
    assert client.delete(one).status_code == 204
    assert client.get(one).status_code == 404
    assert signed_in(cast.omar).patch(place, {}, content_type="application/json").status_code == 405
    assert signed_in(cast.gharib).get(address).status_code == 404
