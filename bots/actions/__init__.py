"""The verbs of programs: their accounts, the addresses they post to, the addresses that are told."""

from bots.actions.accounts import (
    close_bot,
    close_incoming_webhook,
    create_bot,
    create_bot_token,
    create_incoming_webhook,
    put_out_bot,
    revoke_bot_token,
    take_in_bot,
    update_bot,
    use_incoming_webhook,
)
from bots.actions.outgoing import (
    BOARD_EVENTS,
    ORGANIZATION_EVENTS,
    ROOM_EVENTS,
    claim_webhook,
    close_outgoing_webhook,
    create_outgoing_webhook,
    disable_webhook,
    known_events,
    leave_webhook,
    queue_deliveries,
    repeat_delivery,
    resume_webhook,
    rotate_webhook_secret,
    settle_delivery,
    update_outgoing_webhook,
)
