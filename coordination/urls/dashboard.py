"""The dashboard, and the report since the last forum; for everybody what is public of them."""

from coordination.api.dashboard import DashboardViewSet, PublicDashboardViewSet
from coordination.views import dashboard, publishing, since
from journal.addresses import call, page

pages = [
    page("follow-up/", dashboard.dashboard),
    page("forums/<int:pk>/since/", since.since_last),
    page("forums/<int:pk>/since.pdf", since.since_last_paper),
    page("public-follow-up/", publishing.public_follow_up),
    page("public-follow-up/<int:pk>/", publishing.public_since),
    page("public-follow-up/<int:pk>/since.pdf", publishing.public_since_paper),
]
calls = [
    call("follow-up/", "api_follow_up", DashboardViewSet, get="figures"),
    call("forums/<int:pk>/since/", "api_forum_since", DashboardViewSet, get="since"),
    call("public-follow-up/", "api_public_follow_up", PublicDashboardViewSet, get="figures"),
    call("public-follow-up/<int:pk>/", "api_public_since", PublicDashboardViewSet, get="since"),
]
