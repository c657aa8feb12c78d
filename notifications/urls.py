from django.urls import path

from notifications import api as programs
from notifications import views

app_name = "notifications"

pages = [
    path("notifications/", views.notifications, name="notifications"),
    path("settings/notifications/", views.preferences, name="preferences"),
    path("notifications/unsubscribe/<str:token>/", views.unsubscribe_mail, name="unsubscribe_mail"),
    path("notifications/push/renew/", views.renew_push, name="renew_push"),
    path("notifications/read/", views.read_notifications, name="read_notifications"),
]

api = [
    path("notifications/push/", programs.PushView.as_view(), name="api_push"),
    path("notifications/settings/", programs.PreferencesView.as_view(), name="api_preferences"),
    path("notifications/", programs.NotificationViewSet.as_view({"get": "list"}), name="api_notifications"),
    path("notifications/read/", programs.NotificationViewSet.as_view({"put": "read"}), name="api_notifications_read"),
]
