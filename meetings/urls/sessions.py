"""A session as a whole."""

from django.urls import URLPattern

from journal.addresses import page
from meetings.views import sessions

pages = [
    page("sessions/<int:pk>/", sessions.session),
    page("bodies/<int:pk>/sessions/new/", sessions.plan_session),
]
calls: list[URLPattern] = []
