"""Follow-up: progress, evidence, reminders."""

from django.urls import URLPattern

pages: list[URLPattern] = []
calls: list[URLPattern] = []
