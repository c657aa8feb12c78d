"""Where a recommendation was said."""

from __future__ import annotations

from dataclasses import dataclass

from coordination.models import Recommendation, RecommendationOrigin


@dataclass(frozen=True)
class Said:
    """`page` is where it stands in a printed document."""

    page: str = ""


def keep_origin(row: Recommendation, said: Said) -> None:
    if said != Said():
        RecommendationOrigin.objects.create(recommendation=row, page=said.page)
