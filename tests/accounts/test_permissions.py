import pytest
from django.contrib.auth.models import AnonymousUser

from accounts.models import User
from accounts.permissions import is_secretariat, people_for, streams_for
from journal.actors import Actor
from organizations.models import Organization
from tests.factories import Cast, make_membership, make_organization, make_person

pytestmark = pytest.mark.django_db


def seen_by(person: User | AnonymousUser) -> set[str]:
    return set(people_for(person).values_list("username", flat=True))


def test_the_secretariat_sees_everybody(cast: Cast) -> None:
    assert seen_by(cast.salma) == {"salma", "basel", "hala", "omar", "rania", "gharib"}


def test_people_of_verified_organisations_see_each_other_and_the_secretariat(cast: Cast) -> None:
    assert seen_by(cast.hala) == {"salma", "basel", "hala", "omar", "rania"}


def test_officials_see_their_own(cast: Cast) -> None:
    assert seen_by(cast.rania) == {"rania"}


def test_outsiders_see_themselves(cast: Cast) -> None:
    assert seen_by(cast.gharib) == {"gharib"}


def test_strangers_and_the_suspended_see_nobody(cast: Cast) -> None:
    cast.basel.is_active = False
    assert seen_by(AnonymousUser()) == seen_by(cast.basel) == set()


def test_people_awaiting_verification_see_their_colleagues(cast: Cast) -> None:
    waiting = make_organization(status=Organization.Status.UNVERIFIED)
    nada, samer = make_person(username="nada"), make_person(username="samer")
    make_membership(nada, waiting)
    make_membership(samer, waiting)
    assert seen_by(nada) == {"nada", "samer"}
    assert "nada" not in seen_by(cast.basel)


def test_who_left_is_no_longer_seen(cast: Cast) -> None:
    cast.omar.memberships.update(ended_at="2026-01-01T00:00Z")
    assert "omar" not in seen_by(cast.basel)
    assert seen_by(cast.omar) == {"omar"}


def test_one_watches_ones_own_stream_only(cast: Cast) -> None:
    asked = {f"user.{cast.basel.pk}", f"user.{cast.hala.pk}", "user.999999", "user.x"}
    assert streams_for(cast.basel, asked) == {f"user.{cast.basel.pk}"}
    assert streams_for(AnonymousUser(), asked) == streams_for(AnonymousUser(), {"user.None"}) == set()


def test_who_is_of_the_secretariat(cast: Cast) -> None:
    assert is_secretariat(cast.salma)
    assert is_secretariat(cast.actor("salma"))
    assert not any(is_secretariat(who) for who in (cast.basel, AnonymousUser(), Actor.clock(), None))
    cast.salma.is_active = False
    assert not is_secretariat(cast.salma)
