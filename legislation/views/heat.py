"""The heat map of a round."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from legislation import queries
from legislation.views.rivals import seen_round

NAMES = {
    "proposals": _("Proposals"),
    "endorsing": _("Endorsing organisations"),
    "rivals": _("Competing proposals"),
    "remarks": _("Remarks"),
    "governorates": _("Governorates"),
}


@require_safe
def heat(request: HttpRequest, pk: int) -> HttpResponse:
    """Each article with its figures, as squares and as a table; `?by=` is what the colour tells, `?sort=most` puts the
    warmest first.
    """
    row = seen_round(request, pk)
    by = request.GET.get("by", "")
    by = by if by in queries.MEASURES else "proposals"
    rows = queries.heat_of(request.user, row, by)
    sort = "most" if request.GET.get("sort") == "most" else ""
    context = {
        "row": row,
        "rows": rows,
        "listed": sorted(rows, key=lambda each: -each.number(by)) if sort else rows,
        "names": NAMES,
        "by": by,
        "by_name": NAMES[by],
        "sort": sort,
        "is_empty": not any(any(each.numbers) for each in rows),
    }
    return render(request, "legislation/heat.html", context)
