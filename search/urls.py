from django.urls import path

from journal.addresses import page
from search import views
from search.api import SearchView

app_name = "search"

pages = [
    page("search/", views.search),
]

api = [
    path("search/", SearchView.as_view(), name="api_search"),
]
