"""A forum as a whole."""

from coordination.api.forums import ForumViewSet
from coordination.views import forums
from journal.addresses import call, page

pages = [
    page("forums/", forums.forums),
    page("forums/new/", forums.create_forum),
    page("forums/<int:pk>/", forums.forum),
    page("forums/<int:pk>/edit/", forums.edit_forum),
    page("bodies/<int:pk>/", forums.body),
]
calls = [
    call("forums/", "api_forums", ForumViewSet, get="list", post="create"),
    call("forums/<int:pk>/", "api_forum", ForumViewSet, get="retrieve", patch="partial_update"),
]
