"""Where the pages and the calls of joint projects stand."""

from journal.addresses import call, page
from projects.api.indicators import IndicatorViewSet, MeasurementViewSet, PeriodViewSet
from projects.api.money import BudgetLineViewSet, ContributionViewSet, ExpenseViewSet, GivingViewSet
from projects.api.projects import ProjectViewSet
from projects.views import budget, contributions, indicators, periods, projects

# A project as a whole.
project_pages = [
    page("projects/", projects.projects),
    page("projects/new/", projects.create_project),
    page("projects/<int:pk>/", projects.project),
    page("projects/<int:pk>/edit/", projects.edit_project),
]
project_calls = [
    call("projects/", "api_projects", ProjectViewSet, get="list", post="create"),
    call("projects/<int:pk>/", "api_project", ProjectViewSet, get="retrieve", patch="partial_update"),
]

# What it costs and who gives what.
budget_pages = [
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
    page("contributions/<int:pk>/", contributions.contribution),
    page("contributions/<int:pk>/edit/", contributions.edit_contribution),
    page("contributions/<int:pk>/withdraw/", contributions.withdraw_contribution),
    page("contributions/<int:pk>/give/", contributions.record_giving),
    page("givings/<int:pk>/withdraw/", contributions.withdraw_giving),
    page("givings/<int:pk>/receipt/", contributions.giving_receipt),
    page("pledges/<int:pk>/projects/", contributions.projects_of_pledge),
]
budget_calls = [
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

# What it reached.
indicator_pages = [
    page("projects/<int:pk>/indicators/", indicators.indicators),
    page("projects/<int:pk>/indicators/new/", indicators.create_indicator),
    page("indicators/<int:pk>/", indicators.indicator),
    page("indicators/<int:pk>/edit/", indicators.edit_indicator),
    page("indicators/<int:pk>/withdraw/", indicators.withdraw_indicator),
    page("indicators/<int:pk>/targets/", indicators.set_target),
    page("indicators/<int:pk>/report/", indicators.record_measurement),
    page("measurements/<int:pk>/correct/", indicators.correct_measurement),
    page("projects/<int:pk>/periods/new/", periods.create_period),
    page("periods/<int:pk>/", periods.period),
    page("periods/<int:pk>/edit/", periods.edit_period),
    page("periods/<int:pk>/close/", periods.close_period),
    page("periods/<int:pk>/reopen/", periods.reopen_period),
]
indicator_calls = [
    call("projects/<int:pk>/periods/", "api_periods", PeriodViewSet, get="list", post="create"),
    call("periods/<int:pk>/", "api_period", PeriodViewSet, patch="partial_update"),
    call("periods/<int:pk>/close/", "api_close_period", PeriodViewSet, put="close"),
    call("periods/<int:pk>/reopen/", "api_reopen_period", PeriodViewSet, put="reopen"),
    call("projects/<int:pk>/indicators/", "api_indicators", IndicatorViewSet, get="list", post="create"),
    call(
        "indicators/<int:pk>/",
        "api_indicator",
        IndicatorViewSet,
        get="retrieve",
        patch="partial_update",
        delete="destroy",
    ),
    call("indicators/<int:pk>/targets/", "api_targets", IndicatorViewSet, put="target"),
    call("indicators/<int:pk>/measurements/", "api_measurements", IndicatorViewSet, get="measurements", post="report"),
    call("measurements/<int:pk>/", "api_measurement", MeasurementViewSet, get="retrieve"),
    call("measurements/<int:pk>/correct/", "api_correct_measurement", MeasurementViewSet, post="correct"),
]

# Each noun has two lists of its own above, which are named here.
pages = [*project_pages, *budget_pages, *indicator_pages]
api = [*project_calls, *budget_calls, *indicator_calls]
