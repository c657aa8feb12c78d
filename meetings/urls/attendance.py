"""Who is in a session."""

from journal.addresses import call, page
from meetings.api.attendance import AttendancesViewSet
from meetings.views import attendance

pages = [
    page("sessions/<int:pk>/attendance/", attendance.attendance),
    page("sessions/<int:pk>/enter/", attendance.enter_session),
    page("sessions/<int:pk>/leave/", attendance.leave_session),
]
calls = [
    call("sessions/<int:pk>/attendances/", "api_attendances", AttendancesViewSet, get="list", post="create"),
    call("sessions/<int:pk>/attendances/<int:participant>/", "api_attendance", AttendancesViewSet, delete="leave"),
    call("sessions/<int:pk>/quorum/", "api_quorum", AttendancesViewSet, get="quorum"),
]
