"""Dossiers and the answers to them."""

from django.urls import URLPattern

pages: list[URLPattern] = []
calls: list[URLPattern] = []
