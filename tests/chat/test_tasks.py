"""People come into the rooms of their organisations, and go with their memberships."""

from __future__ import annotations

import pytest

from chat.actions import create_room, import_history, start_history
from chat.models import Room
from chat.queries.exports import opened, preview
from chat.tasks import follow_memberships, rooms_follow_memberships, write_imports
from journal.actors import Actor
from journal.due import run_due
from journal.followers import run_follower
from journal.records import record
from journal.verbs import verb
from organizations.models import Membership
from tests.chat.rooms import group_room
from tests.factories import Cast, make_place, make_sector

pytestmark = [pytest.mark.django_db, pytest.mark.both]


@verb
def happened(*, actor: Actor, event: str, membership: Membership) -> None:
    """An entry as the organisations' verbs leave it."""
    record(event, stream=f"org.{membership.organization_id}", actor=actor, subject=membership)


def names_of_rooms(cast: Cast) -> set[str]:
    return set(Room.objects.filter(memberships__person=cast.basel).values_list("name", flat=True))


def situation(cast: Cast) -> Membership:
    health, damascus, aleppo = make_sector(), make_place(), make_place("SY02", "حلب", "Aleppo")
    shelter = make_sector("SHL", "المأوى", "Shelter")
    cast.association.sectors.add(health)
    cast.association.governorate = damascus
    cast.association.save()
    for name, sector, place in [
        ("الصحة", health, None),
        ("الصحة · دمشق", health, damascus),
        ("الصحة · حلب", health, aleppo),
        ("المأوى", shelter, None),
    ]:
        create_room(actor=cast.actor("salma"), kind="sector", name=name, sector=sector, place=place)
    create_room(actor=cast.actor("salma"), kind="announcement", name="إعلانات")
    return Membership.objects.get(person=cast.basel)


def test_a_new_member_comes_into_the_rooms_of_the_organization(cast: Cast) -> None:
    happened(actor=cast.actor("salma"), event="membership_started", membership=situation(cast))
    run_follower(rooms_follow_memberships)
    assert names_of_rooms(cast) == {"جمعية ينابيع الياسمين", "الصحة", "الصحة · دمشق", "إعلانات"}


def test_following_again_changes_nothing(cast: Cast) -> None:
    happened(actor=cast.actor("salma"), event="membership_started", membership=situation(cast))
    assert run_follower(rooms_follow_memberships) == 1
    assert run_follower(rooms_follow_memberships) == 0


def test_who_ends_a_membership_leaves_its_rooms(cast: Cast) -> None:
    membership = situation(cast)
    happened(actor=cast.actor("salma"), event="membership_started", membership=membership)
    run_follower(rooms_follow_memberships)
    Membership.objects.filter(pk=membership.pk).update(ended_at="2026-01-01T00:00Z")
    happened(actor=cast.actor("salma"), event="membership_ended", membership=membership)
    run_follower(rooms_follow_memberships)
    assert names_of_rooms(cast) == set()


def test_other_entries_move_nobody(cast: Cast) -> None:
    happened(actor=cast.actor("salma"), event="organization_updated", membership=situation(cast))
    run_follower(rooms_follow_memberships)
    assert names_of_rooms(cast) == set()
    follow_memberships([])


def test_a_suspended_persons_end_of_membership_stops_nobody(cast: Cast) -> None:
    membership = situation(cast)
    happened(actor=cast.actor("salma"), event="membership_started", membership=membership)
    run_follower(rooms_follow_memberships)
    type(cast.basel).objects.filter(pk=cast.basel.pk).update(is_active=False)
    Membership.objects.filter(pk=membership.pk).update(ended_at="2026-01-01T00:00Z")
    happened(actor=cast.actor("salma"), event="membership_ended", membership=membership)
    assert run_follower(rooms_follow_memberships) > 0
    assert run_follower(rooms_follow_memberships) == 0


def test_groups_stay_when_a_membership_ends(cast: Cast) -> None:
    membership, group = situation(cast), group_room(cast, "omar", [cast.basel])
    Membership.objects.filter(pk=membership.pk).update(ended_at="2026-01-01T00:00Z")
    happened(actor=cast.actor("salma"), event="membership_ended", membership=membership)
    run_follower(rooms_follow_memberships)
    assert names_of_rooms(cast) == {group.name}


def test_a_long_history_lets_the_worker_breathe(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("chat.tasks.BATCH", 2)
    room = group_room(cast, "basel", [])
    text = "".join(f"03/02/2025, 09:{minute:02} - باسل: نعم\n" for minute in range(7))
    export = opened(text.encode(), "chat.txt")
    history = import_history(
        actor=cast.actor("basel"), room=room, source=text.encode(), filename="chat.txt", preview=preview(export, room)
    )
    start_history(actor=cast.actor("basel"), history=history, people={"باسل": None})
    write_imports(history.pk, most=2)
    history.refresh_from_db()
    assert (history.read, history.finished_at) == (4, None)
    run_due()
    assert room.messages.count() == 7
