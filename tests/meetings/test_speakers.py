"""The speakers list: who asks, who is called first, how long each organisation has spoken; projector and room."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from chat.models import RoomMembership
from journal.refusals import Conflict, Refused
from meetings.actions import (
    ask_to_speak,
    end_turn,
    enter_session_room,
    give_floor,
    move_speaker,
    set_session_status,
    set_speakers_list,
    show_on_projector,
    take_up_item,
    withdraw_speaker,
)
from meetings.models import Ballot, Participant, Session, Speaker
from meetings.permissions import can_show_on_projector, speakers_for
from meetings.queries import facts, floor_of
from tests.entries import entries_left
from tests.factories import Cast, signed_in
from tests.meetings.entering import come_in
from tests.meetings.made import chair_of, make_item, make_session, open_session, standing_body

pytestmark = [pytest.mark.both, pytest.mark.django_db]
NAMES = "salma basel hala omar rania gharib"
FLOOR_QUERIES = 20


@pytest.fixture
def session(cast: Cast) -> Session:
    """Open; Basel, Hala and Omar are in."""
    row = open_session(cast, standing_body(cast, visibility="public"))
    for name in ("basel", "hala", "omar"):
        come_in(cast, row, name)
    return row


def asks(cast: Cast, session: Session, name: str, **more: Any) -> Speaker:
    participant = Participant.objects.get(body=session.body, person=getattr(cast, name))
    given: dict[str, Any] = {"client_id": uuid4(), **more}
    return ask_to_speak(actor=cast.actor(name), session=session, participant=participant, **given)


def waiting(session: Session) -> list[int]:
    return [row.speaker.pk for row in floor_of(session).waiting]


def test_points_of_order_are_called_before_all_others(cast: Cast, session: Session) -> None:
    with entries_left() as left:
        first, second = asks(cast, session, "basel"), asks(cast, session, "omar")
        order = asks(cast, session, "hala", kind="point_of_order")
        assert asks(cast, session, "basel") == first
    assert waiting(session) == [order.pk, first.pk, second.pk]
    assert [(each.event, each.object_id) for each in left] == [
        ("speaker_asked", row.pk) for row in (first, second, order)
    ]
    assert facts("speaker", [order.pk])[order.pk]["kind"] == "point_of_order"


def test_ask_to_speak_refuses_others_and_strangers(cast: Cast, session: Session) -> None:
    hala = Participant.objects.get(body=session.body, person=cast.hala)
    for name in ("basel", "omar", "rania", "gharib", "salma"):
        with pytest.raises(Refused):
            ask_to_speak(actor=cast.actor(name), session=session, participant=hala, client_id=uuid4())
    assert ask_to_speak(actor=chair_of(cast), session=session, participant=hala, client_id=uuid4())


def test_who_is_not_there_does_not_speak(cast: Cast) -> None:
    session = open_session(cast, standing_body(cast))
    with pytest.raises(Conflict) as refusal:
        asks(cast, session, "basel")
    assert refusal.value.code == "not_present"
    with pytest.raises(Conflict) as closed:
        asks(cast, make_session(cast, session.body), "basel")
    assert closed.value.code == "session_not_open"


def test_a_closed_list_takes_points_of_order_only(cast: Cast, session: Session) -> None:
    with entries_left() as left:
        set_speakers_list(actor=chair_of(cast), session=session, is_open=False)
        set_speakers_list(actor=chair_of(cast), session=session, is_open=False)
    assert [(each.event, each.facts) for each in left] == [("speakers_list_set", {"is_open": False})]
    with pytest.raises(Conflict) as refusal:
        asks(cast, session, "basel")
    assert refusal.value.code == "list_closed"
    assert asks(cast, session, "basel", kind="point_of_order")
    with pytest.raises(ValidationError):
        asks(cast, session, "omar", kind="shouting")


def test_ask_to_speak_again_is_the_same_or_a_conflict(cast: Cast, session: Session) -> None:
    key = uuid4()
    first = asks(cast, session, "basel", client_id=key)
    withdraw_speaker(actor=cast.actor("basel"), speaker=first)
    assert asks(cast, session, "basel", client_id=key) == first
    other = make_item(cast, session).session
    hala = Participant.objects.get(body=other.body, person=cast.hala)
    with pytest.raises(Conflict):
        ask_to_speak(actor=chair_of(cast), session=session, participant=hala, client_id=taken(cast, session, hala))


def taken(cast: Cast, session: Session, other: Participant) -> Any:
    """A key with which the chair asked for somebody else."""
    key = uuid4()
    basel = Participant.objects.get(body=other.body, person=cast.basel)
    ask_to_speak(actor=chair_of(cast), session=session, participant=basel, client_id=key)
    return key


def test_the_floor_is_given_to_one_at_a_time(cast: Cast, session: Session) -> None:
    first, second = asks(cast, session, "basel"), asks(cast, session, "omar")
    with entries_left() as left:
        give_floor(actor=chair_of(cast), speaker=first)
        give_floor(actor=chair_of(cast), speaker=first)
        give_floor(actor=chair_of(cast), speaker=second)
        end_turn(actor=cast.actor("omar"), speaker=second)
        end_turn(actor=cast.actor("omar"), speaker=second)
    first.refresh_from_db()
    assert first.status == "done"
    assert [each.event for each in left] == ["floor_given", "floor_given", "turn_ended"]
    with pytest.raises(Conflict):
        give_floor(actor=chair_of(cast), speaker=first)


def test_only_who_runs_it_gives_the_floor(cast: Cast, session: Session) -> None:
    first, second = asks(cast, session, "basel"), asks(cast, session, "hala")
    for name in NAMES.split():
        actor = cast.actor(name)
        with pytest.raises(Refused):
            give_floor(actor=actor, speaker=first)
        with pytest.raises(Refused):
            move_speaker(actor=actor, speaker=second)
        with pytest.raises(Refused):
            set_speakers_list(actor=actor, session=session, is_open=False)
        with pytest.raises(Refused):
            show_on_projector(actor=actor, session=session, shown="speakers")
    for verb in (withdraw_speaker, end_turn):
        with pytest.raises(Refused):
            verb(actor=cast.actor("omar"), speaker=first)


def test_move_speaker_among_those_of_their_kind(cast: Cast, session: Session) -> None:
    order = asks(cast, session, "omar", kind="point_of_order")
    first, second, third = (asks(cast, session, name) for name in ("basel", "hala", "omar"))
    with entries_left() as left:
        move_speaker(actor=chair_of(cast), speaker=third, after=first)
        move_speaker(actor=chair_of(cast), speaker=third, after=first)
        move_speaker(actor=chair_of(cast), speaker=second)
    assert waiting(session) == [order.pk, second.pk, first.pk, third.pk]
    assert [row.before for row in floor_of(session).waiting] == [None, None, 0, second.pk]
    assert [each.event for each in left] == ["speaker_moved"] * 2
    with pytest.raises(ValidationError):
        move_speaker(actor=chair_of(cast), speaker=first, after=order)


def test_time_is_counted_for_the_organisation(cast: Cast, session: Session) -> None:
    Session.objects.filter(pk=session.pk).update(speaking_seconds=300)
    session.refresh_from_db()
    first = asks(cast, session, "basel")
    now = timezone.now()
    with time_machine.travel(now, tick=False) as clock:
        give_floor(actor=chair_of(cast), speaker=first)
        clock.shift(timedelta(seconds=100))
        end_turn(actor=chair_of(cast), speaker=first)
        second = asks(cast, session, "hala")
        give_floor(actor=chair_of(cast), speaker=second)
        clock.shift(timedelta(seconds=50))
        floor = floor_of(session)
    assert [(each.pk, seconds) for each, seconds in floor.spoken] == [(cast.association.pk, 150)]
    assert floor.speaking is not None
    assert (floor.speaking.left, floor.speaking.turn_left) == (150, session.turn_seconds - 50)


def test_closing_the_session_ends_the_list(cast: Cast, session: Session) -> None:
    give_floor(actor=chair_of(cast), speaker=asks(cast, session, "basel"))
    asks(cast, session, "omar")
    set_session_status(actor=chair_of(cast), session=session, status="closed")
    assert sorted(session.speakers.values_list("status", flat=True)) == ["done", "withdrawn"]


def test_the_projector_shows_what_the_chair_chose(cast: Cast, session: Session) -> None:
    chair, address = chair_of(cast), reverse("meetings:projector", args=[session.pk])
    client, item = signed_in(cast.basel), make_item(cast, session, title="اللجنة التنسيقية")
    make_item(cast, session, title="بند داخلي", is_internal=True)
    assert "اللجنة التنسيقية" in client.get(address).content.decode()
    assert "بند داخلي" not in client.get(address).content.decode()
    take_up_item(actor=chair, session=session, item=item)
    assert client.get(address).context["shown"] == "item"
    with entries_left() as left:
        show_on_projector(actor=chair, session=session, shown="words", words="استراحة عشر دقائق")
        show_on_projector(actor=chair, session=session, shown="words", words="استراحة عشر دقائق")
    assert [(each.event, each.facts) for each in left] == [("projector_set", {"shown": "words"})]
    assert "استراحة عشر دقائق" in client.get(f"{address}?part").content.decode()
    assert signed_in(cast.gharib).get(address).status_code == 404
    assert signed_in(cast.rania).get(address).status_code == 404


@pytest.mark.parametrize(("shown", "words"), [("words", " "), ("words", "ا" * 401), ("ballot", ""), ("moon", "")])
def test_show_on_projector_refuses_what_is_not_there(cast: Cast, session: Session, shown: str, words: str) -> None:
    assert can_show_on_projector(chair_of(cast), session)
    with pytest.raises(ValidationError):
        show_on_projector(actor=chair_of(cast), session=session, shown=shown, words=words)


def test_a_vote_on_the_wall_tells_its_result_when_it_is_closed(cast: Cast, session: Session) -> None:
    asked = {"question": "اعتماد المدة", "status": Ballot.Status.OPEN, "author": cast.salma, "client_id": uuid4()}
    ballot = Ballot.objects.create(session=session, **asked)
    ballot.choices.create(kind="yes", position=1, votes=46)
    show_on_projector(actor=chair_of(cast), session=session, shown="ballot")
    address = reverse("meetings:projector", args=[session.pk])
    page = signed_in(cast.basel).get(address).content.decode()
    assert ("اعتماد المدة" in page, ">46<" in page) == (True, False)
    Ballot.objects.filter(pk=ballot.pk).update(status="closed", is_passed=True)
    assert ">46<" in signed_in(cast.basel).get(address).content.decode()


def test_the_room_is_made_once_and_entered_by_who_takes_part(cast: Cast, session: Session) -> None:
    with entries_left() as left:
        room = enter_session_room(actor=cast.actor("basel"), session=session)
    assert "session_room_opened" in [each.event for each in left if each.stream == session.stream]
    session.refresh_from_db()
    assert enter_session_room(actor=cast.actor("omar"), session=session) == room
    assert RoomMembership.objects.filter(room=room).count() == 2
    for name in ("rania", "gharib"):
        with pytest.raises(Refused):
            enter_session_room(actor=cast.actor(name), session=session)
    answer = signed_in(cast.hala).post(reverse("meetings:enter_session_room", args=[session.pk]))
    assert answer["Location"] == reverse("chat:room", args=[room.pk])


def test_who_sees_the_list(cast: Cast, session: Session) -> None:
    row = asks(cast, session, "basel")
    assert [name for name in NAMES.split() if row in speakers_for(getattr(cast, name))] == [
        "salma",
        "basel",
        "hala",
        "omar",
    ]
    assert signed_in(cast.gharib).get(reverse("meetings:speakers", args=[session.pk])).status_code == 404


@pytest.mark.parametrize("names", [["basel"], ["basel", "hala", "omar"]])
def test_the_page_costs_the_same_for_one_and_for_three(
    cast: Cast, session: Session, names: list[str], django_assert_num_queries: Any
) -> None:
    for name in names:
        asks(cast, session, name)
    client, address = signed_in(cast.salma), reverse("meetings:speakers", args=[session.pk])
    client.get(address)
    with django_assert_num_queries(FLOOR_QUERIES):
        page = client.get(address)
    assert len(page.context["floor"].waiting) == len(names)


def test_the_pages_ask_give_and_end(cast: Cast, session: Session) -> None:
    basel, chair = signed_in(cast.basel), signed_in(cast.salma)
    basel.post(reverse("meetings:ask_to_speak", args=[session.pk]), {"back": "speakers"})
    speaker = Speaker.objects.get()
    assert basel.post(reverse("meetings:give_floor", args=[speaker.pk])).status_code == 403
    chair.post(reverse("meetings:give_floor", args=[speaker.pk]))
    assert "data-since" in basel.get(reverse("meetings:speakers", args=[session.pk])).content.decode()
    basel.post(reverse("meetings:end_turn", args=[speaker.pk]))
    speaker.refresh_from_db()
    assert speaker.status == "done"
    chair.post(reverse("meetings:set_speakers_list", args=[session.pk]), {"is_open": "0"})
    chair.post(reverse("meetings:show_on_projector", args=[session.pk]), {"shown": "speakers"})
    session.refresh_from_db()
    assert (session.is_list_open, session.shown) == (False, "speakers")
    assert signed_in(cast.gharib).post(reverse("meetings:withdraw_speaker", args=[speaker.pk])).status_code == 404


def test_programs_ask_give_and_show(cast: Cast, session: Session) -> None:
    basel, chair = signed_in(cast.basel), signed_in(cast.salma)
    address, json = reverse("api:api_speakers", args=[session.pk]), "application/json"
    made = basel.post(address, {"client_id": str(uuid4())}, content_type=json).json()
    hala = Participant.objects.get(body=session.body, person=cast.hala)
    other = {"client_id": str(uuid4()), "participant": hala.pk}
    assert basel.post(address, other, content_type=json).status_code == 404
    second = chair.post(address, other, content_type=json).json()
    place = reverse("api:api_speaker_place", args=[second["id"]])
    assert chair.put(place, {"after": None}, content_type=json).status_code == 200
    assert [each["id"] for each in chair.get(address).json()["waiting"]] == [second["id"], made["id"]]
    assert chair.put(reverse("api:api_floor", args=[second["id"]])).json()["status"] == "speaking"
    assert chair.delete(reverse("api:api_floor", args=[second["id"]])).status_code == 204
    assert basel.delete(reverse("api:api_speaker", args=[made["id"]])).status_code == 204
    listed = reverse("api:api_speakers_list", args=[session.pk])
    assert chair.put(listed, {"is_open": False}, content_type=json).json()["is_list_open"] is False
    wall = reverse("api:api_projector", args=[session.pk])
    assert chair.put(wall, {"shown": "speakers"}, content_type=json).json()["shown"] == "speakers"
    assert basel.put(reverse("api:api_session_room", args=[session.pk])).json()["room"]
    assert signed_in(cast.gharib).get(address).status_code == 404
