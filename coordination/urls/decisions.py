"""Decisions, and the documents that are made of what stands."""

from django.urls import URLPattern

pages: list[URLPattern] = []
calls: list[URLPattern] = []
