"""The verbs of money spent: each organisation its own; what is corrected stays as history."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from files.actions import use_files
from files.models import StoredFile
from journal.actors import Actor
from journal.records import record
from journal.refusals import Conflict, invalid, require
from journal.states import checked_reason
from journal.verbs import verb
from projects import permissions
from projects.actions.amounts import (
    NO_PAPER,
    Paper,
    checked_currency,
    checked_day,
    checked_money,
    checked_words,
    demand_same,
    held_paper,
)
from projects.models import BudgetLine, Expense, Project


@verb
def record_expense(
    *,
    actor: Actor,
    project: Project,
    client_id: UUID,
    amount: Decimal,
    currency: str,
    day: date,
    line: BudgetLine | None = None,
    note: str = "",
    paper: Paper = NO_PAPER,
) -> Expense:
    """Write down what one's organisation spent, in the currency in which it was paid. A repeated `client_id` gives the
    same expense.

    ValidationError `unknown_currency`, `invalid_amount`, `invalid_day`, `foreign_line`, `unknown_file`; Conflict
    `client_id_reused`, `withdrawn` (the line).
    """
    require(permissions.can_record_expense(actor, project))
    said = said_of(project, amount, currency, day, line, note)
    if first := Expense.objects.filter(author=actor.user, client_id=client_id).first():
        return demand_same(first, project=project, organization=actor.organization, **said)
    made = {"project": project, "organization": actor.organization, "author": actor.user, "client_id": client_id}
    expense = Expense.objects.create(**made, **said, receipt=held_paper(actor, project, paper))
    record("expense_recorded", stream=project.stream, actor=actor, subject=expense)
    return expense


@verb
def correct_expense(
    *,
    actor: Actor,
    expense: Expense,
    client_id: UUID,
    reason: str,
    amount: Decimal,
    currency: str,
    day: date,
    line: BudgetLine | None = None,
    note: str = "",
    paper: Paper = NO_PAPER,
) -> Expense:
    """Put another row in the place of this one, and say why; without a new receipt it keeps the first one.

    As `record_expense`; ValidationError `reason_required`; Conflict `not_standing` where it was corrected before.
    """
    require(permissions.can_correct_expense(actor, expense))
    said = {**said_of(expense.project, amount, currency, day, line, note), "reason": checked_reason(reason)}
    if first := Expense.objects.filter(author=actor.user, client_id=client_id).first():
        return demand_same(first, corrects_id=expense.pk, **said)
    end_standing(expense)
    receipt = held_paper(actor, expense.project, paper) or same_paper(actor, expense)
    made = {"organization": expense.organization, "author": actor.user, "client_id": client_id, "corrects": expense}
    row = Expense.objects.create(project=expense.project, **made, **said, receipt=receipt)
    record("expense_corrected", stream=expense.project.stream, actor=actor, subject=row, corrects=expense.pk)
    return row


@verb
def withdraw_expense(*, actor: Actor, expense: Expense, reason: str) -> Expense:
    """It was none: it counts no more, and stays as history with the reason. Conflict `not_standing`."""
    require(permissions.can_withdraw_expense(actor, expense))
    words = checked_reason(reason)
    end_standing(expense)
    expense.is_standing, expense.withdrawn_reason = False, words
    expense.save(update_fields=["withdrawn_reason"])
    record("expense_withdrawn", stream=expense.project.stream, actor=actor, subject=expense)
    return expense


def said_of(
    project: Project, amount: Decimal, currency: str, day: date, line: BudgetLine | None, note: str
) -> dict[str, Any]:
    code = checked_currency(currency)
    if line is not None and line.project_id != project.pk:
        raise invalid(_("This line belongs to another project."), code="foreign_line", field="line")
    if line is not None:  # held, so that it is not taken out of the budget meanwhile
        line = BudgetLine.objects.select_for_update(of=("self",), no_key=True).get(pk=line.pk)
        if line.withdrawn_at is not None:
            raise Conflict(_("This line was taken out of the budget."), code="withdrawn")
    return {
        "amount": checked_money(amount, code),
        "currency": code,
        "day": checked_day(day),
        "line": line,
        "note": checked_words(note, "note", 300),
    }


def end_standing(expense: Expense) -> None:
    """Of two who correct at once one is first."""
    if not Expense.objects.filter(pk=expense.pk, is_standing=True).update(is_standing=False):
        raise Conflict(_("This row counts no more: look at the one that replaced it."), code="not_standing")


def same_paper(actor: Actor, expense: Expense) -> StoredFile | None:
    """The first row's receipt, held once more: it is the paper of both."""
    if expense.receipt is not None:
        use_files(actor=actor, files=[expense.receipt])
    return expense.receipt
