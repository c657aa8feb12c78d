from typing import Any

from django.urls import path, re_path
from rest_framework.routers import SimpleRouter

from journal.addresses import call, page
from needs.api import board as board_calls
from needs.api import pledges as programs
from needs.api import postings as calls
from needs.api.challenges import ChallengeViewSet
from needs.api.matches import LikelyViewSet, MatchViewSet
from needs.api.operations import OperationViewSet
from needs.api.origins import MessageNeedViewSet
from needs.api.review import ReviewViewSet
from needs.api.sheets import SheetUploadViewSet, SheetViewSet
from needs.api.talks import TalkViewSet
from needs.views import (
    aid,
    board,
    cards,
    catalogue,
    challenges,
    deliveries,
    duplicates,
    filters,
    likely,
    matches,
    matrix,
    needs,
    offers,
    operations,
    origins,
    overlaps,
    own,
    parts,
    pledges,
    sheets,
    talks,
)

app_name = "needs"
CODE = r"(?P<code>[NGOngo]-[2-9A-Za-z]{5})"  # case does not matter where people type it

# What is hard, and the talk about all that organisations say.
challenge_pages = [
    page("challenges/", challenges.challenges),
    page("challenges/new/", challenges.create_challenge),
    page("challenges/alike/", challenges.challenges_alike),
    page("challenges/place/", challenges.challenge_place),
    page("challenges/<int:pk>/", challenges.challenge),
    page("challenges/<int:pk>/card/", challenges.challenge_card),
    page("challenges/<int:pk>/edit/", challenges.edit_challenge),
    page("challenges/<int:pk>/resolve/", challenges.resolve_challenge),
    page("challenges/<int:pk>/close/", challenges.close_challenge),
    page("challenges/<int:pk>/reopen/", challenges.reopen_challenge),
    page("challenges/<int:pk>/voice/", challenges.add_voice),
    page("challenges/<int:pk>/voice/take-back/", challenges.take_back_voice),
    page("needs/<int:pk>/talk/", talks.need_talk),
    page("offers/<int:pk>/talk/", talks.offer_talk),
    page("challenges/<int:pk>/talk/", talks.challenge_talk),
]
challenge_api: list[Any] = [
    call("challenges/", "api_challenges", ChallengeViewSet, get="list", post="create"),
    call("challenges/<int:pk>/", "api_challenge", ChallengeViewSet, get="retrieve", patch="partial_update"),
    call("challenges/<int:pk>/resolve/", "api_resolve_challenge", ChallengeViewSet, post="resolve"),
    call("challenges/<int:pk>/close/", "api_close_challenge", ChallengeViewSet, post="close"),
    call("challenges/<int:pk>/reopen/", "api_reopen_challenge", ChallengeViewSet, post="reopen"),
    call("challenges/<int:pk>/voice/", "api_voice", ChallengeViewSet, put="add_voice", delete="take_back_voice"),
    call("challenges/<int:pk>/messages/", "api_challenge_messages", ChallengeViewSet, post="write_about"),
]

# Relief operations, and what was brought to them.
relief_pages = [
    page("operations/", operations.operations),
    page("operations/new/", operations.create_operation),
    page("operations/<int:pk>/", operations.operation),
    page("operations/<int:pk>/card/", operations.operation_card),
    page("operations/<int:pk>/sheet/", operations.operation_sheet),
    page("operations/<int:pk>/talk/", talks.operation_talk),
    page("operations/<int:pk>/edit/", operations.edit_operation),
    page("operations/<int:pk>/close/", operations.close_operation),
    page("operations/<int:pk>/reopen/", operations.reopen_operation),
    page("operations/<int:pk>/accept/", operations.accept_convening),
    page("operations/<int:pk>/leave/", operations.leave_operation),
    page("operations/<int:pk>/report/", aid.report_aid),
    page("operations/<int:pk>/reports/", operations.operation_reports),
    page("operations/<int:pk>/reports/<int:report_pk>/correct/", aid.correct_aid_report),
    page("operations/<int:pk>/reports/<int:report_pk>/withdraw/", aid.withdraw_aid_report),
    page("operations/<int:pk>/deliveries/", aid.operation_deliveries),
    page("operations/<int:pk>/deliveries/<int:delivery_pk>/link/", aid.link_delivery),
    page("operations/<int:pk>/deliveries/<int:delivery_pk>/unlink/", aid.unlink_delivery),
    page("deliveries/<int:pk>/operation/", aid.delivery_operation),
]
relief_api: list[Any] = [
    call("operations/", "api_operations", OperationViewSet, get="list", post="create"),
    call("operations/<int:pk>/", "api_operation", OperationViewSet, get="retrieve", patch="partial_update"),
    call("operations/<int:pk>/close/", "api_close_operation", OperationViewSet, post="close"),
    call("operations/<int:pk>/reopen/", "api_reopen_operation", OperationViewSet, post="reopen"),
    call("operations/<int:pk>/convening/", "api_convening", OperationViewSet, put="accept", delete="leave"),
    call("operations/<int:pk>/reports/", "api_aid_reports", OperationViewSet, get="reports", post="report_aid"),
    call("operations/<int:pk>/reports/<int:report_pk>/", "api_aid_report", OperationViewSet, patch="correct"),
    call(
        "operations/<int:pk>/reports/<int:report_pk>/withdraw/",
        "api_withdraw_aid_report",
        OperationViewSet,
        post="withdraw",
    ),
    call(
        "operations/<int:pk>/deliveries/<int:delivery_pk>/",
        "api_operation_delivery",
        OperationViewSet,
        put="link",
        delete="unlink",
    ),
    call("operations/<int:pk>/messages/", "api_operation_messages", TalkViewSet, post="about_operation"),
    call("needs/<int:pk>/messages/", "api_need_messages", TalkViewSet, post="about_need"),
    call("offers/<int:pk>/messages/", "api_offer_messages", TalkViewSet, post="about_offer"),
]

