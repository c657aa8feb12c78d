"""Delegations: invitations, delegates, the registration desk."""

from coordination.api.delegations import DelegateViewSet, DelegationViewSet, ForumDelegationViewSet
from coordination.api.desk import DeskViewSet
from coordination.views import answers, delegations, desk, papers
from journal.addresses import call, page

pages = [
    page("forums/<int:pk>/delegations/", delegations.delegations),
    page("forums/<int:pk>/delegations/invite/", delegations.invite_delegations),
    page("forums/<int:pk>/conveners/", delegations.add_convener),
    page("forums/<int:pk>/conveners/<int:organization_pk>/remove/", delegations.remove_convener),
    page("delegations/<int:pk>/", answers.delegation),
    page("forums/<int:pk>/desk/", desk.desk),
    page("forums/<int:pk>/letters.pdf", papers.letters_paper),
    page("forums/<int:pk>/badges.pdf", papers.badges_paper),
    page("delegations/<int:pk>/letter.pdf", papers.letter_paper),
    page("delegations/<int:pk>/accept/", answers.accept_delegation),
    page("delegations/<int:pk>/decline/", answers.decline_delegation),
    page("delegations/<int:pk>/edit/", delegations.change_delegation),
    page("delegations/<int:pk>/withdraw/", delegations.withdraw_delegation),
    page("delegations/<int:pk>/delegates/new/", answers.name_delegate),
    page("delegates/<int:pk>/edit/", answers.edit_delegate),
    page("delegates/<int:pk>/replace/", answers.replace_delegate),
    page("delegates/<int:pk>/off/", answers.take_off_delegate),
    page("letters/", answers.letters),
    page("letters/<str:code>/", answers.letter),
]
calls = [
    call("forums/<int:pk>/delegations/", "api_forum_delegations", ForumDelegationViewSet, get="list", put="invite"),
    call("forums/<int:pk>/desk/", "api_desk", DeskViewSet, get="retrieve"),
    call("forums/<int:pk>/arrivals/", "api_arrivals", DeskViewSet, put="arrive"),
    call("delegations/", "api_delegations", DelegationViewSet, get="list"),
    call("delegations/<int:pk>/", "api_delegation", DelegationViewSet, get="retrieve", patch="partial_update"),
    call("delegations/<int:pk>/status/", "api_delegation_status", DelegationViewSet, put="status"),
    call("delegations/<int:pk>/delegates/", "api_delegates", DelegateViewSet, get="list", post="create"),
    call("delegates/<int:pk>/", "api_delegate", DelegateViewSet, patch="partial_update", delete="destroy"),
    call("delegates/<int:pk>/replacement/", "api_delegate_replacement", DelegateViewSet, post="replace"),
]
