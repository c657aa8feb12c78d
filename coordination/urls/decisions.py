"""Decisions, and the documents that are made of what stands."""

from coordination.api.decisions import BodyDecisionViewSet, DecisionViewSet
from coordination.views import decisions
from journal.addresses import call, page

pages = [
    page("bodies/<int:pk>/decisions/", decisions.decisions),
    page("bodies/<int:pk>/decisions/new/", decisions.create_decision),
    page("decisions/<int:pk>/", decisions.decision),
    page("decisions/<int:pk>/revoke/", decisions.revoke_decision),
    page("sessions/<int:pk>/results/", decisions.minute_results),
    page("ballots/<int:pk>/decision/", decisions.ballot_decision),
]
calls = [
    call("bodies/<int:pk>/decisions/", "api_body_decisions", BodyDecisionViewSet, get="list", post="create"),
    call("decisions/<int:pk>/", "api_decision", DecisionViewSet, get="retrieve"),
    call("decisions/<int:pk>/revocation/", "api_decision_revocation", DecisionViewSet, put="revoke"),
]
