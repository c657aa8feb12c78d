"""Rooms and messages for programs (PROTOCOL 3)."""

from chat.api.attachments import AttachmentViewSet
from chat.api.messages import MessageViewSet, RoomMessageViewSet
from chat.api.rooms import MeView, RoomViewSet

__all__ = ["AttachmentViewSet", "MeView", "MessageViewSet", "RoomMessageViewSet", "RoomViewSet"]
