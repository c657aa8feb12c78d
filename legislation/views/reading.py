"""Pages on which a law and its articles are read."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from journal.addresses import full_address
from journal.queries import head
from legislation import permissions, queries
from legislation.law_papers import law_sheet
from legislation.models import Instrument
from legislation.seen import seen_instrument, seen_provision
from organizations.actors import actor_of
from paper.answers import made_answer
from paper.sections import as_source
from paper.typesetting import as_pdf
from paper.word import as_docx


@require_safe
def instrument(request: HttpRequest, pk: int) -> HttpResponse:
    """A whole law: contents, articles, notes, what amends it."""
    row, actor = seen_instrument(request, pk), actor_of(request)
    known = head(row.stream)
    units = queries.units_of(row)
    context = {
        "row": row,
        "head": known,
        "units": units,
        "articles": sum(not unit.is_wide for unit in units),
        "followed": queries.followed_topics(request.user, row.topics.all()),
        "links_from": queries.links_from(request.user, row),
        "links_to": queries.links_to(request.user, row),
        "rounds": queries.rounds_on(request.user, row)[:5],
        "share": full_address(request, request.path),
        **what_one_may(request, row),
        "can_acknowledge": row.must_be_acknowledged and permissions.can_acknowledge_circular(actor, row),
        "acknowledged": queries.own_acknowledgement(request.user, row) if row.must_be_acknowledged else None,
    }
    return render(request, "legislation/instrument.html", context)


def what_one_may(request: HttpRequest, row: Instrument) -> dict[str, Any]:
    keeps = permissions.can_edit_instrument(actor_of(request), row)
    is_draft = keeps and row.published_at is None
    return {"can_edit": keeps, "can_publish": is_draft, "can_discard": is_draft}


@require_safe
def provision(request: HttpRequest, pk: int) -> HttpResponse:
    """An article by itself; what stands in one leads to its place there, a wide part to its place in the law."""
    row = seen_provision(request, pk)
    article = queries.article_of(row)
    if article is None:
        return redirect(reverse("legislation:instrument", args=[row.instrument_id]) + f"#{row.eid}")
    if article.pk != row.pk:
        return redirect(reverse("legislation:provision", args=[article.pk]) + f"#{row.eid}")
    unit = queries.unit_of(row)
    before, behind = queries.beside(row)
    context = {
        "row": row.instrument,
        "unit": unit,
        "above": queries.above(row),
        "before": before,
        "behind": behind,
        "cites": queries.cites(request.user, unit),
        "cited_by": queries.cited_by(request.user, row)[:50],
        "earlier": queries.earlier_texts(row),
        "rounds": queries.rounds_on(request.user, row.instrument)[:3],
        "share": full_address(request, request.path),
        "can_open_room": permissions.can_open_article_room(actor_of(request), row),
        "article": row,
        "room": queries.room_of(row),
    }
    return render(request, "legislation/provision.html", context)


# Cards ----------------------------------------------------------------------------------------------------------------
@require_safe
def instrument_card(request: HttpRequest, pk: int) -> HttpResponse:
    """What a link to a law shows in a room."""
    return render(request, "legislation/instrument_card.html", {"row": seen_instrument(request, pk)})


@require_safe
def provision_card(request: HttpRequest, pk: int) -> HttpResponse:
    """What a link to an article shows in a room: its words."""
    row = seen_provision(request, pk)
    article = queries.article_of(row) or row
    return render(request, "legislation/provision_card.html", {"unit": queries.unit_of(article), "row": row.instrument})


# To take along --------------------------------------------------------------------------------------------------------
@require_safe
def instrument_pdf(request: HttpRequest, pk: int) -> HttpResponseBase:
    row = seen_instrument(request, pk)
    sheet = law_sheet(row, queries.units_of(row), get_language() or "ar")
    return made_answer(as_pdf(as_source(sheet)), f"{row.code}.pdf", is_shown=True)


@require_safe
def instrument_docx(request: HttpRequest, pk: int) -> HttpResponseBase:
    row = seen_instrument(request, pk)
    return made_answer(as_docx(law_sheet(row, queries.units_of(row), get_language() or "ar")), f"{row.code}.docx")


@require_safe
def provision_pdf(request: HttpRequest, pk: int) -> HttpResponseBase:
    """One article on paper, with what it stands in."""
    row = seen_provision(request, pk)
    article = queries.article_of(row) or row
    sheet = law_sheet(row.instrument, [queries.unit_of(article)], get_language() or "ar", is_whole=False)
    return made_answer(as_pdf(as_source(sheet)), f"{row.instrument.code}-{article.eid}.pdf", is_shown=True)
