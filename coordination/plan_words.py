"""The words of a unified plan that an organisation signs, always written in the same way, and their SHA-256."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable

from coordination.models import PlanLine, UnifiedPlan


def canonical_words(plan: UnifiedPlan, lines: Iterable[PlanLine]) -> str:
    """One JSON object: keys in order, no spaces, codes where a name may change. Organisations stand by their number."""
    said = {
        "code": plan.code,
        "version": plan.version,
        "title": plan.title,
        "about": plan.about,
        "sector": plan.sector.code if plan.sector else "",
        "place": plan.place_id or "",
        "starts_on": plan.starts_on.isoformat(),
        "ends_on": plan.ends_on.isoformat(),
        "lines": [line_words(line) for line in sorted(lines, key=lambda line: line.pk)],
    }
    return json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def line_words(line: PlanLine) -> dict[str, object]:
    return {
        "organization": line.organization_id,
        "activity": line.activity,
        "sector": line.sector.code if line.sector else "",
        "place": line.place_id or "",
        "group": line.target_group.code if line.target_group else "",
        "starts_on": line.starts_on.isoformat(),
        "ends_on": line.ends_on.isoformat(),
        "quantity": line.quantity,
        "unit": line.unit,
        "people": line.people,
    }


def fingerprint(plan: UnifiedPlan, lines: Iterable[PlanLine]) -> str:
    return hashlib.sha256(canonical_words(plan, lines).encode()).hexdigest()
