"""Every address: pages of each app, the API under /api/, sign-in under /accounts/."""

from django.contrib import admin
from django.urls import include, path
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerSplitView

from accounts import urls as accounts
from archives import urls as archives
from bots import urls as bots
from chat import urls as chat
from chat.views.home import home
from config.shortcuts import shortcuts
from coordination import urls as coordination
from files import urls as files
from legislation import urls as legislation
from live import urls as live
from meetings import urls as meetings
from needs import urls as needs
from notifications import urls as notifications
from organizations import urls as organizations
from projects import urls as projects
from search import urls as search

api = [
    *chat.api,  # before the others: an address is looked for from above, and messages are asked for most
    *accounts.api,
    *organizations.api,
    *files.api,
    *needs.api,
    *projects.api,
    *meetings.api,
    *coordination.api,
    *legislation.api,
    *archives.api,
    *bots.api,
    *notifications.api,
    *search.api,
    *live.api,
]

urlpatterns = [
    path("", home, name="home"),
    path("api/", include((api, "api"))),  # above the pages for the same reason
    path("api/schema/", SpectacularAPIView.as_view(), name="schema"),
    path("api/docs/", SpectacularSwaggerSplitView.as_view(url_name="schema"), name="api_docs"),
    path("", include((accounts.pages, "accounts"))),
    path("", include((organizations.pages, "organizations"))),
    path("", include((chat.pages, "chat"))),
    path("", include((needs.pages, "needs"))),
    path("", include((projects.pages, "projects"))),
    path("", include((meetings.pages, "meetings"))),
    path("", include((coordination.pages, "coordination"))),
    path("", include((legislation.pages, "legislation"))),
    path("", include((notifications.pages, "notifications"))),
    path("", include((archives.pages, "archives"))),
    path("", include((bots.pages, "bots"))),
    path("", include((search.pages, "search"))),
    path("", include((live.pages, "live"))),
    path("shortcuts/", shortcuts, name="shortcuts"),
    path("accounts/", include("allauth.urls")),
    path("admin/", admin.site.urls),
]
