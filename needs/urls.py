from typing import Any

from django.urls import path

from needs.views import board, filters, matrix, overlaps

pages = [
    path("needs/", board.board, name="board"),
    path("needs/matrix/", matrix.matrix, name="matrix"),
    path("needs/filters/save/", filters.save_filter, name="save_filter"),
    path("needs/filters/<int:pk>/delete/", filters.delete_filter, name="delete_filter"),
    path("needs/overlaps/", overlaps.overlaps, name="overlaps"),
    path("needs/<int:pk>/overlaps/", overlaps.overlaps_of, name="overlaps_of"),
    path("needs/<int:pk>/row/", board.board_row, name="board_row"),
    path("pledges/<int:pk>/together/<int:other_pk>/", overlaps.open_overlap_room, name="open_overlap_room"),
]
api: list[Any] = []
