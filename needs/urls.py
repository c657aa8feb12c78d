from typing import Any

from django.urls import path

from journal.addresses import call, page
from needs.api.matches import LikelyViewSet, MatchViewSet
from needs.views import board, duplicates, matches, matrix, review

pages = [
    path("needs/", board.board, name="board"),
    path("needs/matrix/", matrix.matrix, name="matrix"),
    path("needs/<int:pk>/row/", board.board_row, name="board_row"),
    page("needs/catalogue/", review.review),
    page("needs/catalogue/<int:pk>/", review.review_item),
    page("needs/catalogue/<int:pk>/merge/", review.merge_item),
    page("needs/<int:pk>/matches/", matches.need_matches),
    page("offers/<int:pk>/matches/", matches.offer_matches),
    page("needs/<int:pk>/likely/", duplicates.need_duplicates),
    page("needs/<int:pk>/merge/<int:into_pk>/", duplicates.merge_need),
    page("needs/<int:pk>/different/<int:other_pk>/", duplicates.distinguish_needs),
]
api: list[Any] = [
    call("needs/likely/", "api_likely", LikelyViewSet, get="list"),
    call("needs/<int:pk>/matches/", "api_need_matches", MatchViewSet, get="of_need"),
    call("needs/<int:pk>/likely/", "api_need_likely", LikelyViewSet, get="of_need"),
    call("needs/<int:pk>/merge/", "api_merge_need", LikelyViewSet, put="merge"),
    call("needs/<int:pk>/different/<int:other_pk>/", "api_distinguish_needs", LikelyViewSet, put="distinguish"),
    call("offers/<int:pk>/matches/", "api_offer_matches", MatchViewSet, get="of_offer"),
]
