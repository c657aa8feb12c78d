"""Minutes, their review, objections to them."""

from journal.addresses import call, page
from meetings.api.minutes import MinuteEntryViewSet, MinutesViewSet, ObjectionsViewSet
from meetings.views import minutes, reviewing

pages = [
    page("sessions/<int:pk>/minutes/", minutes.minutes),
    page("sessions/<int:pk>/minutes-panel/", minutes.minutes_panel),
    page("sessions/<int:pk>/minutes/new/", minutes.add_minute_entry),
    page("sessions/<int:pk>/minutes/addendum/", minutes.add_addendum),
    page("sessions/<int:pk>/minutes/review/", reviewing.put_minutes_to_review),
    page("sessions/<int:pk>/minutes/take-back/", reviewing.take_minutes_back),
    page("sessions/<int:pk>/minutes/approve/", reviewing.approve_minutes),
    page("sessions/<int:pk>/minutes/object/", reviewing.raise_objection),
    page("minute-entries/<int:pk>/edit/", minutes.edit_minute_entry),
    page("minute-entries/<int:pk>/move/", minutes.move_minute_entry),
    page("minute-entries/<int:pk>/withdraw/", minutes.withdraw_minute_entry),
    page("minute-entries/<int:pk>/object/", reviewing.object_to_entry),
    page("objections/<int:pk>/withdraw/", reviewing.withdraw_objection),
    page("objections/<int:pk>/answer/", reviewing.answer_objection),
]
calls = [
    call("sessions/<int:pk>/minutes/", "api_minutes", MinutesViewSet, get="list", post="create"),
    call("sessions/<int:pk>/minutes/status/", "api_minutes_status", MinutesViewSet, put="set_status"),
    call("sessions/<int:pk>/addenda/", "api_addenda", MinutesViewSet, post="add_addendum"),
    call(
        "minute-entries/<int:pk>/",
        "api_minute_entry",
        MinuteEntryViewSet,
        get="retrieve",
        patch="partial_update",
        delete="destroy",
    ),
    call("minute-entries/<int:pk>/place/", "api_minute_place", MinuteEntryViewSet, put="place"),
    call("minute-entries/<int:pk>/versions/", "api_minute_versions", MinuteEntryViewSet, get="versions"),
    call("sessions/<int:pk>/objections/", "api_objections", ObjectionsViewSet, get="list", post="create"),
    call("objections/<int:pk>/", "api_objection", ObjectionsViewSet, get="retrieve", delete="destroy"),
    call("objections/<int:pk>/answer/", "api_objection_answer", ObjectionsViewSet, put="answer"),
]
