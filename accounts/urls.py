"""Addresses of accounts. Those of allauth stand under /accounts/ (config/urls.py)."""

from django.urls import path
from django.views.generic import RedirectView
from rest_framework.routers import SimpleRouter

from accounts import views
from accounts.api import SignIn, Tokens
from journal.addresses import page

router = SimpleRouter()
router.register("tokens", Tokens, basename="tokens")

pages = [
    page("settings/", views.settings),
    page("settings/profile/", views.update_profile),
    page("settings/avatar/", views.set_avatar),
    page("settings/sessions/", views.sessions),
    page("settings/sessions/<int:pk>/end/", views.end_session),
    page("settings/sessions/end-others/", views.end_other_sessions),
    page("settings/tokens/", views.tokens),
    page("settings/tokens/new/", views.create_token),
    page("settings/tokens/<int:pk>/revoke/", views.revoke_token),
    page("people/<int:pk>/avatar/", views.avatar),
    page("people/<int:pk>/suspend/", views.suspend_person),
    page("people/<int:pk>/restore/", views.restore_person),
    page("language/", views.choose_language),
    # allauth's own list of sessions asks the database for each; ours stands in its place.
    path("accounts/sessions/", RedirectView.as_view(pattern_name="accounts:sessions")),
]
api = [path("auth/token/", SignIn.as_view(), name="sign_in"), *router.urls]
