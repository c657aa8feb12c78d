"""The warning while somebody writes a need: others that are likely the same."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from journal.ids import id_of
from needs.forms.lines import rows_sent, understand
from needs.forms.places import picked
from needs.likeness import Sketch
from needs.models import Need, TargetGroup
from needs.permissions import can_create_need, needs_for
from needs.queries import likely_duplicates as likely
from needs.queries import sketched
from needs.views.duplicates import shown
from organizations.actors import actor_of
from organizations.models import Sector

LONGEST_TITLE = 120


@login_required
@require_POST
def likely_duplicates(request: HttpRequest) -> HttpResponse:
    """What the form says so far, sent as it is; nothing is written. `but` is the need that is being edited."""
    if not can_create_need(actor_of(request)):
        raise Http404
    edited = needs_for(request.user).filter(pk=id_of(request.GET.get("but", "")) or 0).first()
    found = likely(request.user, sketch_sent(request), but=edited)
    return render(request, "needs/_likely.html", {"alike": shown(found)})


def sketch_sent(request: HttpRequest) -> Sketch:
    given = {name: str(value) for name, value in request.POST.items()}
    rows = rows_sent(given)
    understand(rows, is_final=False)
    place = picked(given).chosen
    groups = TargetGroup.objects.filter(
        pk__in=[pk for text in request.POST.getlist("target_groups") if (pk := id_of(text))]
    )
    is_care_gap = request.GET.get("kind") == Need.Kind.CARE_GAP
    sector = Sector.objects.filter(pk=id_of(given.get("sector", "")) or 0).first() if is_care_gap else None
    return sketched(
        title=given.get("title", "")[:LONGEST_TITLE],
        place=place.pk if place else "",
        items=[row.item for row in rows if row.item],
        groups=[group.code for group in groups],
        care_of=sector.code if sector else "",
    )
