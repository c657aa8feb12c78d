"""The lines of a unified plan as rows of the 4W table, so that they stand beside those of projects."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from coordination.models import PlanLine, UnifiedPlan
from needs.quantities import shown
from projects.models import Activity
from projects.queries.reports import place_of

Row = dict[str, Any]


def four_w_rows(plan: UnifiedPlan, lines: Iterable[PlanLine], today: date) -> list[Row]:
    return [row_of(plan, line, today) for line in lines]


def row_of(plan: UnifiedPlan, line: PlanLine, today: date) -> Row:
    """In the keys of projects/reporting/four_w.py. What is in a project by now says so, for it has a row there too."""
    remark = _("Unified plan %(plan)s, wording %(version)s") % {"plan": plan.code, "version": plan.version}
    return {
        "code": f"{plan.code}-{line.pk}",
        "reporting": str(line.organization),
        "implementing": str(line.organization),
        "implementing_kind": line.organization.get_kind_display(),
        "project_code": line.project.code if line.project else "",
        "project": line.project.title if line.project else plan.title,
        "sector": str(line.sector or ""),
        "sector_code": line.sector.code if line.sector else "",
        "activity": line.activity,
        "quantity": shown(line.quantity) if line.quantity is not None else None,
        "unit": line.unit,
        **place_of(line.place or plan.place),
        "status": str(Activity.Status.PLANNED.label),
        "starts_on": line.starts_on,
        "ends_on": line.ends_on,
        "reported_on": today,
        "groups": str(line.target_group or ""),
        "targeted": line.people,
        "remarks": remark,
    }
