from typing import Any

from django.urls import path

from needs.api import pledges as programs
from needs.views import board, deliveries, filters, matrix, overlaps, pledges

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
    path("pledges/", pledges.pledges, name="pledges"),
    path("pledges/<int:pk>/", pledges.pledge, name="pledge"),
    path("pledges/<int:pk>/edit/", pledges.edit_pledge, name="edit_pledge"),
    path("pledges/<int:pk>/accept/", pledges.accept_pledge, name="accept_pledge"),
    path("pledges/<int:pk>/decline/", pledges.decline_pledge, name="decline_pledge"),
    path("pledges/<int:pk>/withdraw/", pledges.withdraw_pledge, name="withdraw_pledge"),
    path("pledges/<int:pk>/close-short/", pledges.close_pledge_short, name="close_pledge_short"),
    path("pledges/<int:pk>/dispatch/", deliveries.dispatch_delivery, name="dispatch_delivery"),
    path("deliveries/<int:pk>/", deliveries.delivery, name="delivery"),
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

pledge, delivery = programs.Pledges, programs.Deliveries
api: list[Any] = [
    path("pledges/", pledge.as_view({"get": "list", "post": "create"}), name="api_pledges"),
    path("pledges/<int:pk>/", pledge.as_view({"get": "retrieve", "patch": "partial_update"}), name="api_pledge"),
    path("pledges/<int:pk>/accept/", pledge.as_view({"post": "accept"}), name="api_accept_pledge"),
    path("pledges/<int:pk>/decline/", pledge.as_view({"post": "decline"}), name="api_decline_pledge"),
    path("pledges/<int:pk>/withdraw/", pledge.as_view({"post": "withdraw"}), name="api_withdraw_pledge"),
    path("pledges/<int:pk>/close-short/", pledge.as_view({"post": "close_short"}), name="api_close_pledge_short"),
    path("pledges/<int:pk>/deliveries/", pledge.as_view({"post": "deliveries"}), name="api_dispatch_delivery"),
    path("deliveries/", delivery.as_view({"get": "list"}), name="api_deliveries"),
    path("deliveries/<int:pk>/", delivery.as_view({"get": "retrieve"}), name="api_delivery"),
    path("deliveries/<int:pk>/arrive/", delivery.as_view({"post": "arrive"}), name="api_arrive_delivery"),
    path("deliveries/<int:pk>/receipt/", delivery.as_view({"put": "receipt"}), name="api_confirm_receipt"),
    path("deliveries/<int:pk>/dispute/", delivery.as_view({"post": "dispute"}), name="api_dispute_delivery"),
    path("delivery-files/<int:pk>/", programs.DeliveryFiles.as_view({"get": "retrieve"}), name="api_delivery_file"),
    path(
        "delivery-files/<int:pk>/preview/",
        programs.DeliveryFiles.as_view({"get": "preview"}),
        name="api_delivery_file_preview",
    ),
]
