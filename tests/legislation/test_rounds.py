"""Preparing, opening, freezing and deciding amendment rounds."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.utils import timezone

from accounts.actions import suspend_person
from journal.actors import Actor
from journal.due import run_due
from journal.followers import run_follower
from journal.models import Entry
from journal.refusals import Conflict, Refused
from legislation.actions import (
    announce_round,
    archive_round,
    create_round,
    decide_round,
    edit_round,
    enter_round_room,
    freeze_round,
    open_article_room,
    open_round,
    settle_article_room,
    settle_round_room,
)
from legislation.models import InstrumentRoom, Round
from legislation.permissions import can_create_round, can_edit_round, can_enter_round_room, can_open_round
from legislation.tasks.round_rooms import rooms_of_rounds
from organizations.actions import end_membership, suspend_organization
from organizations.models import Membership
from tests.entries import entries_left
from tests.factories import Cast
from tests.legislation import made
from tests.meetings.made import chair_of

pytestmark = [pytest.mark.django_db, pytest.mark.both]


def days(**more: Any) -> dict[str, Any]:
    today = timezone.localdate()
    given = {"opens_on": today, "freezes_on": today + timedelta(days=14), "closes_on": today + timedelta(days=30)}
    return {"client_id": uuid4(), "title": "جولة", **given, **more}


def prepared(cast: Cast, **more: Any) -> Round:
    return create_round(actor=chair_of(cast), instrument=made.published_law(cast), **days(**more))


def test_a_round_is_prepared_by_a_union_and_seen_by_its_people_only(cast: Cast) -> None:
    row = prepared(cast)
    assert (row.code, row.status, row.base_on) == ("A-1", "prepared", timezone.localdate())
    assert prepared(cast).code == "A-2"
    assert [entry.event for entry in Entry.objects.filter(stream__name=row.stream)] == ["round_created"]
    assert cast.who(can_create_round) == cast.who(can_edit_round, row) == ""
    assert can_create_round(chair_of(cast))
    assert can_edit_round(chair_of(cast), row)
    for name in ("basel", "omar", "gharib"):
        with pytest.raises(Refused):
            create_round(actor=cast.actor(name), instrument=row.instrument, **days())


def test_the_same_form_twice_is_one_round(cast: Cast) -> None:
    law, given = made.published_law(cast), days()
    first = create_round(actor=chair_of(cast), instrument=law, **given)
    assert create_round(actor=chair_of(cast), instrument=law, **given) == first
    with pytest.raises(Conflict):
        create_round(actor=chair_of(cast), instrument=law, **{**given, "title": "أخرى"})


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"title": " "}, "title"),
        ({"freezes_on": timezone.localdate() - timedelta(days=3)}, "freezes_on"),
        ({"closes_on": timezone.localdate() + timedelta(days=2)}, "closes_on"),
        ({"closes_on": timezone.localdate() + timedelta(days=9000)}, "closes_on"),
        ({"proposers": "voices"}, "body"),
        ({"proposers": "nobody"}, "proposers"),
    ],
)
def test_what_cannot_be_is_refused(cast: Cast, more: dict[str, Any], field: str) -> None:
    with pytest.raises(ValidationError) as refused:
        prepared(cast, **more)
    assert list(refused.value.message_dict) == [field]


def test_a_law_without_text_has_no_round(cast: Cast) -> None:
    law = made.published_law(cast)
    law.provisions.filter(parent=None).delete()
    with pytest.raises(Conflict) as refusal:
        create_round(actor=chair_of(cast), instrument=law, **days())
    assert refusal.value.code == "no_text"


def test_editing_says_what_changed_and_keeps_what_proposals_rest_on(cast: Cast) -> None:
    row = prepared(cast)
    with entries_left() as left:
        edit_round(actor=chair_of(cast), row=row, title="جولة 2026", threshold=2)
    assert left == [(row.stream, "round_edited", row.pk, {"code": "A-1", "fields": ["threshold", "title"]})]
    with entries_left() as left:
        edit_round(actor=chair_of(cast), row=row, title="جولة 2026")
    assert left == []
    row = open_round(actor=chair_of(cast), row=row)
    made.draft(cast, row, made.article(row.instrument, 5), "نص جديد")
    with pytest.raises(Conflict) as refusal:
        edit_round(actor=chair_of(cast), row=row, proposers="affiliates")
    assert refusal.value.code == "proposals_stand"


def test_it_goes_by_the_table(cast: Cast) -> None:
    row = prepared(cast)
    chair = chair_of(cast)
    assert cast.who(can_open_round, row) == ""
    with pytest.raises(Conflict):
        decide_round(actor=chair, row=row)
    with entries_left() as left:
        row = open_round(actor=chair, row=row)
    told = {"code": "A-1", "status": "open", "before": "prepared"}
    assert left == [(row.stream, "round_status_changed", row.pk, told)]
    row = freeze_round(actor=chair, row=row)
    with pytest.raises(ValidationError):
        open_round(actor=chair, row=row)
    row = open_round(actor=chair, row=row, reason="طلبت جهات وقتاً أطول")
    assert (row.status, row.status_reason) == ("open", "طلبت جهات وقتاً أطول")
    row = decide_round(actor=chair, row=freeze_round(actor=chair, row=row))
    row = freeze_round(actor=chair, row=row, reason="خطأ في عدّ الأصوات")
    row = archive_round(actor=chair, row=decide_round(actor=chair, row=row), reason="لم يُعتمد شيء")
    assert row.status == "archived"
    for verb in (open_round, freeze_round, decide_round, archive_round):
        with pytest.raises(Refused):
            verb(actor=cast.actor("basel"), row=row)


def test_it_is_not_decided_while_proposals_wait(cast: Cast) -> None:
    row = made.open_round(cast)
    made.proposal(cast, row, made.article(row.instrument, 5), "نص جديد")
    row = freeze_round(actor=chair_of(cast), row=row)
    with pytest.raises(Conflict) as refusal:
        decide_round(actor=chair_of(cast), row=row)
    assert (refusal.value.code, refusal.value.more) == ("undecided", {"waiting": 1})


def test_the_clock_fixes_the_texts_when_the_last_day_is_over(cast: Cast) -> None:
    row = made.open_round(cast)
    run_due()
    row.refresh_from_db()
    assert row.status == "open"
    with time_machine.travel(timezone.now() + timedelta(days=15)):
        run_due()
        row.refresh_from_db()
        assert row.status == "frozen"
        with pytest.raises(ValidationError) as refused:
            open_round(actor=chair_of(cast), row=row, reason="وقت أطول")
    assert refused.value.error_dict["reason"][0].code == "day_passed"


def test_organisations_that_may_propose_are_told_once(cast: Cast) -> None:
    row = made.open_round(cast)
    run_due()
    told = Entry.objects.filter(event="round_opened").values_list("stream__name", flat=True)
    assert sorted(told) == sorted(f"user.{person.pk}" for person in (cast.salma, cast.basel, cast.omar))
    freeze_round(actor=chair_of(cast), row=row)
    open_round(actor=chair_of(cast), row=row, reason="وقت أطول")
    run_due()
    assert Entry.objects.filter(event="round_opened").count() == 3
    with pytest.raises(Refused):
        announce_round(actor=chair_of(cast), row=row, people=[cast.basel.pk])


def test_its_room_is_for_people_of_verified_organisations(cast: Cast) -> None:
    row = made.open_round(cast)
    assert cast.who(can_enter_round_room, row) == "salma basel hala omar"
    room = enter_round_room(actor=cast.actor("omar"), row=row)
    row.refresh_from_db()
    assert enter_round_room(actor=chair_of(cast), row=row) == room == row.room
    with pytest.raises(Refused):
        enter_round_room(actor=cast.actor("gharib"), row=row)
    cast.other.status = "suspended"
    cast.other.save()
    settle_round_room(actor=Actor.clock(), row=row, people=[cast.omar.pk, cast.salma.pk])
    assert [place.person for place in room.memberships.all()] == [cast.salma]


def test_who_leaves_a_verified_organisation_leaves_the_room(cast: Cast) -> None:
    row = made.open_round(cast)
    room = enter_round_room(actor=cast.actor("hala"), row=row)
    enter_round_room(actor=cast.actor("omar"), row=row)
    place = Membership.objects.get(person=cast.hala)
    end_membership(actor=cast.actor("basel"), membership=place)
    while run_follower(rooms_of_rounds):
        pass
    assert [each.person for each in room.memberships.all()] == [cast.omar]


@pytest.mark.parametrize("whose", ["organization", "person"])
def test_who_is_suspended_goes_out_of_rooms_of_rounds_and_articles(cast: Cast, whose: str) -> None:
    row = made.open_round(cast)
    words = made.article(row.instrument, 5)
    rooms = [
        enter_round_room(actor=cast.actor("omar"), row=row),
        open_article_room(actor=cast.actor("omar"), provision=words),
    ]
    for name in ("hala", "basel"):
        enter_round_room(actor=cast.actor(name), row=row)
        open_article_room(actor=cast.actor(name), provision=words)
    if whose == "organization":
        suspend_organization(actor=cast.actor("salma"), organization=cast.other, reason="شكوى")
    else:
        suspend_person(actor=cast.actor("salma"), person=cast.omar, reason="شكوى")
    while run_follower(rooms_of_rounds):
        pass
    for room in rooms:
        assert sorted(place.person.pk for place in room.memberships.all()) == sorted([cast.hala.pk, cast.basel.pk])
    assert Entry.objects.filter(event="room_left", stream__name=f"user.{cast.omar.pk}").count() == 2
    with pytest.raises(Refused):
        open_article_room(actor=cast.actor("omar"), provision=words)


def test_rooms_are_settled_by_the_worker_alone(cast: Cast) -> None:
    row = made.open_round(cast)
    open_article_room(actor=cast.actor("omar"), provision=made.article(row.instrument, 5))
    for name in ("salma", "omar"):
        with pytest.raises(Refused):
            settle_article_room(actor=cast.actor(name), kept=InstrumentRoom.objects.get(), people=[cast.omar.pk])
