"""Keeping a search of the board, and letting it go."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_POST

from journal.refusals import Conflict
from needs.actions.filters import delete_filter as let_go
from needs.actions.filters import follow_filter as follow
from needs.actions.filters import save_filter as keep
from needs.forms.board import BoardForm
from needs.permissions.filters import saved_filters_for
from organizations.actors import actor_of


@login_required
@require_POST
def save_filter(request: HttpRequest) -> HttpResponse:
    """Keep what the page asked; what it did not understand is left out."""
    query = BoardForm(QueryDict(request.POST.get("query", "")[:2000])).kept()
    try:
        keep(actor=actor_of(request), name=request.POST.get("name", ""), query=query)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    except Conflict as no:
        messages.error(request, no.detail)
    return HttpResponseRedirect(f"{reverse('needs:board')}?{query}")


@login_required
@require_POST
def delete_filter(request: HttpRequest, pk: int) -> HttpResponse:
    saved = get_object_or_404(saved_filters_for(request.user), pk=pk)
    query = saved.query
    let_go(actor=actor_of(request), saved=saved)
    return HttpResponseRedirect(f"{reverse('needs:board')}?{query}")


@login_required
@require_POST
def follow_filter(request: HttpRequest, pk: int) -> HttpResponse:
    """Hear of what the search finds from now on, or no longer."""
    saved = get_object_or_404(saved_filters_for(request.user), pk=pk)
    follow(actor=actor_of(request), saved=saved, is_followed=request.POST.get("is_followed") == "on")
    return HttpResponseRedirect(f"{reverse('needs:board')}?{saved.query}")
