import threading
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.db import connection
from django.utils import timezone

from accounts.actions import end_secretariat
from accounts.models import User
from journal.actors import Actor
from journal.refusals import Conflict, Refused
from organizations.actions import (
    accept_invitation,
    change_role,
    create_invitation,
    end_membership,
    restore_organization,
    revoke_invitation,
    suspend_organization,
)
from organizations.models import Invitation, Membership, Role
from tests.factories import Cast, make_affiliation, make_cast, make_membership, make_organization, make_person
from tests.organizations.journal_lines import events

pytestmark = [pytest.mark.both]
NOBODY = Actor(AnonymousUser())


def invited(cast: Cast, by: Actor | None = None, **more: object) -> tuple[Invitation, str]:
    details = {"organization": cast.association, "display_name": "ليلى", **more}
    return create_invitation(actor=by or cast.actor("basel"), **details)  # type: ignore[arg-type]


def code_of(error: pytest.ExceptionInfo[ValidationError]) -> str:
    return str(error.value.error_list[0].code) if hasattr(error.value, "error_list") else "by field"


def test_create_invitation_keeps_no_secret(cast: Cast) -> None:
    invitation, secret = invited(cast)
    assert secret not in str(Invitation.objects.values().get())
    assert invitation.expires_at - timezone.now() > timedelta(days=6, hours=23)
    assert events(f"desk.{cast.association.pk}") == ["invitation_created"]
    assert events(f"org.{cast.association.pk}") == []


def test_create_invitation_refuses_a_role_above_ones_own(cast: Cast) -> None:
    Membership.objects.filter(person=cast.basel).update(role=Role.MANAGER)
    with pytest.raises(Refused):
        invited(cast, role=Role.SIGNATORY)


def test_the_same_form_again_gives_the_same_invitation_a_new_secret(cast: Cast) -> None:
    client_id = uuid4()
    first, lost = invited(cast, client_id=client_id)
    second, secret = invited(cast, client_id=client_id)
    assert first.pk == second.pk
    with pytest.raises(ValidationError):
        accept_invitation(actor=Actor(cast.gharib), secret=lost)
    assert accept_invitation(actor=Actor(cast.gharib), secret=secret).person == cast.gharib


def test_accept_invitation_makes_a_new_account(cast: Cast) -> None:
    _, secret = invited(cast, role=Role.MANAGER)
    membership = accept_invitation(actor=NOBODY, secret=secret, username="laila", password="orchard of figs 9")
    assert (membership.person.username, str(membership.person), membership.role) == ("laila", "ليلى", Role.MANAGER)
    assert membership.person.check_password("orchard of figs 9")
    assert Invitation.objects.get().used_by == membership.person
    assert events(f"org.{cast.association.pk}") == ["membership_started"]


def test_a_weak_password_leaves_the_link_unused(cast: Cast) -> None:
    _, secret = invited(cast)
    with pytest.raises(ValidationError):
        accept_invitation(actor=NOBODY, secret=secret, username="laila", password="12345")
    assert Invitation.objects.get().is_open
    assert not User.objects.filter(username="laila").exists()


def test_a_link_works_once(cast: Cast) -> None:
    _, secret = invited(cast)
    accept_invitation(actor=Actor(cast.gharib), secret=secret)
    with pytest.raises(ValidationError) as refusal:
        accept_invitation(actor=Actor(cast.omar), secret=secret)
    assert code_of(refusal) == "link_unusable"


def test_who_is_a_member_already_leaves_the_link_unused(cast: Cast) -> None:
    _, secret = invited(cast)
    with pytest.raises(Conflict):
        accept_invitation(actor=Actor(cast.hala), secret=secret)
    assert Invitation.objects.get().is_open


@pytest.mark.parametrize("spoil", ["revoked", "too old", "unknown"])
def test_a_spoilt_link_does_not_work(cast: Cast, spoil: str) -> None:
    invitation, secret = invited(cast)
    if spoil == "revoked":
        revoke_invitation(actor=cast.actor("basel"), invitation=invitation)
    later = timezone.now() + timedelta(days=8 if spoil == "too old" else 0)
    with time_machine.travel(later), pytest.raises(ValidationError):
        accept_invitation(actor=Actor(cast.gharib), secret="x" * 43 if spoil == "unknown" else secret)


def test_revoke_invitation_refuses_outsiders(cast: Cast) -> None:
    invitation, _ = invited(cast)
    for name in ("hala", "omar", "rania", "gharib"):
        with pytest.raises(Refused):
            revoke_invitation(actor=cast.actor(name), invitation=invitation)


