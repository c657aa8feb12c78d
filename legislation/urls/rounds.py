"""Amendment rounds."""

from journal.addresses import call, page
from legislation.api.rounds import RoundViewSet
from legislation.views import rounds

pages = [
    page("rounds/", rounds.rounds),
    page("rounds/new/", rounds.create_round),
    page("rounds/<int:pk>/", rounds.round),
    page("rounds/<int:pk>/edit/", rounds.edit_round),
    page("rounds/<int:pk>/status/", rounds.set_round_status),
    page("rounds/<int:pk>/room/", rounds.enter_round_room),
]
calls = [
    call("rounds/", "api_rounds", RoundViewSet, get="list", post="create"),
    call("rounds/<int:pk>/", "api_round", RoundViewSet, get="retrieve", patch="partial_update"),
    call("rounds/<int:pk>/status/", "api_round_status", RoundViewSet, put="status"),
    call("rounds/<int:pk>/room/", "api_round_room", RoundViewSet, put="room"),
]
