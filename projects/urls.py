"""Where the pages and the calls of joint projects stand."""

from journal.addresses import call, page
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
    page("periods/<int:pk>/edit/", periods.edit_period),
    page("periods/<int:pk>/close/", periods.close_period),
    page("periods/<int:pk>/reopen/", periods.reopen_period),
]

# Each noun has two lists of its own above, which are named here.
pages = [*project_pages, *budget_pages, *indicator_pages]
api = [*project_calls]
