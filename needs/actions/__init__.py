"""The verbs of needs and offers; a module per noun."""

from needs.actions.aid import (
    correct_aid_report,
    link_delivery,
    report_aid,
    unlink_delivery,
    withdraw_aid_report,
)
from needs.actions.catalogue import merge_item, review_item
from needs.actions.challenges import (
    add_voice,
    close_challenge,
    create_challenge,
    edit_challenge,
    reopen_challenge,
    resolve_challenge,
    take_back_voice,
)
from needs.actions.deliveries import (
    arrive_delivery,
    confirm_receipt,
    dispatch_delivery,
    dispute_delivery,
    preview_delivery_file,
)
from needs.actions.duplicates import distinguish_needs, merge_need
from needs.actions.filters import delete_filter, follow_filter, save_filter
from needs.actions.items import propose_item
from needs.actions.lines import MOST_LINES, GivenLine
from needs.actions.needs import (
    cancel_need,
    close_need,
    confirm_need,
    create_need,
    edit_need,
    expire_need,
    open_need,
    reopen_need,
)
from needs.actions.offers import (
    close_offer,
    confirm_offer,
    create_offer,
    edit_offer,
    expire_offer,
    open_offer,
    reopen_offer,
    withdraw_offer,
)
from needs.actions.operations import (
    accept_convening,
    close_operation,
    create_operation,
    edit_operation,
    leave_operation,
    reopen_operation,
)
from needs.actions.origins import create_need_from_message
from needs.actions.overlaps import open_overlap_room
from needs.actions.pledges import (
    accept_pledge,
    close_pledge_short,
    decline_pledge,
    edit_pledge,
    lapse_pledge,
    propose_pledge,
    warn_of_lapsing,
    withdraw_pledge,
)
from needs.actions.reminders import remind_of_confirming, remind_of_dispatch, remind_of_receipt, tell_of_found_need
from needs.actions.rooms import write_about
from needs.actions.settling import settle_need, settle_offer
from needs.actions.sheets import (
    Brought,
    Kept,
    change_by_sheet,
    clear_sheet,
    discard_sheet,
    fail_sheet,
    finish_sheet,
    forget_sheet,
    import_sheet,
    map_sheet,
    restart_sheet,
    show_sheet,
    start_sheet,
    tell_sheet,
    write_sheet,
)
