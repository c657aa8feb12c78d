"""Follow-up: progress, evidence, verifying, one's obligations."""

from coordination.api.follow_up import ObligationViewSet, ProgressViewSet
from coordination.views import follow_up, waiting
from journal.addresses import call, page

pages = [
    page("obligations/", follow_up.obligations),
    page("obligations/waiting/", waiting.waiting),
    page("recommendations/<int:pk>/begin/", follow_up.begin_recommendation),
    page("recommendations/<int:pk>/block/", follow_up.block_recommendation),
    page("recommendations/<int:pk>/resume/", follow_up.resume_recommendation),
    page("recommendations/<int:pk>/reopen/", follow_up.reopen_recommendation),
    page("recommendations/<int:pk>/report/", follow_up.create_update),
    page("updates/<int:pk>/", follow_up.update),
    page("updates/<int:pk>/edit/", follow_up.edit_update),
    page("updates/<int:pk>/submit/", follow_up.submit_update),
    page("updates/<int:pk>/discard/", follow_up.discard_update),
    page("updates/<int:pk>/confirm/", follow_up.confirm_update),
    page("updates/<int:pk>/return/", follow_up.return_update),
    page("updates/<int:pk>/evidence/", follow_up.add_evidence),
    page("evidence/<int:pk>/", follow_up.evidence),
    page("evidence/<int:pk>/preview/", follow_up.evidence_preview),
    page("evidence/<int:pk>/withdraw/", follow_up.withdraw_evidence),
]
calls = [
    call("obligations/", "api_obligations", ObligationViewSet, get="obligations"),
    call("verifications/", "api_verifications", ObligationViewSet, get="verifications"),
    call("recommendations/<int:pk>/updates/", "api_updates", ProgressViewSet, get="list", post="create"),
    call(
        "updates/<int:pk>/",
        "api_update",
        ProgressViewSet,
        get="retrieve",
        patch="partial_update",
        delete="destroy",
    ),
    call("updates/<int:pk>/status/", "api_update_status", ProgressViewSet, put="move"),
    call("updates/<int:pk>/evidence/", "api_update_evidence", ProgressViewSet, post="add_evidence"),
    call("evidence/<int:pk>/", "api_evidence", ProgressViewSet, delete="withdraw_evidence"),
]
