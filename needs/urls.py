from typing import Any

from django.urls import path

from needs.views import board, matrix

pages = [
    path("needs/", board.board, name="board"),
    path("needs/matrix/", matrix.matrix, name="matrix"),
    path("needs/<int:pk>/row/", board.board_row, name="board_row"),
]
api: list[Any] = []
