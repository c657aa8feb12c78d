"""What is mine across projects."""

from journal.addresses import call, page
from projects.api.mine import MyWorkViewSet
from projects.views import mine

pages = [
    page("my-work/", mine.my_work),
]
calls = [
    call("my-work/", "api_my_work", MyWorkViewSet, get="retrieve"),
]
