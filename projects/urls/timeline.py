"""A project's time: the chart, other days, what waits for what, a month, feeds."""

from journal.addresses import call, page
from projects.api.timeline import DependencyViewSet, FeedViewSet, TimelineViewSet
from projects.views import calendars, timeline

pages = [
    page("projects/<int:pk>/timeline/", timeline.timeline),
    page("tasks/<int:pk>/replan/", timeline.replan_tasks),
    page("tasks/<int:pk>/dependencies/", timeline.dependencies),
    page("dependencies/<int:pk>/edit/", timeline.edit_dependency),
    page("dependencies/<int:pk>/remove/", timeline.remove_dependency),
    page("projects/<int:pk>/calendar/", calendars.calendar),
    page("projects/<int:pk>/feeds/", calendars.feeds),
    page("projects/<int:pk>/feeds/new/", calendars.create_feed_key),
    page("feed-keys/<int:pk>/revoke/", calendars.revoke_feed_key),
    page("feeds/<str:secret>.ics", calendars.feed),
]
calls = [
    call("projects/<int:pk>/timeline/", "api_timeline", TimelineViewSet, get="retrieve"),
    call("projects/<int:pk>/replan/", "api_replan", TimelineViewSet, get="preview", post="replan"),
    call("projects/<int:pk>/dependencies/", "api_dependencies", DependencyViewSet, get="list", put="add"),
    call("dependencies/<int:pk>/", "api_dependency", DependencyViewSet, patch="partial_update", delete="destroy"),
    call("projects/<int:pk>/feed/", "api_project_feed", FeedViewSet, put="renew", delete="destroy"),
    call("me/feed/", "api_my_feed", FeedViewSet, put="renew", delete="destroy"),
]
