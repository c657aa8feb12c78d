"""Tables of recommendations that somebody started, written a few rows at a time."""

from __future__ import annotations

from coordination import actions
from coordination.models import RecommendationSheet
from organizations.sheets.working import SheetWork

work = SheetWork(
    RecommendationSheet,
    near=("body__organization",),
    write=actions.write_recommendation_sheet,
    fail=actions.fail_recommendation_sheet,
    forget=actions.forget_recommendation_sheet,
)
write_sheet, forget_sheet, give_up_sheet = work.write_sheet, work.forget_sheet, work.give_up_sheet
