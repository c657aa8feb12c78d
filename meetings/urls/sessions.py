"""A session as a whole."""

from journal.addresses import call, page
from meetings.api.bodies import BodyRoomViewSet
from meetings.api.sessions import SessionsViewSet, SessionViewSet
from meetings.views import bodies, sessions

pages = [
    page("sessions/<int:pk>/", sessions.session),
    page("sessions/<int:pk>/edit/", sessions.edit_session),
    page("sessions/<int:pk>/status/", sessions.set_session_status),
    page("bodies/<int:pk>/room/", bodies.enter_body_room),
    page("bodies/<int:pk>/sessions/new/", sessions.plan_session),
]
calls = [
    call("bodies/<int:pk>/room/", "api_body_room", BodyRoomViewSet, put="enter"),
    call("bodies/<int:pk>/sessions/", "api_sessions", SessionsViewSet, get="list", post="create"),
    call("sessions/<int:pk>/", "api_session", SessionViewSet, get="retrieve", patch="partial_update"),
    call("sessions/<int:pk>/status/", "api_session_status", SessionViewSet, put="set_status"),
]
