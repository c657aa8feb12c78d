"""The verbs of joint projects; a module per noun."""

from projects.actions.board import move_task
from projects.actions.budget import create_budget_line, edit_budget_line, withdraw_budget_line
from projects.actions.columns import create_column, delete_column, edit_column, move_column
from projects.actions.contributions import (
    edit_contribution,
    link_pledge,
    promise_contribution,
    record_giving,
    withdraw_contribution,
    withdraw_giving,
)
from projects.actions.documents import (
    add_document,
    add_version,
    create_folder,
    delete_document,
    delete_folder,
    edit_document,
    read_document,
    rename_folder,
    restore_document,
)
from projects.actions.expenses import correct_expense, record_expense, withdraw_expense
from projects.actions.indicators import create_indicator, edit_indicator, set_target, withdraw_indicator
from projects.actions.measurements import correct_measurement, record_measurement
from projects.actions.periods import close_period, create_period, edit_period, remind_of_period, reopen_period
from projects.actions.projects import create_project, edit_project
from projects.actions.tasks import create_task, delete_task, edit_task, restore_task
