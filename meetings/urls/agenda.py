"""The agenda of a session."""

from django.urls import URLPattern

pages: list[URLPattern] = []
calls: list[URLPattern] = []
