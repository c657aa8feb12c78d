"""Two who record a decision at the same moment: one number each, one decision of a paragraph."""

from __future__ import annotations

import pytest

from coordination.models import Decision
from tests.coordination.decided import decided, forum_hall, written
from tests.factories import Cast, make_cast
from tests.threads import at_once

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.both]


@pytest.fixture
def cast(transactional_db: None) -> Cast:
    return make_cast()


def test_numbers_have_no_gap_and_no_twin(cast: Cast) -> None:
    body = forum_hall(cast).body
    at_once(*(lambda: decided(cast, body) for _each in range(4)))
    assert sorted(Decision.objects.values_list("number", flat=True)) == [1, 2, 3, 4]


def test_one_paragraph_makes_one_decision(cast: Cast) -> None:
    session = forum_hall(cast)
    entry = written(cast, session)
    at_once(*(lambda: decided(cast, session.body, entry=entry) for _each in range(3)))
    assert Decision.objects.get().number == 1
    assert decided(cast, session.body).number == 2
