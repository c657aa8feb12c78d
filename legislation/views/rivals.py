"""The page of all that is proposed on one provision, beside its text."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from legislation import permissions, queries
from legislation.models import Round
from legislation.seen import seen_provision_of, seen_round
from legislation.states import OPEN, PUT_FORWARD
from organizations.actors import actor_of

PAGE = 20


@require_safe
def rivals(request: HttpRequest, pk: int, provision: int) -> HttpResponse:
    """Everything proposed on it, those together that compete, beside the text that all of them would change; a `?page=`
    at a time, the largest group first.
    """
    row = seen_round(request, pk)
    on = seen_provision_of(request, row, provision)
    found = queries.comparison(request.user, row, on)
    return render(request, "legislation/rivals.html", {"row": row, "on": on, **shown(request, row, found)})


def shown(request: HttpRequest, row: Round, found: queries.Comparison) -> dict[str, Any]:
    page = Paginator(found.rows, PAGE).get_page(request.GET.get("page"))
    competing, alone = found.part(list(page))
    repealed = any(each.repeals for each in page)
    proposals = [each.proposal for each in found.rows]
    return {
        "found": found,
        "page": page,
        "pages": {each.pk: at // PAGE + 1 for at, each in enumerate(proposals)},
        "competing": competing,
        "alone": alone,
        "citations": queries.citing(request.user, row, found.clauses) if repealed else [],
        "mergeable": PUT_FORWARD,
        "can_merge": row.status == OPEN and permissions.can_merge_proposals(actor_of(request), row, proposals),
    }
