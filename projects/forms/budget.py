"""The shape of what the pages of a budget send."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from projects.currencies import major
from projects.forms.amounts import DAY, AmountField, CurrencyField, SentOnce, WithPaper
from projects.models import Activity, BudgetLine, Expense, Project


class BudgetLineForm(SentOnce):
    title = forms.CharField(label=_("What for"), max_length=160)
    planned = AmountField(label=_("Planned"))
    currency = CurrencyField()
    activity = forms.ModelChoiceField(
        Activity.objects.none(), label=_("Activity of the plan"), required=False, empty_label=_("None")
    )
    note = forms.CharField(label=_("Note"), required=False, max_length=300)

    def __init__(self, *arguments: Any, project: Project, line: BudgetLine | None = None, **named: Any) -> None:
        super().__init__(*arguments, **named)
        fields: dict[str, Any] = self.fields
        fields["currency"].initial = project.currency
        offer_activities(self, project)
        if line is not None:
            del self.fields["client_id"]
            columns = {name: getattr(line, name) for name in ("title", "currency", "activity", "note")}
            self.initial = {**columns, "planned": major(line.planned, line.currency), **self.initial}


class ExpenseForm(WithPaper):
    amount = AmountField(label=_("Amount"))
    currency = CurrencyField()
    day = forms.DateField(label=_("On which day"), widget=DAY)
    line = forms.ModelChoiceField(
        BudgetLine.objects.none(), label=_("Line of the budget"), required=False, empty_label=_("On none of the lines")
    )
    note = forms.CharField(label=_("What for"), required=False, max_length=300)
    field_order = ("client_id", "amount", "currency", "line", "day", "note", "reason", "receipt")

    def __init__(self, *arguments: Any, project: Project, expense: Expense | None = None, **named: Any) -> None:
        super().__init__(*arguments, **named)
        fields: dict[str, Any] = self.fields
        fields["currency"].initial = project.currency
        fields["day"].initial = timezone.localdate
        fields["line"].queryset = project.budget_lines.filter(withdrawn_at__isnull=True)
        if expense is not None:
            columns = {name: getattr(expense, name) for name in ("currency", "day", "line", "note")}
            self.initial = {**columns, "amount": major(expense.amount, expense.currency), **self.initial}


class CorrectedExpenseForm(ExpenseForm):
    reason = forms.CharField(label=_("Why it is corrected"), max_length=300)


def offer_activities(form: forms.Form, project: Project) -> None:
    """Only where there is a plan."""
    if project.activities.exists():
        form.fields["activity"].queryset = project.activities.all()  # type: ignore[attr-defined]
    else:
        del form.fields["activity"]
