"""The verbs of bots: who may, what they leave, what they refuse."""

from __future__ import annotations

from collections.abc import Callable
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from accounts.actions import make_secretariat, set_password
from accounts.models import ApiToken, User
from bots.actions import (
    close_bot,
    close_incoming_webhook,
    create_bot,
    create_bot_token,
    create_incoming_webhook,
    put_out_bot,
    revoke_bot_token,
    take_in_bot,
    update_bot,
    use_incoming_webhook,
)
from bots.models import IncomingWebhook
from bots.permissions import (
    bots_for,
    can_close_bot,
    can_create_bot,
    can_create_incoming_webhook,
    can_put_out_bot,
    can_take_in_bot,
    can_update_bot,
    managed_bots,
)
from chat.actions import put_in, take_out
from chat.models import Room, RoomMembership
from journal.actors import Actor
from journal.models import Entry
from journal.refusals import Conflict, Refused
from organizations.actions import start_membership, suspend_organization
from organizations.models import Bot
from tests.bots.programs import basels_bot, key_of
from tests.chat.rooms import group_room, sector_room
from tests.factories import PASSWORD, Cast

pytestmark = [pytest.mark.django_db, pytest.mark.both]


@pytest.fixture
def room(cast: Cast) -> Room:
    return sector_room(cast, "basel", "omar")


@pytest.fixture
def group(cast: Cast) -> Room:
    return group_room(cast, "basel", [cast.hala])


def last_entry(stream: str) -> tuple[str, str, int]:
    entry = Entry.objects.filter(stream__name=stream).latest("number")
    return entry.event, entry.kind, entry.object_id


def test_who_may_what(cast: Cast, room: Room, group: Room) -> None:
    bot = basels_bot(cast, room)
    table: dict[str, Callable[[Actor], bool]] = {
        "salma basel": lambda actor: can_close_bot(actor, bot),
        "basel": lambda actor: can_update_bot(actor, bot) and can_create_bot(actor, cast.association),
        "salma": lambda actor: can_create_bot(actor, None) and can_take_in_bot(actor, room),
        "basel ": lambda actor: can_put_out_bot(actor, group) and can_create_incoming_webhook(actor, group),
    }
    for allowed, may in table.items():
        assert cast.who(may) == allowed.strip()


def test_create_bot_makes_an_account_nobody_signs_in_to(cast: Cast) -> None:
    bot = create_bot(actor=cast.actor("basel"), organization=cast.association, name="الطرق", client_id=uuid4())
    assert (bot.account.is_bot, bot.account.has_usable_password()) == (True, False)
    assert last_entry(f"org.{cast.association.pk}") == ("bot_created", "bot", bot.pk)
    acts: list[Callable[[], object]] = [
        lambda: set_password(actor=Actor.clock(), person=bot.account, password=PASSWORD),
        lambda: make_secretariat(actor=cast.actor("salma"), person=bot.account),
        lambda: start_membership(actor=cast.actor("salma"), organization=cast.association, person=bot.account),
    ]
    for act in acts:
        with pytest.raises(Refused):
            act()


def test_create_bot_answers_a_repeat_with_the_first(cast: Cast) -> None:
    asked = {"actor": cast.actor("basel"), "organization": cast.association, "client_id": uuid4()}
    first = create_bot(name="الطرق", **asked)  # type: ignore[arg-type]
    assert create_bot(name="الطرق", **asked) == first  # type: ignore[arg-type]
    with pytest.raises(Conflict):
        create_bot(name="الطقس", **asked)  # type: ignore[arg-type]
    with pytest.raises(ValidationError):
        create_bot(actor=cast.actor("basel"), organization=cast.association, name=" ", client_id=uuid4())


@pytest.mark.parametrize("name", ["hala", "omar", "rania", "gharib"])
def test_bots_refuse_those_who_do_not_look_after_them(cast: Cast, room: Room, name: str) -> None:
    bot, actor = basels_bot(cast, room), cast.actor(name)
    token, _header = key_of(cast, bot, room)
    acts: list[Callable[[], object]] = [
        lambda: create_bot(actor=actor, organization=cast.association, name="آخر", client_id=uuid4()),
        lambda: create_bot(actor=actor, name="آخر", client_id=uuid4()),
        lambda: update_bot(actor=actor, bot=bot, name="آخر", about=""),
        lambda: close_bot(actor=actor, bot=bot),
        lambda: take_in_bot(actor=actor, room=room, bot=bot),
        lambda: put_out_bot(actor=actor, room=room, bot=bot),
        lambda: create_bot_token(actor=actor, bot=bot, name="x", days=1, rooms=[room]),
        lambda: revoke_bot_token(actor=actor, bot=bot, token=token),
        lambda: create_incoming_webhook(actor=actor, room=room, name="آخر", client_id=uuid4()),
    ]
    for act in acts:
        with pytest.raises(Refused):
            act()


