from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from organizations.actions import create_invitation, hand_out_reset_link
from organizations.models import FactorRemoval, Invitation, Membership, Role
from tests.factories import Cast, make_person
from tests.organizations.views.pages import link_of, page, signed_in

pytestmark = pytest.mark.django_db
NEW = "orchard of figs 9"


def test_from_invitation_to_a_new_account(cast: Cast) -> None:
    sent = {"display_name": "ليلى", "role": "manager", "days": 7}
    shown = signed_in(cast.basel).post(page("create_invitation", cast.association.pk), sent)
    assert "no-store" in shown["Cache-Control"]
    assert "data:image/svg+xml" in shown.content.decode()
    newcomer, link = Client(), link_of(shown)
    assert newcomer.get(link).status_code == 200
    account = {"display_name": "ليلى", "username": "Laila", "password": NEW, "again": NEW}
    assert newcomer.post(link, account)["Location"] == reverse("home")
    assert Membership.objects.get(person__username="laila").role == Role.MANAGER
    assert newcomer.get(page("members", cast.association.pk)).status_code == 200
    assert Client().get(link).status_code == 410


BAD_ACCOUNTS = {
    "another password": {"again": "orchard of figs 8"},
    "a weak password": {"password": "1234567890", "again": "1234567890"},
    "a taken username": {"username": "BASEL"},
    "a bad username": {"username": "a b"},
    "no name": {"display_name": " "},
}


@pytest.mark.parametrize("what", BAD_ACCOUNTS)
def test_a_bad_account_is_refused_in_words(cast: Cast, what: str) -> None:
    _, secret = create_invitation(actor=cast.actor("basel"), organization=cast.association, display_name="ليلى")
    account = {"display_name": "ليلى", "username": "laila", "password": NEW, "again": NEW, **BAD_ACCOUNTS[what]}
    response = Client().post(page("accept_invitation", secret), account)
    assert response.status_code == 200
    assert response.context["form"].errors
    assert Invitation.objects.get().is_open


def test_a_signed_in_person_joins(cast: Cast) -> None:
    _, secret = create_invitation(actor=cast.actor("basel"), organization=cast.association, display_name="غريب")
    client = signed_in(cast.gharib)
    assert 'name="password"' not in client.get(page("accept_invitation", secret)).content.decode()
    client.post(page("accept_invitation", secret))
    assert Membership.objects.get(person=cast.gharib).organization == cast.association


def test_links_are_not_guessed_all_day() -> None:
    client = Client()
    answers = [client.get(page("accept_invitation", f"guess{number}")).status_code for number in range(31)]
    assert answers == [410] * 30 + [429]


def test_behind_a_proxy_one_guesser_does_not_shut_out_others(settings: Any) -> None:
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    client, where = Client(), page("accept_invitation", "guess")
    for _ in range(31):
        last = client.get(where, headers={"X-Forwarded-For": "192.0.2.1"})
    assert last.status_code == 429
    assert client.get(where, headers={"X-Forwarded-For": "192.0.2.2"}).status_code == 410


def test_without_a_proxy_nobody_chooses_their_address() -> None:
    client, where = Client(), page("accept_invitation", "guess")
    answers = [client.get(where, headers={"X-Forwarded-For": f"192.0.2.{number}"}) for number in range(31)]
    assert answers[-1].status_code == 429


def test_visitors_without_an_address_are_counted_together() -> None:
    client, where = Client(REMOTE_ADDR=""), page("accept_invitation", "guess")
    assert [client.get(where).status_code for _ in range(31)] == [410] * 30 + [429]


@pytest.mark.parametrize("reason", ["", "x" * 301])
def test_ask_factor_removal_refuses_what_is_no_reason(cast: Cast, reason: str) -> None:
    answer = signed_in(cast.salma).post(page("ask_factor_removal", cast.hala.pk), {"reason": reason}, follow=True)
    assert [message.level_tag for message in answer.context["messages"]] == ["error"]
    assert not FactorRemoval.objects.exists()


def test_from_reset_link_to_a_new_password(cast: Cast) -> None:
    manager, lost = signed_in(cast.basel), signed_in(cast.hala)
    assert manager.get(page("hand_out_reset_link", cast.hala.pk)).status_code == 200
    link = link_of(manager.post(page("hand_out_reset_link", cast.hala.pk)))
    response = Client().post(link, {"password": NEW, "again": NEW})
    assert response["Location"] == reverse("account_login")
    assert Client().login(username="hala", password=NEW)
    assert "_auth_user_id" not in lost.session or lost.get(reverse("accounts:settings")).status_code == 302
    assert Client().get(link).status_code == 410
    assert "هالة" in manager.get(page("members", cast.association.pk)).content.decode()


@pytest.mark.parametrize("name", ["hala", "omar", "rania", "gharib"])
def test_strangers_hand_out_no_reset_link(cast: Cast, name: str) -> None:
    answer = signed_in(getattr(cast, name)).post(page("hand_out_reset_link", cast.basel.pk))
    assert answer.status_code in {403, 404}


def test_a_used_reset_link_says_so(cast: Cast) -> None:
    _, secret = hand_out_reset_link(actor=cast.actor("basel"), person=cast.hala)
    bad = Client().post(page("use_reset_link", secret), {"password": "short", "again": "short"})
    assert bad.context["form"].errors["password"]
    assert Client().get(page("use_reset_link", "x")).status_code == 410


def test_two_of_the_secretariat_remove_a_factor(cast: Cast) -> None:
    second = make_person(is_secretariat=True)
    signed_in(cast.salma).post(page("ask_factor_removal", cast.hala.pk), {"reason": "ضاع الهاتف"})
    removal = FactorRemoval.objects.get()
    assert signed_in(cast.salma).post(page("confirm_factor_removal", removal.pk)).status_code == 403
    assert (
        page("confirm_factor_removal", removal.pk)
        in signed_in(second).get(page("person", cast.hala.pk)).content.decode()
    )
    signed_in(second).post(page("confirm_factor_removal", removal.pk))
    removal.refresh_from_db()
    assert removal.confirmed_by == second


def test_members_leave_and_change(cast: Cast) -> None:
    membership = Membership.objects.get(person=cast.hala)
    signed_in(cast.basel).post(page("change_role", membership.pk), {"role": "manager"})
    membership.refresh_from_db()
    assert membership.role == Role.MANAGER
    assert signed_in(cast.hala).post(page("end_membership", membership.pk)).status_code == 302
    membership.refresh_from_db()
    assert membership.ended_at is not None


def test_an_invitation_is_spoilt_by_its_organisation_only(cast: Cast) -> None:
    row, _ = create_invitation(actor=cast.actor("basel"), organization=cast.association, display_name="ليلى")
    assert signed_in(cast.omar).post(page("revoke_invitation", row.pk)).status_code == 404
    signed_in(cast.basel).post(page("revoke_invitation", row.pk))
    assert not Invitation.objects.get().is_open


def test_people_are_shown_to_people_of_verified_organisations(cast: Cast) -> None:
    answers = {name: signed_in(getattr(cast, name)).get(page("person", cast.basel.pk)).status_code for name in CAST}
    assert answers == {"salma": 200, "basel": 200, "hala": 200, "omar": 200, "rania": 404, "gharib": 404}


CAST = ["salma", "basel", "hala", "omar", "rania", "gharib"]
