"""Proposals, their changes, their sponsors."""

from django.urls import URLPattern

pages: list[URLPattern] = []
calls: list[URLPattern] = []
