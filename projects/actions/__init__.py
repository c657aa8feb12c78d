"""The verbs of joint projects; a module per noun."""

from projects.actions.activities import create_activity, delete_activity, edit_activity, place_activity
from projects.actions.beginning import begin_project
from projects.actions.board import move_task
from projects.actions.budget import create_budget_line, edit_budget_line, withdraw_budget_line
from projects.actions.checks import add_check, delete_check, edit_check, set_check
from projects.actions.columns import create_column, delete_column, edit_column, move_column
from projects.actions.comments import delete_comment, edit_comment, post_comment
from projects.actions.completing import complete_task, reopen_task
from projects.actions.contributions import (
    edit_contribution,
    link_pledge,
    promise_contribution,
    record_giving,
    withdraw_contribution,
    withdraw_giving,
)
from projects.actions.dependencies import add_dependency, edit_dependency, remove_dependency
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
from projects.actions.feeds import create_feed_key, note_feed_read, revoke_feed_key
from projects.actions.guests import take_in_guest, take_out_guest
from projects.actions.indicators import create_indicator, edit_indicator, set_target, withdraw_indicator
from projects.actions.labels import create_label, delete_label, edit_label
from projects.actions.lead import (
    accept_lead,
    declare_lead_vacant,
    decline_lead,
    offer_lead,
    take_lead,
    withdraw_lead_offer,
)
from projects.actions.leaving import end_partnership, leave_project
from projects.actions.measurements import correct_measurement, record_measurement
from projects.actions.needs import link_need, unlink_need
from projects.actions.note_comments import comment_note, delete_note_comment, resolve_note_comment
from projects.actions.note_history import keep_note_version, restore_note_version
from projects.actions.notes import create_note, rename_note, tidy_note, write_note, write_note_together
from projects.actions.origins import create_task_from_message
from projects.actions.partners import (
    accept_partnership,
    change_partner,
    decline_partnership,
    invite_partner,
    revoke_invitation,
)
from projects.actions.periods import close_period, create_period, edit_period, remind_of_period, reopen_period
from projects.actions.projects import create_project, edit_project
from projects.actions.publishing import (
    add_photo,
    preview_photo,
    publish_project,
    remove_photo,
    show_partner,
    show_photo,
    unpublish_project,
)
from projects.actions.reminding import remind_of_task
from projects.actions.replans import replan_tasks
from projects.actions.results import create_result, delete_result, edit_result, place_result
from projects.actions.room import enter_project_room, settle_project_room
from projects.actions.sheets import (
    discard_task_sheet,
    fail_task_sheet,
    forget_task_sheet,
    import_task_sheet,
    start_task_sheet,
    write_task_sheet,
)
from projects.actions.states import set_project_status
from projects.actions.taking_down import take_down_document
from projects.actions.task_files import attach_files, detach_file, preview_task_file
from projects.actions.tasks import create_task, delete_task, edit_task, restore_task
from projects.actions.templates import lay_plan, save_template, withdraw_template
from projects.actions.visits import read_project
