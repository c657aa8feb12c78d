"""Texts on their way in."""

from django.urls import URLPattern

pages: list[URLPattern] = []
calls: list[URLPattern] = []
