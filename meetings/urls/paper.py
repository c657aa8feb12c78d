"""Sheets to print, and what was filled in on them."""

from django.urls import URLPattern

pages: list[URLPattern] = []
calls: list[URLPattern] = []
