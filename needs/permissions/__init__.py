"""Who sees needs and offers, and who may do what with them; a module per noun."""

from needs.permissions.catalogue import can_merge_item, can_review_item
from needs.permissions.challenges import (
    can_add_voice,
    can_close_challenge,
    can_create_challenge,
    can_edit_challenge,
    can_reopen_challenge,
    can_resolve_challenge,
    can_take_back_voice,
)
from needs.permissions.items import can_propose_item, seen_items
from needs.permissions.needs import (
    can_cancel_need,
    can_close_need,
    can_confirm_need,
    can_create_need,
    can_edit_need,
    can_expire_need,
    can_open_need,
    can_reopen_need,
)
from needs.permissions.offers import (
    can_close_offer,
    can_confirm_offer,
    can_create_offer,
    can_edit_offer,
    can_expire_offer,
    can_open_offer,
    can_reopen_offer,
    can_withdraw_offer,
)
from needs.permissions.origins import (
    can_create_need_from_message,
    can_distinguish_needs,
    can_merge_into,
    can_merge_need,
)
from needs.permissions.seen import (
    BOARDS,
    EXACT,
    TAKEN,
    Standpoint,
    challenges_for,
    is_told_whole,
    needs_for,
    offers_for,
    operations_for,
    own_needs,
    own_offers,
    sees_exactly,
    streams_for,
    streams_of,
    writes_exactly,
)
from needs.permissions.sheets import (
    can_change_by_sheet,
    can_clear_sheet,
    can_discard_sheet,
    can_fail_sheet,
    can_finish_sheet,
    can_forget_sheet,
    can_import_sheet,
    can_map_sheet,
    can_open_by_sheet,
    can_restart_sheet,
    can_show_sheet,
    can_start_sheet,
    can_tell_sheet,
    can_write_sheet,
    sheets_for,
)
from needs.permissions.speaking import may_prepare, may_speak
