"""A forum as a whole."""

from coordination.api.forums import ForumViewSet
from coordination.views import forums, programme, states
from journal.addresses import call, page

pages = [
    page("forums/", forums.forums),
    page("forums/new/", forums.create_forum),
    page("forums/<int:pk>/", forums.forum),
    page("forums/<int:pk>/edit/", forums.edit_forum),
    page("forums/<int:pk>/status/", states.set_forum_status),
    page("forums/<int:pk>/programme/", programme.programme),
    page("forums/<int:pk>/programme.pdf", programme.programme_paper),
    page("forums/<int:pk>/programme.ics", programme.programme_calendar),
    page("forums/<int:pk>/feeds/", programme.forum_feeds),
    page("forums/<int:pk>/feeds/new/", programme.create_forum_feed_key),
    page("forums/<int:pk>/feeds/revoke/", programme.revoke_forum_feed_key),
    page("forum-feeds/<str:secret>.ics", programme.forum_feed),
    page("bodies/<int:pk>/", forums.body),
]
calls = [
    call("forums/", "api_forums", ForumViewSet, get="list", post="create"),
    call("forums/<int:pk>/", "api_forum", ForumViewSet, get="retrieve", patch="partial_update"),
    call("forums/<int:pk>/status/", "api_forum_status", ForumViewSet, put="status"),
    call(
        "forums/<int:pk>/conveners/<int:organization_pk>/",
        "api_forum_convener",
        ForumViewSet,
        put="add_convener",
        delete="remove_convener",
    ),
]
