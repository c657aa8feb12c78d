"""What is proposed on one article, the heat map, the law as amended."""

from django.urls import URLPattern

from journal.addresses import page
from legislation.views import amended, heat, rivals

pages: list[URLPattern] = [
    page("rounds/<int:pk>/provisions/<int:provision>/", rivals.rivals),
    page("rounds/<int:pk>/heat/", heat.heat),
    page("rounds/<int:pk>/as-amended/", amended.as_amended),
]
calls: list[URLPattern] = []
