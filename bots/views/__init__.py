"""Pages of programs' accounts and connections; a module per noun."""

from bots.views.accounts import (
    bot,
    bots,
    close_bot,
    create_bot,
    create_bot_token,
    revoke_bot_token,
    update_bot,
)
from bots.views.hooks import hook
from bots.views.outgoing import (
    close_outgoing_webhook,
    create_organization_webhook,
    create_outgoing_webhook,
    repeat_delivery,
    resume_webhook,
    rotate_webhook_secret,
    update_outgoing_webhook,
    webhook,
)
from bots.views.rooms import (
    close_incoming_webhook,
    create_incoming_webhook,
    programs,
    put_out_bot,
    take_in_bot,
)

__all__ = [
    "bot",
    "bots",
    "close_bot",
    "close_incoming_webhook",
    "close_outgoing_webhook",
    "create_bot",
    "create_bot_token",
    "create_incoming_webhook",
    "create_organization_webhook",
    "create_outgoing_webhook",
    "hook",
    "programs",
    "put_out_bot",
    "repeat_delivery",
    "resume_webhook",
    "revoke_bot_token",
    "rotate_webhook_secret",
    "take_in_bot",
    "update_bot",
    "update_outgoing_webhook",
    "webhook",
]
