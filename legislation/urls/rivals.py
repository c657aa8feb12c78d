"""What is proposed on one article, the heat map, the law as amended."""

from django.urls import URLPattern

pages: list[URLPattern] = []
calls: list[URLPattern] = []
