"""The ways a verb says no."""

from __future__ import annotations

import pytest

from journal.refusals import Conflict, demand_repeat


def test_a_used_client_id_is_for_the_same_thing_only() -> None:
    demand_repeat(True)
    with pytest.raises(Conflict) as no:
        demand_repeat(False)
    assert no.value.code == "client_id_reused"
