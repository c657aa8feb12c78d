"""Delegations: invitations, delegates, the registration desk."""

from django.urls import URLPattern

pages: list[URLPattern] = []
calls: list[URLPattern] = []