def test_update_bot_renames_the_account(cast: Cast) -> None:
    bot = update_bot(actor=cast.actor("basel"), bot=basels_bot(cast), name="حالة الطرق", about="كل صباح")
    assert (str(Bot.objects.get(pk=bot.pk)), bot.about) == ("حالة الطرق", "كل صباح")
    assert last_entry(f"org.{cast.association.pk}")[0] == "bot_updated"


def test_take_in_bot_lets_it_see_that_room_alone(cast: Cast, room: Room, group: Room) -> None:
    bot = basels_bot(cast, room)
    assert RoomMembership.objects.filter(person=bot.account).count() == 1
    assert take_in_bot(actor=cast.actor("salma"), room=room, bot=bot) is False
    assert last_entry(room.stream)[0] == "member_joined"
    assert list(bots_for(cast.omar)) == [bot]
    assert list(managed_bots(cast.omar)) == []
    secretariats = create_bot(actor=cast.actor("salma"), name="الأمانة", client_id=uuid4())
    with pytest.raises(ValidationError):  # Basel does not see it
        take_in_bot(actor=cast.actor("basel"), room=group, bot=secretariats)


def test_put_out_bot_takes_the_room_away(cast: Cast, room: Room) -> None:
    bot = basels_bot(cast, room)
    put_out_bot(actor=cast.actor("salma"), room=room, bot=bot)
    put_out_bot(actor=cast.actor("salma"), room=room, bot=bot)
    entry = Entry.objects.filter(stream__name=room.stream).latest("number")
    assert (entry.event, entry.facts["lost"]) == ("member_removed", [bot.pk])
    assert last_entry(f"user.{bot.pk}")[0] == "access_changed"


def test_close_bot_ends_its_tokens_and_addresses(cast: Cast, room: Room) -> None:
    bot = basels_bot(cast, room)
    _token, header = key_of(cast, bot, room)
    close_bot(actor=cast.actor("basel"), bot=bot)
    assert Client().get("/api/me/", headers=header).status_code == 401
    assert ApiToken.objects.filter(user=bot.account, revoked_at__isnull=True).count() == 0
    assert last_entry(f"user.{bot.pk}")[0] == "session_ended"


def test_create_bot_token_asks_for_rooms_the_bot_is_in(cast: Cast, room: Room, group: Room) -> None:
    bot, basel = basels_bot(cast, room), cast.actor("basel")
    wrong: list[tuple[int, list[Room], str]] = [
        (1, [], "rooms_required"),
        (1, [group], "not_in_room"),
        (0, [room], "days_out_of_range"),
    ]
    for days, rooms, code in wrong:
        with pytest.raises(ValidationError) as refusal:
            create_bot_token(actor=basel, bot=bot, name="خادم", days=days, rooms=rooms)
        assert [errors[0].code for errors in refusal.value.error_dict.values()] == [code]
    token, _header = key_of(cast, bot, room)
    assert token.opens == [room.stream]
    revoke_bot_token(actor=basel, bot=bot, token=token)
    assert last_entry(f"user.{bot.pk}")[0] == "session_ended"


def test_incoming_webhooks_open_and_close_with_their_bot(cast: Cast, room: Room) -> None:
    asked = {"actor": cast.actor("salma"), "room": room, "name": "حالة الطرق", "client_id": uuid4()}
    webhook, secret = create_incoming_webhook(**asked)  # type: ignore[arg-type]
    assert secret
    assert create_incoming_webhook(**asked) == (webhook, None)  # type: ignore[arg-type]
    use_incoming_webhook(actor=Actor.clock(), webhook=webhook)
    assert IncomingWebhook.objects.get().last_used_at is not None
    close_incoming_webhook(actor=cast.actor("salma"), webhook=webhook)
    assert RoomMembership.objects.filter(person__is_bot=True).count() == 0


def test_put_in_and_take_out_are_for_programs_only(cast: Cast, room: Room) -> None:
    for act in (put_in, take_out):
        with pytest.raises(Refused):
            act(actor=cast.actor("salma"), room=room, account=cast.hala)


def test_a_bot_is_silent_when_its_organisation_is(cast: Cast, room: Room) -> None:
    bot = basels_bot(cast, room)
    _token, header = key_of(cast, bot, room)
    address = f"/api/rooms/{room.pk}/messages/"
    assert Client().get(address, headers=header).status_code == 200
    suspend_organization(actor=cast.actor("salma"), organization=cast.association, reason="تدقيق")
    assert Client().get(address, headers=header).status_code == 404


def test_no_bot_counts_as_somebody_of_the_room(cast: Cast, room: Room) -> None:
    client = Client()
    client.force_login(cast.basel)
    before = client.get(f"/api/rooms/{room.pk}/").json()
    bot = basels_bot(cast, room)
    after = client.get(f"/api/rooms/{room.pk}/").json()
    assert after["members_count"] == before["members_count"]
    names = [each["name"] for each in client.get(f"/api/rooms/{room.pk}/mentionables/?q=").json()]
    assert str(bot) not in names
    assert User.objects.filter(is_bot=True).count() == 1
    assert client.post(f"/rooms/direct/{bot.pk}/").status_code == 404