# What fits, what looks alike, what a message asks for, and the catalogue that all of it is told in.
matching_pages = [
    page("needs/catalogue/", catalogue.catalogue),
    page("needs/catalogue/<int:pk>/", catalogue.review_item),
    page("needs/catalogue/<int:pk>/merge/", catalogue.merge_item),
    page("needs/likely/", likely.likely_duplicates),
    page("needs/from/<int:message_pk>/", origins.create_need_from_message),
    page("needs/<int:pk>/origin/", origins.need_origin),
    page("needs/<int:pk>/matches/", matches.need_matches),
    page("needs/<int:pk>/likely/", duplicates.need_duplicates),
    page("needs/<int:pk>/merge/<int:into_pk>/", duplicates.merge_need),
    page("needs/<int:pk>/different/<int:other_pk>/", duplicates.distinguish_needs),
    page("offers/<int:pk>/matches/", matches.offer_matches),
]
matching_api: list[Any] = [
    call("needs/likely/", "api_likely", LikelyViewSet, get="list"),
    call("needs/<int:pk>/matches/", "api_need_matches", MatchViewSet, get="of_need"),
    call("needs/<int:pk>/likely/", "api_need_likely", LikelyViewSet, get="of_need"),
    call("needs/<int:pk>/merge/", "api_merge_need", LikelyViewSet, put="merge"),
    call("needs/<int:pk>/different/<int:other_pk>/", "api_distinguish_needs", LikelyViewSet, put="distinguish"),
    call("offers/<int:pk>/matches/", "api_offer_matches", MatchViewSet, get="of_offer"),
    call("messages/<int:pk>/needs/", "api_message_needs", MessageNeedViewSet, get="list", post="create"),
    call("items/<str:code>/review/", "api_review_item", ReviewViewSet, put="review"),
    call("items/<str:code>/merge/", "api_merge_item", ReviewViewSet, put="merge"),
]

pledge_pages = [
    page("needs/<int:pk>/pledges/", pledges.need_pledges),
    page("needs/<int:pk>/pledge/", pledges.propose_pledge),
    page("pledges/", pledges.pledges),
    page("pledges/<int:pk>/", pledges.pledge),
    page("pledges/<int:pk>/card/", cards.pledge_card),
    page("pledges/<int:pk>/edit/", pledges.edit_pledge),
    page("pledges/<int:pk>/accept/", pledges.accept_pledge),
    page("pledges/<int:pk>/decline/", pledges.decline_pledge),
    page("pledges/<int:pk>/withdraw/", pledges.withdraw_pledge),
    page("pledges/<int:pk>/close-short/", pledges.close_pledge_short),
    page("pledges/<int:pk>/dispatch/", deliveries.dispatch_delivery),
    page("deliveries/<int:pk>/", deliveries.delivery),
    page("deliveries/<int:pk>/arrive/", deliveries.arrive_delivery),
    page("deliveries/<int:pk>/receipt/", deliveries.confirm_receipt),
    page("deliveries/<int:pk>/dispute/", deliveries.dispute_delivery),
    page("deliveries/<int:pk>/note/", deliveries.delivery_note),
    page("deliveries/<int:pk>/files/<int:file_pk>/", deliveries.delivery_file),
    page("deliveries/<int:pk>/files/<int:file_pk>/preview/", deliveries.delivery_file_preview),
]

# Needs and offers as tables.
sheet_pages = [
    page("sheets/", sheets.import_sheet),
    page("sheets/<int:pk>/", sheets.sheet),
    page("sheets/<int:pk>/columns/", sheets.map_sheet),
    page("sheets/<int:pk>/start/", sheets.start_sheet),
    page("sheets/<int:pk>/restart/", sheets.restart_sheet),
    page("sheets/<int:pk>/discard/", sheets.discard_sheet),
    page("sheets/export/", sheets.export_sheet),
    page("sheets/template/", sheets.template_sheet),
]
sheet_api: list[Any] = [
    call("sheets/", "api_sheets", SheetUploadViewSet, get="list", post="create"),
    call("sheets/<int:pk>/", "api_sheet", SheetViewSet, get="retrieve", delete="destroy"),
    call("sheets/<int:pk>/rows/", "api_sheet_rows", SheetViewSet, get="rows"),
    call("sheets/<int:pk>/columns/", "api_sheet_columns", SheetViewSet, put="columns"),
    call("sheets/<int:pk>/start/", "api_start_sheet", SheetViewSet, post="start"),
    call("sheets/<int:pk>/restart/", "api_restart_sheet", SheetViewSet, post="restart"),
    call("sheets/export/", "api_export_sheet", SheetViewSet, get="export"),
    call("sheets/template/", "api_template_sheet", SheetViewSet, get="template"),
]

