"""What is proposed on one article, merging, the heat map, the law as amended."""

from journal.addresses import call, page
from legislation.api.rivals import ComparedViewSet, MergedProposalViewSet
from legislation.views import amended, heat, merging, rivals

pages = [
    page("rounds/<int:pk>/provisions/<int:provision>/", rivals.rivals),
    page("rounds/<int:pk>/heat/", heat.heat),
    page("rounds/<int:pk>/as-amended/", amended.as_amended),
    page("rounds/<int:pk>/merge/", merging.merge_proposals),
    page("proposals/<int:pk>/settle-merge/", merging.settle_merge),
    page("proposals/<int:pk>/carry-over/", merging.carry_over),
    page("proposals/<int:pk>/merging/", merging.merging),
]
calls = [
    call("rounds/<int:pk>/provisions/<int:provision>/", "api_rivals", ComparedViewSet, get="rivals"),
    call("rounds/<int:pk>/heat/", "api_heat", ComparedViewSet, get="heat"),
    call("rounds/<int:pk>/as-amended/", "api_as_amended", ComparedViewSet, get="as_amended"),
    call("rounds/<int:pk>/merges/", "api_merge_proposals", ComparedViewSet, post="merge"),
    call("proposals/<int:pk>/merge/", "api_settle_merge", MergedProposalViewSet, put="settle"),
    call("proposals/<int:pk>/base/", "api_carry_over", MergedProposalViewSet, put="carry_over"),
]
