from collections.abc import Callable

import pytest
from django.test import Client

from accounts import actions
from journal.actors import Actor
from tests.accounts.second_factor import give_app
from tests.factories import PASSWORD, Cast

pytestmark = pytest.mark.django_db


def test_the_secretariat_looks_up_accounts_and_changes_none(cast: Cast, sign_in: Callable[..., Client]) -> None:
    actions.make_secretariat(actor=Actor.clock(), person=cast.salma)
    token, _ = actions.create_token(actor=cast.actor("basel"), name="برنامج", days=1)
    browser = sign_in(cast.salma)
    page = browser.get(f"/admin/accounts/apitoken/{token.pk}/change/")
    assert page.status_code == 200
    assert token.digest not in page.content.decode()
    person = f"/admin/accounts/user/{cast.basel.pk}/"
    seen = browser.get(f"{person}change/")
    assert seen.status_code == 200
    assert cast.basel.password not in seen.content.decode()
    assert browser.post(f"{person}change/", {"username": "x"}).status_code == 403
    assert browser.post(f"{person}delete/", {"post": "yes"}).status_code == 403
    assert browser.get("/admin/accounts/user/add/").status_code == 403


def test_nobody_else_enters(cast: Cast, sign_in: Callable[..., Client]) -> None:
    assert sign_in(cast.basel).get("/admin/accounts/user/").status_code in (302, 403)


def test_the_admins_own_door_asks_for_the_second_factor(cast: Cast, client: Client) -> None:
    cast.salma.is_staff = True
    cast.salma.save()
    give_app(cast.salma)
    client.post("/admin/login/", {"username": "salma", "password": PASSWORD})
    assert client.get("/admin/accounts/user/").status_code == 302
