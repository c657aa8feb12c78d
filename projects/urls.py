"""Where the pages and the calls of joint projects stand."""

from journal.addresses import call, page
from projects.api.board import BoardViewSet, ColumnViewSet, MoveViewSet
from projects.api.documents import DocumentsViewSet, DocumentViewSet, FoldersViewSet, FolderViewSet
from projects.api.indicators import IndicatorViewSet, MeasurementViewSet, PeriodViewSet
from projects.api.money import BudgetLineViewSet, ContributionViewSet, ExpenseViewSet, GivingViewSet
from projects.api.projects import ProjectViewSet
from projects.views import budget, contributions, documents, indicators, periods, projects

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

# The board.
board_calls = [
    call("projects/<int:pk>/board/", "api_board", BoardViewSet, get="retrieve"),
    call("projects/<int:pk>/columns/", "api_columns", BoardViewSet, post="create_column"),
    call("columns/<int:pk>/", "api_column", ColumnViewSet, patch="partial_update", delete="destroy"),
    call("columns/<int:pk>/place/", "api_column_place", ColumnViewSet, put="place"),
    call("columns/<int:pk>/tasks/", "api_column_tasks", ColumnViewSet, get="cards"),
    call("tasks/<int:pk>/moves/", "api_moves", MoveViewSet, post="create"),
]

# What is kept: folders and files.
document_pages = [
    page("projects/<int:pk>/documents/", documents.documents),
    page("projects/<int:pk>/documents/new/", documents.add_document),
    page("projects/<int:pk>/documents/deleted/", documents.deleted_documents),
    page("projects/<int:pk>/folders/new/", documents.create_folder),
    page("folders/<int:pk>/rename/", documents.rename_folder),
    page("folders/<int:pk>/delete/", documents.delete_folder),
    page("documents/<int:pk>/", documents.document),
    page("documents/<int:pk>/edit/", documents.edit_document),
    page("documents/<int:pk>/delete/", documents.delete_document),
    page("documents/<int:pk>/restore/", documents.restore_document),
    page("documents/<int:pk>/versions/new/", documents.add_version),
    page("documents/<int:pk>/versions/<int:number>/", documents.document_version),
]
document_calls = [
    call("projects/<int:pk>/documents/", "api_documents", DocumentsViewSet, get="list", post="create"),
    call("projects/<int:pk>/folders/", "api_folders", FoldersViewSet, get="list", post="create"),
    call("folders/<int:pk>/", "api_folder", FolderViewSet, patch="partial_update", delete="destroy"),
    call(
        "documents/<int:pk>/",
        "api_document",
        DocumentViewSet,
        get="retrieve",
        patch="partial_update",
        delete="destroy",
    ),
    call("documents/<int:pk>/versions/", "api_document_versions", DocumentViewSet, post="add_version"),
    call("documents/<int:pk>/restore/", "api_document_restore", DocumentViewSet, post="restore"),
    call("documents/<int:pk>/readings/", "api_document_readings", DocumentViewSet, get="readings"),
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
pages = [*project_pages, *document_pages, *budget_pages, *indicator_pages]
api = [*project_calls, *board_calls, *document_calls, *budget_calls, *indicator_calls]
