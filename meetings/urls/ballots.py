"""Votes, and who casts whose voice."""

from journal.addresses import call, page
from meetings.api.ballots import BallotsViewSet, ProxiesViewSet
from meetings.views import ballots, voting

pages = [
    page("sessions/<int:pk>/ballots/", ballots.ballots),
    page("sessions/<int:pk>/ballot-panel/", voting.ballot_panel),
    page("sessions/<int:pk>/ballots/new/", ballots.create_ballot),
    page("sessions/<int:pk>/proxies/give/", ballots.give_proxy),
    page("proxies/<int:pk>/end/", ballots.end_proxy),
    page("ballots/<int:pk>/", ballots.ballot),
    page("ballots/<int:pk>/roll/", ballots.roll),
    page("ballots/<int:pk>/edit/", ballots.edit_ballot),
    page("ballots/<int:pk>/delete/", ballots.delete_ballot),
    page("ballots/<int:pk>/open/", ballots.open_ballot),
    page("ballots/<int:pk>/close/", ballots.close_ballot),
    page("ballots/<int:pk>/annul/", ballots.annul_ballot),
    page("ballots/<int:pk>/cast/", voting.cast_vote),
    page("ballots/<int:pk>/turnout/", voting.turnout),
]
calls = [
    call("sessions/<int:pk>/ballots/", "api_ballots", BallotsViewSet, get="list", post="create"),
    call("ballots/<int:pk>/", "api_ballot", BallotsViewSet, get="retrieve", delete="destroy"),
    call("ballots/<int:pk>/status/", "api_ballot_status", BallotsViewSet, put="set_status"),
    call("ballots/<int:pk>/votes/<int:organization>/", "api_ballot_vote", BallotsViewSet, put="cast"),
    call("sessions/<int:pk>/proxies/", "api_proxies", ProxiesViewSet, get="list", put="give"),
    call("proxies/<int:pk>/", "api_proxy", ProxiesViewSet, delete="end"),
]
