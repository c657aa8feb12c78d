from django.urls import path

from journal.addresses import call, page
from notifications import views
from notifications.api import NotificationViewSet, PreferencesView, PushView

app_name = "notifications"

pages = [
    page("notifications/", views.notifications),
    page("settings/notifications/", views.preferences),
    page("notifications/unsubscribe/<str:token>/", views.unsubscribe_mail),
    page("notifications/push/renew/", views.renew_push),
    page("notifications/read/", views.read_notifications),
]

api = [
    path("notifications/push/", PushView.as_view(), name="api_push"),
    path("notifications/settings/", PreferencesView.as_view(), name="api_preferences"),
    call("notifications/", "api_notifications", NotificationViewSet, get="list"),
    call("notifications/read/", "api_notifications_read", NotificationViewSet, put="read"),
]
