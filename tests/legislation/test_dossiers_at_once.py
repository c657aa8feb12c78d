"""Two who ask for a dossier, or check an answer, at the same moment."""

from __future__ import annotations

from threading import Barrier, Thread
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection

from journal.refusals import Conflict
from legislation.models import Dossier
from tests.factories import Cast
from tests.legislation.compiled import asked_for, decided_round

pytestmark = [pytest.mark.both, pytest.mark.django_db(transaction=True)]


def test_a_dossier_asked_twice_at_once_is_one(cast: Cast) -> None:
    row, start = decided_round(cast), Barrier(2)
    said: list[Any] = []

    def ask() -> None:
        start.wait()
        try:
            said.append(asked_for(cast, row, client_id=uuid4()).number)
        except Conflict as no:
            said.append(no.code)
        finally:
            connection.close()

    both = [Thread(target=ask) for _number in range(2)]
    for each in both:
        each.start()
    for each in both:
        each.join()
    assert sorted(map(str, said)) == ["1", "being_made"]
    assert Dossier.objects.count() == 1
