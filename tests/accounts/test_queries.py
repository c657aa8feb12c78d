from typing import Any

import pytest

from accounts import actions, queries
from tests.factories import Cast

pytestmark = pytest.mark.django_db


def test_facts_tell_what_anybody_who_meets_a_person_may_know(cast: Cast) -> None:
    cast.basel.phone = "0944123456"
    cast.basel.save()
    facts = queries.facts("user", [cast.basel.pk, 999_999])
    assert facts == {cast.basel.pk: {"id": cast.basel.pk, "name": "باسل", "mark": cast.basel.mark, "avatar": None}}
    assert queries.facts("room", [1]) == {}


def test_facts_ask_the_database_once(cast: Cast, django_assert_num_queries: Any) -> None:
    for ids in ([cast.basel.pk], [cast.basel.pk, cast.hala.pk, cast.omar.pk]):
        with django_assert_num_queries(1):
            queries.facts("user", ids)


def test_another_picture_has_another_address(cast: Cast) -> None:
    first = queries.avatar_address(actions.set_avatar(actor=cast.actor("basel"), picture=b"one"))
    second = queries.avatar_address(actions.set_avatar(actor=cast.actor("basel"), picture=b"two"))
    assert first
    assert second
    assert first != second
    assert first.split("?")[0] == f"/people/{cast.basel.pk}/avatar/"


def test_own_facts_hold_the_settings_and_no_secret(cast: Cast) -> None:
    own = queries.own_facts(cast.basel)
    assert {"username", "language", "digits", "theme", "data_saver", "phone", "email"} <= set(own)
    assert "password" not in own
