"""Parts of the forms, asked for while one writes: a line with its item, the items that words may mean, a place."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from journal.ids import id_of
from needs.actions import MOST_LINES
from needs.forms.lines import known_units, row_sent, understand
from needs.forms.places import picked, searched
from needs.permissions import can_propose_item
from needs.queries import found_items
from organizations.actors import actor_of

SHORTEST = 2


def number_of(request: HttpRequest) -> int:
    """Which row of the form is asked about."""
    return min(id_of(request.GET.get("row", "")) or 0, MOST_LINES)


def demand_writer(request: HttpRequest) -> None:
    """The parts are for whoever may write: they name what others proposed."""
    if not can_propose_item(actor_of(request)):
        raise PermissionDenied


@login_required
@require_safe
def line(request: HttpRequest) -> HttpResponse:
    """One row of lines as typed, its item chosen by `choose-<row>`, or to be proposed ("new")."""
    demand_writer(request)
    row = row_sent({name: str(value) for name, value in request.GET.items()}, number_of(request))
    understand([row], is_final=False)
    row.errors.clear()
    row.is_fresh = True
    context = {"row": row, "known_units": known_units() if row.is_new else []}
    return render(request, "needs/_line.html", context)


@login_required
@require_safe
def items(request: HttpRequest) -> HttpResponse:
    """What the words typed into a row may mean, to choose from."""
    demand_writer(request)
    number = number_of(request)
    words = request.GET.get(f"lines-{number}-name", "").strip()[:80]
    row = row_sent({f"lines-{number}-name": words}, number)
    row.found = found_items(words) if len(words) >= SHORTEST else []
    return render(request, "needs/_found_items.html", {"row": row, "words": words if len(words) >= SHORTEST else ""})


@login_required
@require_safe
def place(request: HttpRequest) -> HttpResponse:
    """The part of the form that chooses a place, one step further."""
    given = {name: str(value) for name, value in request.GET.items()}
    words = given.get("place_words", "").strip()[:80]
    picker = searched(words) if set(given) == {"place_words"} else picked(given)
    return render(request, "needs/_place.html", {"picker": picker})
