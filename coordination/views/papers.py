"""Letters of invitation and badges, to be printed."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from coordination import permissions, queries
from coordination.papers import badges_pdf, letters_pdf
from coordination.views.answers import found_delegation
from coordination.views.forums import seen
from journal.addresses import full_address
from meetings.permissions import can_minute
from organizations.actors import actor_of
from paper.answers import made_answer

AT_ONCE = 300  # pages of letters


@login_required
@require_safe
def letter_paper(request: HttpRequest, pk: int) -> HttpResponse:
    """One letter: for those who convene, and for those who speak for the organisation."""
    row, actor = found_delegation(request, pk), actor_of(request)
    if not (can_minute(actor, row.forum.body) or permissions.speaks_for(actor, row.organization)):
        raise Http404
    return made_answer(letters_pdf(row.forum, [row], site(request)), f"{row.letter_code}.pdf", is_shown=True)


@login_required
@require_safe
def letters_paper(request: HttpRequest, pk: int) -> HttpResponse:
    """The letters of all that have not answered yet, a page for each; for those who prepare the forum."""
    row = seen(request, pk)
    if not can_minute(actor_of(request), row.body):
        raise Http404
    waiting = queries.delegations_of(row, request.user, status="invited")[:AT_ONCE]
    if not waiting:
        raise Http404
    return made_answer(letters_pdf(row, waiting, site(request)), f"{row.code}-letters.pdf", is_shown=True)


@login_required
@require_safe
def badges_paper(request: HttpRequest, pk: int) -> HttpResponse:
    """Of everybody who comes, by organisation; `?delegation=` of one of them."""
    row = seen(request, pk)
    if not can_minute(actor_of(request), row.body):
        raise Http404
    people = queries.badge_people(row, request.GET.get("delegation", ""))
    if not people:
        raise Http404
    return made_answer(badges_pdf(row, people), f"{row.code}-badges.pdf", is_shown=True)


def site(request: HttpRequest) -> str:
    return full_address(request, "/").rstrip("/")
