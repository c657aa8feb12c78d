"""Budgets, expenses and contributions for programs: the same verbs as the pages."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import GenericViewSet

from files.permissions import files_for
from journal.ids import id_of
from journal.queries import head
from journal.requests import checked, created_code
from needs.permissions.pledges import pledges_for
from projects import actions, permissions, queries
from projects.actions.amounts import Paper
from projects.api.asking import answer, own_only, project_of, speaking
from projects.api.money_shapes import (
    BudgetLineChangesIn,
    BudgetLineIn,
    BudgetLineOut,
    BudgetOut,
    ContributionChangesIn,
    ContributionIn,
    ContributionOut,
    CorrectedExpenseIn,
    ExpenseIn,
    ExpenseOut,
    GivingIn,
    GivingOut,
    MoneySpokenFor,
    MoneyWhyIn,
    PledgeLinkIn,
)
from projects.currencies import major
from projects.models import BudgetLine, Contribution, Expense, Giving
from projects.papers import paper_answer
from projects.queries.budget import budget_line_facts, expense_facts, line_spent_facts
from projects.queries.contributions import contribution_facts, counted, giving_facts, givings_of, one_counted

BY = [OpenApiParameter("organization", int, description="id of a partner")]


def with_paper(request: Request, given: dict[str, Any]) -> dict[str, Any]:
    """An upload of one's own as the verbs take it."""
    own_only(files_for(request.user), given, "receipt")
    return {**given, "paper": Paper(file=given.pop("receipt", None))}


class BudgetLineViewSet(GenericViewSet[BudgetLine]):
    queryset = BudgetLine.objects.none()
    serializer_class = BudgetLineOut

    def found(self, request: Request, pk: int) -> BudgetLine:
        rows = permissions.budget_lines_for(request.user).select_related("project", "activity")
        return get_object_or_404(rows, pk=pk)

    @extend_schema(responses=BudgetOut)
    def list(self, request: Request, pk: int) -> Response:
        row = project_of(request, pk)
        reached, budget = head(row.stream), queries.budget_of(row)
        unplanned = [
            {"currency": each.currency, "amount": str(major(each.spent, each.currency))} for each in budget.unplanned
        ]
        results = [line_spent_facts(each) for each in budget.lines]
        return Response({"results": results, "unplanned": unplanned, "head": reached})

    @extend_schema(request=BudgetLineIn, responses={201: BudgetLineOut, 200: BudgetLineOut})
    def create(self, request: Request, pk: int) -> Response:
        row, given = project_of(request, pk), checked(BudgetLineIn, request)
        actor = speaking(request, given)
        line = actions.create_budget_line(actor=actor, project=row, **given)
        return answer(budget_line_facts(line), stream=row.stream, code=created_code())

    @extend_schema(request=BudgetLineChangesIn, responses=BudgetLineOut)
    def partial_update(self, request: Request, pk: int) -> Response:
        line, given = self.found(request, pk), checked(BudgetLineChangesIn, request, partial=True)
        line = actions.edit_budget_line(actor=speaking(request, given), line=line, **given)
        return answer(budget_line_facts(line), stream=line.project.stream)

    @extend_schema(request=MoneySpokenFor, responses=BudgetLineOut)
    def destroy(self, request: Request, pk: int) -> Response:
        """Take it out of the budget; 409 `has_expenses` where something was spent on it."""
        line, given = self.found(request, pk), checked(MoneySpokenFor, request)
        line = actions.withdraw_budget_line(actor=speaking(request, given), line=line)
        return answer(budget_line_facts(line), stream=line.project.stream)


class ExpenseViewSet(GenericViewSet[Expense]):
    queryset = Expense.objects.none()
    serializer_class = ExpenseOut
    ordering = ("-day", "-pk")

    def get_queryset(self) -> QuerySet[Expense]:
        return queries.whole_expenses(permissions.expenses_for(self.request.user))

    def found(self, pk: int) -> Expense:
        return get_object_or_404(self.get_queryset(), pk=pk)

    @extend_schema(parameters=BY, responses=ExpenseOut(many=True))
    def list(self, request: Request, pk: int) -> Response:
        """The newest day first, fifty a page; what was corrected stands among them."""
        organization = id_of(request.query_params.get("organization", ""))
        page = self.paginate_queryset(queries.expenses_of(project_of(request, pk), organization))
        return self.get_paginated_response([expense_facts(row) for row in page or []])

    @extend_schema(request=ExpenseIn, responses={201: ExpenseOut, 200: ExpenseOut})
    def create(self, request: Request, pk: int) -> Response:
        row, given = project_of(request, pk), with_paper(request, checked(ExpenseIn, request))
        actor = speaking(request, given)
        made = actions.record_expense(actor=actor, project=row, **given)
        return answer(expense_facts(made), stream=row.stream, code=created_code())

    @extend_schema(responses=ExpenseOut)
    def retrieve(self, request: Request, pk: int) -> Response:
        return Response(expense_facts(self.found(pk)))

    @extend_schema(request=CorrectedExpenseIn, responses={201: ExpenseOut, 200: ExpenseOut})
    def correct(self, request: Request, pk: int) -> Response:
        """Put another row in its place; the answer is the new row."""
        row, given = self.found(pk), with_paper(request, checked(CorrectedExpenseIn, request))
        actor = speaking(request, given)
        made = actions.correct_expense(actor=actor, expense=row, **given)
        return answer(expense_facts(made), stream=row.project.stream, code=created_code())

    @extend_schema(request=MoneyWhyIn, responses=ExpenseOut)
    def withdraw(self, request: Request, pk: int) -> Response:
        row, given = self.found(pk), checked(MoneyWhyIn, request)
        made = actions.withdraw_expense(actor=speaking(request, given), expense=row, **given)
        return answer(expense_facts(made), stream=row.project.stream)

    @extend_schema(responses=OpenApiTypes.BINARY)
    def receipt(self, request: Request, pk: int) -> HttpResponseBase:
        """The paper, to the partners."""
        rows = permissions.expense_receipts_for(request.user).select_related("receipt")
        return paper_answer(request._request, get_object_or_404(rows, pk=pk))


