from django.urls import path

from chat import api as programs
from chat import views

app_name = "chat"

pages = [
    path("rooms/", views.rooms, name="rooms"),
    path("rooms/new/", views.create_room, name="create_room"),
    path("rooms/direct/<int:person_pk>/", views.open_direct, name="open_direct"),
    path("rooms/<int:pk>/", views.room, name="room"),
    path("rooms/<int:pk>/m/<int:message_pk>/", views.message, name="message"),
    path("rooms/<int:pk>/header/", views.header, name="header"),
    path("rooms/<int:pk>/panel/", views.panel, name="panel"),
    path("rooms/<int:pk>/edit/", views.update_room, name="update_room"),
    path("rooms/<int:pk>/close/", views.close_room, name="close_room"),
    path("rooms/<int:pk>/join/", views.join_room, name="join_room"),
    path("rooms/<int:pk>/leave/", views.leave_room, name="leave_room"),
    path("rooms/<int:pk>/mute/", views.mute_room, name="mute_room"),
    path("rooms/<int:pk>/members/", views.members, name="members"),
    path("rooms/<int:pk>/members/add/", views.add_members, name="add_members"),
    path("rooms/<int:pk>/members/<int:person_pk>/remove/", views.remove_member, name="remove_member"),
    path("rooms/<int:pk>/members/<int:person_pk>/role/", views.set_room_role, name="set_room_role"),
    path("rooms/<int:pk>/decisions/", views.decisions, name="decisions"),
    path("rooms/<int:pk>/import/", views.import_history, name="import_history"),
    path("imports/<int:pk>/", views.start_history, name="start_history"),
    path("imports/<int:pk>/progress/", views.history_progress, name="history_progress"),
    path("imports/<int:pk>/restart/", views.restart_history, name="restart_history"),
    path("imports/<int:pk>/discard/", views.discard_history, name="discard_history"),
    path("people/<int:person_pk>/card/", views.person_card, name="person_card"),
    path("messages/<int:pk>/versions/", views.versions, name="versions"),
    path("messages/<int:pk>/readers/", views.readers, name="readers"),
    path("messages/<int:pk>/pin/", views.pin_message, name="pin_message"),
    path("messages/<int:pk>/decision/unmark/", views.unmark_decision, name="unmark_decision"),
    path("messages/<int:pk>/save/", views.save_message, name="save_message"),
    path("messages/<int:pk>/unsave/", views.unsave_message, name="unsave_message"),
    path("messages/<int:pk>/remind/", views.set_reminder, name="set_reminder"),
    path("messages/<int:pk>/remind/cancel/", views.cancel_reminder, name="cancel_reminder"),
    path("saved/", views.saved, name="saved"),
]

room = programs.RoomViewSet
mark = programs.MarkViewSet
thread = programs.ThreadViewSet
api = [
    path("me/", programs.MeView.as_view(), name="api_me"),
    path("rooms/", room.as_view({"get": "list", "post": "create"}), name="api_rooms"),
    path("rooms/<int:pk>/", room.as_view({"get": "retrieve", "patch": "partial_update"}), name="api_room"),
    path("rooms/<int:pk>/membership/", room.as_view({"put": "join", "delete": "leave"}), name="api_room_membership"),
    path("rooms/<int:pk>/mute/", room.as_view({"put": "mute"}), name="api_room_mute"),
    path("rooms/<int:pk>/members/", room.as_view({"get": "members", "post": "add_members"}), name="api_room_members"),
    path(
        "rooms/<int:pk>/members/<int:person_pk>/",
        room.as_view({"put": "set_role", "delete": "remove_member"}),
        name="api_room_member",
    ),
    path("rooms/<int:pk>/read/", room.as_view({"put": "read"}), name="api_room_read"),
    path("rooms/<int:pk>/mentionables/", room.as_view({"get": "mentionables"}), name="api_room_mentionables"),
    path(
        "rooms/<int:pk>/messages/",
        programs.RoomMessageViewSet.as_view({"get": "list", "post": "create"}),
        name="api_room_messages",
    ),
    path(
        "messages/<int:pk>/",
        programs.MessageViewSet.as_view({"get": "retrieve", "patch": "partial_update", "delete": "destroy"}),
        name="api_message",
    ),
    path("people/<int:person_pk>/", programs.PersonView.as_view(), name="api_person"),
    path("messages/<int:pk>/readers/", programs.MessageViewSet.as_view({"get": "readers"}), name="api_readers"),
    path("messages/<int:pk>/versions/", programs.MessageViewSet.as_view({"get": "versions"}), name="api_versions"),
    path(
        "messages/<int:pk>/reactions/<str:emoji>/",
        programs.MessageViewSet.as_view({"put": "react", "delete": "unreact"}),
        name="api_reaction",
    ),
    path("messages/<int:pk>/pin/", mark.as_view({"put": "pin", "delete": "unpin"}), name="api_pin"),
    path("messages/<int:pk>/decision/", mark.as_view({"put": "decide", "delete": "undecide"}), name="api_decision"),
    path("messages/<int:pk>/saved/", mark.as_view({"put": "save", "delete": "unsave"}), name="api_save"),
    path(
        "messages/<int:pk>/reminder/", mark.as_view({"put": "remind", "delete": "forget_reminder"}), name="api_remind"
    ),
    path("rooms/<int:pk>/pins/", programs.PinsView.as_view(), name="api_pins"),
    path("rooms/<int:pk>/decisions/", programs.DecisionsView.as_view(), name="api_decisions"),
    path("rooms/<int:pk>/mine/", programs.MineView.as_view(), name="api_mine"),
    path("saved/", programs.SavedView.as_view(), name="api_saved"),
    path("reminders/", programs.RemindersView.as_view(), name="api_reminders"),
    path("threads/", thread.as_view({"get": "list"}), name="api_threads"),
    path("threads/<int:pk>/", thread.as_view({"get": "retrieve", "patch": "partial_update"}), name="api_thread"),
    path("threads/<int:pk>/follow/", thread.as_view({"put": "follow", "delete": "unfollow"}), name="api_thread_follow"),
    path("threads/<int:pk>/read/", thread.as_view({"put": "read"}), name="api_thread_read"),
    path("direct/<int:person_pk>/", room.as_view({"put": "direct"}), name="api_direct"),
]
