"""Endorsements, remarks, and the rooms of articles."""

from journal.addresses import call, page
from legislation.api.endorsements import EndorsementViewSet
from legislation.api.remarks import RemarkViewSet
from legislation.views import endorsements, remarks

pages = [
    page("proposals/<int:pk>/endorsements/", endorsements.endorsements),
    page("proposals/<int:pk>/endorse/", endorsements.endorse_proposal),
    page("proposals/<int:pk>/endorsements/withdraw/", endorsements.withdraw_endorsement),
    page("proposals/<int:pk>/remarks/", remarks.remarks_of_proposal),
    page("rounds/<int:pk>/provisions/<int:provision_pk>/remarks/", remarks.remarks_of_provision),
    page("provisions/<int:pk>/room/", remarks.open_article_room),
    page("remarks/<int:pk>/", remarks.remark),
    page("remarks/<int:pk>/reply/", remarks.reply_to_remark),
    page("remarks/<int:pk>/edit/", remarks.edit_remark),
    page("remarks/<int:pk>/delete/", remarks.delete_remark),
    page("remarks/<int:pk>/settle/", remarks.settle_remark),
]
calls = [
    call("proposals/<int:pk>/endorsement/", "api_endorsement", EndorsementViewSet, get="one", put="put", delete="end"),
    call("rounds/<int:pk>/remarks/", "api_round_remarks", RemarkViewSet, get="list", post="create"),
    call("proposals/<int:pk>/remarks/", "api_proposal_remarks", RemarkViewSet, get="of_proposal", post="on_proposal"),
    call("remarks/<int:pk>/", "api_remark", RemarkViewSet, get="retrieve", patch="partial_update", delete="destroy"),
    call("remarks/<int:pk>/replies/", "api_remark_replies", RemarkViewSet, post="reply"),
    call("remarks/<int:pk>/settled/", "api_remark_settled", RemarkViewSet, put="settle", delete="take_up"),
    call("provisions/<int:pk>/room/", "api_article_room", RemarkViewSet, put="room"),
]
