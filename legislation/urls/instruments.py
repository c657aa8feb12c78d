"""The library of texts, and reading them."""

from django.urls import URLPattern

pages: list[URLPattern] = []
calls: list[URLPattern] = []
