"""The registration desk: who has arrived, with the camera, by code, by name; without a line too (frontend/desk.ts)."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from coordination import permissions, queries
from coordination.views.forums import seen, shell
from journal.queries import head
from organizations.actors import actor_of


@login_required
@require_safe
def desk(request: HttpRequest, pk: int) -> HttpResponse:
    """The list stands in the page, so that it opens at once, and is kept with it where there is no line."""
    reached = head(f"forum.{pk}")
    row = seen(request, pk)
    if not permissions.can_check_in(actor_of(request), row):
        raise Http404
    given = {"forum": row.pk, "stream": row.stream, "head": reached, "people": queries.desk_people(row)}
    return render(request, "coordination/desk.html", {**shell(request, row, "desk"), "given_desk": given})
