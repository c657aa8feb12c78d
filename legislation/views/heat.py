"""The heat map of a round."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from legislation import queries
from legislation.seen import seen_round

NAMES = {
    "proposals": _("Proposals"),
    "endorsing": _("Endorsing organisations"),
    "rivals": _("Competing proposals"),
    "remarks": _("Remarks"),
    "governorates": _("Governorates"),
}


@require_safe
def heat(request: HttpRequest, pk: int) -> HttpResponse:
    """Each article as a square, and those on which something happened in a table; `?by=` is what the colour tells,
    `?sort=most` puts the warmest first.
    """
    row = seen_round(request, pk)
    by = request.GET.get("by", "")
    by = by if by in queries.MEASURES else "proposals"
    rows = queries.heat_of(request.user, row, by)
    met = [each for each in rows if any(each.numbers)]
    sort = "most" if request.GET.get("sort") == "most" else ""
    context = {
        "row": row,
        "rows": rows,
        "listed": sorted(met, key=lambda each: -each.number(by)) if sort else met,
        "names": NAMES,
        "by": by,
        "by_name": NAMES[by],
        "sort": sort,
        "is_empty": not met,
    }
    return render(request, "legislation/heat.html", context)
