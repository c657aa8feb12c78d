"""Endorsements and remarks."""

from django.urls import URLPattern

pages: list[URLPattern] = []
calls: list[URLPattern] = []
