from django.urls import path

from search import api as programs
from search import views

app_name = "search"

pages = [path("search/", views.search, name="search")]
api = [path("search/", programs.SearchView.as_view(), name="api_search")]
