"""Pages of who is in a session."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.forms import UUIDField
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from journal.forms import attempt
from journal.ids import id_of
from journal.queries import head
from meetings import actions, permissions, queries
from meetings.models import Participant, Session
from meetings.views.sessions import back, seen, shell
from organizations.actors import actor_of

PAGE = 50


@login_required
@require_safe
def attendance(request: HttpRequest, pk: int) -> HttpResponse:
    """Who may come and who is there: `?q=` those who are called so, `?inside` those who are in."""
    reached = head(f"session.{pk}")
    row, actor = seen(request, pk), actor_of(request)
    context = shell(request, row, "attendance")
    if not context["is_inside"]:
        raise Http404
    words, only_inside = request.GET.get("q", "").strip()[:80], "inside" in request.GET
    page = Paginator(queries.participants_of(row, words, only_inside=only_inside), PAGE)
    mine = permissions.participant_of(actor, row.body)
    more = {
        "page": page.get_page(request.GET.get("page")),
        "words": words,
        "only_inside": only_inside,
        "query": "&".join([f"q={words}"] * bool(words) + ["inside"] * only_inside),
        "counts": queries.counts_of(row),
        "mine": mine,
        "am_inside": mine is not None and row.attendances.filter(participant=mine, left_at=None).exists(),
        "can_note": context["can_minute"] or context["can_run"],
        "fresh": uuid4(),
        "head": reached,
    }
    return render(request, "meetings/attendance.html", {**context, **more})


@login_required
@require_POST
def enter_session(request: HttpRequest, pk: int) -> HttpResponse:
    """`participant`, or oneself."""
    row, actor = seen(request, pk), actor_of(request)
    participant = participant_asked(request, row)
    given: dict[str, Any] = {"client_id": fresh_or(request.POST.get("client_id", "")), "participant": participant}
    attempt(request, lambda: actions.enter_session(actor=actor, session=row, **given), _("Noted: you may take part."))
    return back(request, row)


@login_required
@require_POST
def leave_session(request: HttpRequest, pk: int) -> HttpResponse:
    row, actor = seen(request, pk), actor_of(request)
    participant = participant_asked(request, row)
    attempt(request, lambda: actions.leave_session(actor=actor, session=row, participant=participant))
    return back(request, row)


def participant_asked(request: HttpRequest, row: Session) -> Participant:
    """Who is meant, of those who come to this body; PermissionDenied for whoever does not come themselves."""
    actor, asked = actor_of(request), request.POST.get("participant", "")
    if not permissions.can_see(actor, row.body):
        raise Http404
    if asked:
        return get_object_or_404(row.body.participants, pk=id_of(asked))
    mine = permissions.participant_of(actor, row.body)
    if mine is None:
        raise PermissionDenied
    return mine


def fresh_or(asked: str) -> UUID:
    """The key that the page carries; a form without one gets its own."""
    try:
        return UUID(str(UUIDField().clean(asked)))
    except ValidationError:
        return uuid4()
