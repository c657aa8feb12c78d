from typing import Any

from django.urls import path

from journal.addresses import call
from needs.api.challenges import ChallengeViewSet
from needs.views import board, challenges, deliveries, filters, matrix, overlaps, pledges, talks

app_name = "needs"

pages = [
    path("needs/", board.board, name="board"),
    path("needs/matrix/", matrix.matrix, name="matrix"),
    path("needs/filters/save/", filters.save_filter, name="save_filter"),
    path("needs/filters/<int:pk>/delete/", filters.delete_filter, name="delete_filter"),
    path("needs/overlaps/", overlaps.overlaps, name="overlaps"),
    path("needs/<int:pk>/overlaps/", overlaps.overlaps_of, name="overlaps_of"),
    path("needs/<int:pk>/row/", board.board_row, name="board_row"),
    path("pledges/<int:pk>/together/<int:other_pk>/", overlaps.open_overlap_room, name="open_overlap_room"),
    path("needs/<int:pk>/pledges/", pledges.need_pledges, name="need_pledges"),
    path("needs/<int:pk>/pledge/", pledges.propose_pledge, name="propose_pledge"),
    path("needs/<int:pk>/talk/", talks.need_talk, name="need_talk"),
    path("offers/<int:pk>/talk/", talks.offer_talk, name="offer_talk"),
    path("challenges/", challenges.challenges, name="challenges"),
    path("challenges/new/", challenges.create_challenge, name="create_challenge"),
    path("challenges/alike/", challenges.challenges_alike, name="challenges_alike"),
    path("challenges/place/", challenges.challenge_place, name="challenge_place"),
    path("challenges/<int:pk>/", challenges.challenge, name="challenge"),
    path("challenges/<int:pk>/card/", challenges.challenge_card, name="challenge_card"),
    path("challenges/<int:pk>/talk/", talks.challenge_talk, name="challenge_talk"),
    path("challenges/<int:pk>/edit/", challenges.edit_challenge, name="edit_challenge"),
    path("challenges/<int:pk>/resolve/", challenges.resolve_challenge, name="resolve_challenge"),
    path("challenges/<int:pk>/close/", challenges.close_challenge, name="close_challenge"),
    path("challenges/<int:pk>/reopen/", challenges.reopen_challenge, name="reopen_challenge"),
    path("challenges/<int:pk>/voice/", challenges.add_voice, name="add_voice"),
    path("challenges/<int:pk>/voice/take-back/", challenges.take_back_voice, name="take_back_voice"),
    path("operations/<int:pk>/talk/", talks.operation_talk, name="operation_talk"),
    path("pledges/", pledges.pledges, name="pledges"),
    path("pledges/<int:pk>/", pledges.pledge, name="pledge"),
    path("pledges/<int:pk>/edit/", pledges.edit_pledge, name="edit_pledge"),
    path("pledges/<int:pk>/accept/", pledges.accept_pledge, name="accept_pledge"),
    path("pledges/<int:pk>/decline/", pledges.decline_pledge, name="decline_pledge"),
    path("pledges/<int:pk>/withdraw/", pledges.withdraw_pledge, name="withdraw_pledge"),
    path("pledges/<int:pk>/close-short/", pledges.close_pledge_short, name="close_pledge_short"),
    path("pledges/<int:pk>/dispatch/", deliveries.dispatch_delivery, name="dispatch_delivery"),
    path("deliveries/<int:pk>/arrive/", deliveries.arrive_delivery, name="arrive_delivery"),
    path("deliveries/<int:pk>/receipt/", deliveries.confirm_receipt, name="confirm_receipt"),
    path("deliveries/<int:pk>/dispute/", deliveries.dispute_delivery, name="dispute_delivery"),
    path("deliveries/<int:pk>/note/", deliveries.delivery_note, name="delivery_note"),
    path("deliveries/<int:pk>/files/<int:file_pk>/", deliveries.delivery_file, name="delivery_file"),
    path(
        "deliveries/<int:pk>/files/<int:file_pk>/preview/",
        deliveries.delivery_file_preview,
        name="delivery_file_preview",
    ),
]
api: list[Any] = [
    call("challenges/", "api_challenges", ChallengeViewSet, get="list", post="create"),
    call("challenges/<int:pk>/", "api_challenge", ChallengeViewSet, get="retrieve", patch="partial_update"),
    call("challenges/<int:pk>/resolve/", "api_resolve_challenge", ChallengeViewSet, post="resolve"),
    call("challenges/<int:pk>/close/", "api_close_challenge", ChallengeViewSet, post="close"),
    call("challenges/<int:pk>/reopen/", "api_reopen_challenge", ChallengeViewSet, post="reopen"),
    call("challenges/<int:pk>/voice/", "api_voice", ChallengeViewSet, put="add_voice", delete="take_back_voice"),
    call("challenges/<int:pk>/messages/", "api_challenge_messages", ChallengeViewSet, post="write_about"),
]
