"""Amendment rounds."""

from django.urls import URLPattern

pages: list[URLPattern] = []
calls: list[URLPattern] = []
