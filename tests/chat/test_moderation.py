"""Reports and what becomes of them: who may, what is left in the journal, what is refused."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.utils import timezone

from chat import permissions
from chat.actions import (
    delete_message,
    dismiss_report,
    join_room,
    leave_room,
    lift_suspension,
    open_direct,
    post_message,
    remove_message,
    report_message,
    set_reaction,
    set_room_role,
    suspend_member,
    warn_author,
)
from chat.models import Measure, Message, Report, Room
from chat.queries import message_facts, open_reports, room_for_person
from chat.standing import Standing
from journal.actors import Actor
from journal.models import Entry
from journal.refusals import Conflict, Refused
from tests.chat.rooms import group_room, said, sector_room
from tests.factories import NAMES, Cast, make_person

pytestmark = [pytest.mark.django_db, pytest.mark.both]
WEEK = timedelta(days=7)


@pytest.fixture
def room(cast: Cast) -> Room:
    """Omar moderates, Basel and Hala are in it, Salma is of the secretariat."""
    room = sector_room(cast, "basel", "hala", "omar")
    set_room_role(actor=cast.actor("salma"), room=room, person=cast.omar, role="moderator")
    return room


@pytest.fixture
def message(cast: Cast, room: Room) -> Message:
    return said(cast, "basel", room, "كلام جارح")


def reported(cast: Cast, name: str, message: Message, reason: str = "abuse") -> Report:
    return report_message(actor=cast.actor(name), message=message, reason=reason)


def suspended(cast: Cast, name: str, room: Room, person: Any, length: timedelta = WEEK, **more: Any) -> Measure:
    until = timezone.now() + length
    return suspend_member(actor=cast.actor(name), room=room, person=person, until=until, reason="abuse", **more)


def own_events(person: Any) -> list[str]:
    entries = Entry.objects.filter(stream__name=f"user.{person.pk}").exclude(event__in=("room_joined", "room_read"))
    return list(entries.order_by("number").values_list("event", flat=True))


def test_moderation_table(cast: Cast, room: Room, message: Message) -> None:
    asked: dict[str, Callable[[Actor], bool]] = {
        "report_message": lambda actor: permissions.can_report_message(actor, message),
        "remove_message": lambda actor: permissions.can_remove_message(actor, message),
        "warn_author": lambda actor: permissions.can_warn_author(actor, message),
        "suspend_member": lambda actor: permissions.can_suspend_member(actor, room, cast.basel),
        "lift_suspension": lambda actor: permissions.can_lift_suspension(actor, room, cast.basel),
        "suspend a moderator": lambda actor: permissions.can_suspend_member(actor, room, cast.omar),
        "set_slow_mode": lambda actor: permissions.can_set_slow_mode(actor, room),
    }
    found = {verb: cast.who(may) for verb, may in asked.items()}
    assert found == {
        "report_message": "salma hala omar",
        **dict.fromkeys(("remove_message", "warn_author", "suspend_member", "lift_suspension"), "salma omar"),
        "suspend a moderator": "salma",
        "set_slow_mode": "salma omar",
    }


def test_report_message_tells_moderators_and_the_reporter_and_nobody_else(cast: Cast, message: Message) -> None:
    report = reported(cast, "hala", message)
    heard = {name for name in NAMES if "message_reported" in own_events(getattr(cast, name))}
    assert heard == {"hala", "omar", "salma"}
    assert not Entry.objects.filter(stream__name=message.room.stream, event="message_reported").exists()
    assert (report.body, report.is_for_secretariat) == ("كلام جارح", False)


def test_report_message_twice_is_once(cast: Cast, message: Message) -> None:
    first = reported(cast, "hala", message)
    assert reported(cast, "hala", message, reason="spam") == first
    assert own_events(cast.omar).count("message_reported") == 1


def test_report_message_refuses_ones_own_and_what_one_does_not_see(cast: Cast, message: Message) -> None:
    for name in ("basel", "rania", "gharib"):
        with pytest.raises(Refused):
            reported(cast, name, message)


@pytest.mark.parametrize(("given", "code"), [({"reason": "ugly"}, "invalid_reason"), ({"reason": "other"}, "required")])
def test_report_message_wants_a_reason(cast: Cast, message: Message, given: dict[str, str], code: str) -> None:
    with pytest.raises(ValidationError) as refusal:
        report_message(actor=cast.actor("hala"), message=message, **given)
    assert [error.code for errors in refusal.value.error_dict.values() for error in errors] == [code]


def test_reports_about_a_moderator_are_the_secretariats(cast: Cast, room: Room) -> None:
    report = reported(cast, "hala", said(cast, "omar", room))
    assert report.is_for_secretariat
    seeing = [name for name in NAMES if permissions.reports_for(getattr(cast, name)).exists()]
    assert seeing == ["salma"]
    assert "message_reported" not in own_events(cast.omar)


def test_reports_of_direct_messages_and_lone_groups_are_the_secretariats(cast: Cast) -> None:
    direct = open_direct(actor=cast.actor("basel"), person=cast.omar)
    group = group_room(cast, "basel", [cast.hala])
    assert reported(cast, "omar", said(cast, "basel", direct)).is_for_secretariat
    assert reported(cast, "hala", said(cast, "basel", group)).is_for_secretariat
    assert [report.room for report in open_reports(cast.salma)] == [direct, group]


def test_the_secretariat_decides_about_what_came_to_it_and_nothing_else(cast: Cast) -> None:
    direct = open_direct(actor=cast.actor("basel"), person=cast.omar)
    told, other = said(cast, "basel", direct), said(cast, "omar", direct)
    reported(cast, "omar", told)
    remove_message(actor=cast.actor("salma"), message=told, reason="abuse")
    assert not permissions.can_remove_message(cast.actor("salma"), other)
    assert not permissions.moderated_messages(cast.salma).filter(pk=other.pk).exists()
    assert "message_removed" in own_events(cast.basel)


def test_nobody_handles_a_report_about_themselves(cast: Cast, room: Room) -> None:
    second = make_person("سلمى الثانية", is_secretariat=True)
    join_room(actor=cast.actor("salma"), room=room)
    report = reported(cast, "hala", said(cast, "salma", room))
    assert not permissions.reports_for(cast.salma).exists()
    assert permissions.reports_for(second).exists()
    with pytest.raises(Refused):
        dismiss_report(actor=cast.actor("salma"), report=report, words="لا شيء")


def test_remove_message_leaves_a_tombstone_that_says_so(cast: Cast, message: Message) -> None:
    report = reported(cast, "hala", message)
    measure = remove_message(actor=cast.actor("omar"), message=message, reason="abuse", words="كونوا لطفاء")
    message.refresh_from_db()
    assert message_facts([message])[0]["removed"]
    assert (message.body, measure.person, measure.made_for) == ("", cast.basel, cast.other)
    report.refresh_from_db()
    assert (report.outcome, report.handled_by, report.handled_for) == ("removed", cast.omar, cast.other)
    assert own_events(cast.basel) == ["message_removed"]
    assert own_events(cast.hala) == ["message_reported", "report_handled"]
    latest = Entry.objects.filter(stream__name=message.room.stream).latest("number")
    assert (latest.event, latest.person_id) == ("message_deleted", cast.omar.pk)


def test_of_two_moderators_the_second_gets_what_stands(cast: Cast, message: Message) -> None:
    report = reported(cast, "hala", message)
    first = remove_message(actor=cast.actor("omar"), message=message, reason="abuse")
    assert remove_message(actor=cast.actor("salma"), message=message, reason="spam") == first
    with pytest.raises(Conflict) as refusal:
        dismiss_report(actor=cast.actor("salma"), report=report, words="لا شيء فيها")
    assert (refusal.value.code, refusal.value.more) == ("already_handled", {"outcome": "removed"})
    warning = warn_author(actor=cast.actor("omar"), message=message, reason="abuse")
    assert warn_author(actor=cast.actor("salma"), message=message, reason="abuse") == warning


def test_remove_message_refuses_what_its_author_took_back(cast: Cast, message: Message) -> None:
    reported(cast, "hala", message)
    delete_message(actor=cast.actor("basel"), message=message)
    with pytest.raises(Conflict) as refusal:
        remove_message(actor=cast.actor("omar"), message=message, reason="abuse")
    assert refusal.value.code == "message_deleted"
    with pytest.raises(Conflict):
        report_message(actor=cast.actor("omar"), message=message, reason="abuse")


def test_warn_author_tells_the_author_and_nobody_else(cast: Cast, message: Message) -> None:
    before = Entry.objects.filter(stream__name=message.room.stream).count()
    warn_author(actor=cast.actor("omar"), message=message, reason="abuse", words="للمرة الأخيرة")
    assert own_events(cast.basel) == ["author_warned"]
    assert Entry.objects.filter(stream__name=message.room.stream).count() == before
    facts = Entry.objects.get(event="author_warned").facts
    assert facts == {"room": message.room_id}


def test_dismiss_report_closes_it_with_a_reason(cast: Cast, message: Message) -> None:
    report = reported(cast, "hala", message)
    with pytest.raises(ValidationError):
        dismiss_report(actor=cast.actor("omar"), report=report, words="  ")
    closed = dismiss_report(actor=cast.actor("omar"), report=report, words="نقد لا إساءة")
    assert (closed.outcome, closed.answer, closed.handled_by) == ("dismissed", "نقد لا إساءة", cast.omar)
    assert dismiss_report(actor=cast.actor("omar"), report=report, words="نقد لا إساءة").outcome == "dismissed"
    assert own_events(cast.hala) == ["message_reported", "report_handled"]


# Suspensions ----------------------------------------------------------------------------------------------------------
def test_suspend_member_silences_until_the_end_and_ends_by_the_clock(cast: Cast, room: Room, message: Message) -> None:
    with time_machine.travel(timezone.now(), tick=False) as clock:
        suspended(cast, "omar", room, cast.basel)
        with pytest.raises(Refused) as refusal:
            said(cast, "basel", room)
        assert refusal.value.code == "suspended"
        with pytest.raises(Refused):
            set_reaction(actor=cast.actor("basel"), message=message, emoji="👍")
        assert Standing(cast.actor("basel"), room).sees
        assert own_events(cast.basel) == ["member_suspended"]
        clock.shift(WEEK + timedelta(seconds=1))
        assert said(cast, "basel", room).seq


def test_a_suspended_person_is_told_the_reason_and_the_end(cast: Cast, room: Room) -> None:
    measure = suspended(cast, "omar", room, cast.basel, words="بعد تنبيهين")
    told = room_for_person(cast.actor("basel"), room)
    assert (told["can_write"], told["suspension"]["words"]) == (False, "بعد تنبيهين")
    assert told["suspension"]["id"] == measure.pk
    assert room_for_person(cast.actor("hala"), room)["suspension"] is None


def test_leaving_and_coming_back_ends_no_suspension(cast: Cast, room: Room) -> None:
    suspended(cast, "omar", room, cast.basel)
    leave_room(actor=cast.actor("basel"), room=room)
    join_room(actor=cast.actor("basel"), room=room)
    assert Standing(cast.actor("basel"), room).is_suspended


def test_lift_suspension_lets_write_at_once(cast: Cast, room: Room) -> None:
    measure = suspended(cast, "omar", room, cast.basel)
    for _twice in range(2):
        lift_suspension(actor=cast.actor("salma"), room=room, person=cast.basel)
    assert said(cast, "basel", room).seq
    measure.refresh_from_db()
    assert (measure.lifted_by, measure.is_running) == (cast.salma, False)
    assert own_events(cast.basel) == ["member_suspended", "suspension_lifted"]


@pytest.mark.parametrize("length", [timedelta(0), timedelta(days=-1), timedelta(days=400)])
def test_suspend_member_refuses_an_end_that_is_none(cast: Cast, room: Room, length: timedelta) -> None:
    with pytest.raises(ValidationError) as refusal:
        suspended(cast, "omar", room, cast.basel, length)
    assert refusal.value.error_dict["until"][0].code == "invalid_end"


def test_suspend_member_refuses_oneself_and_other_moderators(cast: Cast, room: Room) -> None:
    set_room_role(actor=cast.actor("salma"), room=room, person=cast.basel, role="moderator")
    for person in (cast.omar, cast.basel, cast.salma):
        with pytest.raises(Refused):
            suspended(cast, "omar", room, person)
    suspended(cast, "salma", room, cast.basel)
    assert not Standing(cast.actor("basel"), room).moderates


def test_suspend_member_refuses_the_last_moderator_of_a_group(cast: Cast) -> None:
    group = group_room(cast, "basel", [cast.hala])
    reported(cast, "hala", said(cast, "basel", group))
    with pytest.raises(Conflict) as refusal:
        suspended(cast, "salma", group, cast.basel)
    assert refusal.value.code == "last_moderator"


def test_suspend_member_twice_tells_of_the_first(cast: Cast, room: Room) -> None:
    first = suspended(cast, "omar", room, cast.basel)
    with pytest.raises(Conflict) as refusal:
        suspended(cast, "salma", room, cast.basel)
    assert first.ends_at is not None
    assert (refusal.value.code, refusal.value.more["until"]) == ("already_suspended", first.ends_at.isoformat())


def test_suspend_member_closes_what_was_reported_of_the_message(cast: Cast, room: Room, message: Message) -> None:
    report = reported(cast, "hala", message)
    suspended(cast, "omar", room, cast.basel, message=message)
    report.refresh_from_db()
    assert report.outcome == "suspended"


def test_a_suspended_writer_gets_the_first_answer_again(cast: Cast, room: Room) -> None:
    client_id = uuid4()
    first = post_message(actor=cast.actor("basel"), room=room, body="قبلها", client_id=client_id)
    suspended(cast, "omar", room, cast.basel)
    again = post_message(actor=cast.actor("basel"), room=room, body="قبلها", client_id=client_id)
    assert (again.message.pk, again.is_new) == (first.message.pk, False)