pages = [
    *matching_pages,
    *pledge_pages,
    *challenge_pages,
    *sheet_pages,
    *relief_pages,
    path("needs/", board.board, name="board"),
    path("needs/matrix/", matrix.matrix, name="matrix"),
    path("needs/new/", needs.create_need, name="create_need"),
    path("needs/mine/", own.own_postings, name="own_postings"),
    path("needs/line/", parts.line, name="line"),
    path("needs/items/", parts.items, name="items"),
    path("needs/place/", parts.place, name="place"),
    path("needs/<int:pk>/", needs.need, name="need"),
    path("needs/<int:pk>/card/", cards.need_card, name="need_card"),
    path("needs/<int:pk>/edit/", needs.edit_need, name="edit_need"),
    path("needs/<int:pk>/open/", needs.open_need, name="open_need"),
    path("needs/<int:pk>/confirm/", needs.confirm_need, name="confirm_need"),
    path("needs/<int:pk>/cancel/", needs.cancel_need, name="cancel_need"),
    path("needs/<int:pk>/close/", needs.close_need, name="close_need"),
    path("needs/<int:pk>/reopen/", needs.reopen_need, name="reopen_need"),
    re_path(rf"^needs/{CODE}/$", needs.coded, name="coded"),
    path("needs/filters/save/", filters.save_filter, name="save_filter"),
    path("needs/filters/<int:pk>/follow/", filters.follow_filter, name="follow_filter"),
    path("needs/filters/<int:pk>/delete/", filters.delete_filter, name="delete_filter"),
    path("needs/overlaps/", overlaps.overlaps, name="overlaps"),
    path("needs/<int:pk>/overlaps/", overlaps.overlaps_of, name="overlaps_of"),
    path("needs/<int:pk>/row/", board.board_row, name="board_row"),
    path("pledges/<int:pk>/together/<int:other_pk>/", overlaps.open_overlap_room, name="open_overlap_room"),
    path("offers/", offers.offers, name="offers"),
    path("offers/new/", offers.create_offer, name="create_offer"),
    path("offers/<int:pk>/", offers.offer, name="offer"),
    path("offers/<int:pk>/card/", cards.offer_card, name="offer_card"),
    path("offers/<int:pk>/edit/", offers.edit_offer, name="edit_offer"),
    path("offers/<int:pk>/open/", offers.open_offer, name="open_offer"),
    path("offers/<int:pk>/confirm/", offers.confirm_offer, name="confirm_offer"),
    path("offers/<int:pk>/withdraw/", offers.withdraw_offer, name="withdraw_offer"),
    path("offers/<int:pk>/close/", offers.close_offer, name="close_offer"),
    path("offers/<int:pk>/reopen/", offers.reopen_offer, name="reopen_offer"),
]

pledge, load, files = programs.Pledges, programs.Deliveries, programs.DeliveryFiles
pledge_api: list[Any] = [
    call("pledges/", "api_pledges", pledge, get="list", post="create"),
    call("pledges/<int:pk>/", "api_pledge", pledge, get="retrieve", patch="partial_update"),
    call("pledges/<int:pk>/accept/", "api_accept_pledge", pledge, post="accept"),
    call("pledges/<int:pk>/decline/", "api_decline_pledge", pledge, post="decline"),
    call("pledges/<int:pk>/withdraw/", "api_withdraw_pledge", pledge, post="withdraw"),
    call("pledges/<int:pk>/close-short/", "api_close_pledge_short", pledge, post="close_short"),
    call("pledges/<int:pk>/deliveries/", "api_dispatch_delivery", pledge, post="deliveries"),
    call("deliveries/", "api_deliveries", load, get="list"),
    call("deliveries/<int:pk>/", "api_delivery", load, get="retrieve"),
    call("deliveries/<int:pk>/arrive/", "api_arrive_delivery", load, post="arrive"),
    call("deliveries/<int:pk>/receipt/", "api_confirm_receipt", load, put="receipt"),
    call("deliveries/<int:pk>/dispute/", "api_dispute_delivery", load, post="dispute"),
    call("delivery-files/<int:pk>/", "api_delivery_file", files, get="retrieve"),
    call("delivery-files/<int:pk>/preview/", "api_delivery_file_preview", files, get="preview"),
]

router = SimpleRouter()
router.register("needs", calls.Needs)
router.register("offers", calls.Offers)
router.register("items", calls.Items)
api: list[Any] = [
    *board_calls.urls,
    *matching_api,
    *pledge_api,
    *sheet_api,
    *challenge_api,
    *relief_api,
    *router.urls,
]
