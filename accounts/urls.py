"""Addresses of accounts. Those of allauth stand under /accounts/ (config/urls.py)."""

from django.urls import path
from django.views.generic import RedirectView
from rest_framework.routers import SimpleRouter

from accounts import views
from accounts.api import SignIn, Tokens

router = SimpleRouter()
router.register("tokens", Tokens, basename="tokens")

pages = [
    path("settings/", views.settings, name="settings"),
    path("settings/profile/", views.update_profile, name="update_profile"),
    path("settings/avatar/", views.set_avatar, name="set_avatar"),
    path("settings/sessions/", views.sessions, name="sessions"),
    path("settings/sessions/<int:pk>/end/", views.end_session, name="end_session"),
    path("settings/sessions/end-others/", views.end_other_sessions, name="end_other_sessions"),
    path("settings/tokens/", views.tokens, name="tokens"),
    path("settings/tokens/new/", views.create_token, name="create_token"),
    path("settings/tokens/<int:pk>/revoke/", views.revoke_token, name="revoke_token"),
    path("people/<int:pk>/avatar/", views.avatar, name="avatar"),
    path("people/<int:pk>/suspend/", views.suspend_person, name="suspend_person"),
    path("people/<int:pk>/restore/", views.restore_person, name="restore_person"),
    path("language/", views.choose_language, name="choose_language"),
    # allauth's own list of sessions asks the database for each; ours stands in its place.
    path("accounts/sessions/", RedirectView.as_view(pattern_name="accounts:sessions")),
]
api = [path("auth/token/", SignIn.as_view(), name="sign_in"), *router.urls]
