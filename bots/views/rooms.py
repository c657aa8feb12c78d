"""The programs of a room: who of them is in it, which addresses lead into it."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django.contrib import messages as notices
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from bots import actions, permissions, queries
from bots.forms import NameForm, TakeInForm
from chat.models import Room
from chat.permissions import rooms_for
from journal.addresses import full_address
from journal.forms import apply_form
from organizations.actors import actor_of


def address_of(request: HttpRequest, secret: str) -> str:
    """The whole address under which a program posts."""
    return full_address(request, reverse("bots:hook", args=[secret]))


def seen(request: HttpRequest, pk: int) -> Room:
    return get_object_or_404(rooms_for(request.user), pk=pk)


@login_required
@require_safe
def programs(request: HttpRequest, pk: int) -> HttpResponse:
    """Everybody in a room sees which programs are in it; its moderators let them in and out."""
    room = seen(request, pk)
    actor = actor_of(request)
    may_take_in = permissions.can_take_in_bot(actor, room)
    context: dict[str, Any] = {
        "room_row": room,
        "bots": queries.bots_in(room),
        "may_take_in": may_take_in,
        "may_put_out": permissions.can_put_out_bot(actor, room),
        "may_create_incoming": permissions.can_create_incoming_webhook(actor, room),
    }
    if context["may_put_out"]:
        context["outgoing"] = queries.outgoing_webhooks(room)
        context["incoming"] = queries.incoming_webhooks(room)
        context["form"] = TakeInForm(bots=queries.bots_to_take_in(request.user, room))
    return render(request, "bots/programs.html", context)


@login_required
@require_POST
def take_in_bot(request: HttpRequest, pk: int) -> HttpResponse:
    room = seen(request, pk)
    form = TakeInForm(request.POST, bots=queries.bots_to_take_in(request.user, room))
    if form.is_valid():
        actions.take_in_bot(actor=actor_of(request), room=room, bot=form.cleaned_data["bot"])
    else:
        notices.error(request, _("Choose a bot."))
    return redirect("bots:programs", pk=pk)


@login_required
@require_POST
def put_out_bot(request: HttpRequest, pk: int, bot_pk: int) -> HttpResponse:
    room = seen(request, pk)
    found = get_object_or_404(queries.bots_in(room), account__pk=bot_pk)
    actions.put_out_bot(actor=actor_of(request), room=room, bot=found)
    return redirect("bots:programs", pk=pk)


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def create_incoming_webhook(request: HttpRequest, pk: int) -> HttpResponse:
    """Make an address; the answer shows it, this once."""
    room = seen(request, pk)
    form = NameForm(request.POST or None)
    made = apply_form(
        form,
        lambda given: actions.create_incoming_webhook(actor=actor_of(request), room=room, client_id=uuid4(), **given),
    )
    context: dict[str, Any] = {"form": form, "room_row": room}
    if made is not None:
        link = address_of(request, made[1] or "")
        trial = f"""curl -d '{{"text": "…"}}' -H 'Content-Type: application/json' {link}"""
        context |= {"webhook": made[0], "link": link, "trial": trial}
    else:
        context["may_create"] = permissions.can_create_incoming_webhook(actor_of(request), room)
    return render(request, "bots/create_incoming_webhook.html", context)


@login_required
@require_POST
def close_incoming_webhook(request: HttpRequest, pk: int) -> HttpResponse:
    webhook = get_object_or_404(permissions.incoming_webhooks_for(request.user), pk=pk)
    actions.close_incoming_webhook(actor=actor_of(request), webhook=webhook)
    notices.success(request, _("The address is closed."))
    return redirect("bots:programs", pk=webhook.room_id)
