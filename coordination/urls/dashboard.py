"""The dashboard, and the report since the last forum."""

from django.urls import URLPattern

pages: list[URLPattern] = []
calls: list[URLPattern] = []
