"""The walks know an id for each word of each address: said in one place, and quickly."""

from __future__ import annotations

import pytest

from tests.attacks.world import World, routes, words_of
from tests.factories import Cast

pytestmark = pytest.mark.django_db


def test_each_word_of_each_address_has_ids(cast: Cast) -> None:
    words = {word for route in routes() for word in words_of(route)}
    assert words - set(World(cast).ids) == set()
