"""Opinions and votes."""

from django.urls import URLPattern

pages: list[URLPattern] = []
calls: list[URLPattern] = []
