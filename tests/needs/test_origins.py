"""A need made out of a message: what is guessed, who may, what stays linked."""

from __future__ import annotations

from uuid import uuid4

import pytest

from chat.actions import delete_message
from chat.models import Message
from journal.models import Entry
from journal.refusals import Refused
from needs.actions import create_need_from_message
from needs.models import Need, NeedOrigin
from needs.permissions import can_create_need_from_message
from needs.queries import needs_made_of, read_message
from tests.chat.rooms import group_room, said, sector_room
from tests.factories import Cast
from tests.needs.board import given

pytestmark = [pytest.mark.django_db, pytest.mark.both]
NAMES = ("salma", "basel", "hala", "omar", "rania", "gharib")
WORDS = "بدنا ٥٠ فرشة و20 كيس طحين لـ 30 عائلة بجرمانا، عاجل"


@pytest.fixture
def message(cast: Cast) -> Message:
    return said(cast, "basel", sector_room(cast, "basel", "omar"), WORDS)


def test_read_message_proposes_rows_of_the_tables(cast: Cast) -> None:
    found = read_message(WORDS)
    lines = [(item.code, amount, unit.code if unit else None) for item, amount, unit in found.lines]
    assert lines == [("mattress", "50", "piece"), ("flour", "20", None)]
    assert (found.title, found.sector and found.sector.code) == ("فرشة، طحين", "SHL")
    assert (found.place and found.place.pcode, found.urgency, found.people, found.households) == (
        "SY030103",
        2,
        None,
        30,
    )


def test_read_message_leaves_empty_what_it_does_not_know(cast: Cast) -> None:
    found = read_message("صباح الخير")
    assert (found.title, found.lines, found.sector, found.place, found.urgency) == ("", (), None, None, None)


@pytest.mark.parametrize(("kind", "allowed"), [("sector", "salma basel hala omar"), ("group", "basel hala")])
def test_create_need_from_message_table(cast: Cast, kind: str, allowed: str) -> None:
    room = sector_room(cast, "basel", "omar") if kind == "sector" else group_room(cast, "basel", [cast.hala])
    message = said(cast, "basel", room)
    may = [name for name in NAMES if can_create_need_from_message(cast.actor(name), message)]
    assert " ".join(may) == allowed


def test_create_need_from_message_links_the_draft_to_it_once(cast: Cast, message: Message) -> None:
    details, actor = given(), cast.actor("omar")
    for _ in range(2):
        need = create_need_from_message(actor=actor, message=message, **details)
    assert (need.status, NeedOrigin.objects.get().message, Need.objects.count()) == ("draft", message, 1)
    events = Entry.objects.filter(stream__name=need.stream).values_list("event", "facts__message")
    assert list(events.order_by("number")) == [("need_created", None), ("need_created_from_message", message.pk)]
    assert needs_made_of(cast.omar, message) == [need]
    assert needs_made_of(cast.basel, message) == []  # a draft of another organisation


def test_create_need_from_message_refuses_outsiders_and_deleted_words(cast: Cast, message: Message) -> None:
    for name in ("rania", "gharib"):
        with pytest.raises(Refused):
            create_need_from_message(actor=cast.actor(name), message=message, **given())
    delete_message(actor=cast.actor("basel"), message=message)
    message.refresh_from_db()
    with pytest.raises(Refused):
        create_need_from_message(actor=cast.actor("basel"), message=message, **given())


def test_a_need_stays_when_the_message_goes_for_good(cast: Cast, message: Message) -> None:
    need = create_need_from_message(actor=cast.actor("basel"), message=message, **{**given(), "client_id": uuid4()})
    Message.objects.filter(pk=message.pk).delete()
    need.refresh_from_db()
    assert not NeedOrigin.objects.filter(need=need).exists()
