"""What everybody may open: a round with its proposals, who endorses them and what came of them; and what verifies a
copy of a dossier.
"""

from __future__ import annotations

from functools import partial
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from accounts.tries import VISITOR_TRIES, WITHIN, count_one, is_barred, key_of
from files.copies import compared
from legislation import permissions, queries
from legislation.forms.dossiers import CopyForm
from legislation.seen import seen_round_of_code

PAGE = 20


@require_safe
def public_rounds(request: HttpRequest) -> HttpResponse:
    """Those that everybody may follow, the newest first."""
    page = Paginator(queries.open_to_everybody(), PAGE).get_page(request.GET.get("page"))
    return render(request, "legislation/public_rounds.html", {"page": page})


@require_safe
def public_round(request: HttpRequest, code: str) -> HttpResponse:
    """Without signing in where the round is for everybody. What was withdrawn or refused stays."""
    row = seen_round_of_code(request, code)
    rows = queries.public_proposals(request.user, row)
    state = request.GET.get("state", "")
    narrowed = queries.in_state(rows, state)
    page = Paginator(narrowed, PAGE).get_page(request.GET.get("page"))
    context = {
        "round": row,
        "page": page,
        "told": queries.told_proposals(page.object_list),
        "states": queries.states_of(rows, state),
        "state": state,
        "story": queries.story_of(request.user, row),
    }
    return render(request, "legislation/public_round.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def verify_dossier(request: HttpRequest, code: str) -> HttpResponse:
    """That it is genuine, of which round and day, and whether it still holds; a copy that is sent is compared. Of what
    is not for everybody no more is told. 404 for a code that no dossier bears, 429 for who tries.
    """
    key = key_of("verify", request)
    if is_barred(key, VISITOR_TRIES):
        return refused(request, 429, is_barred=True)
    row = queries.verified_dossier(code)
    if row is None:
        count_one(key)
        return refused(request, 404, is_unknown=True)
    form = CopyForm(request.POST, request.FILES) if request.method == "POST" else CopyForm()
    context: dict[str, Any] = {
        "dossier": row,
        "files": queries.files_of(row),
        "newer": queries.newer_dossier(row),
        "is_seen": permissions.dossiers_for(request.user).filter(pk=row.pk).exists(),
        "form": form,
    }
    if form.is_bound:
        context |= compared(request, form, partial(queries.same_format, row))
    return render(request, "legislation/verify_dossier.html", context)


def refused(request: HttpRequest, status: int, **more: Any) -> HttpResponse:
    answer = render(request, "legislation/unknown_dossier.html", more, status=status)
    if status == 429:
        answer.headers["Retry-After"] = str(WITHIN)
    return answer
