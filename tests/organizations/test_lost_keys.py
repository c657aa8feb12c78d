from datetime import timedelta

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.utils import timezone

from accounts.actions import suspend_person
from journal.actors import Actor
from journal.refusals import Conflict, Refused
from organizations.actions import (
    ask_factor_removal,
    change_role,
    confirm_factor_removal,
    end_membership,
    hand_out_reset_link,
    use_reset_link,
)
from organizations.models import ResetLink, Role
from tests.factories import PASSWORD, Cast, make_membership, make_person
from tests.organizations.journal_lines import events

pytestmark = [pytest.mark.django_db, pytest.mark.both]
NOBODY = Actor(AnonymousUser())
NEW = "orchard of figs 9"


def test_a_link_gives_a_new_password_and_tells(cast: Cast) -> None:
    _, secret = hand_out_reset_link(actor=cast.actor("basel"), person=cast.hala)
    person = use_reset_link(actor=NOBODY, secret=secret, password=NEW)
    assert person.check_password(NEW)
    told = ["reset_link_made", "password_changed", "session_ended", "password_reset"]
    assert events(f"user.{cast.hala.pk}") == told
    assert events(f"desk.{cast.association.pk}") == ["reset_link_made", "password_reset"]
    assert events(f"org.{cast.association.pk}") == []


@pytest.mark.parametrize("loss", ["expelled", "a member now", "suspended"])
def test_a_link_of_who_no_longer_manages_opens_nothing(cast: Cast, loss: str) -> None:
    membership = make_membership(cast.gharib, cast.association, Role.MANAGER)
    _, secret = hand_out_reset_link(actor=Actor(cast.gharib, cast.association), person=cast.hala)
    if loss == "expelled":
        end_membership(actor=cast.actor("basel"), membership=membership)
    elif loss == "suspended":
        suspend_person(actor=cast.actor("salma"), person=cast.gharib)
    else:
        change_role(actor=cast.actor("basel"), membership=membership, role=Role.MEMBER)
    with pytest.raises(ValidationError):
        use_reset_link(actor=NOBODY, secret=secret, password=NEW)


def test_the_second_factor_stays(cast: Cast) -> None:
    Authenticator.objects.create(user=cast.hala, type=Authenticator.Type.TOTP, data={})
    _, secret = hand_out_reset_link(actor=cast.actor("basel"), person=cast.hala)
    use_reset_link(actor=NOBODY, secret=secret, password=NEW)
    assert Authenticator.objects.filter(user=cast.hala).exists()


def test_a_link_works_once_and_a_new_one_ends_it(cast: Cast) -> None:
    _, first = hand_out_reset_link(actor=cast.actor("basel"), person=cast.hala)
    _, second = hand_out_reset_link(actor=cast.actor("basel"), person=cast.hala)
    with pytest.raises(ValidationError):
        use_reset_link(actor=NOBODY, secret=first, password=NEW)
    use_reset_link(actor=NOBODY, secret=second, password=NEW)
    with pytest.raises(ValidationError):
        use_reset_link(actor=NOBODY, secret=second, password=NEW)


def test_a_link_ends_after_a_day(cast: Cast) -> None:
    _, secret = hand_out_reset_link(actor=cast.actor("basel"), person=cast.hala)
    with time_machine.travel(timezone.now() + timedelta(hours=25)), pytest.raises(ValidationError):
        use_reset_link(actor=NOBODY, secret=secret, password=NEW)
    cast.hala.refresh_from_db()
    assert cast.hala.check_password(PASSWORD)


@pytest.mark.parametrize("password", ["12345", "", "hala"])
def test_a_weak_password_leaves_the_link_unused(cast: Cast, password: str) -> None:
    _, secret = hand_out_reset_link(actor=cast.actor("basel"), person=cast.hala)
    with pytest.raises(ValidationError):
        use_reset_link(actor=NOBODY, secret=secret, password=password)
    assert ResetLink.objects.get().is_open


@pytest.mark.parametrize("name", ["hala", "omar", "rania", "gharib"])
def test_hand_out_reset_link_refuses_outsiders(cast: Cast, name: str) -> None:
    with pytest.raises(Refused):
        hand_out_reset_link(actor=cast.actor(name), person=cast.basel)


def test_a_lost_factor_needs_two_of_the_secretariat(cast: Cast) -> None:
    Authenticator.objects.create(user=cast.hala, type=Authenticator.Type.TOTP, data={})
    removal = ask_factor_removal(actor=cast.actor("salma"), person=cast.hala, reason="ضاع الهاتف")
    with pytest.raises(Refused):
        confirm_factor_removal(actor=cast.actor("salma"), removal=removal)
    with pytest.raises(Conflict):
        ask_factor_removal(actor=cast.actor("salma"), person=cast.hala, reason="ضاع الهاتف")
    second = Actor(make_person(is_secretariat=True))
    confirm_factor_removal(actor=second, removal=removal)
    assert not Authenticator.objects.filter(user=cast.hala).exists()
    assert events(f"user.{cast.hala.pk}") == ["factor_removal_asked", "factors_removed"]
    with pytest.raises(Conflict):
        confirm_factor_removal(actor=second, removal=removal)


def test_an_old_question_is_not_confirmed(cast: Cast) -> None:
    removal = ask_factor_removal(actor=cast.actor("salma"), person=cast.hala, reason="ضاع الهاتف")
    second = Actor(make_person(is_secretariat=True))
    with time_machine.travel(timezone.now() + timedelta(days=8)), pytest.raises(Conflict):
        confirm_factor_removal(actor=second, removal=removal)


@pytest.mark.parametrize("name", ["basel", "omar", "rania", "gharib"])
def test_ask_factor_removal_refuses_others(cast: Cast, name: str) -> None:
    with pytest.raises(Refused):
        ask_factor_removal(actor=cast.actor(name), person=cast.hala, reason="x")


def test_ask_factor_removal_asks_why(cast: Cast) -> None:
    with pytest.raises(ValidationError):
        ask_factor_removal(actor=cast.actor("salma"), person=cast.hala, reason=" ")
