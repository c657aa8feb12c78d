"""The verbs of budget lines: what the lead plans to spend on what."""

from __future__ import annotations

from decimal import Decimal
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from journal.actors import Actor
from journal.records import record
from journal.refusals import Conflict, invalid, require
from journal.verbs import verb
from projects import permissions
from projects.actions.amounts import checked_activity, checked_currency, checked_money, checked_words, demand_same
from projects.actions.projects import STEP
from projects.models import Activity, BudgetLine, Project

LINES_LIMIT = 300


@verb
def create_budget_line(
    *,
    actor: Actor,
    project: Project,
    client_id: UUID,
    title: str,
    planned: Decimal,
    currency: str,
    activity: Activity | None = None,
    note: str = "",
) -> BudgetLine:
    """Plan so much money, in its own currency. A repeated `client_id` gives the same line.

    ValidationError `required`, `too_long`, `unknown_currency`, `invalid_amount`, `foreign_plan`, `too_many`; Conflict
    `client_id_reused`.
    """
    require(permissions.can_create_budget_line(actor, project))
    said = said_of(project, title=title, planned=planned, currency=currency, activity=activity, note=note)
    if first := BudgetLine.objects.filter(project=project, client_id=client_id).first():
        return demand_same(first, **said)
    count = project.budget_lines.count()
    if count >= LINES_LIMIT:
        raise invalid(_("This budget has 300 lines already."), code="too_many")
    line = BudgetLine.objects.create(project=project, client_id=client_id, position=(count + 1) * STEP, **said)
    record("budget_line_created", stream=project.stream, actor=actor, subject=line)
    return line


@verb
def edit_budget_line(*, actor: Actor, line: BudgetLine, **said: Any) -> BudgetLine:
    """Say a line anew: `title`, `planned` and `currency`, `activity`, `note`. As `create_budget_line`; Conflict
    `withdrawn`.
    """
    require(permissions.can_edit_budget_line(actor, line))
    line = held_line(line)
    known = {name: getattr(line, name) for name in ("title", "currency", "activity", "note")}
    changed = said_of(line.project, planned=said.pop("planned", None), **{**known, **said})
    before = {name: getattr(line, name) for name in changed}
    for name, value in changed.items():
        setattr(line, name, value)
    line.save()
    fields = sorted(name for name, value in changed.items() if value != before[name])
    record("budget_line_edited", stream=line.project.stream, actor=actor, subject=line, fields=fields)
    return line


@verb
def withdraw_budget_line(*, actor: Actor, line: BudgetLine) -> BudgetLine:
    """Take a line out of the plan. Conflict `has_expenses` where something was spent on it."""
    require(permissions.can_withdraw_budget_line(actor, line))
    line = held_line(line)
    if line.expenses.filter(is_standing=True).exists():
        raise Conflict(_("Something was spent on this line already: it stays in the budget."), code="has_expenses")
    line.withdrawn_at = timezone.now()
    line.save(update_fields=["withdrawn_at"])
    record("budget_line_withdrawn", stream=line.project.stream, actor=actor, subject=line)
    return line


def held_line(line: BudgetLine) -> BudgetLine:
    """As it stands, held. Conflict `withdrawn`."""
    rows = BudgetLine.objects.select_related("project", "activity")
    held = rows.select_for_update(of=("self",), no_key=True).get(pk=line.pk)
    if held.withdrawn_at is not None:
        raise Conflict(_("This line was taken out of the budget."), code="withdrawn")
    return held


def said_of(
    project: Project, *, title: str, planned: Decimal | None, currency: str, activity: Activity | None, note: str
) -> dict[str, Any]:
    """Its columns, checked; without `planned` where that is not said anew."""
    code = checked_currency(currency)
    amount = {} if planned is None else {"planned": checked_money(planned, code, "planned")}
    return {
        "title": checked_words(title, "title", 160, is_required=True),
        "currency": code,
        "activity": checked_activity(activity, project),
        "note": checked_words(note, "note", 300),
        **amount,
    }
