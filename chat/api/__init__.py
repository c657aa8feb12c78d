"""Rooms and messages for programs (PROTOCOL 3)."""

from chat.api.marks import DecisionsView, MarkViewSet, MineView, PinsView, RemindersView, SavedView
from chat.api.messages import MessageViewSet, RoomMessageViewSet
from chat.api.rooms import MeView, PersonView, RoomViewSet
from chat.api.threads import ThreadViewSet

__all__ = [
    "DecisionsView",
    "MarkViewSet",
    "MeView",
    "MessageViewSet",
    "MineView",
    "PersonView",
    "PinsView",
    "RemindersView",
    "RoomMessageViewSet",
    "RoomViewSet",
    "SavedView",
    "ThreadViewSet",
]
