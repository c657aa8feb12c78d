"""Proposals to amend a law, their changes, who writes them and who puts them forward."""

from journal.addresses import call, page
from legislation.api.amendments import AmendmentViewSet
from legislation.api.proposals import ProposalViewSet
from legislation.api.sponsors import SponsorViewSet
from legislation.views import amendments, proposals, writing_together

pages = [
    page("rounds/<int:pk>/proposals/new/", proposals.create_proposal),
    page("proposals/<int:pk>/", proposals.proposal),
    page("proposals/<int:pk>/edit/", proposals.edit_proposal),
    page("proposals/<int:pk>/versions/<int:number>/", proposals.proposal_version),
    page("proposals/<int:pk>/discard/", proposals.discard_proposal),
    page("proposals/<int:pk>/hand-in/", proposals.hand_in_proposal),
    page("proposals/<int:pk>/submit/", proposals.submit_proposal),
    page("proposals/<int:pk>/return/", proposals.return_proposal),
    page("proposals/<int:pk>/waiting/", proposals.show_waiting_proposal),
    page("proposals/<int:pk>/withdraw/", proposals.withdraw_proposal),
    page("proposals/<int:pk>/take-over/", proposals.take_over_proposal),
    page("proposals/<int:pk>/changes/new/", amendments.add_amendment),
    page("proposals/<int:pk>/changes/preview/", amendments.amendment_preview),
    page("amendments/<int:pk>/edit/", amendments.edit_amendment),
    page("amendments/<int:pk>/remove/", amendments.remove_amendment),
    page("amendments/<int:pk>/place/", amendments.place_amendment),
    page("proposals/<int:pk>/writers/new/", writing_together.add_writer),
    page("proposals/<int:pk>/writers/<int:person_pk>/remove/", writing_together.remove_writer),
    page("proposals/<int:pk>/sponsors/new/", writing_together.ask_sponsor),
    page("sponsors/<int:pk>/accept/", writing_together.accept_sponsorship),
    page("sponsors/<int:pk>/decline/", writing_together.decline_sponsorship),
    page("sponsors/<int:pk>/end/", writing_together.end_sponsorship),
]
calls = [
    call("rounds/<int:pk>/proposals/", "api_proposals", ProposalViewSet, get="list", post="create"),
    call(
        "proposals/<int:pk>/", "api_proposal", ProposalViewSet, get="retrieve", patch="partial_update", delete="destroy"
    ),
    call("proposals/<int:pk>/status/", "api_proposal_status", ProposalViewSet, put="status"),
    call("proposals/<int:pk>/waiting/", "api_proposal_waiting", ProposalViewSet, put="wait"),
    call("proposals/<int:pk>/take-over/", "api_take_over", ProposalViewSet, post="take_over"),
    call("proposals/<int:pk>/versions/<int:number>/", "api_proposal_version", ProposalViewSet, get="version"),
    call("proposals/<int:pk>/amendments/", "api_amendments", AmendmentViewSet, get="list", post="create"),
    call(
        "amendments/<int:pk>/",
        "api_amendment",
        AmendmentViewSet,
        get="retrieve",
        patch="partial_update",
        delete="destroy",
    ),
    call("amendments/<int:pk>/place/", "api_amendment_place", AmendmentViewSet, put="place"),
    call(
        "proposals/<int:pk>/writers/<int:person_pk>/",
        "api_writer",
        ProposalViewSet,
        put="add_writer",
        delete="remove_writer",
    ),
    call("proposals/<int:pk>/sponsors/", "api_sponsors", SponsorViewSet, get="list", post="create"),
    call("sponsors/<int:pk>/", "api_sponsor", SponsorViewSet, put="answer", delete="destroy"),
]
