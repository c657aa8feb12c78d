from contextlib import suppress

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction

from accounts.models import User
from journal.actors import Actor
from journal.models import Entry
from journal.refusals import Conflict, Refused
from organizations.actions import change_role, end_membership, start_membership
from organizations.models import Membership, Role
from tests.factories import Cast, make_membership
from tests.organizations.journal_lines import events

pytestmark = [pytest.mark.django_db, pytest.mark.both]


def membership_of(person: User) -> Membership:
    return Membership.objects.select_related("person", "organization").get(person=person, ended_at__isnull=True)


def test_start_membership_tells_the_organisation_and_the_person(cast: Cast) -> None:
    start_membership(actor=cast.actor("salma"), organization=cast.association, person=cast.gharib, title=" محاسب ")
    assert membership_of(cast.gharib).title == "محاسب"
    assert events(f"org.{cast.association.pk}") == ["membership_started"]
    assert events(f"user.{cast.gharib.pk}") == ["membership_started", "access_changed"]


def test_start_membership_refuses_everybody_else(cast: Cast) -> None:
    with pytest.raises(Refused):
        start_membership(actor=cast.actor("basel"), organization=cast.association, person=cast.gharib)


def test_nobody_is_twice_a_member(cast: Cast) -> None:
    with pytest.raises(Conflict) as refusal:
        start_membership(actor=cast.actor("salma"), organization=cast.association, person=cast.hala)
    assert refusal.value.code == "already_member"


def test_change_role(cast: Cast) -> None:
    row = change_role(actor=cast.actor("basel"), membership=membership_of(cast.hala), role=Role.MANAGER)
    assert membership_of(cast.hala).role == row.role == Role.MANAGER
    assert events(f"org.{cast.association.pk}") == ["membership_changed"]
    assert events(f"user.{cast.hala.pk}") == ["membership_changed", "access_changed"]


def test_the_same_role_again_leaves_no_entry(cast: Cast) -> None:
    change_role(actor=cast.actor("basel"), membership=membership_of(cast.hala), role=Role.MEMBER)
    assert Entry.objects.count() == 0


def test_change_role_refuses_outsiders(cast: Cast) -> None:
    for name in ("hala", "omar", "rania", "gharib"):
        with pytest.raises(Refused):
            change_role(actor=cast.actor(name), membership=membership_of(cast.hala), role=Role.MANAGER)


def test_the_last_signatory_stays(cast: Cast) -> None:
    with pytest.raises(Conflict) as refusal:
        end_membership(actor=cast.actor("basel"), membership=membership_of(cast.basel))
    assert refusal.value.code == "last_signatory"
    make_membership(cast.gharib, cast.association, Role.SIGNATORY)
    end_membership(actor=cast.actor("basel"), membership=membership_of(cast.basel))
    assert not Membership.objects.filter(person=cast.basel, ended_at__isnull=True).exists()


def test_end_membership_says_who_lost_the_stream(cast: Cast) -> None:
    row = membership_of(cast.hala)
    end_membership(actor=Actor(cast.hala, cast.association), membership=row)
    end_membership(actor=Actor(cast.hala, cast.association), membership=row)
    entry = Entry.objects.get(stream__name=f"org.{cast.association.pk}")
    assert (entry.event, entry.facts) == ("membership_ended", {"lost": [cast.hala.pk]})
    assert events(f"user.{cast.hala.pk}") == ["membership_ended", "access_changed"]


def test_change_role_is_tried_again_after_a_lock(cast: Cast) -> None:
    row = membership_of(cast.hala)
    with suppress(RuntimeError), transaction.atomic():
        change_role(actor=cast.actor("basel"), membership=row, role=Role.MANAGER)
        raise RuntimeError
    change_role(actor=cast.actor("basel"), membership=row, role=Role.MANAGER)
    assert membership_of(cast.hala).role == Role.MANAGER


def test_an_ended_membership_gets_no_role(cast: Cast) -> None:
    row = membership_of(cast.hala)
    end_membership(actor=cast.actor("basel"), membership=row)
    with pytest.raises(ValidationError):
        change_role(actor=cast.actor("basel"), membership=row, role=Role.MANAGER)
