"""The talk about a need or its like: a part of its page, fetched by address, or a page alone."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from journal.forms import apply_form
from needs.actions.rooms import address_of, write_about
from needs.forms.talks import WordForm
from needs.models import Challenge, Need, Offer, Operation, Said
from needs.permissions.talks import can_write_about, seen_among
from needs.queries.talks import is_in_talk, last_words
from organizations.actors import actor_of


@require_http_methods(["GET", "HEAD", "POST"])
def need_talk(request: HttpRequest, pk: int) -> HttpResponse:
    return talk(request, Need, pk)


@require_http_methods(["GET", "HEAD", "POST"])
def offer_talk(request: HttpRequest, pk: int) -> HttpResponse:
    return talk(request, Offer, pk)


@require_http_methods(["GET", "HEAD", "POST"])
def challenge_talk(request: HttpRequest, pk: int) -> HttpResponse:
    return talk(request, Challenge, pk)


@require_http_methods(["GET", "HEAD", "POST"])
def operation_talk(request: HttpRequest, pk: int) -> HttpResponse:
    return talk(request, Operation, pk)


def talk(request: HttpRequest, kind: type[Said], pk: int) -> HttpResponse:
    """The last words and a place for the next one; whoever wrote it goes on in the room."""
    about = found(request, kind, pk)
    actor = actor_of(request)
    if not can_write_about(actor, about):
        raise Http404
    form = WordForm(request.POST or None)
    if posted := apply_form(form, lambda given: write_about(actor=actor, about=about, **given)):
        return redirect("chat:room", posted.message.room_id)
    context = {
        "form": form,
        "about": about,
        "address": address_of(about),
        "said": last_words(about),
        "is_in": is_in_talk(actor, about),
        "is_own": actor.organization_id == about.organization_id,
    }
    template = "needs/_talk.html" if request.headers.get("HX-Request") else "needs/talk.html"
    return render(request, template, context)


def found(request: HttpRequest, kind: type[Said], pk: int) -> Any:
    return get_object_or_404(seen_among(request.user, kind).select_related("organization", "room"), pk=pk)
