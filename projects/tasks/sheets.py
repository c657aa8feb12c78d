"""Tables of tasks that somebody started, written a few rows at a time."""

from __future__ import annotations

from organizations.sheets.working import SheetWork
from projects import actions
from projects.models import TaskSheet

work = SheetWork(
    TaskSheet,
    near=("project",),
    write=actions.write_task_sheet,
    fail=actions.fail_task_sheet,
    forget=actions.forget_task_sheet,
)
write_sheet, forget_sheet, give_up_sheet = work.write_sheet, work.forget_sheet, work.give_up_sheet
