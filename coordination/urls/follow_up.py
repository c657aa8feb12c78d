"""Follow-up: progress, evidence, verifying, one's obligations."""

from django.urls import URLPattern

from coordination.views import follow_up
from journal.addresses import page

pages = [
    page("obligations/", follow_up.obligations),
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
calls: list[URLPattern] = []