@pytest.mark.parametrize("other", [{"role": Role.MANAGER}, {"display_name": "سمر"}])
def test_the_same_form_with_another_link_in_it_is_a_conflict(cast: Cast, other: dict[str, Any]) -> None:
    client_id = uuid4()
    invited(cast, client_id=client_id)
    with pytest.raises(Conflict) as refusal:
        invited(cast, client_id=client_id, **other)
    assert refusal.value.code == "client_id_reused"


def test_nobody_expelled_comes_back_by_a_link_of_their_own(cast: Cast) -> None:
    membership = make_membership(cast.gharib, cast.association, Role.SIGNATORY)
    _, secret = invited(cast, by=Actor(cast.gharib, cast.association), role=Role.SIGNATORY)
    end_membership(actor=cast.actor("basel"), membership=membership)
    assert not Invitation.objects.get().is_open
    with pytest.raises(ValidationError):
        accept_invitation(actor=Actor(cast.gharib), secret=secret)


def test_a_lower_role_leaves_only_the_links_up_to_it(cast: Cast) -> None:
    membership = make_membership(cast.gharib, cast.association, Role.SIGNATORY)
    for role in Role.values:
        invited(cast, by=Actor(cast.gharib, cast.association), role=role)
    change_role(actor=cast.actor("basel"), membership=membership, role=Role.MANAGER)
    assert {row.role for row in Invitation.objects.all() if row.is_open} == {Role.MANAGER, Role.MEMBER}
    change_role(actor=cast.actor("basel"), membership=membership, role=Role.MEMBER)
    assert not [row for row in Invitation.objects.all() if row.is_open]


def test_links_of_others_outlive_who_leaves(cast: Cast) -> None:
    membership = make_membership(cast.gharib, cast.association, Role.SIGNATORY)
    _, secret = invited(cast)
    end_membership(actor=cast.actor("basel"), membership=membership)
    assert accept_invitation(actor=Actor(cast.omar), secret=secret).person == cast.omar


def test_who_left_the_union_makes_nobody_the_first_of_its_member(cast: Cast) -> None:
    union = make_organization(kind="union")
    newcomer = make_organization(status="unverified")
    make_affiliation(newcomer, union)
    membership = make_membership(cast.gharib, union, Role.MANAGER)
    _, secret = invited(cast, by=Actor(cast.gharib, union), organization=newcomer, role=Role.SIGNATORY)
    end_membership(actor=cast.actor("salma"), membership=membership)
    with pytest.raises(Refused):
        accept_invitation(actor=Actor(cast.gharib), secret=secret)


def test_a_link_of_who_left_the_secretariat_opens_nothing(cast: Cast) -> None:
    second = make_person(is_secretariat=True)
    _, secret = invited(cast, by=Actor(second), role=Role.SIGNATORY)
    end_secretariat(actor=Actor.clock(), person=second)
    with pytest.raises(Refused):
        accept_invitation(actor=Actor(cast.gharib), secret=secret)


def test_a_suspended_organisation_takes_in_nobody(cast: Cast) -> None:
    _, secret = invited(cast)
    suspend_organization(actor=cast.actor("salma"), organization=cast.association, reason="شكوى")
    with pytest.raises(Refused):
        accept_invitation(actor=Actor(cast.gharib), secret=secret)
    restore_organization(actor=cast.actor("salma"), organization=cast.association)
    assert accept_invitation(actor=Actor(cast.gharib), secret=secret).person == cast.gharib


@pytest.mark.parametrize("days", [0, 31, -1])
def test_a_link_ends_within_a_month(cast: Cast, days: int) -> None:
    with pytest.raises(ValidationError):
        invited(cast, days=days)


@pytest.mark.django_db(transaction=True)
def test_of_two_who_use_one_link_at_once_one_wins() -> None:
    cast = make_cast()
    _, secret = invited(cast)
    people, start = [make_person() for _ in range(2)], threading.Barrier(2)
    failures: list[str] = []

    def use(person: User) -> None:
        start.wait()
        try:
            accept_invitation(actor=Actor(person), secret=secret)
        except ValidationError as error:
            failures.append(str(error.error_list[0].code))
        finally:
            connection.close()

    threads = [threading.Thread(target=use, args=(person,)) for person in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert failures == ["link_unusable"]
    assert Membership.objects.filter(person__in=people).count() == 1
