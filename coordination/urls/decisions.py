"""Decisions, and the documents that are made of what stands."""

from coordination.api.decisions import BodyDecisionViewSet, DecisionViewSet
from coordination.api.outcomes import BodyOutcomeViewSet, OutcomeViewSet, VerifiedViewSet
from coordination.views import decisions, outcomes, verifying
from journal.addresses import call, page

pages = [
    page("bodies/<int:pk>/decisions/", decisions.decisions),
    page("bodies/<int:pk>/decisions/new/", decisions.create_decision),
    page("decisions/<int:pk>/", decisions.decision),
    page("decisions/<int:pk>/revoke/", decisions.revoke_decision),
    page("sessions/<int:pk>/results/", decisions.minute_results),
    page("ballots/<int:pk>/decision/", decisions.ballot_decision),
    page("bodies/<int:pk>/outcomes/", outcomes.outcomes),
    page("bodies/<int:pk>/outcomes/new/", outcomes.create_outcome),
    page("outcomes/<int:pk>/retry/", outcomes.retry_outcome),
    page("outcomes/<int:pk>/document.pdf", outcomes.outcome_pdf),
    page("outcomes/<int:pk>/document.docx", outcomes.outcome_docx),
    page("verify/", verifying.verify),
    page("verify/<str:code>/", verifying.verify_outcome),
]
calls = [
    call("bodies/<int:pk>/decisions/", "api_body_decisions", BodyDecisionViewSet, get="list", post="create"),
    call("decisions/<int:pk>/", "api_decision", DecisionViewSet, get="retrieve"),
    call("decisions/<int:pk>/revocation/", "api_decision_revocation", DecisionViewSet, put="revoke"),
    call("bodies/<int:pk>/outcomes/", "api_body_outcomes", BodyOutcomeViewSet, get="list", post="create"),
    call("outcomes/<int:pk>/", "api_outcome", OutcomeViewSet, get="retrieve"),
    call("outcomes/<int:pk>/making/", "api_outcome_making", OutcomeViewSet, put="retry"),
    call("verify/<str:code>/", "api_verify", VerifiedViewSet, get="retrieve"),
]
