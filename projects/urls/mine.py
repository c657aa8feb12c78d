"""What is mine across projects."""

from journal.addresses import call, page
from projects.api.mine import MyWorkViewSet
from projects.views import mine

pages = [
    page("my-work/", mine.my_work),
    page("my-work/feed/", mine.my_feed),
    page("my-work/feed/new/", mine.create_my_feed_key),
]
calls = [
    call("my-work/", "api_my_work", MyWorkViewSet, get="retrieve"),
]
