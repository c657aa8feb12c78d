"""Pages of a budget: its lines, what was spent on them, and by whom."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from journal.ids import id_of
from journal.queries import head
from journal.refusals import require
from organizations.actors import actor_of
from projects import actions, permissions, queries
from projects.forms.amounts import WhyForm
from projects.forms.budget import BudgetLineForm, CorrectedExpenseForm, ExpenseForm
from projects.models import BudgetLine, Expense, Project
from projects.papers import paper_answer
from projects.views.asking import asking, pressed
from projects.views.projects import seen, shell

ON_A_PAGE = 50


@login_required
@require_safe
def budget(request: HttpRequest, pk: int) -> HttpResponse:
    """What is planned and spent, line by line."""
    reached = head(f"project.{pk}")
    row, actor = seen(request, pk), actor_of(request)
    context = {
        **shell(request, row, "contributions"),
        "part": "budget",
        "head": reached,
        "budget": queries.budget_of(row),
        "can_plan": permissions.can_create_budget_line(actor, row),
        "can_spend": permissions.can_record_expense(actor, row),
    }
    return render(request, "projects/budget.html", context)


@login_required
def create_budget_line(request: HttpRequest, pk: int) -> HttpResponse:
    row, actor = seen(request, pk), actor_of(request)
    require(permissions.can_create_budget_line(actor, row))
    form = BudgetLineForm(request.POST or None, project=row)

    def act(given: dict[str, Any]) -> object:
        return actions.create_budget_line(actor=actor, project=row, **given)

    to = reverse("projects:budget", args=[pk])
    return asking(request, "projects/create_budget_line.html", form, act, to=to, done=_("Planned."), project=row)


def seen_line(request: HttpRequest, pk: int) -> BudgetLine:
    return get_object_or_404(permissions.budget_lines_for(request.user).select_related("project", "activity"), pk=pk)


@login_required
def edit_budget_line(request: HttpRequest, pk: int) -> HttpResponse:
    line, actor = seen_line(request, pk), actor_of(request)
    require(permissions.can_edit_budget_line(actor, line))
    form = BudgetLineForm(request.POST or None, project=line.project, line=line)

    def act(given: dict[str, Any]) -> object:
        return actions.edit_budget_line(actor=actor, line=line, **given)

    to = reverse("projects:budget", args=[line.project_id])
    shown = {"project": line.project, "line": line}
    return asking(request, "projects/edit_budget_line.html", form, act, to=to, done=_("Saved."), **shown)


@login_required
@require_POST
def withdraw_budget_line(request: HttpRequest, pk: int) -> HttpResponse:
    line, actor = seen_line(request, pk), actor_of(request)
    to = reverse("projects:budget", args=[line.project_id])
    done = _("It is out of the budget.")
    return pressed(request, lambda: actions.withdraw_budget_line(actor=actor, line=line), to=to, done=done)


# Expenses -------------------------------------------------------------------------------------------------------------
@login_required
@require_safe
def expenses(request: HttpRequest, pk: int) -> HttpResponse:
    """What was spent, the newest day first; `?organization=`, `?line=` narrow it."""
    row, actor = seen(request, pk), actor_of(request)
    organization, line = (id_of(request.GET.get(name, "")) for name in ("organization", "line"))
    page = Paginator(queries.expenses_of(row, organization, line), ON_A_PAGE).get_page(request.GET.get("page"))
    context = {
        **shell(request, row, "contributions"),
        "part": "expenses",
        "page": page,
        "rows": [(each, is_own(request, row, each)) for each in page],
        "totals": queries.spent_by_organization(row),
        "lines": row.budget_lines.all(),
        "organization": organization,
        "line": line,
        "sees_receipts": permissions.own_projects_for(request.user).filter(pk=pk).exists(),
        "can_spend": permissions.can_record_expense(actor, row),
    }
    return render(request, "projects/expenses.html", context)


def is_own(request: HttpRequest, project: Project, expense: Expense) -> bool:
    """Shows the buttons; the verbs ask more."""
    return project.is_running and expense.is_standing and expense.organization_id == actor_of(request).organization_id


@login_required
def record_expense(request: HttpRequest, pk: int) -> HttpResponse:
    row, actor = seen(request, pk), actor_of(request)
    require(permissions.can_record_expense(actor, row))
    initial = {"line": id_of(request.GET.get("line", ""))}
    form = ExpenseForm(request.POST or None, request.FILES or None, project=row, initial=initial)

    def act(_given: dict[str, Any]) -> object:
        return actions.record_expense(actor=actor, project=row, **form.said())

    to = reverse("projects:expenses", args=[pk])
    return asking(request, "projects/record_expense.html", form, act, to=to, done=_("Written down."), project=row)


def seen_expense(request: HttpRequest, pk: int) -> Expense:
    return get_object_or_404(queries.whole_expenses(permissions.expenses_for(request.user)), pk=pk)


@login_required
def correct_expense(request: HttpRequest, pk: int) -> HttpResponse:
    expense, actor = seen_expense(request, pk), actor_of(request)
    require(permissions.can_correct_expense(actor, expense))
    form = CorrectedExpenseForm(request.POST or None, request.FILES or None, project=expense.project, expense=expense)

    def act(_given: dict[str, Any]) -> object:
        return actions.correct_expense(actor=actor, expense=expense, **form.said())

    to = reverse("projects:expenses", args=[expense.project_id])
    shown = {"project": expense.project, "expense": expense}
    return asking(request, "projects/correct_expense.html", form, act, to=to, done=_("Corrected."), **shown)


@login_required
def withdraw_expense(request: HttpRequest, pk: int) -> HttpResponse:
    expense, actor = seen_expense(request, pk), actor_of(request)
    require(permissions.can_withdraw_expense(actor, expense))
    form = WhyForm(request.POST or None)

    def act(given: dict[str, Any]) -> object:
        return actions.withdraw_expense(actor=actor, expense=expense, **given)

    to = reverse("projects:expenses", args=[expense.project_id])
    shown = {"project": expense.project, "expense": expense}
    return asking(request, "projects/withdraw_expense.html", form, act, to=to, done=_("It counts no more."), **shown)


@login_required
@require_safe
def expense_receipt(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The paper, to the partners."""
    row = get_object_or_404(permissions.expense_receipts_for(request.user).select_related("receipt"), pk=pk)
    return paper_answer(request, row)
