"""Admission, opinions and votes."""

from journal.addresses import call, page
from legislation.api.deciding import AdmissionViewSet, RivalVoteViewSet
from legislation.api.opinions import OpinionViewSet
from legislation.views import deciding, opinions

pages = [
    page("rounds/<int:pk>/deciding/", deciding.deciding),
    page("rounds/<int:pk>/vote/", deciding.put_to_vote),
    page("rounds/<int:pk>/decide/", deciding.decide_proposals),
    page("rival-votes/<int:pk>/", deciding.rival_vote),
    page("ballots/<int:pk>/rivals/", deciding.vote_of_ballot),
    page("proposals/<int:pk>/admit/", deciding.admit_proposal),
    page("proposals/<int:pk>/refuse/", deciding.refuse_proposal),
    page("proposals/<int:pk>/reopen/", deciding.reopen_verdict),
    page("proposals/<int:pk>/opinion/", opinions.opinion_of),
    page("proposals/<int:pk>/opinion/write/", opinions.write_opinion),
    page("opinions/<int:pk>/publish/", opinions.publish_opinion),
]
calls = [
    call("proposals/<int:pk>/admission/", "api_admission", AdmissionViewSet, put="put"),
    call("proposals/<int:pk>/reopened/", "api_verdict_reopened", AdmissionViewSet, put="reopen"),
    call("proposals/<int:pk>/opinions/", "api_opinions", OpinionViewSet, get="list", post="create"),
    call("opinions/<int:pk>/published/", "api_opinion_published", OpinionViewSet, put="publish"),
    call("rounds/<int:pk>/deciding/", "api_deciding", AdmissionViewSet, get="desk"),
    call("rounds/<int:pk>/decisions/", "api_round_decisions", AdmissionViewSet, put="decide"),
    call("rounds/<int:pk>/votes/", "api_rival_votes", RivalVoteViewSet, get="list", post="create"),
    call("rival-votes/<int:pk>/", "api_rival_vote", RivalVoteViewSet, get="one"),
    call("rival-votes/<int:pk>/applied/", "api_rival_vote_applied", RivalVoteViewSet, put="apply"),
]
