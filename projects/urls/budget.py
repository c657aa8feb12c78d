"""What it costs and who gives what."""

from journal.addresses import call, page
from projects.api.money import BudgetLineViewSet, ContributionViewSet, ExpenseViewSet, GivingViewSet
from projects.views import budget, contributions

pages = [
    page("projects/<int:pk>/budget/", budget.budget),
    page("projects/<int:pk>/budget/new/", budget.create_budget_line),
    page("budget-lines/<int:pk>/edit/", budget.edit_budget_line),
    page("budget-lines/<int:pk>/withdraw/", budget.withdraw_budget_line),
    page("projects/<int:pk>/expenses/", budget.expenses),
    page("projects/<int:pk>/expenses/new/", budget.record_expense),
    page("expenses/<int:pk>/correct/", budget.correct_expense),
    page("expenses/<int:pk>/withdraw/", budget.withdraw_expense),
    page("expenses/<int:pk>/receipt/", budget.expense_receipt),
    page("projects/<int:pk>/contributions/", contributions.contributions),
    page("projects/<int:pk>/contributions/new/", contributions.promise_contribution),
    page("projects/<int:pk>/contributions/pledges/", contributions.link_pledge),
    page("contributions/things/", contributions.contribution_things),
    page("contributions/<int:pk>/", contributions.contribution),
    page("contributions/<int:pk>/edit/", contributions.edit_contribution),
    page("contributions/<int:pk>/withdraw/", contributions.withdraw_contribution),
    page("contributions/<int:pk>/give/", contributions.record_giving),
    page("givings/<int:pk>/withdraw/", contributions.withdraw_giving),
    page("givings/<int:pk>/receipt/", contributions.giving_receipt),
    page("pledges/<int:pk>/projects/", contributions.projects_of_pledge),
]
calls = [
    call("projects/<int:pk>/budget-lines/", "api_budget_lines", BudgetLineViewSet, get="list", post="create"),
    call("budget-lines/<int:pk>/", "api_budget_line", BudgetLineViewSet, patch="partial_update", delete="destroy"),
    call("projects/<int:pk>/expenses/", "api_expenses", ExpenseViewSet, get="list", post="create"),
    call("expenses/<int:pk>/", "api_expense", ExpenseViewSet, get="retrieve"),
    call("expenses/<int:pk>/correct/", "api_correct_expense", ExpenseViewSet, post="correct"),
    call("expenses/<int:pk>/withdraw/", "api_withdraw_expense", ExpenseViewSet, post="withdraw"),
    call("expenses/<int:pk>/receipt/", "api_expense_receipt", ExpenseViewSet, get="receipt"),
    call("projects/<int:pk>/contributions/", "api_contributions", ContributionViewSet, get="list", post="create"),
    call("projects/<int:pk>/pledges/", "api_link_pledge", ContributionViewSet, put="link"),
    call("contributions/<int:pk>/", "api_contribution", ContributionViewSet, get="retrieve", patch="partial_update"),
    call("contributions/<int:pk>/withdraw/", "api_withdraw_contribution", ContributionViewSet, post="withdraw"),
    call("contributions/<int:pk>/givings/", "api_givings", ContributionViewSet, get="givings", post="give"),
    call("givings/<int:pk>/withdraw/", "api_withdraw_giving", GivingViewSet, post="withdraw"),
    call("givings/<int:pk>/receipt/", "api_giving_receipt", GivingViewSet, get="receipt"),
]
