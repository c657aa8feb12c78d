"""Cards: what a link to an organisation or a person shows where somebody says it. Guarded as their pages are."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from accounts.permissions import people_for
from organizations.permissions import organizations_for, running_memberships


@require_safe
def organization_card(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(organizations_for(request.user).select_related("governorate"), pk=pk)
    return render(request, "organizations/organization_card.html", {"organization": found})


@require_safe
def person_card(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(people_for(request.user), pk=pk)
    context = {"person": found, "memberships": running_memberships(found)[:2]}
    return render(request, "organizations/person_card.html", context)