class ContributionViewSet(GenericViewSet[Contribution]):
    queryset = Contribution.objects.none()
    serializer_class = ContributionOut
    ordering = ("pk",)

    def found(self, request: Request, pk: int) -> Contribution:
        return get_object_or_404(queries.whole_contributions(permissions.contributions_for(request.user)), pk=pk)

    @extend_schema(parameters=BY, responses=ContributionOut(many=True))
    def list(self, request: Request, pk: int) -> Response:
        """All ledgers, the oldest first, fifty a page; `promised` and `given` in their own currency, unit or hours."""
        rows = queries.whole_contributions(Contribution.objects.filter(project=project_of(request, pk)))
        if organization := id_of(request.query_params.get("organization", "")):
            rows = rows.filter(organization=organization)
        page = self.paginate_queryset(rows)
        return self.get_paginated_response([contribution_facts(each) for each in counted(page or [])])

    @extend_schema(request=ContributionIn, responses={201: ContributionOut, 200: ContributionOut})
    def create(self, request: Request, pk: int) -> Response:
        row, given = project_of(request, pk), checked(ContributionIn, request)
        actor = speaking(request, given)
        made = actions.promise_contribution(actor=actor, project=row, **given)
        return self.written(made, code=created_code())

    @extend_schema(responses=ContributionOut)
    def retrieve(self, request: Request, pk: int) -> Response:
        return Response(contribution_facts(one_counted(self.found(request, pk))))

    @extend_schema(request=ContributionChangesIn, responses=ContributionOut)
    def partial_update(self, request: Request, pk: int) -> Response:
        row, given = self.found(request, pk), checked(ContributionChangesIn, request, partial=True)
        return self.written(actions.edit_contribution(actor=speaking(request, given), contribution=row, **given))

    @extend_schema(request=MoneyWhyIn, responses=ContributionOut)
    def withdraw(self, request: Request, pk: int) -> Response:
        """No more will come of it; what came stays given."""
        row, given = self.found(request, pk), checked(MoneyWhyIn, request)
        return self.written(actions.withdraw_contribution(actor=speaking(request, given), contribution=row, **given))

    @extend_schema(request=PledgeLinkIn, responses=ContributionOut(many=True))
    def link(self, request: Request, pk: int) -> Response:
        """Let a pledge of one's own organisation count here: one contribution for each item of it."""
        row, given = project_of(request, pk), checked(PledgeLinkIn, request)
        own_only(pledges_for(request.user), given, "pledge")
        made = actions.link_pledge(actor=speaking(request, given), project=row, **given)
        rows = queries.whole_contributions(Contribution.objects.filter(pk__in=[each.pk for each in made]))
        return Response([contribution_facts(each) for each in counted(rows.order_by("pk"))])

    def written(self, row: Contribution, *, code: int = 200) -> Response:
        whole = queries.whole_contributions(Contribution.objects.filter(pk=row.pk)).get()
        return answer(contribution_facts(one_counted(whole)), stream=row.project.stream, code=code)

    # What came of one
    @extend_schema(responses=GivingOut(many=True))
    def givings(self, request: Request, pk: int) -> Response:
        rows = givings_of(self.found(request, pk)).select_related("contribution__unit", "organization__governorate")
        page = self.paginator.paginate_queryset(rows, request, view=self) if self.paginator else None
        return self.get_paginated_response([giving_facts(row) for row in page or []])

    @extend_schema(request=GivingIn, responses={201: GivingOut, 200: GivingOut})
    def give(self, request: Request, pk: int) -> Response:
        row, given = self.found(request, pk), with_paper(request, checked(GivingIn, request))
        actor = speaking(request, given)
        made = actions.record_giving(actor=actor, contribution=row, **given)
        return answer(giving_facts(made), stream=row.project.stream, code=created_code())


class GivingViewSet(GenericViewSet[Giving]):
    queryset = Giving.objects.none()
    serializer_class = GivingOut

    @extend_schema(request=MoneyWhyIn, responses=GivingOut)
    def withdraw(self, request: Request, pk: int) -> Response:
        rows = permissions.givings_for(request.user).select_related("contribution__project")
        row, given = get_object_or_404(rows, pk=pk), checked(MoneyWhyIn, request)
        made = actions.withdraw_giving(actor=speaking(request, given), giving=row, **given)
        return answer(giving_facts(made), stream=row.contribution.project.stream)

    @extend_schema(responses=OpenApiTypes.BINARY)
    def receipt(self, request: Request, pk: int) -> HttpResponseBase:
        """The paper, to the partners."""
        rows = permissions.giving_receipts_for(request.user).select_related("receipt")
        return paper_answer(request._request, get_object_or_404(rows, pk=pk))
