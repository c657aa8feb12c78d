"""Programs' accounts and connections, for programs: the same verbs as the pages."""

from bots.api.accounts import BotViewSet
from bots.api.outgoing import OutgoingWebhookViewSet
from bots.api.rooms import IncomingWebhookView, RoomBotViewSet

__all__ = ["BotViewSet", "IncomingWebhookView", "OutgoingWebhookViewSet", "RoomBotViewSet"]
