"""The verbs of coordination; a module per noun."""

from coordination.actions.committee_room import (
    enter_committee_room,
    settle_committee_room,
)
from coordination.actions.committees import (
    close_committee,
    create_committee,
    edit_committee,
)
from coordination.actions.conveners import (
    add_convener,
    remove_convener,
)
from coordination.actions.decisions import (
    HELD,
    create_decision,
    revoke_decision,
    tell_decisions,
)
from coordination.actions.delegates import (
    delegation_of,
    edit_delegate,
    name_delegate,
    replace_delegate,
    take_off_delegate,
)
from coordination.actions.delegations import (
    accept_delegation,
    change_delegation,
    decline_delegation,
    invite_delegations,
    withdraw_delegation,
)
from coordination.actions.desk import (
    check_in,
    check_in_by_code,
    undo_check_in,
)
from coordination.actions.evidence import (
    add_evidence,
    preview_evidence,
    withdraw_evidence,
)
from coordination.actions.feeds import (
    create_forum_feed_key,
    revoke_forum_feed_key,
)
from coordination.actions.forums import (
    create_forum,
    edit_forum,
)
from coordination.actions.holders import (
    end_holder,
    name_holder,
)
from coordination.actions.links import (
    create_project_of_recommendation,
    link_recommendation,
    unlink_recommendation,
)
from coordination.actions.milestones import (
    add_milestone,
    edit_milestone,
    withdraw_milestone,
)
from coordination.actions.moves import (
    begin_recommendation,
    block_recommendation,
    reopen_recommendation,
    resume_recommendation,
)
from coordination.actions.origins import (
    Said,
    create_task_of_entry,
)
from coordination.actions.outcomes import (
    create_outcome,
    fail_outcome,
    freeze_outcome,
    retry_outcome,
)
from coordination.actions.plan_lines import (
    add_plan_line,
    edit_plan_line,
    withdraw_plan_line,
)
from coordination.actions.plan_projects import (
    create_project_of_plan,
    take_lines_into_project,
)
from coordination.actions.plans import (
    create_plan,
    edit_plan,
    set_plan_status,
)
from coordination.actions.recommendations import (
    adopt_recommendation,
    create_recommendation,
    discard_recommendation,
    drop_recommendation,
    edit_recommendation,
)
from coordination.actions.referrals import (
    decline_referral,
    hand_over_recommendation,
    take_referral,
    withdraw_referral,
)
from coordination.actions.reminders import (
    remind_of_recommendation,
)
from coordination.actions.responsibilities import (
    accept_responsibility,
    ask_responsibility,
    decline_responsibility,
    end_responsibility,
    name_focal_point,
    withdraw_responsibility,
)
from coordination.actions.seats import (
    end_seat,
    give_seat,
)
from coordination.actions.sheets import (
    discard_recommendation_sheet,
    fail_recommendation_sheet,
    forget_recommendation_sheet,
    import_recommendation_sheet,
    map_recommendation_sheet,
    start_recommendation_sheet,
    write_recommendation_sheet,
)
from coordination.actions.signatures import (
    sign_plan,
)
from coordination.actions.states import (
    set_forum_status,
)
from coordination.actions.telling import (
    stream_of,
)
from coordination.actions.terms import (
    edit_term,
    open_term,
    settle_term,
)
from coordination.actions.themes import (
    create_theme,
    delete_theme,
    edit_theme,
    merge_theme,
)
from coordination.actions.updates import (
    create_update,
    discard_update,
    edit_update,
    submit_update,
)
from coordination.actions.verifying import (
    confirm_update,
    return_update,
)
