"""A committee that only those who take part see, with a seat and a recommendation offered to it, for the walks."""

from __future__ import annotations

from typing import Any

from coordination.models import Recommendation
from tests.coordination.sitting import offered, running_term, seat_of, sitting, standing_committee
from tests.factories import Cast

Ids = dict[str, list[Any]]


def seated_ids(cast: Cast, row: Recommendation, mark: str) -> Ids:
    given = {"title": f"لجنة {mark}", "mandate": f"مهام {mark}", "visibility": "body"}
    committee = standing_committee(cast, **given)
    seat = seat_of(cast, running_term(cast, committee), post="chair")
    holder = sitting(cast, seat)
    referral = offered(cast, row, committee, reason=f"إحالة {mark}")
    return {
        "committees": [committee.pk],
        "terms": [seat.term_id],
        "seats": [seat.pk],
        "holders": ["main", "alternate"],
        "seat-holders": [holder.pk],
        "referrals": [referral.pk],
    }
