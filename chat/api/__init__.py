"""Rooms and messages for programs (PROTOCOL 3)."""

from chat.api.acknowledgements import AcknowledgementViewSet
from chat.api.attachments import AttachmentViewSet, RoomFilesView
from chat.api.histories import ExportViewSet, HistoryViewSet
from chat.api.marks import DecisionsView, MarkViewSet, MineView, PinsView, RemindersView, SavedView
from chat.api.messages import MessageViewSet, RoomMessageViewSet
from chat.api.moderation import ModeratedMessageViewSet, ModeratedRoomViewSet, ReportViewSet
from chat.api.polls import ForwardViewSet, PollViewSet, RoomPollsView
from chat.api.rooms import MeView, PersonView, RoomViewSet
from chat.api.threads import ThreadViewSet

__all__ = [
    "AcknowledgementViewSet",
    "AttachmentViewSet",
    "DecisionsView",
    "ExportViewSet",
    "ForwardViewSet",
    "HistoryViewSet",
    "MarkViewSet",
    "MeView",
    "MessageViewSet",
    "MineView",
    "ModeratedMessageViewSet",
    "ModeratedRoomViewSet",
    "PersonView",
    "PinsView",
    "PollViewSet",
    "RemindersView",
    "ReportViewSet",
    "RoomFilesView",
    "RoomMessageViewSet",
    "RoomPollsView",
    "RoomViewSet",
    "SavedView",
    "ThreadViewSet",
]
