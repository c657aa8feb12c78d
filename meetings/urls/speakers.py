"""The speakers list, the session's room, and the projector."""

from journal.addresses import call, page
from meetings.api.speakers import FloorViewSet, SpeakerViewSet
from meetings.views import projector, speakers

pages = [
    page("sessions/<int:pk>/speakers/", speakers.speakers),
    page("sessions/<int:pk>/speakers/ask/", speakers.ask_to_speak),
    page("sessions/<int:pk>/speakers/list/", speakers.set_speakers_list),
    page("sessions/<int:pk>/room/", speakers.enter_session_room),
    page("sessions/<int:pk>/talk/", speakers.talk_beside),
    page("sessions/<int:pk>/projector/", projector.projector),
    page("sessions/<int:pk>/projector/show/", projector.show_on_projector),
    page("speakers/<int:pk>/withdraw/", speakers.withdraw_speaker),
    page("speakers/<int:pk>/floor/", speakers.give_floor),
    page("speakers/<int:pk>/end/", speakers.end_turn),
    page("speakers/<int:pk>/move/", speakers.move_speaker),
]
calls = [
    call("sessions/<int:pk>/speakers/", "api_speakers", FloorViewSet, get="list", post="create"),
    call("sessions/<int:pk>/speakers-list/", "api_speakers_list", FloorViewSet, put="set_list"),
    call("sessions/<int:pk>/room/", "api_session_room", FloorViewSet, put="enter_room"),
    call("sessions/<int:pk>/projector/", "api_projector", FloorViewSet, put="show"),
    call("speakers/<int:pk>/", "api_speaker", SpeakerViewSet, get="retrieve", delete="withdraw"),
    call("speakers/<int:pk>/floor/", "api_floor", SpeakerViewSet, put="give_floor", delete="end_turn"),
    call("speakers/<int:pk>/place/", "api_speaker_place", SpeakerViewSet, put="place"),
]
