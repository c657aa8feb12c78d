"""The law as it would read: with what was adopted, or with what somebody chooses."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from journal.ids import id_of
from legislation import queries
from legislation.seen import seen_round


@require_safe
def as_amended(request: HttpRequest, pk: int) -> HttpResponse:
    """`?with=` are proposals, several or put together by commas; without it those that were adopted. `?marks=0` leaves
    the marks away, `?only=changed` what did not change.
    """
    row = seen_round(request, pk)
    chosen = chosen_of(request)
    found = queries.as_amended(request.user, row, chosen)
    context = {
        "row": row,
        "found": found,
        "choices": queries.choosable(request.user, row),
        "chosen": [proposal.pk for proposal in found.proposals],
        "is_chosen": chosen is not None,
        "is_marked": request.GET.get("marks") != "0",
        "only": "changed" if request.GET.get("only") == "changed" else "",
    }
    return render(request, "legislation/as_amended.html", context, status=409 if found.competing else 200)


def chosen_of(request: HttpRequest) -> list[int] | None:
    if "with" not in request.GET:
        return None
    words = ",".join(request.GET.getlist("with")).split(",")
    return [pk for word in words[:400] if (pk := id_of(word.strip())) is not None]
