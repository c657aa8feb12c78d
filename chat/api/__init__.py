"""Rooms and messages for programs (PROTOCOL 3)."""

from chat.api.messages import MessageViewSet, RoomMessageViewSet
from chat.api.rooms import MeView, RoomViewSet
from chat.api.threads import ThreadViewSet

__all__ = ["MeView", "MessageViewSet", "RoomMessageViewSet", "RoomViewSet", "ThreadViewSet"]
