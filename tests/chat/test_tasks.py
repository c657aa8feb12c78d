"""People come into the rooms of their organisations, and go with their memberships."""

from __future__ import annotations

import pytest

from chat.actions import create_room
from chat.models import Room
from chat.tasks import follow_memberships, rooms_follow_memberships
from journal.actors import Actor
from journal.followers import run_follower
from journal.records import record
from journal.verbs import verb
from organizations.models import Membership
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
