"""The speakers list, and the projector."""

from django.urls import URLPattern

pages: list[URLPattern] = []
calls: list[URLPattern] = []
